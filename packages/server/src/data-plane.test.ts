import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { createTempDir, waitFor, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder, STARTED_MS } from '../test/log-builder.ts'
import type { RunEvent, RunRef } from './api/types.ts'
import { openDataPlane, type DataPlane, type DataPlaneOptions } from './data-plane.ts'

let dir: TempDir
const planes: DataPlane[] = []
const ref: RunRef = { entity: 'team', project: 'digits', run: 'abc' }

beforeEach(() => {
  dir = createTempDir()
})

afterEach(async () => {
  for (const plane of planes.splice(0)) await plane.close()
  dir.remove()
})

function open(options: Partial<DataPlaneOptions> = {}): DataPlane {
  const plane = openDataPlane({ runsDir: dir.path, indexPath: ':memory:', layout: 'plain', ...options })
  planes.push(plane)
  return plane
}

async function settled(options: Partial<DataPlaneOptions> = {}): Promise<DataPlane> {
  const plane = open(options)
  await plane.settle()
  return plane
}

const logOf = (folder = 'run-20261123_100000-abc', id = 'abc'): string => dir.join(folder, `run-${id}.wandb`)

function stepsAndValues(plane: DataPlane, metric: string, of: RunRef = ref): (readonly [number, unknown])[] {
  const page = plane.queryPoints(of, metric, { limit: 100_000 })!
  return page.steps.map((step, i) => [step, page.values[i]])
}

test('a finished run has the state, config, summary and points of its log', async () => {
  new LogBuilder()
    .run('abc', {
      displayName: 'first',
      tags: ['a', 'b'],
      config: { update: [{ key: 'lr', valueJson: '0.1' }] },
    })
    .record({
      config: {
        update: [
          { nestedKey: ['model', 'layers'], valueJson: '3' },
          { key: '_wandb', valueJson: '{}' },
        ],
      },
    })
    .row({ loss: 1, note: 'hello' })
    .row({ loss: Number.NaN })
    .row({ loss: 0.25, acc: 0.5 })
    .record({ summary: { update: [{ key: 'best', valueJson: '0.2' }], kymoExplicit: true } })
    .exit(0, 12)
    .writeTo(logOf())

  const run = (await settled()).getRun(ref)!

  expect(run).toMatchObject({
    name: 'first',
    state: 'finished',
    exitCode: 0,
    startedMs: STARTED_MS,
    durationMs: 12_000,
    tags: ['a', 'b'],
    lastStep: 2,
    pointCount: 4,
    metricCount: 2,
    config: [
      ['lr', 0.1],
      ['model.layers', 3],
    ],
    summary: [
      ['acc', 0.5],
      ['best', 0.2],
      ['loss', 0.25],
      ['note', 'hello'],
    ],
  })
  expect(run.folders).toMatchObject([{ recordCount: 8, damagedBytes: 0, tornBytes: 0 }])
})

test('steps in any order are kept, the last write wins, and non-finite values stay', async () => {
  new LogBuilder()
    .run('abc')
    .row({ loss: 5 }, { step: 5 })
    .row({ loss: Number.POSITIVE_INFINITY }, { step: 2 })
    .row({ loss: 50 }, { step: 5 })
    .row({ loss: Number.NaN }, { step: 3 })
    .writeTo(logOf())

  const plane = await settled()

  expect(stepsAndValues(plane, 'loss')).toEqual([
    [2, 'Infinity'],
    [3, 'NaN'],
    [5, 50],
  ])
  expect(plane.listMetrics(ref)).toEqual([
    { name: 'loss', count: 3, firstStep: 2, lastStep: 5, last: 50, min: 50, max: 50, nonFiniteCount: 2 },
  ])
})

