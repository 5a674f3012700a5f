/** Everything that `@kymo/server` throws, by code. Each has a heading in docs/errors.md. */
export type ServerErrorCode =
  /** No SQLite binding is usable. */
  | 'INDEX_DRIVER_MISSING'
  /** Another process holds the index. */
  | 'INDEX_LOCKED'
  /** The index file cannot be created or written. */
  | 'INDEX_UNUSABLE'

export interface ServerErrorOptions {
  /** Facts for programs, next to the sentence for people. Never holds a secret. */
  readonly details?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** Recognises our errors across copies of this package, where `instanceof` does not. */
const BRAND: unique symbol = Symbol.for('kymo.server.error') as never

/** The error class of `@kymo/server`. Compare `code`, never the message: use {@link isServerError}. */
export class ServerError extends Error {
  override readonly name: string = 'ServerError'
  readonly code: ServerErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ServerErrorCode, message: string, options: ServerErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = Object.freeze({ ...options.details })
    Object.defineProperty(this, BRAND, { value: true })
  }
}

/** True for a {@link ServerError} of any copy of this package, with that code when one is given. */
export function isServerError(error: unknown, code?: ServerErrorCode): error is ServerError {
  if (typeof error !== 'object' || error === null || !(BRAND in error)) return false
  return code === undefined || (error as ServerError).code === code
}
