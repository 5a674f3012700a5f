/** Everything that `@kymo/server` throws, by code. Each has a heading in docs/errors.md. */
export type ServerErrorCode =
  /** No SQLite binding is usable. */
  | 'INDEX_DRIVER_MISSING'
  /** Another process holds the index. */
  | 'INDEX_LOCKED'
  /** The index file cannot be created or written. */
  | 'INDEX_UNUSABLE'
  | StartErrorCode
  | RequestErrorCode

/** Why a server could not be started, its keys not be changed, or its content not be collected. */
export type StartErrorCode =
  | 'AUTH_FILE_UNUSABLE'
  | 'COLLECT_INCOMPLETE'
  | 'DATA_DIR_LOCKED'
  | 'DATA_DIR_UNUSABLE'
  | 'KEY_NAME_INVALID'
  | 'OPTION_INVALID'
  | 'PORT_UNAVAILABLE'

/** Why a request was not served: the `code` of an error reply. */
export type RequestErrorCode =
  | 'ARTIFACT_ALIASED'
  | 'ARTIFACT_UNKNOWN'
  | 'AUTH_REQUIRED'
  | 'AUTH_REFUSED'
  | 'AUTH_THROTTLED'
  | 'BODY_TOO_LARGE'
  | 'BODY_TRUNCATED'
  | 'BODY_UNREADABLE'
  | 'BODY_UNSUPPORTED'
  | 'CONTENT_MISMATCH'
  | 'DISK_FULL'
  | 'FILE_UNKNOWN'
  | 'HOST_REFUSED'
  | 'LOG_BAD_CHECKSUM'
  | 'LOG_BAD_HEADER'
  | 'LOG_PLACE_UNSAFE'
  | 'LOG_UNWRITABLE'
  | 'METHOD_REFUSED'
  | 'NAME_INVALID'
  | 'ORIGIN_REFUSED'
  | 'PROJECT_UNKNOWN'
  | 'RATE_EXCEEDED'
  | 'READ_ONLY'
  | 'REQUEST_FAILED'
  | 'REQUEST_INVALID'
  | 'ROUTE_UNKNOWN'
  | 'RUN_ACTIVE'
  | 'RUN_ENDED'
  | 'RUN_HAS_ARTIFACTS'
  | 'RUN_UNKNOWN'
  | 'TRACE_UNKNOWN'
  | 'SERVER_BUSY'
  | 'TABLE_UNKNOWN'
  | 'TABLE_UNREADABLE'
  | 'URL_TOO_LONG'

export interface ServerErrorOptions {
  /** Facts for programs, next to the sentence for people. Never holds a secret. */
  readonly details?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
  /** What to do about it, one sentence. */
  readonly remedy?: string
}

/** Recognises our errors across copies of this package, where `instanceof` does not. */
const BRAND: unique symbol = Symbol.for('kymo.server.error') as never

/** The error class of `@kymo/server`. Compare `code`, never the message: use {@link isServerError}. */
export class ServerError extends Error {
  override readonly name: string = 'ServerError'
  readonly code: ServerErrorCode
  readonly details: Readonly<Record<string, unknown>>
  readonly remedy: string | undefined

  constructor(code: ServerErrorCode, message: string, options: ServerErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = Object.freeze({ ...options.details })
    this.remedy = options.remedy
    Object.defineProperty(this, BRAND, { value: true })
  }
}

/** True for a {@link ServerError} of any copy of this package, with that code when one is given. */
export function isServerError(error: unknown, code?: ServerErrorCode): error is ServerError {
  if (typeof error !== 'object' || error === null || !(BRAND in error)) return false
  return code === undefined || (error as { readonly code?: unknown }).code === code
}
