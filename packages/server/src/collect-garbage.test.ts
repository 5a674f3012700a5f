import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { manifestDigest } from '@kymo/protocol'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder } from '../test/log-builder.ts'
import { BlobStore } from './blobs/blob-store.ts'
import { collectBlobs } from './blobs/collect-blobs.ts'
import { collectGarbage, type CollectReport } from './collect-garbage.ts'
import { openDataPlane, type DataPlane, type DataPlaneOptions } from './data-plane.ts'

const DAY_MS = 86_400_000
const LOGGED_S = 1_795_000_000
const ref = { entity: 'team', project: 'digits', name: 'model' }
const clock = { atMs: 0, nowMs: () => clock.atMs }

let dir: TempDir
let blobs: BlobStore
let plane: DataPlane | undefined

beforeEach(() => {
  dir = createTempDir()
  clock.atMs = Date.now()
  blobs = new BlobStore({ dir: dir.join('blobs') })
})
afterEach(async () => {
  await plane?.close()
  plane = undefined
  dir.remove()
})

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const pathOf = (text: string): string => blobs.pathOf(sha256(text))
const isThere = (...texts: string[]): boolean[] => texts.map((text) => existsSync(pathOf(text)))

async function store(...texts: string[]): Promise<void> {
  await blobs.storePack(
    texts.map((text) => ({ name: text, sha256: sha256(text), content: new TextEncoder().encode(text) })),
  )
}

function age(...texts: string[]): void {
  for (const text of texts)
    utimesSync(pathOf(text), new Date(clock.atMs - 2 * DAY_MS), new Date(clock.atMs - 2 * DAY_MS))
}

async function storeOld(...texts: string[]): Promise<void> {
  await store(...texts)
  age(...texts)
}

interface Logged {
  readonly texts: readonly string[]
  readonly aliases?: string[]
  readonly ttlSeconds?: number
}

function digestOf(texts: readonly string[]): string {
  return manifestDigest(contentsOf(texts))
}

function contentsOf(texts: readonly string[]) {
  return texts.map((text, i) => ({
    path: `f${i}`,
    digest: createHash('md5').update(text).digest('base64'),
    size: text.length,
    kymoSha256: sha256(text),
  }))
}

const logPath = (run: string): string =>
  dir.join(`runs/team/digits/run-20261123_100000-${run}/run-${run}.wandb`)

/** A run that has ended, unless `isGrowing`. */
function writeRun(run: string, artifacts: readonly Logged[], { isGrowing = false } = {}): void {
  const builder = new LogBuilder().run(run)
  for (const [second, { texts, aliases = [], ttlSeconds = 0 }] of artifacts.entries()) {
    const contents = contentsOf(texts)
    builder.record({
      artifact: {
        ...ref,
        type: 'model',
        digest: digestOf(texts),
        aliases,
        clientId: `${run} ${second}`,
        ttlDurationSeconds: ttlSeconds,
        kymoTime: { seconds: LOGGED_S + second, nanos: 0 },
        manifest: { contents },
      },
    })
  }
  if (!isGrowing) builder.record({ exit: { exitCode: 0 } })
  builder.writeTo(logPath(run))
}

async function open(changes: Partial<DataPlaneOptions> = {}): Promise<DataPlane> {
  plane ??= openDataPlane({
    runsDir: dir.join('runs'),
    indexPath: ':memory:',
    catalogPath: dir.join('catalog.sqlite'),
    findBlob: async (hex) => ((await blobs.has(hex)) ? blobs.pathOf(hex) : undefined),
    clock,
    ...changes,
  })
  await plane.settle()
  return plane
}

async function collect(options: { readonly isDryRun?: boolean } = {}): Promise<CollectReport> {
  return collectGarbage({ plane: await open(), blobs, clock, graceMs: DAY_MS, ...options })
}

