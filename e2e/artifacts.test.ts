import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Artifact, init, type ArtifactVersion, type Run } from '@kymo/core'
import { syncRunFolder } from '@kymo/core/sync'
import { startServer, type RunningServer } from '@kymo/server'
import { createTempDir, seededBytes, waitFor, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startKymo } from './lib/kymo.ts'
import { startPacedProxy } from './lib/paced-proxy.ts'

const MEBIBYTE = 1024 * 1024
const BIG_BYTES = 40 * MEBIBYTE
const SMALL_COUNT = 200

let dir: TempDir
let server: RunningServer
beforeEach(async () => {
  dir = createTempDir()
  server = await startServer({ mode: 'server', dir: dir.join('data'), port: 0 })
  writeData()
})
afterEach(async () => {
  await server.close()
  dir.remove()
})

function writeData(): void {
  for (let i = 0; i < SMALL_COUNT; i++) {
    mkdirSync(dir.join('set', `d${i % 7}`), { recursive: true })
    writeFileSync(dir.join('set', `d${i % 7}`, `f${i}.txt`), `content ${i}`)
  }
  writeFileSync(dir.join('set', 'big.bin'), seededBytes(7, BIG_BYTES))
}

const start = (options: Record<string, unknown> = {}): Promise<Run> =>
  init({
    project: 'digits',
    dir: dir.join('runs'),
    cacheDir: dir.join('cache'),
    silent: true,
    console: false,
    systemMetrics: false,
    environment: false,
    git: false,
    ...options,
  })
const online = (): Promise<Run> => start({ baseUrl: server.url })
const offline = (): Promise<Run> => start({ mode: 'offline' })
const dataSet = (): Artifact => new Artifact('set', 'dataset', { metadata: { n: 1 } }).addDir(dir.join('set'))

async function expectEqualFolders(version: ArtifactVersion, to: string): Promise<void> {
  await version.verify(to)
  expect(readFileSync(join(to, 'd3', 'f3.txt'), 'utf8')).toBe('content 3')
  expect(readFileSync(join(to, 'big.bin')).equals(readFileSync(dir.join('set', 'big.bin')))).toBe(true)
}

describe('artifacts, online', () => {
  it('are logged, given a version, used, downloaded and verified; what is unchanged is sent never again', async () => {
    const first = await online()
    const logged = await first.logArtifact(dataSet(), { aliases: ['raw'], tags: ['clean'] }).wait()
    const firstReport = await first.finish()

    const second = await online()
    const again = await second.logArtifact(dataSet()).wait()
    const changed = new Artifact('set', 'dataset').addDir(dir.join('set')).newFile('d0/new.txt', 'new')
    const third = await second.logArtifact(changed).wait()
    const used = await second.useArtifact('set:raw', { type: 'dataset' })
    const path = await used.download(dir.join('to'))
    const secondReport = await second.finish()

    expect([logged.version, again.version, third.version]).toEqual(['v0', 'v0', 'v1'])
    expect(again.digest).toBe(logged.digest)
    expect(firstReport.sinks[0]).toMatchObject({
      complete: true,
      content: { complete: true, pendingCount: 0, missingCount: 0 },
    })
    expect(firstReport.sinks[0]?.content?.sentBytes).toBeGreaterThan(BIG_BYTES)
    expect(secondReport.sinks[0]?.content).toMatchObject({ sentCount: 1, sentBytes: 3, complete: true })
    expect(used).toMatchObject({ version: 'v0', type: 'dataset', digest: logged.digest, metadata: { n: 1 } })
    expect(used.entries).toHaveLength(SMALL_COUNT + 1)
    await expectEqualFolders(used, path)
  })

  it('a draft adds to a version without having its files', async () => {
    const run = await online()
    await run.logArtifact(dataSet()).wait()
    rmSync(dir.join('runs'), { recursive: true })
    rmSync(dir.join('set'), { recursive: true })
    const other = await online()
    const draft = (await other.useArtifact('set')).newDraft()
    draft.remove('big.bin')
    draft.newFile('notes.md', 'less')

    const logged = await other.logArtifact(draft).wait()
    const report = await other.finish()

    expect(logged.version).toBe('v1')
    expect(report.sinks[0]?.content).toMatchObject({ sentCount: 1, sentBytes: 4, complete: true })
    await run.finish()
  })

  it('lineage knows who made and who used a version', async () => {
    const maker = await online()
    await maker.logArtifact(new Artifact('labels', 'dataset').newFile('labels.txt', '0 1')).wait()
    await maker.finish()
    const user = await online()
    await user.useArtifact('labels:v0')
    await user.finish()
    await server.settle()

    const reply = await fetch(`${server.url}/api/v1/artifacts/default/digits/labels/v0`)
    expect(await reply.json()).toMatchObject({
      createdBy: { run: maker.id },
      usedBy: [{ run: user.id }],
    })
  })

  it('saved files arrive, and the last change of a live one', async () => {
    const run = await online()
    writeFileSync(dir.join('live.txt'), 'one')
    writeFileSync(dir.join('end.txt'), 'one')
    run.save('live.txt', { base: dir.path })
    run.save('end.txt', { base: dir.path, policy: 'end' })
    writeFileSync(dir.join('live.txt'), 'the last')
    writeFileSync(dir.join('end.txt'), 'the end')
    const report = await run.finish()

    const read = async (name: string): Promise<string> =>
      (await fetch(`${server.url}/api/v1/runs/default/digits/${run.id}/files/${name}`)).text()
    expect(report.sinks[0]).toMatchObject({ complete: true })
    await server.settle()
    expect(await read('live.txt')).toBe('the last')
    expect(await read('end.txt')).toBe('the end')
  })
})

