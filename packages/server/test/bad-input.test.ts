import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { PointPage } from '@kymo/server/api'
import { buildRunLog } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sendRaw } from './raw-request.ts'
import { addressOf, appendHeaders, appendLog, errorOf, getJson, sendLog, serve } from './serve.ts'

const id = 'a1b2c3d4'
const address = addressOf(id)
const log = buildRunLog({ id, rowCount: 500, exitCode: 0 })
const path = `/api/v1/logs/team/digits/${address.folder}/${address.file}`

let server: Awaited<ReturnType<typeof serve>>

beforeEach(async () => {
  server = await serve()
  await sendLog(server.url, address, log)
})
afterEach(async () => {
  // Whatever the test did, the server is there and has lost nothing.
  expect(await getJson(`${server.url}/api/v1/health`)).toEqual({ status: 'ok' })
  expect(readFileSync(join(server.dir, 'runs/team/digits', address.folder, address.file)).equals(log)).toBe(
    true,
  )
})

const head = (line: string, headers: Readonly<Record<string, string>>): string => {
  const all = { host: `127.0.0.1:${server.port}`, connection: 'close', ...headers }
  return `${line} HTTP/1.1\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n`
}

describe('a body', () => {
  test('that ends before its length is not stored', async () => {
    const other = addressOf('truncated')
    const headers = { ...appendHeaders(log), 'content-length': String(log.byteLength) }
    const target = `POST /api/v1/logs/team/digits/${other.folder}/${other.file}?offset=0`

    await sendRaw({
      port: server.port,
      head: head(target, headers),
      body: log.subarray(0, 3000),
      mustEnd: true,
    })

    expect(await getJson(`${server.url}${target.slice(5, -9)}`)).toEqual({ offset: 0 })
  })

  test('of garbage is refused, plain and as gzip', async () => {
    const garbage = Buffer.from('garbage'.repeat(100))
    const other = addressOf('garbage')
    const plain = await appendLog({ url: server.url, address: other, offset: 0, bytes: garbage })
    const gzip = await appendLog({
      url: server.url,
      address: other,
      offset: 0,
      bytes: log,
      body: garbage,
      headers: { 'content-encoding': 'gzip' },
    })
    const half = await appendLog({
      url: server.url,
      address: other,
      offset: 0,
      bytes: log,
      body: gzipSync(log).subarray(0, 500),
      headers: { 'content-encoding': 'gzip' },
    })

    expect([plain.status, (await errorOf(plain)).code]).toEqual([400, 'LOG_BAD_HEADER'])
    expect([gzip.status, (await errorOf(gzip)).code]).toEqual([400, 'BODY_UNREADABLE'])
    expect([half.status, (await errorOf(half)).code]).toEqual([400, 'BODY_UNREADABLE'])
  })

  test('that inflates to gigabytes costs nothing', async () => {
    const bomb = gzipSync(Buffer.concat(Array.from({ length: 20 }, () => gzipSync(Buffer.alloc(1024)))), {
      level: 9,
    })
    const layers = gzipSync(new Uint8Array(300 * 1024 * 1024), { level: 9 })

    for (const body of [bomb, layers]) {
      const response = await appendLog({
        url: server.url,
        address: addressOf('bomb'),
        offset: 0,
        bytes: log,
        body,
        headers: { 'content-encoding': 'gzip' },
      })
      expect([400, 413]).toContain(response.status)
    }
  })

  test('of 100 MB is refused without being read', async () => {
    const bytes = Buffer.alloc(100 * 1024 * 1024)
    const startedMs = performance.now()

    const response = await appendLog({ url: server.url, address: addressOf('large'), offset: 0, bytes })
    const error = await errorOf(response)

    expect([response.status, error.code]).toEqual([413, 'BODY_TOO_LARGE'])
    expect(error.message).toContain('104857600 bytes')
    expect(performance.now() - startedMs).toBeLessThan(5000)
  })

  test('of 100 MB in chunks of unknown length is refused when it is too long', async () => {
    const port = server.port
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(0x10_00_00), Buffer.from('\r\n')])
    const headers = { ...appendHeaders(log), 'transfer-encoding': 'chunked' }
    const answer = await sendRaw({
      port,
      head: head(`POST ${path}?offset=${log.byteLength}`, headers),
      body: Buffer.concat(Array.from({ length: 100 }, () => chunk)),
    })

    expect(answer).toContain('413 ')
    expect(answer).toContain('BODY_TOO_LARGE')
  })

  test('with a damaged byte, no checksum or a foreign encoding is refused', async () => {
    const other = addressOf('damaged')
    const send = (headers: Readonly<Record<string, string>>): Promise<Response> =>
      appendLog({ url: server.url, address: other, offset: 0, bytes: log, headers })

    expect((await errorOf(await send({ 'kymo-crc32': '00000000' }))).code).toBe('LOG_BAD_CHECKSUM')
    expect((await errorOf(await send({ 'kymo-crc32': '' }))).code).toBe('REQUEST_INVALID')
    expect((await errorOf(await send({ 'content-encoding': 'br' }))).code).toBe('BODY_UNSUPPORTED')
  })

  test('at a wrong offset is told the right one', async () => {
    for (const offset of [0, 1, log.byteLength - 1, log.byteLength + 1, Number.MAX_SAFE_INTEGER]) {
      const response = await appendLog({ url: server.url, address, offset, bytes: log })
      expect([response.status, await response.json()]).toEqual([409, { offset: log.byteLength }])
    }
    for (const offset of [-1, 1.5, Number.NaN]) {
      const response = await appendLog({ url: server.url, address, offset, bytes: log })
      expect([response.status, (await errorOf(response)).code]).toEqual([400, 'REQUEST_INVALID'])
    }
  })

  test('of deeply nested or polluting JSON changes nothing', async () => {
    const post = (body: string): Promise<Response> =>
      fetch(`${server.url}/api/v1/charts`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      })

    expect((await post('['.repeat(500_000))).status).toBe(400)
    expect((await post('{"__proto__":{"runs":[]},"constructor":{"prototype":{"x":1}}}')).status).toBe(400)
    expect((await post(`{"runs":[],"metrics":["${'x'.repeat(2_000_000)}"]}`)).status).toBe(413)
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })
})

