import type { HttpOutcome } from '../../platform/http.ts'
import { parseRetryAfterMs } from '../../uploader/retry.ts'
import type { SendOutcome } from '../../uploader/sink.ts'
import { parseErrorMessage } from './parse-reply.ts'

type Failure = Extract<SendOutcome, { kind: 'retry' | 'refused' }>
type Reply = HttpOutcome & { kind: 'reply' }

/** Statuses below 500 that say "not now". */
const RETRY_STATUSES: ReadonlySet<number> = new Set([408, 421, 425, 429])

/** Turns every reply that is not a success into what the uploader does about it. */
export function classifyFailure(
  outcome: HttpOutcome,
  request: { readonly baseUrl: string; readonly nowMs: number },
): Failure {
  if (outcome.kind === 'failed') {
    const code = outcome.cause === 'reply-too-long' ? 'UPLOAD_REPLY_INVALID' : 'UPLOAD_UNREACHABLE'
    return { kind: 'retry', code, reason: outcome.reason }
  }
  const { status } = outcome
  if (status === 401 || status === 403) return classifyUnauthorized(outcome)
  if (status >= 300 && status < 400) return classifyRedirect(outcome, request.baseUrl)
  if (status >= 500 || RETRY_STATUSES.has(status)) {
    const afterMs = parseRetryAfterMs(outcome.headers.get('retry-after'), request.nowMs)
    const code = status === 429 ? 'UPLOAD_THROTTLED' : 'UPLOAD_SERVER_FAILED'
    return { kind: 'retry', code, reason: describe(outcome), ...(afterMs === undefined ? {} : { afterMs }) }
  }
  return { kind: 'refused', code: 'UPLOAD_REFUSED', reason: describe(outcome) }
}

function classifyUnauthorized(reply: Reply): Failure {
  const what =
    reply.status === 401
      ? 'the API key is missing or unknown to this server'
      : 'the API key may not write here'
  return {
    kind: 'refused',
    code: 'UPLOAD_UNAUTHORIZED',
    reason: `${what} (${describe(reply)}); set KYMO_API_KEY or run "kymo login"`,
  }
}

/** Never followed: the key would travel to a place that the user did not name. */
function classifyRedirect(reply: Reply, baseUrl: string): Failure {
  const place = originOf(reply.headers.get('location'), baseUrl)
  return {
    kind: 'refused',
    code: 'UPLOAD_REDIRECTED',
    reason: `the server redirects to ${place}; set the base URL to the address that answers itself`,
  }
}

function originOf(location: string | null, baseUrl: string): string {
  try {
    return new URL(location ?? '', baseUrl).origin
  } catch {
    return 'another address'
  }
}

function describe(reply: Reply): string {
  const message = parseErrorMessage(reply.text)
  return `it answered ${reply.status}${message === undefined ? '' : `: ${message}`}`
}
