import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Artifact, init, type LoggedArtifact, type Run } from '@kymo/core'
import { decodeRecord, LogReader } from '@kymo/protocol'
import { createTempDir, seededBytes, waitFor, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const MIB = 1024 * 1024
const DISK_MIB = 64

let dir: TempDir
let disk: string
let run: Run

function canMount(): boolean {
  const probe = createTempDir()
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', probe.path]).status === 0
  if (isMounted) execFileSync('umount', [probe.path])
  probe.remove()
  return isMounted
}

describe.skipIf(!canMount())('an artifact that is logged while the disk is full', () => {
  beforeEach(async () => {
    dir = createTempDir()
    disk = dir.join('disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'none', disk])
    run = await init({
      project: 'p',
      id: 'full',
      dir: join(disk, 'kymo'),
      mode: 'offline',
      console: false,
      systemMetrics: false,
      git: false,
      silent: true,
    })
    // Half a MiB is left for rows.
    writeFileSync(join(disk, 'ballast'), Buffer.alloc((DISK_MIB - 0.5) * MIB - usedBytes()))
  })
  afterEach(async () => {
    await run.finish()
    execFileSync('umount', ['-l', disk])
    dir.remove()
  })

  const usedBytes = (): number =>
    Number(execFileSync('du', ['-s', '-B1', disk], { encoding: 'utf8' }).split('\t')[0])
  const free = (): void => rmSync(join(disk, 'ballast'))
  const arrival = (logged: LoggedArtifact): Promise<boolean> =>
    waitFor(
      `${logged.name} in the run folder`,
      () =>
        logged.staged().then(
          () => true,
          () => false,
        ),
      { deadlineMs: 20_000 },
    )

  /** Artifacts in the log, in order, with the digests of their contents; all contents are in the run folder. */
  function kept(): { name: string; sha256: string[] }[] {
    const folder = join(
      disk,
      'kymo',
      readdirSync(join(disk, 'kymo')).find((name) => name.includes('run-')) ?? '',
    )
    const reader = new LogReader()
    reader.push(readFileSync(join(folder, 'run-full.wandb')))
    const artifacts: { name: string; sha256: string[] }[] = []
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      const { artifact } = decodeRecord(entry.payload)
      if (!artifact) continue
      const contents = (artifact.manifest?.contents ?? []).map(({ localPath }) =>
        readFileSync(String(localPath)),
      )
      const sha256 = contents.map((bytes) => digestOf(bytes))
      artifacts.push({ name: String(artifact.name), sha256 })
    }
    return artifacts
  }

  const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

  test('is kept as soon as there is room: in memory, a small file, a large file', async () => {
    const [bytes, small, large] = [
      seededBytes(1, 2 * MIB),
      seededBytes(2, 0.7 * MIB),
      seededBytes(3, 9 * MIB),
    ]
    writeFileSync(dir.join('small.bin'), small)
    writeFileSync(dir.join('large.bin'), large)
    const logged = [
      run.logArtifact(new Artifact('small', 'model').addFile(dir.join('small.bin'))),
      run.logArtifact(new Artifact('bytes', 'model').newFile('bytes.bin', bytes)),
      run.logArtifact(new Artifact('large', 'model').addFile(dir.join('large.bin'))),
    ]
    for (const one of logged) await expect(one.staged()).rejects.toThrow(/ENOSPC.*it is tried again/)
    // A small file is in memory: what becomes of it does not matter.
    writeFileSync(dir.join('small.bin'), 'something else')

    free()
    for (const one of logged) await arrival(one)
    const report = await run.finish()

    expect(report.lostArtifacts).toEqual([])
    const expected = { small: digestOf(small), bytes: digestOf(bytes), large: digestOf(large) }
    const found = Object.fromEntries(kept().map(({ name, sha256 }) => [name, sha256[0]]))
    expect(found).toEqual(expected)
    expect(logged.map(({ digest }) => typeof digest)).toEqual(['string', 'string', 'string'])
  }, 60_000)

  test('is not kept with another content than it had', async () => {
    writeFileSync(dir.join('model.bin'), seededBytes(3, 9 * MIB))
    const logged = run.logArtifact(new Artifact('model', 'model').addFile(dir.join('model.bin')))
    await expect(logged.staged()).rejects.toThrow(/ENOSPC/)
    writeFileSync(dir.join('model.bin'), seededBytes(4, 9 * MIB))

    free()
    const report = await run.finish()

    expect(report.lostArtifacts).toEqual(['model'])
    expect(kept()).toEqual([])
  }, 60_000)

  test('is kept when it finds room at the end of the run', async () => {
    const bytes = seededBytes(3, 9 * MIB)
    const logged = run.logArtifact(new Artifact('model', 'model').newFile('m.bin', bytes))
    await expect(logged.staged()).rejects.toThrow(/ENOSPC/)

    free()
    const report = await run.finish()

    expect(report.lostArtifacts).toEqual([])
    expect(kept()).toEqual([{ name: 'model', sha256: [digestOf(bytes)] }])
  }, 60_000)

  test('is named at the end of the run when there never was room, and every row is kept', async () => {
    run.logArtifact(new Artifact('model', 'model').newFile('m.bin', seededBytes(3, 9 * MIB)))
    for (let i = 0; i < 100; i++) run.log({ loss: i })

    const report = await run.finish()

    expect(report).toMatchObject({ lostArtifacts: ['model'], rowCount: 100, lostBytes: 0 })
  }, 60_000)

  test('comes before a later one of its name, so that versions keep their order', async () => {
    const versions = [1, 2, 3].map((seed) => seededBytes(seed, 3 * MIB))
    const log = (i: number): LoggedArtifact =>
      run.logArtifact(new Artifact('model', 'model').newFile('m.bin', versions[i] ?? ''))
    const early = [log(0), log(1)]
    for (const one of early) await expect(one.staged()).rejects.toThrow(/ENOSPC/)

    free()
    await log(2).staged()
    const report = await run.finish()

    expect(report.lostArtifacts).toEqual([])
    expect(kept().map(({ sha256 }) => sha256[0])).toEqual(versions.map(digestOf))
  }, 60_000)

  test('waits within 64 MiB of memory; what is more is not kept, and said at once', async () => {
    const first = run.logArtifact(new Artifact('first', 'model').newFile('m.bin', seededBytes(1, 60 * MIB)))
    await expect(first.staged()).rejects.toThrow(/it is tried again/)
    const second = run.logArtifact(new Artifact('second', 'model').newFile('m.bin', seededBytes(2, 5 * MIB)))

    await expect(second.staged()).rejects.toThrow(/ENOSPC(?!.*it is tried again)/)
    expect((await run.finish()).lostArtifacts).toEqual(['second', 'first'])
  }, 60_000)
})
