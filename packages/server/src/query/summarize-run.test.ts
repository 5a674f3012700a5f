import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder, STARTED_MS } from '../../test/log-builder.ts'
import type { RunDetail, RunRef } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'

let dir: TempDir
let plane: DataPlane

beforeEach(() => {
  dir = createTempDir()
  plane = openDataPlane({ runsDir: dir.path, indexPath: ':memory:', layout: 'plain' })
})

afterEach(async () => {
  await plane.close()
  dir.remove()
})

const refOf = (run: string): RunRef => ({ entity: 'team', project: 'digits', run })
const startTime = (startS: number): { seconds: number; nanos: number } => ({
  seconds: STARTED_MS / 1000 + startS,
  nanos: 0,
})
const at = (timeS: number, step: number): { timestampMs: number; step: number } => ({
  timestampMs: STARTED_MS + timeS * 1000,
  step,
})
const branchPoint = (run: string, value: number): object => ({ branchPoint: { run, metric: '_step', value } })
const update = (key: string, value: unknown): object => ({
  update: [{ key, valueJson: JSON.stringify(value) }],
})

function writerLog(label: string, startS: number): LogBuilder {
  return new LogBuilder().run('abc', { startTime: startTime(startS), kymoShared: true, kymoWriter: label })
}

async function load(logs: Readonly<Record<string, LogBuilder>>, run = 'abc'): Promise<RunDetail> {
  for (const [folder, log] of Object.entries(logs)) log.writeTo(dir.join(`run-${folder}`, `run-${run}.wandb`))
  await plane.settle()
  return plane.getRun(refOf(run))!
}

test('the summary of several writers has what was written last, whoever wrote it', async () => {
  const run = await load({
    a: writerLog('a', 0).row({ loss: 1, note: 'old' }, at(1, 900)).row({ lr: 0.1 }, at(50, 901)),
    b: writerLog('b', 2)
      .row({ loss: 2 }, at(20, 5))
      .row({ note: 'new' }, at(30, 6))
      .record({ summary: { ...update('loss', 2) } }),
  })

  expect(run.summary).toEqual([
    ['loss', 2],
    ['lr', 0.1],
    ['note', 'new'],
  ])
  expect(run.pointCount).toBe(3)
  expect(run.lastStep).toBe(901)
})

test('what one writer pinned stands against the history of all, and a later pin against an earlier one', async () => {
  const pin = (value: number): object => ({ summary: { kymoExplicit: true, ...update('best', value) } })

  const run = await load({
    a: writerLog('a', 0).row({ x: 1 }, at(10, 0)).record(pin(1)).row({ x: 2 }, at(90, 1)),
    b: writerLog('b', 0).row({ x: 1 }, at(20, 0)).record(pin(2)),
    c: writerLog('c', 0).row({ best: 3 }, at(99, 0)),
  })

  expect(new Map(run.summary).get('best')).toBe(2)
})

test('after a rewind the summary is that of the rows that are left, and of the new session', async () => {
  const run = await load({
    '20261123_1': new LogBuilder()
      .run('abc')
      .row({ loss: 5, acc: 0.1, note: 'early' }, at(1, 10))
      .row({ loss: 4, acc: 0.2 }, at(2, 20))
      .row({ loss: 3, acc: 0.9, note: 'late', gone: 1 }, at(3, 30))
      .record({ summary: { kymoExplicit: true, ...update('best', 0.9) } })
      .record({ summary: update('recorded', 1) }),
    '20261123_2': new LogBuilder()
      .run('abc', { startTime: startTime(100), resumed: true, ...branchPoint('abc', 20) })
      .record({ summary: { update: [{ nestedKey: ['acc', 'max'], valueJson: '0.2' }] } })
      .row({ loss: 3.5 }, at(101, 21)),
  })

  expect(run.summary).toEqual([
    ['acc.max', 0.2],
    ['loss', 3.5],
    ['note', 'early'],
  ])
  expect([run.lastStep, run.pointCount, run.metricCount]).toEqual([21, 5, 2])
})

test('the exit code of several writers is that of the one whose end is the end of the run', async () => {
  const end = (exitCode: number, notComplete: boolean): object => ({ exit: { exitCode, notComplete } })
  const run = await load({
    a: writerLog('main', 0).record(end(3, false)),
    b: writerLog('helper', 1).record(end(0, true)),
  })

  expect([run.state, run.exitCode]).toEqual(['failed', 3])
})

