import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { crc32, gunzipSync } from 'node:zlib'
import { AGE_HEADER, CRC_HEADER, type ServerInfo } from '@kymo/protocol'
import { FakeContents } from './fake-contents.ts'
import { playFault, type Answer, type Fault } from './faults.ts'

export interface FakeKymoServerOptions {
  readonly apiKey?: string
  readonly info?: Partial<Record<keyof ServerInfo, unknown>>
  /** 0, the default, picks a free port. */
  readonly port?: number
  /** Serves below this path, which starts with a slash and ends without one. */
  readonly pathPrefix?: string
}

/** One request as the server saw it. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** -1 when the request is not an append. */
  readonly offset: number
  /** Before encoding. */
  readonly byteCount: number
  readonly atMs: number
  readonly status: number
}

/** The kymo wire in memory: appends, 409, checksum and limits, and faults on request. Loopback only. */
export interface FakeKymoServer {
  readonly url: string
  readonly port: number
  readonly requests: readonly SeenRequest[]
  /** @returns the bytes of the log whose file has this name, empty when there is none */
  log(file: string): Uint8Array
  /** Replaces the server's copy, as a restore or another sender would. */
  setLog(file: string, bytes: Uint8Array): void
  /** Each of the next appends meets one fault, in order; then all is well. `undefined` leaves one append alone. */
  script(...faults: (Fault | undefined)[]): void
  /** Files and blobs. */
  readonly contents: FakeContents
  /** As `script`, for requests about files and blobs. */
  scriptContents(...faults: (Fault | undefined)[]): void
  /** All requests meet this fault until it is cleared. */
  setWeather(fault: Fault | undefined): void
  requestStop(): void
  close(): Promise<void>
}

interface State {
  readonly options: FakeKymoServerOptions
  readonly logs: Map<string, Uint8Array>
  readonly requests: SeenRequest[]
  readonly faults: (Fault | undefined)[]
  readonly contents: FakeContents
  readonly contentFaults: (Fault | undefined)[]
  weather: Fault | undefined
  shouldStop: boolean
}

export async function startFakeKymoServer(options: FakeKymoServerOptions = {}): Promise<FakeKymoServer> {
  const state: State = {
    options,
    logs: new Map(),
    requests: [],
    faults: [],
    contents: new FakeContents(),
    contentFaults: [],
    weather: undefined,
    shouldStop: false,
  }
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => void serve(state, request, response))
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${options.pathPrefix ?? ''}`,
    port,
    requests: state.requests,
    log: (file) => state.logs.get(file) ?? new Uint8Array(0),
    setLog: (file, bytes) => void state.logs.set(file, bytes),
    script: (...faults) => void state.faults.push(...faults),
    contents: state.contents,
    scriptContents: (...faults) => void state.contentFaults.push(...faults),
    setWeather: (fault) => void (state.weather = fault),
    requestStop: () => void (state.shouldStop = true),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://localhost')
  const isContent = /\/api\/v1\/(blobs|files)\//.test(url.pathname)
  const isAppend = request.method === 'POST' && !isContent
  const fault =
    state.weather ?? (isAppend ? state.faults.shift() : isContent ? state.contentFaults.shift() : undefined)
  if (fault?.kind === 'reset') {
    const reset = (): void => void request.socket.resetAndDestroy()
    return void request.once('data', reset).once('end', reset)
  }
  let body: Uint8Array
  try {
    body = await readBody(request)
  } catch {
    return
  }
  const answer = (): Answer => {
    if (isContent) return receive(state, { request, url, body })
    return isAppend ? append(state, { request, url, body }) : introduce(state, request)
  }
  const seen = (status: number): void => {
    const { method = '', headers } = request
    const offset = isAppend ? Number(url.searchParams.get('offset')) : -1
    const byteCount = isAppend ? decode(request, body).byteLength : 0
    state.requests.push({
      method,
      path: url.pathname,
      headers,
      offset,
      byteCount,
      atMs: performance.now(),
      status,
    })
  }
  if (fault !== undefined) return playFault({ fault, response, seen, answer })
  const { status, json } = answer()
  seen(status)
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}

function introduce(state: State, request: IncomingMessage): Answer {
  const isKnown = isAuthorized(state, request)
  const info: ServerInfo = {
    product: 'kymo',
    version: '0.0.0-fake',
    wire: 1,
    encodings: ['identity', 'gzip'],
    maxAppendBytes: 8 * 1024 * 1024,
    authRequired: state.options.apiKey !== undefined,
    authenticated: isKnown,
  }
  return { status: 200, json: { ...info, ...state.options.info } }
}

function receive(
  state: State,
  { request, url, body }: { request: IncomingMessage; url: URL; body: Uint8Array },
): Answer {
  if (!isAuthorized(state, request))
    return refuse(401, 'HTTP_UNAUTHORIZED', 'The API key is missing or unknown')
  const { method = '', headers } = request
  return (
    state.contents.answer({ method, url, headers, body: new Uint8Array(body) }) ??
    refuse(404, 'HTTP_NOT_FOUND', 'No such route')
  )
}

function append(
  state: State,
  { request, url, body }: { request: IncomingMessage; url: URL; body: Uint8Array },
): Answer {
  if (!isAuthorized(state, request))
    return refuse(401, 'HTTP_UNAUTHORIZED', 'The API key is missing or unknown')
  const match = /\/api\/v1\/logs\/[^/]+\/[^/]+\/[^/]+\/([^/]+)$/.exec(url.pathname)
  if (match === null) return refuse(404, 'HTTP_NOT_FOUND', 'No such route')
  const file = decodeURIComponent(match[1] ?? '')
  const bytes = decode(request, body)
  if (crc32(bytes).toString(16).padStart(8, '0') !== request.headers[CRC_HEADER]) {
    return refuse(400, 'INGEST_CHECKSUM_MISMATCH', 'The body does not match its checksum')
  }
  if (!/^\d+$/.test(String(request.headers[AGE_HEADER]))) return refuse(400, 'INGEST_AGE_INVALID', 'No age')
  const held = state.logs.get(file) ?? new Uint8Array(0)
  const stop = state.shouldStop ? { stop: true } : {}
  if (Number(url.searchParams.get('offset')) !== held.byteLength) {
    return { status: 409, json: { offset: held.byteLength, ...stop } }
  }
  const grown = Buffer.concat([held, bytes])
  state.logs.set(file, grown)
  return { status: 200, json: { offset: grown.byteLength, ...stop } }
}

function refuse(status: number, code: string, message: string): Answer {
  return { status, json: { error: { code, message } } }
}

function isAuthorized(state: State, request: IncomingMessage): boolean {
  const { apiKey } = state.options
  return apiKey === undefined || request.headers.authorization === `Bearer ${apiKey}`
}

function decode(request: IncomingMessage, body: Uint8Array): Uint8Array {
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
