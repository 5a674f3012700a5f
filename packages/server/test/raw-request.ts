import { connect, type Socket } from 'node:net'

export interface RawRequest {
  readonly port: number
  /** Sent as it is. */
  readonly head: string
  readonly body?: Uint8Array
  /** Ends our side after the body. */
  readonly mustEnd?: boolean
  readonly host?: string
}

/** Sends bytes that no client library would send, and collects whatever comes back until the connection ends. */
export function sendRaw({
  port,
  head,
  body,
  mustEnd = false,
  host = '127.0.0.1',
}: RawRequest): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host })
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
    socket.write(head)
    if (body !== undefined) socket.write(body)
    if (mustEnd) socket.end()
  })
}

/** A connection that has sent something and is left open. */
export function openRaw(port: number, text: string): Socket {
  const socket = connect({ port, host: '127.0.0.1' })
  socket.on('error', () => undefined)
  socket.write(text)
  return socket
}
