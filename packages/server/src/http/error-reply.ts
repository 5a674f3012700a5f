import type { ErrorReply } from '@kymo/protocol'
import { isServerError, ServerError, type RequestErrorCode } from '../errors.ts'

const STATUSES: Readonly<Record<RequestErrorCode, number>> = {
  ARTIFACT_ALIASED: 409,
  ARTIFACT_UNKNOWN: 404,
  AUTH_REQUIRED: 401,
  AUTH_REFUSED: 401,
  AUTH_THROTTLED: 429,
  BODY_TOO_LARGE: 413,
  BODY_TRUNCATED: 400,
  BODY_UNREADABLE: 400,
  BODY_UNSUPPORTED: 415,
  CONTENT_MISMATCH: 422,
  DISK_FULL: 507,
  FILE_UNKNOWN: 404,
  HOST_REFUSED: 403,
  LOG_BAD_CHECKSUM: 400,
  LOG_BAD_HEADER: 400,
  LOG_PLACE_UNSAFE: 403,
  LOG_UNWRITABLE: 500,
  METHOD_REFUSED: 405,
  NAME_INVALID: 400,
  ORIGIN_REFUSED: 403,
  PROJECT_UNKNOWN: 404,
  RATE_EXCEEDED: 429,
  READ_ONLY: 405,
  REQUEST_FAILED: 500,
  REQUEST_INVALID: 400,
  ROUTE_UNKNOWN: 404,
  RUN_ACTIVE: 409,
  RUN_ENDED: 409,
  RUN_HAS_ARTIFACTS: 409,
  RUN_UNKNOWN: 404,
  TRACE_UNKNOWN: 404,
  SERVER_BUSY: 503,
  TABLE_UNKNOWN: 404,
  TABLE_UNREADABLE: 422,
  URL_TOO_LONG: 414,
}

/** Statuses after which the rest of a body is not read, so the connection cannot be used again. */
const CLOSING: ReadonlySet<number> = new Set([413, 414])

/** Turns what a handler threw into an answer. Only our own errors tell anything; the rest may quote secrets. */
export function toErrorResponse(error: unknown): Response {
  const known = toRequestError(error)
  const code = known.code as RequestErrorCode
  const status = STATUSES[code] ?? 500
  const reply: ErrorReply = {
    error: { code, message: known.message, ...(known.remedy === undefined ? {} : { remedy: known.remedy }) },
  }
  const headers = new Headers({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  if (status === 401) headers.set('www-authenticate', 'Bearer realm="kymo"')
  if (CLOSING.has(status)) headers.set('connection', 'close')
  const { allow, afterMs } = known.details
  if (typeof allow === 'string') headers.set('allow', allow)
  if (typeof afterMs === 'number') headers.set('retry-after', String(Math.max(1, Math.ceil(afterMs / 1000))))
  return new Response(JSON.stringify(reply), { status, headers })
}

/** True for what is a defect or trouble of the server rather than of the request. */
export function isServersFault(error: unknown): boolean {
  const known = toRequestError(error)
  return (STATUSES[known.code as RequestErrorCode] ?? 500) >= 500
}

function toRequestError(error: unknown): ServerError {
  if (isServerError(error) && Object.hasOwn(STATUSES, error.code)) return error
  return new ServerError('REQUEST_FAILED', 'Cannot answer the request: something went wrong in the server', {
    cause: error,
    remedy: 'Try again; the log of the server says more.',
  })
}