describe('artifacts, offline', () => {
  it('are staged in the run folder, used from there, and complete on a server later', async () => {
    const maker = await offline()
    await maker.logArtifact(dataSet()).wait()
    await maker.finish()
    rmSync(dir.join('set', 'd0'), { recursive: true })
    const user = await offline()
    const used = await user.useArtifact('set:latest')
    const path = await used.download(dir.join('to'))
    await used.verify(path)
    await user.finish()

    const report = await syncRunFolder(maker.dir ?? '', { baseUrl: server.url })
    const second = await syncRunFolder(maker.dir ?? '', { baseUrl: server.url })

    expect(used.version).toBe('v0')
    expect(report).toMatchObject({ complete: true, content: { sentCount: SMALL_COUNT + 1 } })
    expect(second).toMatchObject({ complete: true, content: { sentBytes: 0 } })
    const run = await online()
    const served = await run.useArtifact('set:v0')
    expect(served.digest).toBe(used.digest)
    await expectEqualFolders(await run.useArtifact('set'), await served.download(dir.join('served')))
    await run.finish()
  })

  it('a sync that is killed half-way goes on where it was: nothing is sent twice', async () => {
    const maker = await offline()
    await maker.logArtifact(dataSet()).wait()
    await maker.finish()
    const proxy = await startPacedProxy(server.url, { partDelayMs: 300 })
    const child = startKymo(['sync', '--base-url', proxy.url, maker.dir ?? ''], { cwd: dir.path })
    await waitFor('two parts of the large file', () => proxy.partCount >= 2, { deadlineMs: 60_000 })
    await child.kill('SIGKILL')
    await proxy.close()
    const arrivedBytes = proxy.contentBytes

    const report = await syncRunFolder(maker.dir ?? '', { baseUrl: server.url })

    const totalBytes = sizeOf(dir.join('set'))
    expect(report).toMatchObject({ complete: true, content: { complete: true } })
    expect(report.content.sentBytes).toBeLessThanOrEqual(totalBytes - 2 * 8 * MEBIBYTE)
    // What was under way when it was killed may have arrived without an answer.
    expect(report.content.sentBytes + arrivedBytes).toBeLessThanOrEqual(totalBytes + 8 * MEBIBYTE)
    const run = await online()
    const used = await run.useArtifact('set:v0')
    await expectEqualFolders(used, await used.download(dir.join('to')))
    await run.finish()
  })

  it('a process that is killed while it stages leaves no half artifact', async () => {
    const script = dir.join('kill.mjs')
    const core = new URL('../packages/core/dist/index.js', import.meta.url).href
    writeFileSync(
      script,
      `import { Artifact, init } from ${JSON.stringify(core)}
      const run = await init({ mode: 'offline', dir: ${JSON.stringify(dir.join('runs'))}, project: 'digits', silent: true })
      run.logArtifact(new Artifact('set', 'dataset').addDir(${JSON.stringify(dir.join('set'))}))
      process.kill(process.pid, 'SIGKILL')`,
    )
    const { runChild } = await import('@kymo/testkit')
    expect((await runChild(script)).signal).toBe('SIGKILL')

    const next = await offline()
    await expect(next.useArtifact('set')).rejects.toMatchObject({ code: 'ARTIFACT_NOT_FOUND' })
    await next.finish()
    const killed = readdirSync(dir.join('runs')).find((name) => !name.includes(next.id)) ?? ''
    const report = await syncRunFolder(dir.join('runs', killed), { baseUrl: server.url })
    expect(report).toMatchObject({ complete: true, content: { sentCount: 0, missingCount: 0 } })
  })
})

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}