describe('a name', () => {
  const entities = [
    '__proto__',
    'constructor',
    '%2e%2e',
    '..%2fx',
    '%252e%252e%252fx',
    encodeURIComponent('🦄 ünï'),
    'a%5cb',
    'C%3A',
    ';x',
    '%7e',
    'con',
  ]
  test.each(entities)('of a project like %s is kept inside of the data folder', async (encoded) => {
    const { port, dir, url } = server
    const target = `/api/v1/logs/team/${encoded}/${address.folder}/${address.file}`
    const headers = { ...appendHeaders(log), 'content-length': String(log.byteLength) }

    const answer = await sendRaw({ port, head: head(`POST ${target}?offset=0`, headers), body: log })
    await server.settle()

    // A path with two dots in a segment is another path before any server sees it.
    const isWritten = answer.includes(`{"offset":${log.byteLength}}`)
    expect(isWritten || answer.includes('404 ')).toBe(true)
    expect(readdirSync(dir).toSorted()).toEqual(expect.arrayContaining(['runs', 'server.lock']))
    expect(
      readdirSync(dir).filter(
        (name) => !/^(runs|blobs|parts|deleted|catalog\.sqlite.*|server\.lock|index\.sqlite.*)$/.test(name),
      ),
    ).toEqual([])
    expect(readdirSync(join(dir, 'runs'))).toEqual(['.data-id', 'team'])
    if (!isWritten) return
    const { runs } = await getJson<{ runs: { run: string; project: string }[] }>(
      `${url}/api/v1/projects/team/${encoded}/runs`,
    )
    expect(runs).toMatchObject([{ run: id, project: decodeURIComponent(encoded) }])
  })

  test.each([
    '/../../../etc/passwd',
    '/..%2f..%2fx',
    '/%00',
    '/run-20261123_101500-a1b2c3d4%00',
    '/run-20261123_101500-..',
    '/%F0%9F%A6%84',
    '/%ff',
    '/run-20261123_101500-a1b2c3d4%2f..%2f..%2fx',
    '/.',
    '//',
  ])('of a folder like %s is refused', async (folder) => {
    const target = `/api/v1/logs/team/digits${folder}/${address.file}`
    const headers = { ...appendHeaders(log), 'content-length': String(log.byteLength) }

    const answer = await sendRaw({
      port: server.port,
      head: head(`POST ${target}?offset=0`, headers),
      body: log,
    })

    expect(answer).toMatch(/^HTTP\/1\.1 40[045] /)
    expect(answer).toMatch(/"code":"(NAME_INVALID|ROUTE_UNKNOWN|REQUEST_INVALID|METHOD_REFUSED)"/)
    expect(answer.length).toBeLessThan(3000)
  })

  test('of a metric is data, however long or odd', async () => {
    const names = [
      '__proto__',
      'constructor',
      'prototype',
      '../x',
      '🦄'.repeat(2500),
      'x'.repeat(10_240),
      'a\0b',
      '<img src=x onerror=alert(1)>',
      "'; DROP TABLE runs; --",
    ]
    // Written as another program would: our own SDK drops names above 1 kB.
    const item = names.map((key, index) => ({ key, valueJson: String(index + 0.5) }))
    const rows = [0, 1, 2].map((step) => ({ history: { item, step: { num: step } } }))
    const odd = buildRunLog({ id: 'odd', rowCount: 0, records: rows, exitCode: 0 })

    await sendLog(server.url, addressOf('odd'), odd)
    await server.settle()

    for (const [index, name] of names.entries()) {
      const page = await getJson<PointPage>(
        `${server.url}/api/v1/runs/team/digits/odd/points?metric=${encodeURIComponent(name)}`,
      )
      expect([index, page.values]).toEqual([index, [index + 0.5, index + 0.5, index + 0.5]])
    }
  })

  test('of ten thousand metrics in one row is ten thousand metrics', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`metric ${index}`, index]))
    await sendLog(
      server.url,
      addressOf('many'),
      buildRunLog({ id: 'many', rowCount: 2, metrics: () => many, exitCode: 0 }),
    )
    await server.settle()

    const { metrics } = await getJson<{ metrics: unknown[] }>(
      `${server.url}/api/v1/runs/team/digits/many/metrics`,
    )
    expect(metrics).toHaveLength(10_000)
  })

  test('that is unknown is said to be', async () => {
    const cases = [
      ['/api/v1/projects/team/nothing/runs', 'PROJECT_UNKNOWN'],
      ['/api/v1/projects/nobody/digits/runs', 'PROJECT_UNKNOWN'],
      ['/api/v1/runs/team/digits/nothing', 'RUN_UNKNOWN'],
      ['/api/v1/runs/team/digits/nothing/metrics', 'RUN_UNKNOWN'],
      ['/api/v1/runs/team/digits/nothing/points?metric=loss', 'RUN_UNKNOWN'],
    ] as const
    for (const [target, code] of cases) {
      const response = await fetch(server.url + target)
      const error = await errorOf(response)
      expect([response.status, error.code]).toEqual([404, code])
      expect(error.remedy).toBeDefined()
    }
  })
})

