import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
  appendFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Artifact, init } from '@kymo/core'
import { findRunFolders, syncRunFolder } from '@kymo/core/sync'
import { startServer, type RunningServer } from '@kymo/server'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runKymo } from './kymo.ts'
import { writeRun } from './write-run.ts'

let temp: TempDir
let server: RunningServer | undefined
beforeEach(() => {
  temp = createTempDir()
})
afterEach(async () => {
  await server?.close()
  server = undefined
  temp.remove()
})

const kymo = (...args: string[]): ReturnType<typeof runKymo> => runKymo(args, { cwd: temp.path })

/** A run with an artifact and a saved file. @returns its folder */
async function logRun(): Promise<string> {
  writeFileSync(temp.join('notes.txt'), 'kept')
  const run = await init({
    project: 'digits',
    dir: temp.join('kymo'),
    mode: 'offline',
    silent: true,
    console: false,
    systemMetrics: false,
  })
  for (let step = 0; step < 3; step++) run.log({ loss: 1 / (step + 1) })
  await run.logArtifact(new Artifact('model', 'model').newFile('weights.bin', 'w'.repeat(1000))).wait()
  run.save('notes.txt', { base: temp.path })
  await run.finish()
  return run.dir ?? ''
}

const serve = async (): Promise<string> => {
  server = await startServer({ mode: 'server', dir: temp.join('data'), port: 0 })
  return server.url
}

function stagedFile(folder: string): string {
  const entry = readdirSync(join(folder, 'artifacts'), { recursive: true, withFileTypes: true }).find((one) =>
    one.isFile(),
  )
  return join(entry?.parentPath ?? '', entry?.name ?? '')
}

describe('verify', () => {
  test('a whole run is whole, and so is one that was killed', async () => {
    await logRun()
    const { logPath } = writeRun({ dir: temp.join('kymo'), id: 'torn', exitCode: undefined })
    appendFileSync(logPath, Buffer.of(1, 2, 3))

    const { code, stdout, stderr } = await kymo('verify')

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/✓ torn {2}12 records \(.*\), 3 bytes of an unfinished record at the end/)
    expect(stdout).toMatch(/✓ \w+ {2}\d+ records \(.*\), \d+ files/)
    expect(stdout).toContain('2 of 2 runs intact')
  })

  test('a damaged block of the log is found: 7', async () => {
    const { logPath } = writeRun({ dir: temp.join('kymo'), id: 'hurt', rowCount: 2000 })
    const bytes = readFileSync(logPath)
    bytes[40_000] = (bytes[40_000] ?? 0) ^ 1
    writeFileSync(logPath, bytes)

    const { code, stdout } = await kymo('verify', 'hurt')
    const json = await kymo('verify', 'hurt', '--json')

    expect(code).toBe(7)
    expect(stdout).toMatch(/✗ hurt[^]*damaged [\d,]+ bytes of the log at [\d,]+: checksum/)
    expect(json.code).toBe(7)
    expect(JSON.parse(json.stdout)).toMatchObject({ runs: [{ id: 'hurt', intact: false, problems: [] }] })
  })

  test('content of an artifact that was changed, and a kept file that is gone, are found', async () => {
    const folder = await logRun()
    const staged = stagedFile(folder)
    rmSync(staged)
    writeFileSync(staged, 'x'.repeat(1000))
    rmSync(join(folder, 'files', 'notes.txt'))

    const { code, stdout } = await kymo('verify')

    expect(code).toBe(7)
    expect(stdout).toMatch(/wrong-digest artifacts\/\w\w\/\w{64} \(model\/weights.bin\)/)
    expect(stdout).toContain('missing files/notes.txt')
  })

  test('--server says what the server lacks: 6, and 0 when it has everything', async () => {
    const folder = await logRun()
    const url = await serve()

    const before = await kymo('verify', '--server', url)
    await syncRunFolder(folder, { baseUrl: url })
    const after = await kymo('verify', '--server', url, '--json')

    expect(before.code).toBe(6)
    expect(before.stdout).toMatch(/not on http:.*: .* of the log[^]*1 content of artifacts/)
    expect(after.code).toBe(0)
    expect(JSON.parse(after.stdout)).toMatchObject({ runs: [{ intact: true, server: { isComplete: true } }] })
  })
})

