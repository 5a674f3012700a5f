import { appendFileSync, mkdirSync, readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTempDir,
  startFakeKymoServer,
  waitFor,
  writeRunFolder,
  type FakeKymoServer,
  type TempDir,
} from '@kymo/testkit'
import { AGE_HEADER } from '@kymo/protocol'
import { syncRunFolder, type SyncProgress } from './sync-run-folder.ts'

const FILE = 'run-a1b2c3d4.wandb'

let dir: TempDir
let server: FakeKymoServer
beforeEach(async () => {
  dir = createTempDir()
  server = await startFakeKymoServer({ apiKey: 'secret' })
})
afterEach(async () => {
  await server.close()
  dir.remove()
})

const to = (): { baseUrl: string; apiKey: string } => ({ baseUrl: server.url, apiKey: 'secret' })
const held = (): Buffer => Buffer.from(server.log(FILE))

describe('syncRunFolder()', () => {
  it('sends a finished run to the place that its log names', async () => {
    const { path, bytes } = writeRunFolder(dir.path, {
      entity: 'team',
      project: 'my digits',
      rowCount: 5000,
      exitCode: 0,
    })
    const progress: SyncProgress[] = []

    const report = await syncRunFolder(path, { ...to(), onProgress: (step) => progress.push(step) })

    expect(report).toMatchObject({
      sentBytes: bytes.length,
      resumedFrom: 0,
      acknowledgedBytes: bytes.length,
      totalBytes: bytes.length,
      complete: true,
      url: `${server.url}/team/my%20digits/runs/a1b2c3d4`,
    })
    expect(held().equals(bytes)).toBe(true)
    expect(progress.at(-1)).toEqual({ sentBytes: bytes.length, totalBytes: bytes.length })
    expect(server.requests.at(-1)?.path).toContain('/api/v1/logs/team/my%20digits/offline-run-')
  })

  it('takes entity and project from the caller before the log, and defaults without either', async () => {
    const { path } = writeRunFolder(dir.path, { project: 'mine' })

    await syncRunFolder(path, { ...to(), entity: 'theirs', project: 'other' })
    const named = server.requests.at(-1)?.path
    await syncRunFolder(path, to())
    const unnamed = server.requests.at(-1)?.path

    expect(named).toContain('/logs/theirs/other/')
    expect(unnamed).toContain('/logs/default/mine/')
  })

  it('is idempotent', async () => {
    const { path, bytes } = writeRunFolder(dir.path, { exitCode: 0 })
    await syncRunFolder(path, to())

    const report = await syncRunFolder(path, to())

    expect(report).toMatchObject({ sentBytes: 0, resumedFrom: bytes.length, complete: true })
    expect(held().equals(bytes)).toBe(true)
  })

  it('two syncs at once end with the same bytes', async () => {
    const { path, bytes } = writeRunFolder(dir.path, { rowCount: 30_000, exitCode: 0 })

    const reports = await Promise.all([syncRunFolder(path, to()), syncRunFolder(path, to())])

    expect(reports.map(({ complete }) => complete)).toEqual([true, true])
    expect(held().equals(bytes)).toBe(true)
    expect(readdirSync(`${path}/cursors`)).toEqual(['kymo-content.json', 'kymo.json'])
  })

  it('ships torn bytes as they are: the copy of the server is a copy', async () => {
    const { path, logPath, bytes } = writeRunFolder(dir.path)
    truncateSync(logPath, bytes.length - 3)

    await syncRunFolder(path, to())

    expect(held().equals(bytes.subarray(0, -3))).toBe(true)
  })

  it('tells the server how old the log is', async () => {
    const { path, logPath } = writeRunFolder(dir.path)
    const agoS = Date.now() / 1000 - 7 * 24 * 3600
    utimesSync(logPath, agoS, agoS)

    await syncRunFolder(path, to())

    const ageMs = Number(server.requests.at(-1)?.headers[AGE_HEADER])
    expect(Math.abs(ageMs - 7 * 24 * 3600 * 1000)).toBeLessThan(60_000)
  })

  it('follows a growing run until it exits', async () => {
    const whole = writeRunFolder(dir.join('whole'), { rowCount: 3000, exitCode: 0 })
    const { path, logPath } = writeRunFolder(dir.path)
    writeFileSync(logPath, whole.bytes.subarray(0, 1000))
    const syncing = syncRunFolder(path, { ...to(), follow: true })
    for (let at = 1000; at < whole.bytes.length; at += 30_000) {
      await waitFor(
        'the server to catch up',
        () => held().length === at || at === 1000 || held().length >= at - 30_000,
      )
      appendFileSync(logPath, whole.bytes.subarray(at, at + 30_000))
    }
    const report = await syncing

    expect(report).toMatchObject({ complete: true, resumedFrom: 0, totalBytes: whole.bytes.length })
    expect(held().equals(whole.bytes)).toBe(true)
  })

  it('stops following a run that crashed', async () => {
    const { path, logPath, bytes } = writeRunFolder(dir.path)
    const agoS = Date.now() / 1000 - 91
    utimesSync(logPath, agoS, agoS)

    expect(await syncRunFolder(path, { ...to(), follow: true })).toMatchObject({
      complete: true,
      totalBytes: bytes.length,
    })
  })

  it('ends early when its signal aborts, and says so', async () => {
    server.setWeather({ kind: 'hang' })
    const { path } = writeRunFolder(dir.path)
    const controller = new AbortController()
    const syncing = syncRunFolder(path, { ...to(), signal: controller.signal })
    await waitFor('a request', () => server.requests.length > 0)
    controller.abort()

    expect(await syncing).toMatchObject({
      complete: false,
      acknowledgedBytes: 0,
      reason: expect.stringContaining('not acknowledged') as string,
    })
  })

  it('reports a server that stays away as incomplete', async () => {
    const { path } = writeRunFolder(dir.path)
    await server.close()

    const report = await syncRunFolder(path, {
      ...to(),
      giveUpAfterMs: 300,
    })

    expect(report).toMatchObject({ complete: false, code: 'UPLOAD_UNREACHABLE' })
    expect(report.reason).toContain('ECONNREFUSED')
  })

  it('throws what the user has to change, without the key', async () => {
    const { path } = writeRunFolder(dir.path)

    const failure = syncRunFolder(path, { ...to(), apiKey: 'wrong-key' })

    await expect(failure).rejects.toMatchObject({
      code: 'UPLOAD_UNAUTHORIZED',
      message: expect.stringContaining('kymo login') as string,
    })
    await expect(failure.catch((error: unknown) => String(error))).resolves.not.toContain('wrong-key')
    await expect(syncRunFolder(path, { baseUrl: '' })).rejects.toMatchObject({ code: 'SYNC_TARGET_MISSING' })
    await expect(syncRunFolder(path, { baseUrl: 'kymo' })).rejects.toMatchObject({
      code: 'UPLOAD_URL_INVALID',
    })
    await expect(syncRunFolder(dir.join('absent'), to())).rejects.toMatchObject({
      code: 'RUN_FOLDER_INVALID',
    })
  })

  it('syncs a folder whose cursor cannot be written', async () => {
    const { path } = writeRunFolder(dir.path)
    mkdirSync(`${path}/cursors/kymo.json`, { recursive: true })
    const warnings: string[] = []

    const report = await syncRunFolder(path, { ...to(), onWarning: ({ code }) => warnings.push(code) })

    expect(report.complete).toBe(true)
    expect(warnings).toEqual(['CURSOR_UNWRITABLE'])
  })
})
