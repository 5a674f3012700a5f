import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { sendHttp, type HttpRequest } from './http.ts'

let closeServer: () => Promise<unknown> = () => Promise.resolve()
afterEach(() => closeServer())

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closeServer = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const get = (url: string): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  timeoutMs: 5000,
  maxReplyBytes: 1000,
})

describe('sendHttp()', () => {
  it('gives status, headers and text of any reply', async () => {
    const url = await serve(
      (_, response) => void response.writeHead(418, { 'retry-after': '7' }).end('{"é":1}'),
    )

    const outcome = await sendHttp(get(url))

    expect(outcome).toMatchObject({ kind: 'reply', status: 418, text: '{"é":1}' })
    expect(outcome.kind === 'reply' && outcome.headers.get('retry-after')).toBe('7')
  })

  it('does not follow a redirect', async () => {
    const paths: (string | undefined)[] = []
    const url = await serve((request, response) => {
      paths.push(request.url)
      response.writeHead(302, { location: '/elsewhere' }).end()
    })

    expect(await sendHttp(get(url))).toMatchObject({ kind: 'reply', status: 302 })
    expect(paths).toEqual(['/'])
  })

  it('gives up on a reply that stops in its body', async () => {
    const url = await serve((_, response) => void response.writeHead(200).write('half'))

    expect(await sendHttp({ ...get(url), timeoutMs: 100 })).toEqual({
      kind: 'failed',
      cause: 'timeout',
      reason: 'no reply within 100 ms',
    })
  })

  it('reads no more of a reply than allowed', async () => {
    const url = await serve((_, response) => void response.end('x'.repeat(1001)))

    expect(await sendHttp(get(url))).toMatchObject({ kind: 'failed', cause: 'reply-too-long' })
  })

  it('ends when its signal aborts, before or during the exchange', async () => {
    const controller = new AbortController()
    const url = await serve(() => controller.abort())

    const during = await sendHttp(get(url), controller.signal)
    const before = await sendHttp(get(url), controller.signal)

    expect([during, before]).toEqual([
      { kind: 'failed', cause: 'network', reason: 'aborted' },
      { kind: 'failed', cause: 'network', reason: 'aborted' },
    ])
  })

  it('says why there is no connection, and never what was in a header', async () => {
    const url = await serve(() => undefined)
    await closeServer()

    expect(await sendHttp(get(url))).toMatchObject({ kind: 'failed', reason: 'ECONNREFUSED' })
    expect(await sendHttp(get('http://127.0.0.1:9/'))).toMatchObject({ kind: 'failed', reason: 'bad port' })
    const leaking = await sendHttp({ ...get(url), headers: { authorization: 'Bearer secret\n x' } })
    expect(JSON.stringify(leaking)).not.toContain('secret')
  })
})
