import { createServer, request as openRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export interface PacedProxy {
  readonly url: string
  /** Parts of large contents that were answered. */
  readonly partCount: number
  /** Bytes of contents in requests that were answered. */
  readonly contentBytes: number
  close(): Promise<void>
}

/** A network on which every part of a large content takes a while, so that a transfer can be interrupted in the middle. */
export async function startPacedProxy(
  target: string,
  { partDelayMs }: { readonly partDelayMs: number },
): Promise<PacedProxy> {
  let partCount = 0
  let contentBytes = 0
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const body = Buffer.concat(chunks)
      const isPart = request.method === 'PUT'
      if (isPart) await delay(partDelayMs)
      const { method, headers } = request
      const onward = openRequest(new URL(request.url ?? '', target), {
        method,
        headers: { ...headers, host: new URL(target).host },
      })
      onward.on('error', () => response.destroy())
      onward.on('response', (reply) => {
        if (isPart) partCount++
        if (isPart || request.url?.endsWith('/pack') === true) contentBytes += body.length
        response.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(response)
      })
      onward.end(body)
    })().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    get partCount() {
      return partCount
    },
    get contentBytes() {
      return contentBytes
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
