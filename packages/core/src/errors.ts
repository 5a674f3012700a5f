/** Everything that `@kymo/core` throws, by code. Each has a heading in docs/errors.md. */
export type KymoErrorCode =
  | 'API_NOT_FOUND'
  | 'API_REFUSED'
  | 'API_UNREACHABLE'
  | 'SETTING_UNKNOWN'
  | 'SETTING_INVALID'
  | 'SETTINGS_FILE_UNREADABLE'
  | 'SETTINGS_FILE_UNWRITABLE'
  | 'ARTIFACT_CHANGED'
  | 'ARTIFACT_FILE_CHANGED'
  | 'ARTIFACT_FILE_UNREADABLE'
  | 'ARTIFACT_LOGGED'
  | 'ARTIFACT_NOT_COMMITTED'
  | 'ARTIFACT_NOT_FOUND'
  | 'ARTIFACT_NOT_STAGED'
  | 'ARTIFACT_PATH_INVALID'
  | 'ARTIFACT_UNAVAILABLE'
  | 'RUN_EXISTS'
  | 'RUN_FOLDER_INVALID'
  | 'RUN_FOLDER_UNREADABLE'
  | 'RUN_LOOKUP_FAILED'
  | 'RUN_NOT_FOUND'
  | 'SYNC_TARGET_MISSING'
  | UploadErrorCode

/** What a running run warns of on standard error, of that which has a heading in docs/errors.md. */
export type RunWarningCode = 'SPANS_OPEN'

/** Why a log could not be shipped: thrown by sync, reported as warnings while a run is being written. */
export type UploadErrorCode =
  | 'UPLOAD_KEY_INVALID'
  | 'UPLOAD_LOG_UNREADABLE'
  | 'UPLOAD_NOT_KYMO'
  | 'UPLOAD_REDIRECTED'
  | 'UPLOAD_REFUSED'
  | 'UPLOAD_REMOTE_AHEAD'
  | 'UPLOAD_REPLY_INVALID'
  | 'UPLOAD_SERVER_FAILED'
  | 'UPLOAD_THROTTLED'
  | 'UPLOAD_UNAUTHORIZED'
  | 'UPLOAD_UNREACHABLE'
  | 'UPLOAD_URL_INVALID'
  | 'UPLOAD_WIRE_UNSUPPORTED'

export interface KymoErrorOptions {
  /** Facts for programs, next to the sentence for people. Never holds a secret. */
  readonly details?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** Recognises our errors across copies of this package, where `instanceof` does not. */
const BRAND: unique symbol = Symbol.for('kymo.core.error') as never

/**
 * The error class of `@kymo/core`. Compare `code`, never the message: use {@link isKymoError}.
 *
 * @example
 * ```js
 * import { init, isKymoError } from '@kymo/core'
 *
 * try {
 *   await init({ porject: 'digits' })
 * } catch (error) {
 *   if (!isKymoError(error, 'SETTING_UNKNOWN')) throw error
 *   console.log(error.message) // Cannot use the option 'porject': … Did you mean 'project'?
 * }
 * ```
 */
export class KymoError extends Error {
  override readonly name: string = 'KymoError'
  readonly code: KymoErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: KymoErrorCode, message: string, options: KymoErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = Object.freeze({ ...options.details })
    Object.defineProperty(this, BRAND, { value: true })
  }
}

/**
 * True for a {@link KymoError} of any copy of this package, with that code when one is given.
 *
 * @example
 * ```js
 * import { isKymoError } from '@kymo/core'
 *
 * console.log(isKymoError(new Error('something else'))) // false
 * ```
 */
export function isKymoError(error: unknown, code?: KymoErrorCode): error is KymoError {
  if (typeof error !== 'object' || error === null || !(BRAND in error)) return false
  return code === undefined || (error as unknown as KymoError).code === code
}
