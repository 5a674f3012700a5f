import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTempDir,
  seededBytes,
  startFakeKymoServer,
  waitFor,
  type FakeKymoServer,
  type FakeKymoServerOptions,
  type Fault,
  type TempDir,
} from '@kymo/testkit'
import { sendHttp, type HttpSend } from '../../platform/http.ts'
import { openLogFile } from '../../platform/log-file.ts'
import { systemTimers } from '../../platform/timers.ts'
import { Uploader, uploadReason, type UploadReport } from '../../uploader/uploader.ts'
import { openKymoUpload } from './open-kymo-upload.ts'
import { KymoSink } from './sink.ts'

const API_KEY = 'k'.repeat(40)
const FILE = 'run-a1b2c3d4.wandb'
const ADDRESS = {
  entity: 'default',
  project: 'digits & more',
  folder: 'run-20261123_101500-a1b2c3d4',
  file: FILE,
}
const PACE = { liveIntervalMs: 20, catchUpBytes: 256 * 1024, heartbeatMs: 15_000, pollMs: 50 }
const RETRY = { baseMs: 5, capMs: 20 }

let dir: TempDir
let server: FakeKymoServer
let warnings: { code: string; message: string }[]
let stopCount: number
let sentBytes: number
const events = {
  onProgress: (progress: { sentBytes: number }) => void (sentBytes = progress.sentBytes),
  onStop: () => void (stopCount += 1),
  onWarning: (warning: { code: string; message: string }) => void warnings.push(warning),
}

beforeEach(() => {
  dir = createTempDir()
  warnings = []
  stopCount = 0
  sentBytes = -1
})
afterEach(async () => {
  await server.close()
  dir.remove()
})

async function serve(options: FakeKymoServerOptions = {}): Promise<void> {
  server = await startFakeKymoServer({ apiKey: API_KEY, ...options })
}

