import { createServer, request as openRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export interface SlowProxy {
  readonly url: string
  /** Appends of at least a byte that have reached the server and been answered. */
  readonly appendCount: number
  /** Where requests go; a server that was restarted has a new port. */
  setTarget(url: string): void
  close(): Promise<void>
}

export interface SlowProxyOptions {
  /** The server's answer about itself is changed to this, so that a log travels in many small appends. */
  readonly maxAppendBytes: number
  /** Before an append is passed on, and again before its answer is: a kill may land on either side. */
  readonly delayMs: number
}

/** A network between client and server on which a transfer takes long enough to be interrupted anywhere. */
export async function startSlowProxy(options: SlowProxyOptions): Promise<SlowProxy> {
  let target: URL | undefined
  let appendCount = 0
  const server = createServer((request, response) => {
    void (async () => {
      const body = await readBody(request)
      const isAppend = request.method === 'POST' && request.url?.startsWith('/api/v1/logs/') === true
      if (isAppend) await delay(options.delayMs)
      const reply = target === undefined ? undefined : await forward(target, request, body)
      if (isAppend) await delay(options.delayMs)
      if (isAppend && reply?.status === 200 && body.length > 0) appendCount++
      respond(response, reply, request.url === '/api/v1/server' ? options.maxAppendBytes : undefined)
    })().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    get appendCount() {
      return appendCount
    },
    setTarget: (url) => {
      target = new URL(url)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Reply {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: Buffer
}

function forward(target: URL, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = target
    // The server checks that it is addressed by its own name.
    const options = { hostname, port, method, path: url, headers: { ...headers, host: target.host } }
    const outgoing = openRequest(options, (incoming) => {
      readBody(incoming).then(
        (text) => resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body: text }),
        reject,
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function respond(
  response: ServerResponse,
  reply: Reply | undefined,
  maxAppendBytes: number | undefined,
): void {
  if (reply === undefined) {
    response.writeHead(503).end()
    return
  }
  const body =
    maxAppendBytes === undefined || reply.status !== 200
      ? reply.body
      : Buffer.from(JSON.stringify({ ...JSON.parse(reply.body.toString()), maxAppendBytes }))
  const headers = { ...reply.headers, 'content-length': String(body.length) }
  delete (headers as Record<string, unknown>)['transfer-encoding']
  response.writeHead(reply.status, headers).end(body)
}

async function readBody(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
