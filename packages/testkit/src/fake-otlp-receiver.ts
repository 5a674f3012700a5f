import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { decodeTraceRequest, encodeTraceResponse, type SpanRecord, type TraceRequest } from '@kymo/protocol'

/** One request as it came. */
export interface OtlpCall {
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Before decompression. */
  readonly bodyBytes: number
  readonly request: TraceRequest
  readonly spans: readonly SpanRecord[]
}

/** What is answered instead of success. `drop`: the connection breaks without an answer, and nothing is kept. */
export type OtlpAnswer =
  | 'drop'
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: Uint8Array | string
      /** The spans are kept all the same. */
      readonly keeps?: boolean
    }

export interface FakeOtlpReceiver {
  readonly url: string
  /** In order of arrival, also those that were refused. */
  readonly calls: readonly OtlpCall[]
  /** Spans that were taken. */
  readonly spans: readonly SpanRecord[]
  /** Answers to the next requests, one each. */
  readonly script: OtlpAnswer[]
  /** Decides about every request that the script leaves. @returns undefined for success */
  judge: (call: OtlpCall) => OtlpAnswer | undefined
  close(): Promise<void>
}

/** An OTLP receiver on a free port of this machine, decoding what it gets. */
export async function startFakeOtlpReceiver(): Promise<FakeOtlpReceiver> {
  const calls: OtlpCall[] = []
  const spans: SpanRecord[] = []
  const script: OtlpAnswer[] = []
  const receiver = { judge: (): OtlpAnswer | undefined => undefined } as { judge: FakeOtlpReceiver['judge'] }
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await readCall(incoming)
    calls.push(call)
    const answer = script.shift() ?? receiver.judge(call)
    if (answer === undefined || (answer !== 'drop' && answer.keeps === true)) spans.push(...call.spans)
    if (answer === 'drop') {
      incoming.socket.destroy()
      return
    }
    const { status = 200, headers = { 'content-type': 'application/x-protobuf' }, body } = answer ?? {}
    response.writeHead(status, headers)
    response.end(body ?? encodeTraceResponse({ rejectedSpans: 0, message: '' }))
  }
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}`,
    calls,
    spans,
    script,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

async function readCall(incoming: IncomingMessage): Promise<OtlpCall> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const request = decodeTraceRequest(
    incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body,
  )
  return {
    path: incoming.url ?? '',
    headers: incoming.headers,
    bodyBytes: body.byteLength,
    request,
    spans: request.flatMap(({ scopes }) => scopes.flatMap((scope) => scope.spans)),
  }
}
