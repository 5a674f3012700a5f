import type { HttpOutcome } from '../../platform/http.ts'
import { parseRetryAfterMs } from '../../uploader/retry.ts'
import type { SendOutcome } from '../../uploader/sink.ts'
import { parseErrorReply } from './parse-reply.ts'

type Failure = Extract<SendOutcome, { kind: 'retry' | 'refused' }>
type Reply = HttpOutcome & { kind: 'reply' }

/** Statuses below 500 that say "not now". */
const RETRY_STATUSES: ReadonlySet<number> = new Set([408, 421, 425, 429])
/** The body was damaged on its way: a 400 that sending again may cure. */
const DAMAGE_CODES: ReadonlySet<string> = new Set(['LOG_BAD_CHECKSUM', 'BODY_TRUNCATED', 'BODY_UNREADABLE'])

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
  if (status >= 500 || RETRY_STATUSES.has(status) || isDamage(outcome)) {
    const afterMs = parseRetryAfterMs(outcome.headers.get('retry-after'), request.nowMs)
    const code = status === 429 ? 'UPLOAD_THROTTLED' : 'UPLOAD_SERVER_FAILED'
    return { kind: 'retry', code, reason: describe(outcome), ...(afterMs === undefined ? {} : { afterMs }) }
  }
  return { kind: 'refused', code: 'UPLOAD_REFUSED', reason: describe(outcome) }
}

/** 401: who are you; 403: not here. The server's own words name the remedy better, when it has any. */
function classifyUnauthorized(reply: Reply): Failure {
  const ours =
    reply.status === 401
      ? 'the API key is missing or unknown to this server; set KYMO_API_KEY or run "kymo login"'
      : 'the server does not let this client write; check the base URL and the API key'
  const theirs = parseErrorReply(reply.text)?.message
  return { kind: 'refused', code: 'UPLOAD_UNAUTHORIZED', reason: theirs ?? ours }
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

function isDamage(reply: Reply): boolean {
  return reply.status === 400 && DAMAGE_CODES.has(parseErrorReply(reply.text)?.code ?? '')
}

function originOf(location: string | null, baseUrl: string): string {
  try {
    return new URL(location ?? '', baseUrl).origin
  } catch {
    return 'another address'
  }
}

function describe(reply: Reply): string {
  const message = parseErrorReply(reply.text)?.message
  return `it answered ${reply.status}${message === undefined ? '' : `: ${message}`}`
}
