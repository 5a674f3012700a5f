import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { ErrorReply } from '@kymo/protocol'
import type { App } from '../app.ts'
import { LIMITS, PORT_TRIES, TIMES } from '../config.ts'
import { ServerError } from '../errors.ts'

export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** Take the next free port when this one is taken. */
  readonly mayMove: boolean
}

/** An app on a port. */
export interface HttpListener {
  readonly port: number
  /** Takes no more requests and waits for those that are being answered, at most `deadlineMs`. */
  close(deadlineMs: number): Promise<void>
}

/**
 * Puts an app on a port.
 * @throws {ServerError} PORT_UNAVAILABLE
 */
export async function listen(app: Pick<App, 'fetch'>, options: ListenOptions): Promise<HttpListener> {
  const server = createHttpServer(app)
  const port = await bind(server, options)
  return { port, close: (deadlineMs) => closeServer(server, deadlineMs) }
}

function createHttpServer(app: Pick<App, 'fetch'>): Server {
  const listener = getRequestListener(
    (request, env) =>
      app.fetch(request, {
        remoteAddress: env.incoming.socket?.remoteAddress ?? '',
        drop: () => env.outgoing.destroy(),
      }),
    // What fails here is a request that cannot even be read, like one for a host that is none.
    { overrideGlobalObjects: false, errorHandler: () => badRequest(400) },
  )
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse): void =>
    void listener(incoming, outgoing)
  const server = createServer(
    {
      maxHeaderSize: LIMITS.headerBytes,
      headersTimeout: TIMES.headersMs,
      requestTimeout: TIMES.requestMs,
      keepAliveTimeout: TIMES.keepAliveMs,
      connectionsCheckingInterval: 2000,
      noDelay: true,
      // Refused by the app's listener instead, with an answer that says why.
      requireHostHeader: false,
    },
    handle,
  )
  server.maxHeadersCount = LIMITS.headerCount
  server.maxConnections = LIMITS.connectionCount
  server.setTimeout(TIMES.idleSocketMs)
  // The app answers at once where it refuses; only a body that it wants to read is asked for.
  server.on('checkContinue', (incoming, outgoing) => {
    incoming.once('newListener', (event) => {
      if ((event === 'data' || event === 'readable') && !outgoing.headersSent) outgoing.writeContinue()
    })
    handle(incoming, outgoing)
  })
  server.on('clientError', answerClientError)
  return server
}

/** Like a reply of the app, for what the parser below it refuses. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const text = replyText(status)
  const head = [
    `HTTP/1.1 ${status} ${STATUS_TEXTS[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`)
}

type ClientErrorStatus = 400 | 408 | 431

const STATUS_TEXTS: Readonly<Record<ClientErrorStatus, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
}
const REASONS: Readonly<Record<ClientErrorStatus, string>> = {
  400: 'it is not valid HTTP',
  408: 'it did not arrive in time',
  431: `its headers have more than ${LIMITS.headerBytes} bytes`,
}

function replyText(status: ClientErrorStatus): string {
  const code = status === 431 ? 'URL_TOO_LONG' : 'REQUEST_INVALID'
  const reply: ErrorReply = { error: { code, message: `Cannot read the request: ${REASONS[status]}` } }
  return JSON.stringify(reply)
}

function badRequest(status: ClientErrorStatus): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8', connection: 'close' }
  return new Response(replyText(status), { status, headers })
}

async function bind(server: Server, { host, port, mayMove }: ListenOptions): Promise<number> {
  const lastPort = mayMove && port !== 0 ? Math.min(65_535, port + PORT_TRIES) : port
  for (let candidate = port; ; candidate++) {
    const error = await tryListen(server, host, candidate)
    if (error === undefined) return (server.address() as AddressInfo).port
    if (error.code === 'EADDRINUSE' && candidate < lastPort) continue
    throw new ServerError('PORT_UNAVAILABLE', `Cannot listen on ${host}:${port}: ${reasonOf(error)}`, {
      cause: error,
      details: { host, port },
      remedy:
        error.code === 'EADDRINUSE'
          ? 'Stop the program that uses the port, or choose another with --port.'
          : 'Choose another address with --host or --port.',
    })
  }
}

function tryListen(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException): void => resolve(error)
    server.once('error', onError)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', onError)
      resolve(undefined)
    })
  })
}

function reasonOf({ code }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'another program uses the port'
    case 'EACCES':
      return 'this user may not use the port'
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine has no such address'
    case undefined:
    default:
      return code ?? 'unknown reason'
  }
}

async function closeServer(server: Server, deadlineMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  // A connection becomes idle when its answer ends, which may be after the call that closes idle ones.
  const sweeper = setInterval(() => server.closeIdleConnections(), 20)
  const timer = setTimeout(() => server.closeAllConnections(), deadlineMs)
  await closed
  clearInterval(sweeper)
  clearTimeout(timer)
}
