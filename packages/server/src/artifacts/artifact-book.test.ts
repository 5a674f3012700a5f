import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { manifestDigest } from '@kymo/protocol'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder } from '../../test/log-builder.ts'
import type { RunRef } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'

let dir: TempDir
const planes: DataPlane[] = []
const ref = { entity: 'team', project: 'digits', name: 'model' }
const runRef = (run: string): RunRef => ({ entity: 'team', project: 'digits', run })

beforeEach(() => {
  dir = createTempDir()
})
afterEach(async () => {
  await closeAll()
  dir.remove()
})

async function closeAll(): Promise<void> {
  for (const plane of planes.splice(0)) await plane.close()
}

async function open({ isKept = false } = {}): Promise<DataPlane> {
  const plane = openDataPlane({
    runsDir: dir.join('runs'),
    indexPath: isKept ? dir.join('index.sqlite') : ':memory:',
    layout: 'plain',
    ...(isKept ? { catalogPath: dir.join('catalog.sqlite') } : {}),
  })
  planes.push(plane)
  await plane.settle()
  return plane
}

const hash = (algorithm: string, text: string) => createHash(algorithm).update(text)
const folderOf = (run: string): string => dir.join('runs', `run-20261123_100000-${run}`)

function stage(run: string, text: string): void {
  const sha256 = hash('sha256', text).digest('hex')
  const path = `${folderOf(run)}/artifacts/${sha256.slice(0, 2)}/${sha256}`
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

interface Logged {
  readonly files: Record<string, string>
  readonly aliases?: string[]
  readonly second?: number
  readonly isStaged?: boolean
}

function log(
  builder: LogBuilder,
  run: string,
  { files, aliases = [], second = 0, isStaged = true }: Logged,
): string {
  const contents = Object.entries(files).map(([path, text]) => ({
    path,
    digest: hash('md5', text).digest('base64'),
    size: text.length,
    kymoSha256: hash('sha256', text).digest('hex'),
  }))
  const digest = manifestDigest(contents)
  builder.record({
    artifact: {
      ...ref,
      type: 'model',
      digest,
      aliases,
      clientId: `${run} ${second}`,
      metadata: '{"accuracy":0.9}',
      kymoTime: { seconds: 1_795_000_000 + second, nanos: 0 },
      manifest: { contents },
    },
  })
  if (isStaged) for (const text of Object.values(files)) stage(run, text)
  return digest
}

function writeRun(run: string, fill: (builder: LogBuilder) => void): void {
  const builder = new LogBuilder().run(run, { displayName: `name of ${run}` })
  fill(builder)
  builder.writeTo(`${folderOf(run)}/run-${run}.wandb`)
}

const versionsOf = (plane: DataPlane): unknown[] | undefined =>
  plane.artifacts.collection(ref)?.versions.map(({ version, aliases, state }) => [version, aliases, state])

test('versions count up, aliases move, and the same content again is the same version', async () => {
  writeRun('abc', (builder) => {
    log(builder, 'abc', { files: { w: '1' }, aliases: ['best', 'latest'] })
    log(builder, 'abc', { files: { w: '2' }, aliases: ['best'], second: 1 })
    log(builder, 'abc', { files: { w: '2' }, aliases: ['again'], second: 2 })
  })

  const plane = await open()

  expect(versionsOf(plane)).toEqual([
    [1, ['latest', 'again', 'best'], 'committed'],
    [0, [], 'committed'],
  ])
  expect(await plane.artifacts.detail({ ...ref, selector: 'best' })).toMatchObject({
    version: 1,
    previousVersion: 0,
    metadata: { accuracy: 0.9 },
    createdBy: { run: 'abc', runName: 'name of abc' },
  })
  expect(plane.artifacts.listCollections('team', 'digits')).toMatchObject([
    { name: 'model', versionCount: 2 },
  ])
})

test('without a catalog versions are numbered by the time of logging, whichever run is read first', async () => {
  writeRun('later', (builder) => {
    log(builder, 'later', { files: { w: '3' }, aliases: ['best'], second: 20 })
    log(builder, 'later', { files: { w: '5' }, second: 40 })
  })
  const plane = await open()
  expect(versionsOf(plane)).toEqual([
    [1, ['latest'], 'committed'],
    [0, ['best'], 'committed'],
  ])

  writeRun('earlier', (builder) => {
    log(builder, 'earlier', { files: { w: '1' }, second: 10 })
    log(builder, 'earlier', { files: { w: '4' }, aliases: ['best'], second: 30 })
  })
  await plane.settle()

  expect(versionsOf(plane)).toEqual([
    [3, ['latest'], 'committed'],
    [2, ['best'], 'committed'],
    [1, [], 'committed'],
    [0, [], 'committed'],
  ])
  const numbersOf = (run: string): unknown[] =>
    plane.artifacts.ofRun(runRef(run)).logged.map(({ version }) => version)
  expect([numbersOf('earlier'), numbersOf('later')]).toEqual([
    [0, 2],
    [1, 3],
  ])
})

test('an artifact is pending until the last of its content is there', async () => {
  let digest = ''
  writeRun('abc', (builder) => {
    digest = log(builder, 'abc', { files: { a: 'aaaa', b: 'bb' }, isStaged: false })
  })
  stage('abc', 'bb')
  const plane = await open()
  const pending = await plane.artifacts.detail({ ...ref, selector: digest })

  stage('abc', 'aaaa')
  plane.contentArrived()
  await plane.settle()

  expect(pending).toMatchObject({ version: null, state: 'pending', missingBytes: 4 })
  expect(plane.artifacts.ofRun(runRef('abc')).logged).toMatchObject([{ version: 0, state: 'committed' }])
})

test('versions, aliases and edits are the same after the index was made anew, whatever order logs are read in', async () => {
  writeRun('zzz', (builder) => log(builder, 'zzz', { files: { w: 'old' }, aliases: ['first'] }))
  const first = await open({ isKept: true })
  await first.artifacts.edit(
    { ...ref, selector: 'v0' },
    { description: 'good', tags: ['t'], addAliases: ['prod'], removeAliases: ['first'], nowMs: 0 },
  )
  await closeAll()
  // Read before the other, and logged before it, but its content came later.
  writeRun('aaa', (builder) => log(builder, 'aaa', { files: { w: 'new' }, second: -100 }))
  const second = await open({ isKept: true })
  const before = second.artifacts.collection(ref)
  await closeAll()
  for (const suffix of ['', '-wal', '-shm']) rmSync(dir.join(`index.sqlite${suffix}`), { force: true })

  const third = await open({ isKept: true })

  expect(before?.versions).toMatchObject([
    { version: 1, aliases: ['latest'], createdBy: { run: 'aaa' } },
    { version: 0, aliases: ['prod'], description: 'good', tags: ['t'], createdBy: { run: 'zzz' } },
  ])
  expect(third.artifacts.collection(ref)).toEqual(before)
})

test('lineage goes over runs in both directions, and a deleted version is gone from latest', async () => {
  let digest = ''
  writeRun('abc', (builder) => {
    digest = log(builder, 'abc', { files: { w: '1' } })
  })
  writeRun('def', (builder) => {
    builder.record({ useArtifact: { name: 'model:v0', type: 'model', kymoDigest: digest } })
    log(builder, 'def', { files: { w: '2' }, second: 5 })
  })
  const plane = await open()

  const lineage = plane.artifacts.lineage({ ...ref, selector: 'v1' }, 3)
  const refused = plane.artifacts.remove({ ...ref, selector: 'v1' }, { isForced: false })

  expect(
    lineage?.nodes.map((node) => (node.kind === 'run' ? node.run.run : node.artifact.version)).toSorted(),
  ).toEqual([0, 1, 'abc', 'def'])
  expect(lineage).toMatchObject({ edges: { length: 3 }, isCut: false })
  expect(refused).toEqual([])
  expect(versionsOf(plane)).toEqual([
    [1, [], 'deleted'],
    [0, ['latest'], 'committed'],
  ])
  expect(
    plane.artifacts.manifest({ ...ref, selector: 'v1' }, { prefix: '', after: undefined, limit: 10 }),
  ).toBeUndefined()
})

test('two versions are compared by path and content, and a file is found by its path alone', async () => {
  writeRun('abc', (builder) => {
    log(builder, 'abc', { files: { same: 's', changed: '1', gone: 'g' } })
    log(builder, 'abc', { files: { same: 's', changed: '2', '../../x': 'n' }, second: 1 })
  })
  const plane = await open()

  const diff = plane.artifacts.diff({ ...ref, selector: 'v1' }, 'v0')

  expect(diff).toMatchObject({
    added: [{ path: '../../x' }],
    removed: [{ path: 'gone' }],
    changed: [{ path: 'changed' }],
    unchangedCount: 1,
  })
  expect(await plane.artifacts.findFile({ ...ref, selector: 'v0' }, 'changed')).toMatch(
    /artifacts\/[0-9a-f]{2}\/[0-9a-f]{64}$/,
  )
  expect(await plane.artifacts.findFile({ ...ref, selector: 'v0' }, '../run-abc.wandb')).toBeUndefined()
})