function writeLog(bytes: Uint8Array): string {
  const path = dir.join('run', FILE)
  mkdirSync(dir.join('run'), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

interface ShipOptions {
  readonly baseUrl?: string
  readonly apiKey?: string
  readonly giveUpAfterMs?: number
  readonly requestTimeoutMs?: number
  readonly send?: HttpSend
}

/** Ships a log that nobody writes; short timeouts, so that a hanging server costs a test little. */
async function ship(path: string, options: ShipOptions = {}): Promise<UploadReport> {
  const { giveUpAfterMs = 5000, requestTimeoutMs = 400, send = sendHttp } = options
  const target = {
    baseUrl: options.baseUrl ?? server.url,
    apiKey: options.apiKey ?? API_KEY,
    address: ADDRESS,
  }
  const cursor = { file: FILE, offset: 0, state: { target: 't' } }
  const log = await openLogFile(path)
  const uploader = new Uploader({
    sink: new KymoSink({ target, send, nowMs: () => systemTimers.nowMs(), requestTimeoutMs }),
    log,
    cursor,
    cursors: { advance: () => undefined, settle: () => Promise.resolve() },
    timers: systemTimers,
    random: Math.random,
    pace: PACE,
    retry: RETRY,
    refusedRetryMs: 60_000,
    giveUpAfterMs,
    events,
  })
  uploader.finish(Number.POSITIVE_INFINITY)
  const report = await uploader.run()
  await log.close()
  return report
}

describe('the kymo sink over real sockets', () => {
  it('makes the server hold the same bytes', async () => {
    await serve()
    const bytes = seededBytes(1, 10_000_000)

    const report = await ship(writeLog(bytes))

    expect(report).toEqual({
      kind: 'complete',
      resumedFrom: 0,
      acknowledgedBytes: bytes.length,
      totalBytes: bytes.length,
    })
    expect(Buffer.from(server.log(FILE)).equals(bytes)).toBe(true)
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/api/v1/server' })
    expect(server.requests[1]?.path).toBe(
      `/api/v1/logs/default/digits%20%26%20more/${ADDRESS.folder}/${FILE}`,
    )
    expect(warnings).toEqual([])
  })

  const faults: [string, Fault][] = [
    ['a connection that breaks in the body', { kind: 'reset' }],
    ['an answer that is lost', { kind: 'lost-answer' }],
    ['no answer', { kind: 'hang' }],
    ['an answer that stops in its body', { kind: 'hang-in-body' }],
    ['429 with a delay', { kind: 'status', status: 429, headers: { 'retry-after': '0.05' } }],
    ['500', { kind: 'status', status: 500 }],
    [
      '503 with a date',
      { kind: 'status', status: 503, headers: { 'retry-after': new Date().toUTCString() } },
    ],
    ['408', { kind: 'status', status: 408 }],
    [
      'bytes that were damaged on their way',
      { kind: 'status', status: 400, body: '{"error":{"code":"LOG_BAD_CHECKSUM","message":"Damaged"}}' },
    ],
    ['an empty 200', { kind: 'status', status: 200 }],
    ['HTML instead of JSON', { kind: 'wrong-reply', text: '<html>Welcome to our network' }],
    ['an offset that is no number', { kind: 'wrong-reply', text: '{"offset":"7"}' }],
    ['a negative offset', { kind: 'wrong-reply', text: '{"offset":-7}' }],
    ['an endless reply', { kind: 'wrong-reply', text: ' '.repeat(1_000_000) }],
    ['the offset before the sent bytes', { kind: 'wrong-reply', text: '{"offset":0}' }],
    ['409 without an offset', { kind: 'wrong-reply', status: 409, text: '{}' }],
  ]
  it.each(faults)('gets over %s', async (_, fault) => {
    await serve()
    const bytes = seededBytes(2, 2000)
    server.script(fault, undefined, fault, fault)

    const report = await ship(writeLog(bytes))

    expect(report).toMatchObject({ kind: 'complete', acknowledgedBytes: bytes.length })
    expect(Buffer.from(server.log(FILE)).equals(bytes)).toBe(true)
  })

  it('gets over a server that is not there yet', async () => {
    await serve()
    const { port } = server
    await server.close()
    const bytes = seededBytes(3, 1000)

    const shipping = ship(writeLog(bytes))
    await waitFor('a refused connection', () => warnings.length > 0)
    await serve({ port })
    const report = await shipping

    expect(warnings[0]).toMatchObject({ code: 'UPLOAD_UNREACHABLE' })
    expect(warnings[0]?.message).toContain('ECONNREFUSED')
    expect(report.kind).toBe('complete')
  })

  it('continues from what the server holds', async () => {
    await serve()
    const bytes = seededBytes(4, 100_000)
    server.setLog(FILE, bytes.slice(0, 60_000))

    const report = await ship(writeLog(bytes))

    expect(report).toMatchObject({ kind: 'complete', resumedFrom: 60_000 })
    expect(Buffer.from(server.log(FILE)).equals(bytes)).toBe(true)
    expect(server.requests.map((request) => request.byteCount)).toEqual([0, 0, 40_000])
  })

  it('two senders of one log do no harm', async () => {
    await serve()
    const bytes = seededBytes(5, 20_000_000)
    const path = writeLog(bytes)

    const reports = await Promise.all([ship(path), ship(path), ship(path)])

    expect(reports.map((report) => report.kind)).toEqual(['complete', 'complete', 'complete'])
    expect(Buffer.from(server.log(FILE)).equals(bytes)).toBe(true)
  })

  it('refuses a server that holds more than the log', async () => {
    await serve()
    server.setLog(FILE, seededBytes(6, 5000))

    const report = await ship(writeLog(seededBytes(6, 3000)))

    expect(report).toMatchObject({ kind: 'refused', trouble: { code: 'UPLOAD_REMOTE_AHEAD' } })
    expect(server.log(FILE)).toHaveLength(5000)
  })

  it('sends the key in its header and nowhere else', async () => {
    await serve()

    await ship(writeLog(seededBytes(7, 10)))
    const report = await ship(writeLog(seededBytes(7, 10)), { apiKey: 'wrong-key' })

    expect(
      server.requests.filter(({ headers }) => headers['authorization'] === `Bearer ${API_KEY}`),
    ).toHaveLength(3)
    expect(server.requests.some(({ path }) => path.includes('kkkk'))).toBe(false)
    expect(report).toMatchObject({ kind: 'refused', trouble: { code: 'UPLOAD_UNAUTHORIZED' } })
    expect(JSON.stringify([report, warnings])).not.toContain('wrong-key')
  })

  it('never follows a redirect with the key', async () => {
    const visits: (string | undefined)[] = []
    const elsewhere = createServer((request, response) => {
      visits.push(request.headers.authorization)
      response.end('{}')
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const { port } = elsewhere.address() as AddressInfo
    await serve()
    server.setWeather({
      kind: 'status',
      status: 307,
      headers: { location: `http://127.0.0.1:${port}/api/v1/server?x=${API_KEY}` },
    })

    const report = await ship(writeLog(seededBytes(8, 10)))
    elsewhere.close()

    expect(report).toMatchObject({ kind: 'refused', trouble: { code: 'UPLOAD_REDIRECTED' } })
    expect(report.trouble?.reason).toContain(`http://127.0.0.1:${port};`)
    expect(JSON.stringify(report)).not.toContain(API_KEY)
    expect(visits).toEqual([])
  })

  it.each([
    ['another product', { info: { product: 'mlflow' } }, 'UPLOAD_NOT_KYMO'],
    ['a newer wire', { info: { wire: 2 } }, 'UPLOAD_WIRE_UNSUPPORTED'],
    ['a server without this API', { pathPrefix: '/elsewhere' }, 'UPLOAD_NOT_KYMO'],
  ] as const)('refuses %s', async (_, options, code) => {
    await serve(options)
    if ('pathPrefix' in options) server.setWeather({ kind: 'status', status: 404 })

    const report = await ship(writeLog(seededBytes(9, 10)))

    expect(report).toMatchObject({ kind: 'refused', trouble: { code } })
    expect(server.log(FILE)).toHaveLength(0)
  })

  it('refuses a URL and a key that cannot be used, before anything is sent', async () => {
    await serve()
    const path = writeLog(seededBytes(10, 10))

    expect(await ship(path, { baseUrl: 'localhost:1' })).toMatchObject({
      trouble: { code: 'UPLOAD_URL_INVALID' },
    })
    expect(await ship(path, { apiKey: 'a b' })).toMatchObject({ trouble: { code: 'UPLOAD_KEY_INVALID' } })
    expect(server.requests).toEqual([])
  })

  it('respects the size that the server allows', async () => {
    await serve({ info: { maxAppendBytes: 30_000 } })
    const bytes = seededBytes(11, 100_000)

    await ship(writeLog(bytes))

    expect(Math.max(...server.requests.map((request) => request.byteCount))).toBe(30_000)
    expect(Buffer.from(server.log(FILE)).equals(bytes)).toBe(true)
  })

  it('halves its requests after 413 until they fit, and gives up below 4 KiB', async () => {
    await serve()
    const bytes = seededBytes(12, 100_000)
    server.script(undefined, ...Array.from({ length: 3 }, (): Fault => ({ kind: 'status', status: 413 })))

    const report = await ship(writeLog(bytes))
    server.setLog(FILE, new Uint8Array(0))
    server.script(undefined, ...Array.from({ length: 30 }, (): Fault => ({ kind: 'status', status: 413 })))
    const hopeless = await ship(writeLog(bytes))

    expect(report.kind).toBe('complete')
    expect(hopeless).toMatchObject({ kind: 'refused', trouble: { code: 'UPLOAD_REFUSED' } })
    expect(warnings.map(({ code }) => code)).toEqual(['UPLOAD_REFUSED'])
  })

  it('gives up on a server that stays away', async () => {
    await serve()
    server.setWeather({ kind: 'status', status: 500, body: '{"error":{"code":"X","message":"Disk full"}}' })

    const report = await ship(writeLog(seededBytes(13, 10)), { giveUpAfterMs: 200 })

    expect(report).toMatchObject({ kind: 'gave-up', trouble: { reason: 'it answered 500: Disk full' } })
  })

  it('compresses for a remote server', async () => {
    await serve()
    const seen: { encoding: string | undefined; byteCount: number }[] = []
    const send: HttpSend = (request, signal) => {
      seen.push({ encoding: request.headers['content-encoding'], byteCount: request.body?.byteLength ?? 0 })
      return sendHttp({ ...request, url: request.url.replace('http://kymo.example', server.url) }, signal)
    }
    const bytes = Buffer.from('a repetitive log line\n'.repeat(10_000))

    const report = await ship(writeLog(bytes), { baseUrl: 'http://kymo.example', send })

    expect(report.kind).toBe('complete')
    expect(Buffer.from(server.log(FILE)).equals(bytes)).toBe(true)
    expect(seen.at(-1)?.encoding).toBe('gzip')
    expect(seen.at(-1)?.byteCount).toBeLessThan(bytes.length / 20)
  })
})

describe('openKymoUpload()', () => {
  it('follows a log that grows, remembers how far it came, and continues there', async () => {
    await serve()
    const path = writeLog(seededBytes(20, 1000))
    const target = { baseUrl: server.url, apiKey: API_KEY, address: ADDRESS }
    const options = { logPath: path, target, events, pace: PACE, retry: RETRY, giveUpAfterMs: 5000 }

    const first = await openKymoUpload(options)
    const running = first.uploader.run()
    await waitFor('the first bytes', () => sentBytes === 1000)
    appendFileSync(path, seededBytes(21, 500))
    first.uploader.poke()
    await waitFor('the appended bytes', () => sentBytes === 1500)
    first.uploader.abort()
    const report = await running
    await first.close()
    const second = await openKymoUpload(options)
    await second.close()

    expect(report).toMatchObject({ kind: 'cut-off', acknowledgedBytes: 1500 })
    expect(second.cursor.offset).toBe(1500)
    const cursorText = readFileSync(dir.join('run', 'cursors', 'kymo.json'), 'utf8')
    expect(cursorText).toContain(`${server.url}/default/digits%20%26%20more`)
    expect(cursorText).not.toContain(API_KEY)
  })

  it('hears of a stop request', async () => {
    await serve()
    server.requestStop()
    const target = { baseUrl: server.url, apiKey: API_KEY, address: ADDRESS }
    const upload = await openKymoUpload({
      logPath: writeLog(seededBytes(22, 10)),
      target,
      events,
      pace: PACE,
      retry: RETRY,
      giveUpAfterMs: 5000,
    })

    upload.uploader.finish(5000)
    const report = await upload.uploader.run()
    await upload.close()

    expect(stopCount).toBe(1)
    expect(uploadReason(upload.cursor, report)).toBeUndefined()
  })
})
