import { appendFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createKey, isServerError, listKeys, revokeKey } from '@kymo/server'
import type { ProjectInfo, RunEvent, RunList } from '@kymo/server/api'
import { buildRunLog, waitFor, writeRunFolder } from '@kymo/testkit'
import { describe, expect, test } from 'vitest'
import { openRaw, sendRaw } from './raw-request.ts'
import { addressOf, appendLog, errorOf, getJson, serve, tempDir } from './serve.ts'
import { startServerChild } from './server-child.ts'

const id = 'a1b2c3d4'
const address = addressOf(id)
const log = buildRunLog({ id, rowCount: 1000 })

/** Collects the events of a stream until the test ends. */
async function listen(url: string, headers: Record<string, string> = {}) {
  const controller = new AbortController()
  const response = await fetch(url, { headers, signal: controller.signal })
  const events: RunEvent[] = []
  const state = { text: '', isEnded: false }
  void (async () => {
    const decoder = new TextDecoder()
    try {
      for await (const chunk of response.body ?? []) {
        state.text += decoder.decode(chunk, { stream: true })
        events.splice(
          0,
          events.length,
          ...[...state.text.matchAll(/^data: (.*)$/gm)].map(
            (match) => JSON.parse(match[1] ?? '') as RunEvent,
          ),
        )
      }
    } catch {
      // Cut by the test.
    }
    state.isEnded = true
  })()
  return { response, events, state, stop: () => controller.abort() }
}

describe('events', () => {
  test('tell within a second that a run has grown', async () => {
    const { url } = await serve()
    const { response, events, state, stop } = await listen(`${url}/api/v1/events?entity=team&project=digits`)
    await waitFor('the greeting', () => state.text.includes('connected'))

    const startedMs = performance.now()
    await appendLog({ url, address, offset: 0, bytes: log.subarray(0, 20_000) })
    await waitFor('the first event', () => events.length > 0)
    const firstMs = performance.now() - startedMs
    const first = events[0]
    await appendLog({ url, address, offset: 20_000, bytes: log.subarray(20_000) })
    await waitFor(
      'a later revision',
      () => (events.at(-1)?.revision ?? 0) > (first?.revision ?? Number.POSITIVE_INFINITY),
    )

    expect(firstMs).toBeLessThan(1000)
    expect(first).toMatchObject({ entity: 'team', project: 'digits', run: id, state: 'running' })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    stop()
  })

  test('of another project are not sent', async () => {
    const { url, settle } = await serve()
    const all = await listen(`${url}/api/v1/events?entity=&project=`)
    const other = await listen(`${url}/api/v1/events?entity=team&project=other`)

    await appendLog({ url, address, offset: 0, bytes: log })
    await settle()
    await waitFor('an event', () => all.events.length > 0)

    expect(other.events).toEqual([])
    all.stop()
    other.stop()
  })

  test('do not keep the server from closing', async () => {
    const server = await serve()
    const { state } = await listen(`${server.url}/api/v1/events`)
    await waitFor('the greeting', () => state.text.includes('connected'))

    const startedMs = performance.now()
    await server.close()

    await waitFor('the stream to end', () => state.isEnded)
    expect(performance.now() - startedMs).toBeLessThan(3000)
  })
})

describe('a folder that is only shown', () => {
  test('is followed while a run in it is being written, and nothing in it is changed', async () => {
    const dir = tempDir().path
    const { logPath, bytes } = writeRunFolder(dir, { id, project: 'digits', entity: 'team', rowCount: 100 })
    writeFileSync(logPath, bytes.subarray(0, 2000))
    const { url, isKeyRequired } = await serve({ mode: 'ui', dir })
    await waitFor(
      'the run',
      async () => (await getJson<{ projects: ProjectInfo[] }>(`${url}/api/v1/projects`)).projects.length > 0,
    )
    const { events, stop } = await listen(`${url}/api/v1/events`)

    appendFileSync(logPath, bytes.subarray(2000))

    await waitFor('an event', () => events.length > 0)
    await waitFor(
      'all rows',
      async () =>
        (await getJson<RunList>(`${url}/api/v1/projects/team/digits/runs`)).runs[0]?.lastStep === 99,
    )
    expect(isKeyRequired).toBe(false)
    const refused = await appendLog({ url, address, offset: 0, bytes: log })
    expect([refused.status, (await errorOf(refused)).code]).toEqual([405, 'READ_ONLY'])
    stop()
  })

  test('must exist', async () => {
    await expect(serve({ mode: 'ui', dir: join(tempDir().path, 'nothing') })).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
    })
  })

  test('is not shown to other machines without a place to keep keys', async () => {
    await expect(serve({ mode: 'ui', host: '0.0.0.0' })).rejects.toMatchObject({ code: 'OPTION_INVALID' })
  })
})

