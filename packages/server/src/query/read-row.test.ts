import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder, STARTED_MS } from '../../test/log-builder.ts'
import type { RunInfo, RunRef } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'
import { MAX_LISTED_ENTRIES } from './read-row.ts'

const METRICS = MAX_LISTED_ENTRIES + 1_000
const ref: RunRef = { entity: 'team', project: 'digits', run: 'abc' }
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

const rowOf = (value: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: METRICS }, (_, i) => [`m${String(i).padStart(5, '0')}`, value + i]))

/** Steps that go back and come again. */
const wideLog = (fields: object = {}): LogBuilder =>
  new LogBuilder()
    .run('abc', { config: { update: [{ key: 'lr', valueJson: '0.1' }] }, ...fields })
    .row(rowOf(0), { step: 7 })
    .row({ ...rowOf(1), note: 'text' }, { step: 3 })
    .row(rowOf(2), { step: 7 })
    .record({ stats: { timestamp: { seconds: 1 }, item: [{ key: 'cpu', valueJson: '1' }] } })
    .exit(0)

async function listed(): Promise<RunInfo> {
  await plane.settle()
  return plane.listRuns('team', 'digits', { limit: 10, offset: 0 })!.runs[0]
}

test('a list has the first entries of a long summary and says how many there are, the run itself has all', async () => {
  wideLog().writeTo(dir.join('run-1', 'run-abc.wandb'))

  const row = await listed()
  const { folders: _, metricCount, ...whole } = plane.getRun(ref)!

  expect(whole.summary.length).toBe(METRICS + 1)
  expect(metricCount).toBe(METRICS)
  expect(row).toEqual({
    ...whole,
    summary: whole.summary.slice(0, MAX_LISTED_ENTRIES),
    summaryCount: METRICS,
  })
  expect([row.pointCount, row.lastStep]).toEqual([2 * METRICS, 7])
  expect(await listed()).toEqual(row)
})

test('a query by filter finds what a list leaves out, and gives all of it', async () => {
  wideLog().writeTo(dir.join('run-1', 'run-abc.wandb'))
  await listed()
  const filters = { 'summary_metrics.m05999': 6_001 }

  const { runs } = plane.queryRuns('team', 'digits', { filters })!

  expect(runs.map(({ summary }) => summary.length)).toEqual([METRICS + 1])
})

test('sessions that overwrite each other are counted step by step in a list too', async () => {
  wideLog().writeTo(dir.join('run-1', 'run-abc.wandb'))
  const startTime = { seconds: STARTED_MS / 1000 + 100 }
  wideLog({ startTime }).writeTo(dir.join('run-2', 'run-abc.wandb'))

  const row = await listed()

  expect([row.pointCount, row.summary.length, row.summaryCount]).toEqual([
    2 * METRICS,
    MAX_LISTED_ENTRIES,
    METRICS + 1,
  ])
})

test('a run of few metrics is in a list as it is', async () => {
  new LogBuilder().run('abc').row({ loss: 1 }).writeTo(dir.join('run-1', 'run-abc.wandb'))

  const row = await listed()

  expect(row.summary).toEqual([['loss', 1]])
  expect(Object.hasOwn(row, 'summaryCount')).toBe(false)
})