test('user-given keys that name parts of JavaScript are plain data everywhere', async () => {
  const metrics = JSON.parse(
    '{"__proto__": 1, "constructor": 2, "toString": 3, "hasOwnProperty": 4}',
  ) as Record<string, unknown>
  const nested = JSON.stringify({ a: 1 }).replace('a', '__proto__')
  new LogBuilder()
    .run('abc', {
      config: {
        update: [
          { key: '__proto__', valueJson: nested },
          { nestedKey: ['constructor', 'prototype', 'polluted'], valueJson: 'true' },
        ],
      },
    })
    .row(metrics)
    .writeTo(logOf())

  const plane = await settled()

  expect(plane.listMetrics(ref)!.map(({ name }) => name)).toEqual([
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
  ])
  expect(plane.getRun(ref)!.config).toEqual([
    ['__proto__.__proto__', 1],
    ['constructor.prototype.polluted', true],
  ])
  expect(stepsAndValues(plane, '__proto__')).toEqual([[0, 1]])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('a row of 10,000 metrics with long, empty and odd names is all there', async () => {
  const names = [
    '',
    'a\0b',
    'x'.repeat(1_000),
    '😀',
    'a.b',
    '../x',
    ...Array.from({ length: 10_000 }, (_, i) => `m/${i}`),
  ]
  new LogBuilder()
    .run('abc')
    .row(Object.fromEntries(names.map((name, i) => [name, i])))
    .writeTo(logOf())

  const plane = await settled()

  expect(plane.listMetrics(ref)).toHaveLength(names.length)
  for (const [i, name] of names.slice(0, 8).entries()) expect(stepsAndValues(plane, name)).toEqual([[0, i]])
})

test('two folders of a run are one run: disjoint steps are joined, overlapping ones merged, the later folder wins', async () => {
  const later = { startTime: { seconds: STARTED_MS / 1000 + 100, nanos: 0 } }
  new LogBuilder().run('abc').row({ a: 1, b: 1 }).row({ a: 2, b: 2 }).exit(1, 5).writeTo(logOf())
  new LogBuilder()
    .run('abc', later)
    .row({ a: 20, b: 3 }, { step: 1 })
    .row({ b: 4 }, { step: 2 })
    .row({ c: 1 }, { step: 0 })
    .exit(0, 7)
    .writeTo(logOf('run-20261123_110000-abc'))

  const plane = await settled()
  const run = plane.getRun(ref)!

  expect(stepsAndValues(plane, 'a')).toEqual([
    [0, 1],
    [1, 20],
  ])
  expect(stepsAndValues(plane, 'b')).toEqual([
    [0, 1],
    [1, 3],
    [2, 4],
  ])
  expect(run).toMatchObject({ state: 'finished', pointCount: 6, lastStep: 2 })
  expect(run.folders.map(({ name }) => name)).toEqual(['run-20261123_100000-abc', 'run-20261123_110000-abc'])
  expect(run.summary).toEqual([
    ['a', 20],
    ['b', 4],
    ['c', 1],
  ])
})

test('a damaged block is skipped and counted, and what follows is read', async () => {
  const log = new LogBuilder().run('abc')
  for (let i = 0; i < 5_000; i++) log.row({ loss: i })
  const bytes = log.bytes()
  bytes[2 * 32_768 + 100] ^= 1
  mkdirSync(dirname(logOf()), { recursive: true })
  writeFileSync(logOf(), bytes)

  const plane = await settled()
  const [folder] = plane.getRun(ref)!.folders

  expect(folder.damagedBytes).toBeGreaterThan(0)
  expect(folder.damagedBytes).toBeLessThanOrEqual(2 * 32_768)
  expect(stepsAndValues(plane, 'loss').at(-1)).toEqual([4_999, 4_999])
})

test('a torn tail is counted, is not accumulated, and ends when the rest arrives', async () => {
  const log = new LogBuilder().run('abc').row({ loss: 1 }).row({ loss: 2 })
  const bytes = log.bytes()
  mkdirSync(dirname(logOf()), { recursive: true })
  writeFileSync(logOf(), bytes.subarray(0, bytes.length - 5))
  const plane = await settled()
  await plane.settle()
  const torn = plane.getRun(ref)!.folders[0]

  appendFileSync(logOf(), bytes.subarray(bytes.length - 5))
  await plane.settle()

  expect(torn.tornBytes).toBe(log.offsets().at(-1)! - log.offsets().at(-2)! - 5)
  expect(plane.getRun(ref)!.folders[0]).toMatchObject({ tornBytes: 0, indexedBytes: bytes.length })
  expect(stepsAndValues(plane, 'loss')).toHaveLength(2)
})

test('a tail that is cut off and written anew is read as it is now', async () => {
  const log = new LogBuilder().run('abc').row({ loss: 1 }).row({ loss: 2 })
  const [keep] = log.offsets().slice(-2)
  log.writeTo(logOf())
  truncateSync(logOf(), log.bytes().length - 3)
  const plane = await settled()

  truncateSync(logOf(), keep)
  const longer = new LogBuilder()
    .run('abc')
    .row({ loss: 1 })
    .row({ loss: 7, acc: 'text that makes it longer' })
  appendFileSync(logOf(), longer.bytes().subarray(keep))
  await plane.settle()

  expect(stepsAndValues(plane, 'loss')).toEqual([
    [0, 1],
    [1, 7],
  ])
})

test('a log that is replaced by another is read again from its start', async () => {
  new LogBuilder().run('abc').row({ loss: 1 }).row({ loss: 2 }).writeTo(logOf())
  const indexPath = dir.join('.index', 'kymo.sqlite')
  const plane = await settled({ indexPath })
  await plane.close()

  new LogBuilder().run('abc').row({ other: 1 }).row({ other: 2 }).row({ other: 3 }).writeTo(logOf())
  const reopened = await settled({ indexPath })

  expect(reopened.listMetrics(ref)!.map(({ name, count }) => [name, count])).toEqual([['other', 3]])
})

test('a folder that is deleted is gone from the index', async () => {
  new LogBuilder().run('abc').row({ loss: 1 }).writeTo(logOf())
  new LogBuilder().run('other').row({ loss: 1 }).writeTo(logOf('run-20261123_100000-other', 'other'))
  const plane = await settled()

  rmSync(dirname(logOf()), { recursive: true })
  await plane.settle()

  expect(plane.getRun(ref)).toBeUndefined()
  expect(plane.listRuns('team', 'digits', { limit: 10, offset: 0 })).toMatchObject({ total: 1 })
})

test('where logs are served, the names of their folders win over what they say', async () => {
  const path = dir.join('%41%43me', 'b%20c', 'run-20261123_100000-abc', 'run-abc.wandb')
  new LogBuilder().run('abc').row({ loss: 1 }).writeTo(path)

  const plane = await settled({ layout: 'served' })

  expect(plane.listProjects()).toMatchObject([{ entity: 'ACme', project: 'b c', runCount: 1 }])
  expect(plane.getRun({ entity: 'ACme', project: 'b c', run: 'abc' })?.pointCount).toBe(1)
})

test('a run without an exit record turns from running to crashed by the clock alone, with an event and a new revision', async () => {
  new LogBuilder().run('abc').row({ loss: 1 }).writeTo(logOf())
  const events: RunEvent[] = []
  let nowMs = Date.now()
  const plane = await settled({ clock: { nowMs: () => nowMs }, onRunChanged: (event) => events.push(event) })
  const before = plane.getRun(ref)!
  await waitFor('the first event', () => events.length > 0)

  nowMs += 100_000
  const after = plane.getRun(ref)!

  expect([before.state, after.state]).toEqual(['running', 'crashed'])
  expect(after.revision).toBeGreaterThan(before.revision)
  await waitFor('the event', () => events.at(-1)?.state === 'crashed')
  expect(events.at(-1)!.revision).toBe(after.revision)
})

test('a crashed run whose log is touched runs again', async () => {
  new LogBuilder().run('abc').row({ loss: 1 }).writeTo(logOf())
  utimesSync(logOf(), 1_700_000_000, 1_700_000_000)
  const plane = await settled()
  const before = plane.getRun(ref)!.state

  utimesSync(logOf(), new Date(), new Date())
  await plane.settle()

  expect([before, plane.getRun(ref)!.state]).toEqual(['crashed', 'running'])
})

test.each([
  [1, 'failed'],
  [130, 'killed'],
  [143, 'killed'],
  [255, 'failed'],
] as const)('exit code %i reads as %s', async (code, state) => {
  new LogBuilder().run('abc').exit(code).writeTo(logOf())

  expect((await settled()).getRun(ref)!.state).toBe(state)
})

test('watch() makes a row that is appended, and a run that is new, queryable at once, with events', async () => {
  const log = new LogBuilder().run('abc').row({ loss: 1 })
  log.writeTo(logOf())
  const events: RunEvent[] = []
  const plane = await settled({ onRunChanged: (event) => events.push(event) })
  plane.watch()
  const known = log.bytes().length

  log.row({ loss: 2 })
  appendFileSync(logOf(), log.bytes().subarray(known))
  const startedAt = performance.now()
  await waitFor('the new row', () => stepsAndValues(plane, 'loss').length === 2)
  const rowMs = performance.now() - startedAt
  new LogBuilder().run('new').row({ loss: 1 }).writeTo(logOf('run-20261123_120000-new', 'new'))
  await waitFor('the new run', () => plane.getRun({ ...ref, run: 'new' }))

  expect(rowMs).toBeLessThan(2_000)
  await waitFor('its event', () => events.some(({ run }) => run === 'new'))
})

test('poke() reads a log that grew without anybody watching', async () => {
  const plane = await settled()
  new LogBuilder().run('abc').row({ loss: 1 }).writeTo(logOf())

  plane.poke(logOf())

  await waitFor('the run', () => plane.getRun(ref))
  plane.poke(dir.join('..', 'run-x.wandb'))
  await plane.settle()
  expect(plane.listProjects()).toHaveLength(1)
})

test('a second plane on one index says so and works from memory', async () => {
  new LogBuilder().run('abc').row({ loss: 1 }).writeTo(logOf())
  const indexPath = dir.join('.index', 'kymo.sqlite')
  const warnings: string[] = []
  const first = await settled({ indexPath })

  const second = await settled({ indexPath, onWarning: ({ code }) => warnings.push(code) })

  expect(warnings).toEqual(['INDEX_IN_MEMORY'])
  expect(second.getRun(ref)!.summary).toEqual(first.getRun(ref)!.summary)
})

test('an index that is damaged is thrown away and made anew', async () => {
  new LogBuilder().run('abc').row({ loss: 1 }).writeTo(logOf())
  const indexPath = dir.join('.index', 'kymo.sqlite')
  await (await settled({ indexPath })).close()
  writeFileSync(indexPath, 'this is not a database, whatever its name says'.repeat(1000))
  const warnings: string[] = []

  const plane = await settled({ indexPath, onWarning: ({ code }) => warnings.push(code) })

  expect(warnings).toEqual(['INDEX_REBUILT'])
  expect(stepsAndValues(plane, 'loss')).toEqual([[0, 1]])
})

test('an index that turns out to be damaged while it is used is made anew', async () => {
  const log = new LogBuilder().run('abc')
  for (let i = 0; i < 20_000; i++) log.row({ loss: i, acc: -i })
  log.writeTo(logOf())
  const indexPath = dir.join('.index', 'kymo.sqlite')
  await (await settled({ indexPath })).close()
  const bytes = readFileSync(indexPath)
  // The first page, with the schema, stays: the index opens.
  bytes.fill(0x5a, 16_384)
  writeFileSync(indexPath, bytes)
  const warnings: string[] = []

  const plane = await settled({ indexPath, onWarning: ({ code }) => warnings.push(code) })
  await waitFor('the points', async () => {
    await plane.settle()
    return stepsAndValues(plane, 'acc').length === 20_000
  })

  expect(warnings).toContain('INDEX_REBUILT')
})

test('a moved folder is found at its new place', async () => {
  new LogBuilder().run('abc').row({ loss: 1 }).writeTo(logOf())
  const plane = await settled()

  mkdirSync(dir.join('deeper', 'still'), { recursive: true })
  renameSync(dirname(logOf()), dir.join('deeper', 'still', 'run-20261123_100000-abc'))
  await plane.settle()

  expect(plane.getRun(ref)!.pointCount).toBe(1)
  expect(readdirSync(dir.path)).toEqual(['deeper'])
})

test('statistics that a writer recorded stand for the metric, and what the user pinned stands for anything', async () => {
  const update = [
    { nestedKey: ['loss', 'min'], valueJson: '0.5' },
    { nestedKey: ['eval', 'acc', 'max'], valueJson: '0.9' },
    { key: 'other', valueJson: '7' },
  ]
  new LogBuilder()
    .run('abc')
    .record({ summary: { update: [{ key: 'other', valueJson: '"mine"' }], kymoExplicit: true } })
    .row({ loss: 0.5, 'eval.acc': 0.9, other: 1, plain: 2 })
    .record({ summary: { update } })
    .exit(0)
    .writeTo(logOf())

  expect((await settled()).getRun(ref)!.summary).toEqual([
    ['eval.acc.max', 0.9],
    ['loss.min', 0.5],
    ['other', 'mine'],
    ['plain', 2],
  ])
})

test('metric definitions name step metrics and hide', async () => {
  new LogBuilder()
    .run('abc')
    .record({ metric: { name: 'acc', stepMetric: 'epoch', options: { hidden: true } } })
    .record({ metric: { globName: 'val/*', stepMetric: 'epoch' } })
    .row({ acc: 1, 'val/loss': 1, loss: 1 })
    .writeTo(logOf())

  const metrics = (await settled()).listMetrics(ref)!

  expect(metrics.map(({ name, stepMetric, hidden }) => [name, stepMetric, hidden])).toEqual([
    ['acc', 'epoch', true],
    ['loss', undefined, undefined],
    ['val/loss', 'epoch', undefined],
  ])
})
