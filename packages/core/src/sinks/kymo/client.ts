import { AGE_HEADER, CRC_HEADER, logPath, type AppendReply, type WireEncoding } from '@kymo/protocol'
import type { HttpOutcome, HttpSend } from '../../platform/http.ts'
import type { SendOutcome } from '../../uploader/sink.ts'
import { classifyFailure } from './classify-reply.ts'
import { MAX_REPLY_BYTES, parseAppendReply, parseServerInfo, type ParsedServerInfo } from './parse-reply.ts'
import { trimBaseUrl, type KymoTarget } from './target.ts'

/** The only version of the wire that this client speaks. */
export const WIRE_VERSION = 1

/** A request may take this long plus the time that its body needs on a slow line. */
const REQUEST_TIMEOUT_MS = 15_000
const SLOWEST_LINE_BYTES_PER_MS = 32

export interface AppendRequest {
  readonly offset: number
  /** Already encoded. */
  readonly body: Uint8Array
  readonly encoding: WireEncoding
  /** Of the bytes before encoding. */
  readonly crc32: number
  readonly ageMs: number
}

type Failure = Extract<SendOutcome, { kind: 'retry' | 'refused' }>
export type InfoOutcome = { readonly kind: 'info'; readonly info: ParsedServerInfo } | Failure
export type AppendOutcome =
  | SendOutcome
  | { readonly kind: 'too-large' }
  | { readonly kind: 'timeout'; readonly failure: Failure }

/** The two requests of the kymo wire. Takes nothing that a server answers on trust. */
export interface KymoClient {
  readServerInfo(signal: AbortSignal): Promise<InfoOutcome>
  append(request: AppendRequest, signal: AbortSignal): Promise<AppendOutcome>
}

export interface KymoClientOptions {
  readonly target: KymoTarget
  readonly send: HttpSend
  readonly nowMs: () => number
  /** For a request with an empty body; default 15,000. */
  readonly requestTimeoutMs?: number
}

export function createKymoClient(options: KymoClientOptions): KymoClient {
  const baseUrl = trimBaseUrl(options.target.baseUrl)
  const timeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS
  const { apiKey, address } = options.target
  const authorization: Record<string, string> =
    apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }
  const fail = (outcome: HttpOutcome): Failure =>
    classifyFailure(outcome, { baseUrl, nowMs: options.nowMs() })

  return {
    readServerInfo: async (signal) => {
      const url = `${baseUrl}/api/v1/server`
      const headers = { ...authorization, accept: 'application/json' }
      const outcome = await options.send(
        { method: 'GET', url, headers, timeoutMs, maxReplyBytes: MAX_REPLY_BYTES },
        signal,
      )
      return judgeInfo(outcome, { baseUrl, fail })
    },
    append: async (request, signal) => {
      const url = `${baseUrl}${logPath(address)}?offset=${request.offset}`
      const headers = { ...authorization, ...appendHeaders(request) }
      const bodyMs = Math.ceil(request.body.byteLength / SLOWEST_LINE_BYTES_PER_MS)
      const outcome = await options.send(
        {
          method: 'POST',
          url,
          headers,
          body: request.body,
          timeoutMs: timeoutMs + bodyMs,
          maxReplyBytes: MAX_REPLY_BYTES,
        },
        signal,
      )
      return judgeAppend(outcome, fail)
    },
  }
}

function appendHeaders(request: AppendRequest): Record<string, string> {
  return {
    accept: 'application/json',
    'content-type': 'application/octet-stream',
    ...(request.encoding === 'identity' ? {} : { 'content-encoding': request.encoding }),
    [CRC_HEADER]: request.crc32.toString(16).padStart(8, '0'),
    [AGE_HEADER]: String(request.ageMs),
  }
}

function judgeInfo(
  outcome: HttpOutcome,
  context: { readonly baseUrl: string; readonly fail: (outcome: HttpOutcome) => Failure },
): InfoOutcome {
  const isReply = outcome.kind === 'reply'
  if (!isReply || outcome.status >= 500 || (outcome.status !== 200 && outcome.status !== 404))
    return context.fail(outcome)
  const info = outcome.status === 200 ? parseServerInfo(outcome.text) : undefined
  if (info === undefined) {
    const reason = `${context.baseUrl} is not a Kymo server (GET /api/v1/server answered ${outcome.status})`
    return { kind: 'refused', code: 'UPLOAD_NOT_KYMO', reason }
  }
  if (info.wire !== WIRE_VERSION) {
    const reason = `the server (version ${info.version}) speaks version ${info.wire} of the wire, this SDK version ${WIRE_VERSION}; upgrade the older one`
    return { kind: 'refused', code: 'UPLOAD_WIRE_UNSUPPORTED', reason }
  }
  if (info.authRequired && !info.authenticated) {
    const reason = 'the server needs a valid API key; set KYMO_API_KEY or run "kymo login"'
    return { kind: 'refused', code: 'UPLOAD_UNAUTHORIZED', reason }
  }
  return { kind: 'info', info }
}

function judgeAppend(outcome: HttpOutcome, fail: (outcome: HttpOutcome) => Failure): AppendOutcome {
  if (outcome.kind === 'failed') {
    return outcome.cause === 'timeout' ? { kind: 'timeout', failure: fail(outcome) } : fail(outcome)
  }
  if (outcome.status === 413) return { kind: 'too-large' }
  if (outcome.status !== 200 && outcome.status !== 409) return fail(outcome)
  const reply: AppendReply | undefined = parseAppendReply(outcome.text)
  if (reply !== undefined)
    return { kind: 'sent', offset: reply.offset, ...(reply.stop === true ? { stop: true } : {}) }
  const reason = `it answered ${outcome.status} without a valid offset`
  return { kind: 'retry', code: 'UPLOAD_REPLY_INVALID', reason }
}
