import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { RecordInit } from '@kymo/protocol'
import {
  createTempDir,
  startFakeKymoServer,
  waitFor,
  writeRunFolder,
  type FakeKymoServer,
  type TempDir,
} from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stagedPath } from '../artifacts/content.ts'
import { syncRunFolder } from './sync-run-folder.ts'

let dir: TempDir
let server: FakeKymoServer
beforeEach(async () => {
  dir = createTempDir()
  server = await startFakeKymoServer()
})
afterEach(async () => {
  await server.close()
  dir.remove()
})

const MEBIBYTE = 1024 * 1024
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const sync = (path: string, options = {}): ReturnType<typeof syncRunFolder> =>
  syncRunFolder(path, { baseUrl: server.url, ...options })
const received = (key: string): string => Buffer.from(server.contents.stored.get(key) ?? []).toString()
const putRequests = (): number => server.requests.filter(({ method }) => method === 'PUT').length

interface Folder {
  readonly path: string
  readonly name: string
}

function files(policy: number, ...paths: string[]): RecordInit {
  return { files: { files: paths.map((path) => ({ path, policy })) } }
}

function artifact(contents: Readonly<Record<string, Uint8Array>>): RecordInit {
  const entries = Object.entries(contents).map(([path, bytes]) => ({
    path,
    size: bytes.length,
    digest: 'AAA=',
    kymoSha256: sha256Of(bytes),
  }))
  return { artifact: { name: 'model', manifest: { contents: entries } } }
}

function writeFolder(
  records: readonly RecordInit[],
  content: {
    files?: Record<string, string>
    blobs?: readonly Uint8Array[]
    exitCode?: number | undefined
  } = {},
): Folder {
  const { path } = writeRunFolder(dir.path, {
    records,
    rowCount: 3,
    ...('exitCode' in content ? {} : { exitCode: 0 }),
  })
  for (const [name, text] of Object.entries(content.files ?? {})) put(join(path, 'files', name), text)
  for (const bytes of content.blobs ?? []) put(join(path, stagedPath(sha256Of(bytes))), bytes)
  return { path, name: path.split('/').at(-1) ?? '' }
}

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