describe('a request', () => {
  test.each([
    ['that is no HTTP', 'nonsense\r\n\r\n', '400'],
    ['with headers without end', `GET / HTTP/1.1\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`, '431'],
    ['without a host', 'GET / HTTP/1.1\r\n\r\n', '400'],
    [
      'with two lengths',
      'POST /api/v1/charts HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      '400',
    ],
    [
      'with a length and chunks',
      'POST /api/v1/charts HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
      '400',
    ],
    [
      'with a foreign host',
      'GET /api/v1/projects HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n',
      '403',
    ],
    [
      'with a host that is none',
      'GET /api/v1/projects HTTP/1.1\r\nhost: a b/c\r\nconnection: close\r\n\r\n',
      '400',
    ],
    [
      'for another site',
      'GET http://evil.example/api/v1/projects HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n',
      '403',
    ],
  ])('%s is refused with a clear answer', async (_what, text, status) => {
    const answer = await sendRaw({ port: server.port, head: text })

    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toContain('"error"')
  })

  test('with an Expect header is refused before its body is sent', async () => {
    const headers = {
      ...appendHeaders(log),
      expect: '100-continue',
      'content-length': String(100 * 1024 * 1024),
    }
    const answer = await sendRaw({ port: server.port, head: head(`POST ${path}?offset=0`, headers) })

    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).not.toContain('100 Continue')
  })
})