describe('keys', () => {
  test('are required on an address that others can reach, and the first one is made', async () => {
    const server = await serve({ host: '0.0.0.0' })
    const base = `http://127.0.0.1:${server.port}`
    const ask = (key?: string): Promise<Response> =>
      fetch(
        `${base}/api/v1/projects`,
        key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } },
      )

    expect(server.firstKey?.key).toMatch(/^kymo_[\w-]{40,}$/)
    expect(server.url).toBe(`http://localhost:${server.port}`)
    expect((await ask()).status).toBe(401)
    expect((await ask('kymo_wrong')).status).toBe(401)
    expect((await ask(server.firstKey?.key)).status).toBe(200)
    await server.close()

    const again = await serve({ host: '0.0.0.0', dir: server.dir })
    expect(again.firstKey).toBeUndefined()
    expect(listKeys(server.dir)).toHaveLength(1)
  })

  test('are required on loopback when asked for, and behind a proxy', async () => {
    const asked = await serve({ requireKey: true })
    const proxied = await serve({ allowedHosts: ['kymo.example.org'] })
    const open = await serve()

    expect([asked.isKeyRequired, proxied.isKeyRequired, open.isKeyRequired]).toEqual([true, true, false])
  })

  test('can be made and revoked while the server runs, and end event streams', async () => {
    const { url, dir, firstKey } = await serve({ requireKey: true })
    const { key } = createKey(dir, 'second')
    const ask = async (): Promise<number> =>
      (await fetch(`${url}/api/v1/projects`, { headers: { authorization: `Bearer ${firstKey?.key}` } }))
        .status

    await waitFor(
      'the new key to work',
      async () =>
        (await fetch(`${url}/api/v1/projects`, { headers: { authorization: `Bearer ${key}` } })).status ===
        200,
    )
    expect(revokeKey(dir, firstKey?.id ?? '')).toBe(true)
    await waitFor('the old key to end', async () => (await ask()) === 401)
  })

  test('do not show in what the server writes', async () => {
    const dir = tempDir().path
    const {
      url,
      child,
      firstKey = '',
    } = await startServerChild({ mode: 'server', dir, port: 0, requireKey: true })
    await fetch(`${url}/api/v1/runs/a/b/c`, { headers: { authorization: `Bearer ${firstKey}` } })
    await fetch(`${url}/api/v1/runs/a/b/c`, { headers: { authorization: `Bearer ${firstKey}x` } })
    child.process.stdin?.end('close\n')
    const { stdout, stderr, code } = await child.exited

    expect(code).toBe(0)
    expect(stdout.replace(/^\{"url".*$/m, '')).not.toContain(firstKey)
    expect(stderr).not.toContain(firstKey)
  })
})

describe('a data folder', () => {
  test('has one server at a time', async () => {
    const { dir } = await serve()
    const other = startServerChild({ mode: 'server', dir, port: 0 })

    await expect(other).rejects.toThrow(/DATA_DIR_LOCKED|already serving it/)
    await expect(serve({ dir })).rejects.toSatisfy((error) => isServerError(error, 'DATA_DIR_LOCKED'))
  })

  test('is free again when its server was killed', async () => {
    const dir = tempDir().path
    const { child } = await startServerChild({ mode: 'server', dir, port: 0 })
    await expect(serve({ dir })).rejects.toMatchObject({ code: 'DATA_DIR_LOCKED' })
    await child.kill('SIGKILL')

    await expect(serve({ dir })).resolves.toMatchObject({ dir })
  })
})

describe('a port', () => {
  test('that was asked for is taken or nothing', async () => {
    const { port } = await serve()

    await expect(serve({ port })).rejects.toMatchObject({ code: 'PORT_UNAVAILABLE' })
  })

  test('that was not asked for is the next free one', async () => {
    const blocker = createServer().on('error', () => undefined)
    await new Promise<void>((resolve) => {
      blocker.listen(8765, '127.0.0.1', resolve).on('error', () => resolve())
    })

    const { port } = await serve({ port: undefined })

    expect(port).toBeGreaterThan(8765)
    expect(port).toBeLessThanOrEqual(8785)
    blocker.close()
  })
})

describe('a slow client', () => {
  test('does not delay others, and one that never finishes its headers holds nothing', async () => {
    const { url, port } = await serve()
    const sockets = Array.from({ length: 50 }, () =>
      openRaw(port, `GET /api/v1/projects HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx: `),
    )
    const half = openRaw(
      port,
      `POST /api/v1/logs/team/digits/${address.folder}/${address.file}?offset=0 HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-length: 8000000\r\nkymo-crc32: 00000000\r\n\r\nabc`,
    )

    const startedMs = performance.now()
    const response = await appendLog({ url, address, offset: 0, bytes: log })

    expect(await response.json()).toEqual({ offset: log.byteLength })
    expect(performance.now() - startedMs).toBeLessThan(1000)
    for (const socket of [...sockets, half]) socket.destroy()
  })
})

describe('the dashboard', () => {
  test.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '//etc/passwd',
    '/%5c..%5cpackage.json',
  ])('does not serve %s', async (path) => {
    const { port } = await serve()
    const answer = await sendRaw({
      port,
      head: `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`,
    })

    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /)
    expect(answer).not.toContain('@kymo/server')
  })

  test('is at the root, or says how to build it', async () => {
    const { url } = await serve()
    const response = await fetch(url, { headers: { accept: 'text/html' } })

    expect([200, 503]).toContain(response.status)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

test('a session from the browser reads with its cookie and ends', async () => {
  const { url, firstKey } = await serve({ requireKey: true })
  const login = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ key: firstKey?.key }),
  })
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''

  expect(login.status).toBe(200)
  expect((await fetch(`${url}/api/v1/projects`, { headers: { cookie } })).status).toBe(200)
  expect((await fetch(`${url}/api/v1/projects`, { headers: { cookie: cookie.slice(0, -2) } })).status).toBe(
    401,
  )
})
