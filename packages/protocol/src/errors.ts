/** Codes of {@link ProtocolError}; docs/errors.md says what each means. */
export type ProtocolErrorCode =
  | 'PACK_UNREADABLE'
  | 'RECORD_UNDECODABLE'
  | 'SPANS_UNDECODABLE'
  | 'VALUE_UNPARSABLE'

const BRAND: unique symbol = Symbol.for('kymo.ProtocolError')

/** The one error class of this package. Match it with {@link isProtocolError}, by code. */
export class ProtocolError extends Error {
  readonly code: ProtocolErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: ProtocolErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'ProtocolError'
    this.code = code
    this.details = Object.freeze({ ...options.details })
    Object.defineProperty(this, BRAND, { value: true })
  }
}

/** True for a ProtocolError of any copy of this package, and with this code when one is given. */
export function isProtocolError(error: unknown, code?: ProtocolErrorCode): error is ProtocolError {
  if (typeof error !== 'object' || error === null || !(BRAND in error)) return false
  return code === undefined || (error as unknown as ProtocolError).code === code
}