test('forks of forks are followed sixteen runs back', async () => {
  for (let i = 0; i <= 20; i++) {
    const fields = { startTime: startTime(i), ...(i === 0 ? {} : branchPoint(`r${i - 1}`, i - 1)) }
    new LogBuilder()
      .run(`r${i}`, fields)
      .row({ x: i }, at(i, i))
      .writeTo(dir.join(`run-${i}`, `run-r${i}.wandb`))
  }
  await plane.settle()

  const pointsOf = (run: string): unknown[] => [...plane.queryPoints(refOf(run), 'x', { limit: 100 })!.values]
  expect(pointsOf('r10')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(pointsOf('r20')).toEqual(Array.from({ length: 17 }, (_, i) => i + 4))
})

test('a rewound session takes over statistics in place of the metric itself', async () => {
  const run = await load({
    '20261123_1': new LogBuilder()
      .run('abc')
      .row({ acc: 0.1, loss: 2 }, at(1, 10))
      .row({ acc: 0.9 }, at(2, 30)),
    '20261123_2': new LogBuilder().run('abc', {
      startTime: startTime(100),
      resumed: true,
      summary: { update: [{ nestedKey: ['acc', 'max'], valueJson: '0.1' }] },
      ...branchPoint('abc', 20),
    }),
  })

  expect(run.summary).toEqual([
    ['acc.max', 0.1],
    ['loss', 2],
  ])
})

test('a resumed run keeps what its earlier session recorded', async () => {
  const run = await load({
    '20261123_1': new LogBuilder()
      .run('abc')
      .row({ loss: 5 }, at(1, 10))
      .record({ summary: update('k', 1) }),
    '20261123_2': new LogBuilder()
      .run('abc', { startTime: startTime(100), resumed: true, startingStep: 11 })
      .row({ loss: 4 }, at(101, 11)),
  })

  expect(run.summary).toEqual([
    ['k', 1],
    ['loss', 4],
  ])
  expect(plane.queryPoints(refOf('abc'), 'loss', { limit: 10 })!.steps).toEqual([10, 11])
})

test('a fork begins with the rows of the other run, names it, and keeps its own config and files apart', async () => {
  new LogBuilder()
    .run('old', { displayName: 'The old one', config: update('lr', 1) })
    .row({ loss: 5, image: { _type: 'image-file', path: 'media/a.png' } }, at(1, 10))
    .row({ loss: 4 }, at(2, 11))
    .row({ loss: 3 }, at(3, 12))
    .writeTo(dir.join('run-1', 'run-old.wandb'))
  const file = dir.join('run-1', 'files', 'media', 'a.png')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, 'png')

  const run = await load({
    2: new LogBuilder()
      .run('abc', {
        startTime: startTime(100),
        forked: true,
        config: update('lr', 2),
        ...branchPoint('old', 11),
      })
      .row({ loss: 9 }, at(101, 12)),
  })

  expect(run.parent).toEqual({ run: 'old', step: 11, name: 'The old one' })
  expect(run.config).toEqual([['lr', 2]])
  expect(plane.queryPoints(refOf('abc'), 'loss', { limit: 10 })!.values).toEqual([5, 4, 9])
  expect(plane.listValueKeys(refOf('abc'))!.map(({ key }) => key)).toEqual(['image'])
  expect(await plane.findFile(refOf('abc'), 'media/a.png')).toBe(file)
  expect((await plane.listFiles(refOf('abc'), { prefix: '', after: undefined, limit: 10 }))!.totalCount).toBe(
    0,
  )
  expect(plane.getRun(refOf('old'))!.parent).toBeUndefined()
})

test('a fork has its own rows alone while the other run is not there, and another revision when it comes', async () => {
  const fork = new LogBuilder()
    .run('abc', { startTime: startTime(100), ...branchPoint('old', 11) })
    .row({ loss: 9 }, at(101, 12))
  const alone = await load({ 2: fork })

  const whole = await load({ 1: new LogBuilder().run('old').row({ loss: 5 }, at(1, 10)) }, 'old').then(() =>
    plane.getRun(refOf('abc'))!,
  )

  expect([alone.parent, alone.pointCount]).toEqual([{ run: 'old', step: 11 }, 1])
  expect([whole.parent, whole.pointCount]).toEqual([{ run: 'old', step: 11, name: 'old' }, 2])
  expect(whole.revision).toBeGreaterThan(alone.revision)
})

test('a fork has its own rows alone while the other run is in the trash', async () => {
  new LogBuilder().run('old').row({ loss: 5 }, at(1, 10)).writeTo(dir.join('run-1', 'run-old.wandb'))
  const fork = new LogBuilder().run('abc', { startTime: startTime(100), ...branchPoint('old', 11) })
  const before = await load({ 2: fork.row({ loss: 9 }, at(101, 12)) })

  plane.changes.trash(refOf('old'), STARTED_MS)
  const alone = plane.getRun(refOf('abc'))!
  plane.changes.restore(refOf('old'))

  expect([before.pointCount, before.parent?.name]).toEqual([2, 'old'])
  expect([alone.pointCount, alone.parent]).toEqual([1, { run: 'old', step: 11 }])
  expect(plane.getRun(refOf('abc'))!.pointCount).toBe(2)
})

test('measurements of the machine are those of each writer, whatever was rewound', async () => {
  const stats = (timeS: number, value: number): object => ({
    stats: { timestamp: startTime(timeS), item: [{ key: 'cpu', valueJson: String(value) }] },
  })
  await load({
    a: writerLog('a', 0).record(stats(1, 10)).record(stats(2, 20)),
    b: writerLog('b', 0).record(stats(1, 30)),
    c: new LogBuilder()
      .run('abc', { startTime: startTime(9), kymoShared: true, kymoWriter: 'a', ...branchPoint('abc', 0) })
      .record(stats(9, 40)),
  })

  expect(
    plane.listMetrics(refOf('abc'), 'system')!.map(({ writer, count, last }) => [writer, count, last]),
  ).toEqual([
    ['a', 3, 40],
    ['b', 1, 30],
  ])
  const request = {
    runs: [refOf('abc')],
    metrics: ['cpu'],
    kind: 'system',
    x: 'relative',
    width: 100,
  } as const
  const { series } = await plane.queryChart(request)
  expect(series.map((each) => [each.writer, each.totalCount])).toEqual([
    ['a', 3],
    ['b', 1],
  ])
})

test('time during which several wrote counts once, time between sessions not at all', async () => {
  const run = await load({
    a: writerLog('a', 0).row({ x: 1 }, at(100, 0)),
    b: writerLog('b', 50).row({ x: 1 }, at(150, 0)),
    c: writerLog('a', 1_000).row({ x: 1 }, at(1_010, 1)),
  })

  expect(run.durationMs).toBe(160_000)
})
