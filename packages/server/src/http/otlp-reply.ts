import { encodeRpcStatus, encodeTraceResponse, type PartialSuccess } from '@kymo/protocol'
import { toBody } from './reply.ts'

export const OTLP_PATH = '/v1/traces'

export type OtlpMediaType = 'application/x-protobuf' | 'application/json'

/** gRPC's codes for statuses of HTTP, as far as this server answers with them. */
const RPC_CODES: ReadonlyMap<number, number> = new Map([
  [400, 3],
  [401, 16],
  [403, 7],
  [404, 5],
  [405, 12],
  [413, 8],
  [414, 3],
  [415, 3],
  [429, 8],
  [503, 14],
])
const RPC_INTERNAL = 13
/** Exporters send again after these alone, so what may pass is said in one of them. */
const RETRY_LATER: ReadonlyMap<string, number> = new Map([
  ['DISK_FULL', 60],
  ['LOG_UNWRITABLE', 10],
])

/** @returns what a request says it is, and is then answered in; undefined for a type that OTLP does not have */
export function otlpMediaType(headers: { get(name: string): string | null }): OtlpMediaType | undefined {
  const type = (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'application/json') return type
  return type === 'application/x-protobuf' || type === 'application/protobuf'
    ? 'application/x-protobuf'
    : undefined
}

/** 200: also where some or all of the spans were rejected, which sending again would not change. */
export function replyTraces(type: OtlpMediaType, partial: PartialSuccess): Response {
  if (type === 'application/x-protobuf') return reply(200, type, encodeTraceResponse(partial))
  const { rejectedSpans, message } = partial
  const isFull = rejectedSpans === 0 && message === ''
  // 64-bit integers are texts in OTLP's JSON.
  const json = isFull
    ? {}
    : { partialSuccess: { rejectedSpans: String(rejectedSpans), errorMessage: message } }
  return reply(200, type, new TextEncoder().encode(JSON.stringify(json)))
}

/**
 * Turns an error reply of ours into OTLP's: a `google.rpc.Status` in the type of the request, and a status that makes exporters
 * send again exactly where that may help.
 */
export async function toOtlpError(request: Request, response: Response): Promise<Response> {
  const type = otlpMediaType(request.headers) ?? 'application/json'
  const { error } = (await response.json()) as { error: { code: string; message: string; remedy?: string } }
  const retryAfterS = RETRY_LATER.get(error.code)
  const status = retryAfterS === undefined ? response.status : 503
  const message = `${error.message}${error.remedy === undefined ? '' : `. ${error.remedy}`} [${error.code}]`
  const code = RPC_CODES.get(status) ?? RPC_INTERNAL
  const body =
    type === 'application/json'
      ? new TextEncoder().encode(JSON.stringify({ code, message }))
      : encodeRpcStatus({ code, message })
  const answer = reply(status, type, body)
  for (const name of ['allow', 'www-authenticate', 'connection', 'retry-after']) {
    const value = response.headers.get(name)
    if (value !== null) answer.headers.set(name, value)
  }
  if (retryAfterS !== undefined) answer.headers.set('retry-after', String(retryAfterS))
  return answer
}

function reply(status: number, type: OtlpMediaType, body: Uint8Array): Response {
  return new Response(toBody(body), {
    status,
    headers: { 'content-type': type, 'cache-control': 'no-store' },
  })
}
