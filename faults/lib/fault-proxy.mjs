import { createServer, request as openRequest } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * A network that fails on request, between a client and a real server.
 *
 * A plan is asked for each request that writes, with its number from 1, and says what happens to it: `pass`,
 * `reset` (the connection breaks in the middle of the body), `lost-answer` (carried out, but the answer never comes),
 * `hang`, `twice` (delivered two times), `slow` (256 kB/s), or `{ status, headers }`.
 */
export async function startFaultProxy() {
  let target
  let plan = () => 'pass'
  let count = 0
  let faultCount = 0
  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy())
  })
  async function handle(request, response) {
    const isWrite = request.method !== 'GET'
    const fate = isWrite ? plan(++count) : 'pass'
    if (fate !== 'pass') faultCount++
    if (fate === 'reset')
      return request
        .once('data', () => request.socket.resetAndDestroy())
        .once('end', () => request.socket.resetAndDestroy())
    const body = await readBody(request)
    if (fate === 'hang') return undefined
    if (typeof fate === 'object') return response.writeHead(fate.status, fate.headers).end(fate.body ?? '')
    if (fate === 'slow') await delay(body.length / 256)
    let reply = await forward(request, body)
    if (fate === 'twice')
      reply = await forward(request, body).then((second) => (reply.status === 200 ? reply : second))
    if (fate === 'lost-answer') return response.socket?.resetAndDestroy()
    const headers = { ...reply.headers, 'content-length': String(reply.body.length) }
    delete headers['transfer-encoding']
    return response.writeHead(reply.status, headers).end(reply.body)
  }
  function forward({ method, url, headers }, body) {
    return new Promise((resolve, reject) => {
      const { hostname, port, host } = new URL(target)
      const outgoing = openRequest(
        { hostname, port, method, path: url, headers: { ...headers, host } },
        (incoming) => {
          readBody(incoming).then(
            (bytes) => resolve({ status: incoming.statusCode, headers: incoming.headers, body: bytes }),
            reject,
          )
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    get faultCount() {
      return faultCount
    },
    setTarget: (url) => void (target = url),
    setPlan: (next) => {
      count = 0
      plan = next
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readBody(stream) {
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