describe('gc', () => {
  const age = (folder: string, days: number): void => {
    const atS = Date.now() / 1000 - days * 86_400
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
      utimesSync(join(entry.parentPath, entry.name), atS, atS)
  }
  const gc = (...args: string[]): ReturnType<typeof runKymo> => kymo('gc', '--synced', ...args)

  test('deletes only a run of which the server has everything, only when it is told to', async () => {
    const [sent, unsent] = [await logRun(), await logRun()]
    const url = await serve()
    await syncRunFolder(sent, { baseUrl: url })
    age(sent, 40)
    age(unsent, 40)

    const dry = await gc()
    const still = (await findRunFolders(temp.join('kymo'))).length
    const young = await gc('--older-than', '60d', '--delete')
    const done = await gc('--delete', '--json')

    expect(dry.code).toBe(0)
    expect(dry.stdout).toMatch(/would delete \(/)
    expect(dry.stdout).toContain('kept, not all of it has been sent')
    expect(dry.stdout).toContain('to delete, add --delete')
    expect(still).toBe(2)
    expect(young.stdout).toContain('kept, it is not old enough')
    expect(JSON.parse(done.stdout)).toMatchObject({ isDeleted: true, failures: [] })
    expect(existsSync(sent)).toBe(false)
    expect(existsSync(unsent)).toBe(true)
  })

  test('keeps a run that its server lost, that grew, or that holds something of somebody else', async () => {
    const [lost, grown, foreign] = [await logRun(), await logRun(), await logRun()]
    const url = await serve()
    for (const folder of [lost, grown, foreign]) await syncRunFolder(folder, { baseUrl: url })
    const serverFolder = readdirSync(temp.join('data'), { recursive: true, withFileTypes: true }).find(
      (entry) =>
        entry.isFile() &&
        lost.endsWith(entry.parentPath.split('/').at(-1) ?? '-') &&
        entry.name.endsWith('.wandb'),
    )
    rmSync(serverFolder?.parentPath ?? '', { recursive: true })
    const grownLog = readdirSync(grown).find((name) => name.endsWith('.wandb')) ?? ''
    appendFileSync(join(grown, grownLog), Buffer.from([1]))
    writeFileSync(join(foreign, 'mine.txt'), 'precious')
    for (const folder of [lost, grown, foreign]) age(folder, 40)

    const { stdout } = await gc('--delete')
    await server?.close()
    server = undefined
    const unreachable = await gc('--delete')

    for (const folder of [lost, grown, foreign]) expect(existsSync(folder)).toBe(true)
    expect(stdout).toContain('does not have all of it')
    expect(stdout).toContain('not all of it has been sent')
    expect(stdout).toContain("it holds 'mine.txt'")
    expect(unreachable.stdout).toContain('its server cannot be asked')
  })

  test('takes the least recently used contents of a cache that is over its bound', async () => {
    const cache = temp.join('cache', 'sha256', 'aa')
    const { mkdirSync } = await import('node:fs')
    mkdirSync(cache, { recursive: true })
    for (const [i, name] of ['old', 'new'].entries()) {
      writeFileSync(join(cache, name), 'x'.repeat(1000))
      utimesSync(join(cache, name), 1_000_000 + i, 1_000_000 + i)
    }
    const env = { KYMO_CACHE_DIR: temp.join('cache'), KYMO_CACHE_MAX_BYTES: '1500' }

    const dry = await runKymo(['gc'], { cwd: temp.path, env })
    const done = await runKymo(['gc', '--delete'], { cwd: temp.path, env })

    expect(dry.stdout).toContain('would delete 1 file (1.0 kB)')
    expect(done.stdout).toContain('1.0 kB freed')
    expect(readdirSync(cache)).toEqual(['new'])
  })

  test('refuses an age that is none', async () => {
    expect(await kymo('gc', '--older-than', '30')).toMatchObject({ code: 2 })
  })
})