test('content of a deleted version goes, but not what another version names too', async () => {
  await storeOld('shared', 'only in v0', 'new in v1', 'nobody')
  writeRun('abc', [{ texts: ['shared', 'only in v0'] }, { texts: ['shared', 'new in v1'] }])
  const { artifacts } = await open()
  artifacts.remove({ ...ref, selector: 'v0' }, { isForced: false })

  const planned = await collect({ isDryRun: true })
  const before = isThere('shared', 'only in v0', 'new in v1', 'nobody')
  const report = await collect()

  expect(before).toEqual([true, true, true, true])
  expect(report).toEqual(planned)
  expect(report).toMatchObject({
    removedCount: 2,
    removedBytes: 16,
    keptCount: 2,
    youngCount: 0,
    expiredCount: 0,
  })
  expect(isThere('shared', 'only in v0', 'new in v1', 'nobody')).toEqual([true, false, true, false])
  expect(await collect()).toMatchObject({ removedCount: 0, keptCount: 2 })
})

test('a version goes when its time is over, unless an alias other than latest protects it', async () => {
  await storeOld('plain', 'aliased', 'for good')
  writeRun('abc', [
    { texts: ['plain'], ttlSeconds: 60 },
    { texts: ['aliased'], ttlSeconds: 60, aliases: ['best'] },
    { texts: ['for good'] },
  ])
  clock.atMs = LOGGED_S * 1000 + 59_000
  const early = await collect()
  clock.atMs = Math.max(Date.now(), LOGGED_S * 1000 + 3_600_000)
  age('plain', 'aliased', 'for good')

  const planned = await collect({ isDryRun: true })
  const first = await collect()
  const kept = isThere('plain', 'aliased', 'for good')
  const { artifacts } = await open()
  await artifacts.edit({ ...ref, selector: 'v1' }, { removeAliases: ['best'], nowMs: clock.atMs })
  const second = await collect()

  expect([early, planned, first, second].map(({ expiredCount }) => expiredCount)).toEqual([0, 1, 1, 1])
  expect(kept).toEqual([false, true, true])
  expect(isThere('aliased', 'for good')).toEqual([false, true])
  expect(artifacts.collection(ref)?.versions.map(({ version, state }) => [version, state])).toEqual([
    [2, 'committed'],
    [1, 'deleted'],
    [0, 'deleted'],
  ])
})

test('a time that people set later counts, and null keeps for good', async () => {
  await storeOld('set', 'kept')
  writeRun('abc', [{ texts: ['set'] }, { texts: ['kept'], ttlSeconds: 1 }])
  const { artifacts } = await open()
  await artifacts.edit({ ...ref, selector: 'v0' }, { ttlSeconds: 10, nowMs: clock.atMs - 11_000 })
  await artifacts.edit({ ...ref, selector: 'v1' }, { ttlSeconds: null, nowMs: clock.atMs })

  expect(await collect()).toMatchObject({ expiredCount: 1, removedCount: 1 })
  expect(isThere('set', 'kept')).toEqual([false, true])
})

test('what is young stays, and what an upload was told to be here becomes young', async () => {
  await storeOld('old', 'claimed', 'packed')
  await store('young')
  await blobs.missing([{ sha256: sha256('claimed'), size: 7 }])
  await store('packed')
  writeRun('abc', [{ texts: ['young'] }])
  const { artifacts } = await open()
  artifacts.remove({ ...ref, selector: 'v0' }, { isForced: true })

  expect(await collect()).toMatchObject({ removedCount: 1, youngCount: 3 })
  expect(isThere('old', 'claimed', 'packed', 'young')).toEqual([false, true, true, true])
})

test('content that an upload asks for during the sweep is not taken from under it', async () => {
  const texts = Array.from({ length: 40 }, (_, i) => `text ${i}`)
  await storeOld(...texts)
  const answers: boolean[] = []
  let asked = 0

  // At each blob another one is claimed, which the sweep has seen or will see.
  const claiming = async (text: string): Promise<void> => {
    const { missing } = await blobs.missing([{ sha256: sha256(text), size: text.length }])
    answers.push(missing.length === 0)
  }
  const claims: Promise<void>[] = []
  await collectBlobs({
    blobs,
    isNamed: () => {
      claims.push(claiming(texts[asked++] ?? 'text 0'))
      return false
    },
    beforeMs: clock.atMs - DAY_MS,
  })
  await Promise.all(claims)

  expect(answers).toContain(true)
  expect(isThere(...texts)).toEqual(answers.slice(0, texts.length))
})