describe('syncRunFolder() of files and artifacts', () => {
  it('sends what the log announces, and nothing else', async () => {
    const { path, name } = writeFolder([files(0, 'media/a.png', 'ünï code/b.txt')], {
      files: { 'media/a.png': 'png', 'ünï code/b.txt': 'text', 'unannounced.txt': 'no' },
    })

    const report = await sync(path)

    expect(report).toMatchObject({
      complete: true,
      content: { sentCount: 2, sentBytes: 7, heldCount: 0, pendingCount: 0, missingCount: 0, complete: true },
    })
    expect([...server.contents.stored.keys()]).toEqual([`${name}/media/a.png`, `${name}/ünï code/b.txt`])
    expect(received(`${name}/ünï code/b.txt`)).toBe('text')
  })

  it('asks nothing the second time, and sends nothing when its cursor is lost', async () => {
    const { path } = writeFolder([files(0, 'a.txt'), artifact({ x: Buffer.from('xx') })], {
      files: { 'a.txt': 'a' },
      blobs: [Buffer.from('xx')],
    })
    await sync(path)
    const { length } = server.requests

    const second = await sync(path)
    const asked = server.requests.slice(length).filter(({ path: at }) => /blobs|files/.test(at))
    rmSync(join(path, 'cursors', 'kymo-content.json'))
    const third = await sync(path)

    expect(second.content).toMatchObject({ sentCount: 0, heldCount: 0, complete: true })
    expect(asked).toEqual([])
    expect(third.content).toMatchObject({ sentBytes: 0, heldCount: 2, complete: true })
    expect(server.contents.receivedBytes).toBe(3)
  })

  it('sends many small contents in few requests, equal ones once', async () => {
    const contents = Object.fromEntries(
      Array.from({ length: 2500 }, (_, i) => [`f${i}`, Buffer.from(`content ${i % 2000}`)]),
    )
    const { path } = writeFolder([artifact(contents)], { blobs: Object.values(contents) })

    const report = await sync(path)

    expect(report.content).toMatchObject({ sentCount: 2000, heldCount: 500, complete: true })
    expect(server.contents.stored.size).toBe(2000)
    expect(server.requests.filter(({ path: at }) => at.includes('/blobs/')).length).toBeLessThan(10)
  })

  it('goes on within a large blob where a cut transfer was', async () => {
    const big = randomBytes(20 * MEBIBYTE)
    const { path } = writeFolder([artifact({ big })], { blobs: [big] })
    const abort = new AbortController()
    // Two parts, and then silence.
    server.scriptContents(undefined, undefined, undefined, { kind: 'hang' })
    const cut = sync(path, { signal: abort.signal })
    await waitFor('two parts', () => putRequests() >= 3)
    abort.abort()
    expect(await cut).toMatchObject({ complete: false })
    const before = server.contents.receivedBytes

    const report = await sync(path)

    expect(before).toBe(16 * MEBIBYTE)
    expect(report.content).toMatchObject({ sentBytes: 4 * MEBIBYTE, sentCount: 1, complete: true })
    expect(server.contents.stored.get(`sha256/${sha256Of(big)}`)?.length).toBe(big.length)
  })

  it('gets over everything that a server can do wrong for a while', async () => {
    const big = randomBytes(10 * MEBIBYTE)
    const small = Buffer.from('small')
    const { path } = writeFolder([artifact({ big, small }), files(0, 'a')], {
      files: { a: 'a' },
      blobs: [big, small],
    })
    server.scriptContents(
      { kind: 'reset' },
      { kind: 'status', status: 500 },
      { kind: 'lost-answer' },
      { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
      { kind: 'wrong-reply', text: '{"missing": [{"index": 99, "offset": 0}]}' },
      { kind: 'lost-answer' },
      { kind: 'wrong-reply', text: 'what?' },
    )

    const report = await sync(path)

    expect(report).toMatchObject({ complete: true, content: { complete: true } })
    expect(server.contents.stored.size).toBe(3)
  })

  it('says which content of an artifact is missing or damaged, and completes it later', async () => {
    const [kept, gone, damaged] = ['kept', 'gone', 'damaged'].map((text) => Buffer.from(text)) as [
      Buffer,
      Buffer,
      Buffer,
    ]
    const { path } = writeFolder([artifact({ kept, gone, damaged })], { blobs: [kept, damaged] })
    writeFileSync(join(path, stagedPath(sha256Of(damaged))), 'DAMAGED')

    const report = await sync(path)
    for (const bytes of [gone, damaged]) put(join(path, stagedPath(sha256Of(bytes))), bytes)
    const second = await sync(path)

    expect(report).toMatchObject({ complete: false, content: { sentCount: 1, missingCount: 2 } })
    expect(report.content.missing).toEqual([
      { what: 'model/gone', reason: 'it is no longer there' },
      { what: 'model/damaged', reason: 'it is damaged' },
    ])
    expect(report.reason).toContain('model/gone')
    expect(second).toMatchObject({ complete: true, content: { sentCount: 2, heldCount: 1 } })
  })

  it('does not wait for ever for a saved file that was deleted', async () => {
    const { path } = writeFolder([files(0, 'gone.txt', 'a.txt')], { files: { 'a.txt': 'a' } })

    const report = await sync(path)

    expect(report).toMatchObject({ complete: true, content: { sentCount: 1, missingCount: 1 } })
    expect(report.content.missing).toEqual([{ what: 'gone.txt', reason: 'it is no longer there' }])
  })

  it('sends nothing from outside of the run folder, whatever a log says', async () => {
    const { path } = writeFolder([files(0, '../../secret', '/etc/passwd', 'a/../../../secret')])
    writeFileSync(dir.join('secret'), 'secret')

    const report = await sync(path)

    expect(report.content).toMatchObject({ sentCount: 0, missingCount: 0, complete: true })
    expect(server.contents.stored.size).toBe(0)
  })

  it('sends a file again when it is announced again and has changed', async () => {
    const { path, name } = writeFolder([files(2, 'live.txt')], {
      files: { 'live.txt': 'one' },
      exitCode: undefined,
    })
    await sync(path)
    writeFileSync(join(path, 'files', 'live.txt'), 'two')
    const again = writeRunFolder(dir.join('other'), {
      records: [files(2, 'live.txt'), files(2, 'live.txt')],
      rowCount: 3,
    })
    writeFileSync(join(path, 'run-a1b2c3d4.wandb'), readFileSync(again.logPath))

    const report = await sync(path)

    expect(report.content).toMatchObject({ sentCount: 1 })
    expect(received(`${name}/live.txt`)).toBe('two')
  })

  it('sends a file of policy END as it is, when the run has ended', async () => {
    const { path, name } = writeFolder([files(1, 'end.txt')], { files: { 'end.txt': 'first' } })
    await sync(path)
    writeFileSync(join(path, 'files', 'end.txt'), 'last')
    rmSync(join(path, 'cursors'), { recursive: true })
    const report = await sync(path)

    expect(report.content.sentCount).toBe(1)
    expect(received(`${name}/end.txt`)).toBe('last')
  })

  it('sends a large file that grows while it is sent in one piece', async () => {
    const { path, name } = writeFolder([files(0, 'big.log')], {
      files: { 'big.log': 'x'.repeat(9 * MEBIBYTE) },
    })
    // The first part hangs until the file has grown.
    server.scriptContents(undefined, { kind: 'status', status: 503, headers: { 'retry-after': '1' } })
    const syncing = sync(path)
    await waitFor('the first part', () => putRequests() === 1)
    appendFileSync(join(path, 'files', 'big.log'), 'y')
    const report = await syncing

    expect(report.complete).toBe(true)
    const text = received(`${name}/big.log`)
    expect([9 * MEBIBYTE, 9 * MEBIBYTE + 1]).toContain(text.length)
  })
})
