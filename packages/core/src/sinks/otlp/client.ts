import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { decodeRpcStatus, decodeTraceResponse, type PartialSuccess } from '@kymo/protocol'
import type { UploadErrorCode } from '../../errors.ts'
import type { HttpOutcome, HttpSend } from '../../platform/http.ts'
import { parseRetryAfterMs } from '../../uploader/retry.ts'
import type { OtlpTarget } from './target.ts'

export type PostOutcome =
  /** Rejected spans are lost: sending them again is not allowed, and would not help. */
  | { readonly kind: 'taken'; readonly partial: PartialSuccess }
  | {
      readonly kind: 'retry'
      readonly code: UploadErrorCode
      readonly reason: string
      readonly afterMs?: number
    }
  /** The spans in it are at fault, or may be: fewer of them may be taken. */
  | { readonly kind: 'bad'; readonly reason: string }
  /** The address or the key is at fault: no spans would be taken. */
  | { readonly kind: 'refused'; readonly code: UploadErrorCode; readonly reason: string }

type Reply = HttpOutcome & { readonly kind: 'reply' }

const MAX_REPLY_BYTES = 4 * 1024 * 1024
const MAX_REASON_LENGTH = 300
/** All that may be sent again, by OTLP. */
const RETRY_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504])
/** What is wrong is not the spans. */
const UNAUTHORIZED: ReadonlySet<number> = new Set([401, 403, 407])
const WRONG_ADDRESS: ReadonlySet<number> = new Set([404, 405, 410, 411, 415, 426, 501, 505])

const compress = promisify(gzip)

/** Sends one request. Never throws. @see https://opentelemetry.io/docs/specs/otlp/#otlphttp-response */
export async function postSpans(
  body: Uint8Array,
  {
    target,
    send,
    nowMs,
  }: { readonly target: OtlpTarget; readonly send: HttpSend; readonly nowMs: () => number },
  signal: AbortSignal,
): Promise<PostOutcome> {
  const isCompressed = target.compression === 'gzip'
  const outcome = await send(
    {
      method: 'POST',
      url: target.url,
      headers: {
        'user-agent': 'OTel-OTLP-Exporter-Kymo',
        ...Object.fromEntries(target.headers),
        'content-type': 'application/x-protobuf',
        ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
      },
      body: isCompressed ? await compress(body, { level: 1 }) : body,
      timeoutMs: target.timeoutMs,
      maxReplyBytes: MAX_REPLY_BYTES,
    },
    signal,
  )
  return judge(outcome, nowMs())
}

function judge(outcome: HttpOutcome, nowMs: number): PostOutcome {
  if (outcome.kind === 'failed') {
    // The spans were taken or not; what they said of it was too long to matter.
    if (outcome.cause === 'reply-too-long')
      return { kind: 'taken', partial: { rejectedSpans: 0, message: '' } }
    return { kind: 'retry', code: 'UPLOAD_UNREACHABLE', reason: outcome.reason }
  }
  const { status } = outcome
  if (status >= 200 && status < 300) return { kind: 'taken', partial: readPartial(outcome) }
  if (status >= 300 && status < 400) {
    return {
      kind: 'refused',
      code: 'UPLOAD_REDIRECTED',
      reason: `it redirects with ${status}; name the address that answers itself`,
    }
  }
  if (RETRY_STATUSES.has(status)) {
    const afterMs = parseRetryAfterMs(outcome.headers.get('retry-after'), nowMs)
    const code = status === 429 ? 'UPLOAD_THROTTLED' : 'UPLOAD_SERVER_FAILED'
    return { kind: 'retry', code, reason: describe(outcome), ...(afterMs === undefined ? {} : { afterMs }) }
  }
  if (UNAUTHORIZED.has(status))
    return { kind: 'refused', code: 'UPLOAD_UNAUTHORIZED', reason: describe(outcome) }
  if (WRONG_ADDRESS.has(status)) return { kind: 'refused', code: 'UPLOAD_REFUSED', reason: describe(outcome) }
  return { kind: 'bad', reason: describe(outcome) }
}

/** By the answer's own type: some backends answer JSON to protobuf. An answer that cannot be read is a success all the same. */
function readPartial(reply: Reply): PartialSuccess {
  const none = { rejectedSpans: 0, message: '' }
  if (!isJson(reply)) return decodeTraceResponse(bytesOf(reply)) ?? none
  const partial = member(parseJson(reply.text), 'partialSuccess')
  const count = Number(member(partial, 'rejectedSpans') ?? 0)
  const message = member(partial, 'errorMessage')
  return {
    rejectedSpans: Number.isSafeInteger(count) && count > 0 ? count : 0,
    message: typeof message === 'string' ? message : '',
  }
}

function describe(reply: Reply): string {
  const said = isJson(reply) ? spoken(parseJson(reply.text)) : decodeRpcStatus(bytesOf(reply))?.message
  const isText = (reply.headers.get('content-type') ?? '').startsWith('text/plain')
  const text = printable(said ?? (isText ? reply.text : ''))
  return `it answered ${reply.status}${text === '' ? '' : `: ${text}`}`
}

function spoken(json: unknown): string | undefined {
  for (const key of ['message', 'error', 'detail']) {
    const value = member(json, key)
    if (typeof value === 'string') return value
  }
  const nested = member(member(json, 'error'), 'message')
  return typeof nested === 'string' ? nested : undefined
}

/** What a server says ends up on a terminal. */
function printable(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MAX_REASON_LENGTH)
}

function isJson(reply: Reply): boolean {
  return (reply.headers.get('content-type') ?? '').includes('json')
}

function bytesOf({ bytes, text }: Reply): Uint8Array {
  return bytes ?? new TextEncoder().encode(text)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}