test('content of what is not complete yet stays, and all that a growing log has named', async () => {
  await storeOld('arrived', 'deleted')
  writeRun('abc', [{ texts: ['arrived', 'on its way'] }])
  writeRun('def', [{ texts: ['deleted'] }], { isGrowing: true })
  const { artifacts } = await open()
  artifacts.remove({ ...ref, selector: 'v0' }, { isForced: true })

  expect(artifacts.collection(ref)?.versions).toMatchObject([{ state: 'deleted' }])
  expect(await collect()).toMatchObject({ removedCount: 0, keptCount: 2 })
})

test('what a run uses that is still going on stays, because it may build on it', async () => {
  await storeOld('base')
  writeRun('abc', [{ texts: ['base'] }])
  const user = new LogBuilder().run('user')
  user.record({ useArtifact: { name: 'model:v0', type: 'model', kymoDigest: digestOf(['base']) } })
  user.writeTo(logPath('user'))
  const { artifacts } = await open()
  artifacts.remove({ ...ref, selector: 'v0' }, { isForced: true })

  const during = await collect()
  user.exit(0).writeTo(logPath('user'))

  expect(during).toMatchObject({ removedCount: 0, keptCount: 1 })
  expect(await collect()).toMatchObject({ removedCount: 1, keptCount: 0 })
})

test.each([
  [
    'a log is damaged',
    () => writeFileSync(logPath('abc'), Buffer.alloc(40_000, 7), { flag: 'a' }),
    /damaged/,
  ],
  ['the runs are not there', () => renameSync(dir.join('runs'), dir.join('elsewhere')), /cannot be read/],
  [
    'the runs are gone',
    () => {
      rmSync(dir.join('runs'), { recursive: true })
      mkdirSync(dir.join('runs'))
    },
    /no run is there/,
  ],
])('nothing is deleted when %s', async (_, breakIt, reason) => {
  await storeOld('named', 'nobody')
  writeRun('abc', [{ texts: ['named'] }])
  await open()
  breakIt()

  await expect(collect()).rejects.toMatchObject({
    code: 'COLLECT_INCOMPLETE',
    message: expect.stringMatching(reason) as string,
  })
  expect(isThere('named', 'nobody')).toEqual([true, true])
})

test('a damaged log that keeps content from being deleted is named whole, with what helps', async () => {
  await storeOld('nobody')
  const run = 'a-run-whose-name-is-long-enough-to-be-cut-in-other-messages'
  writeRun(run, [{ texts: ['named'] }])
  const log = logPath(run)
  writeFileSync(log, Buffer.concat([readFileSync(log), Buffer.alloc(40_000, 7)]))
  const warnings: string[] = []
  await open({ onWarning: ({ message }) => warnings.push(message) })
  const path = relative(dir.join('runs'), log)

  expect(warnings).toMatchObject([expect.stringContaining(`Log ${path} is damaged`)])
  await expect(collect()).rejects.toMatchObject({
    message: expect.stringContaining(`runs/${path} is damaged`) as string,
    remedy: expect.stringContaining(`Move runs/${dirname(path)} out of the data folder`) as string,
  })
})

test('links are neither followed nor removed, and other files are left alone', async () => {
  await storeOld('old')
  const outside = dir.join('outside')
  mkdirSync(outside)
  const name = `cd${'0'.repeat(62)}`
  writeFileSync(join(outside, name), 'precious')
  symlinkSync(outside, dir.join('blobs/sha256/cd'))
  const link = blobs.pathOf(`ab${'1'.repeat(62)}`)
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(join(outside, name), link)
  writeFileSync(join(dirname(link), 'README'), 'mine')
  mkdirSync(dir.join('runs'))

  expect(await collect()).toMatchObject({ removedCount: 1, keptCount: 0 })
  expect(existsSync(join(outside, name))).toBe(true)
  expect(readdirSync(dirname(link)).length).toBe(2)
})
