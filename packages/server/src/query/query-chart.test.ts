import { createTempDir, type TempDir } from '@kymo/testkit'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder, STARTED_MS, type RowPlace } from '../../test/log-builder.ts'
import { decodeChart, encodeChart } from '../api/chart-wire.ts'
import type { BucketSeries, ChartRequest, ChartSeries, RawSeries, RunRef } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'

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

type Row = readonly [value: number, place?: RowPlace]

async function load(rows: Iterable<Row>, folder = 'run-20261123_100000-abc'): Promise<void> {
  const log = new LogBuilder().run('abc')
  for (const [value, place] of rows) log.row({ loss: value }, place)
  log.writeTo(dir.join(folder, 'run-abc.wandb'))
  await plane.settle()
}

async function ask(request: Partial<ChartRequest> = {}): Promise<ChartSeries> {
  const { series } = await plane.queryChart({
    runs: [ref],
    metrics: ['loss'],
    x: 'step',
    width: 100,
    ...request,
  })
  return series[0]
}

const rows = (count: number, value: (i: number) => number): Row[] =>
  Array.from({ length: count }, (_, i) => [value(i)])

/** What columns must say of points, found by looking at each point. */
function check(columns: BucketSeries, points: readonly { x: number; value: number }[]): void {
  expect(columns.count.reduce((total, count) => total + count, 0)).toBe(points.length)
  let at = 0
  for (let i = 0; i < columns.xFirst.length; i++) {
    const mine = points.slice(at, at + columns.count[i])
    at += mine.length
    const finite = mine.map(({ value }) => value).filter(Number.isFinite)
    expect([columns.xFirst[i], columns.xLast[i]]).toEqual([mine[0].x, mine.at(-1)!.x])
    expect(columns.min[i]).toBe(finite.length === 0 ? Number.NaN : Math.min(...finite))
    expect(columns.max[i]).toBe(finite.length === 0 ? Number.NaN : Math.max(...finite))
    if (finite.length > 0)
      expect(columns.mean[i]).toBeCloseTo(finite.reduce((a, b) => a + b, 0) / finite.length, 6)
    expect(columns.last[i]).toBe(mine.at(-1)!.value)
  }
}

test('up to two points per pixel are given as they are', async () => {
  await load(rows(200, (i) => i / 2))

  const series = (await ask()) as RawSeries

  expect(series).toMatchObject({ kind: 'raw', totalCount: 200 })
  expect([...series.value]).toEqual(rows(200, (i) => i / 2).map(([value]) => value))
  expect([...series.step]).toEqual([...series.x])
})

test('every column of a long series says exactly what its points say', async () => {
  await load(rows(30_000, (i) => Math.sin(i / 50) * i))

  const series = (await ask()) as BucketSeries

  expect(series.kind).toBe('buckets')
  expect(series.xFirst.length).toBeLessThanOrEqual(100)
  check(
    series,
    rows(30_000, (i) => Math.sin(i / 50) * i).map(([value], x) => ({ x, value })),
  )
})

test('any range and width gives the points of the range and one neighbour on each side', async () => {
  const all = rows(20_000, (i) => (i % 1_000 === 0 ? Number.NaN : Math.cos(i)))
  await load(all)
  const points = all.map(([value], x) => ({ x, value }))
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: -100, max: 20_100 }),
      fc.integer({ min: 1, max: 20_000 }),
      fc.integer({ min: 16, max: 400 }),
      async (from, length, width) => {
        const series = await ask({ range: [from, from + length], width })
        const first = points.findIndex(({ x }) => x >= from)
        const start = first < 0 ? points.length : first
        const end = Math.max(start, Math.min(points.length, from + length))
        const expected = points.slice(Math.max(0, start - 1), Math.min(points.length, end + 1))

        if (series.kind === 'raw') expect([...series.x]).toEqual(expected.map(({ x }) => x))
        else {
          expect(end - start).toBeGreaterThan(2 * width)
          expect(series.xFirst.length).toBeLessThanOrEqual(width + 2)
          check(series, expected)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('a single spike in a long series is in the answer at every zoom', async () => {
  const spikes = [0, 4_095, 8_192, 12_345, 17_777, 33_333, 49_999]
  await load(rows(50_000, (i) => (spikes.includes(i) ? 1_000 + i : Math.random())))

  for (const width of [16, 100, 1_200]) {
    const series = (await ask({ width })) as BucketSeries
    for (const spike of spikes) expect([...series.max]).toContain(1_000 + spike)
  }
})

test('non-finite values are flagged and do not spoil the finite ones', async () => {
  const odd = new Map([
    [100, Number.NaN],
    [5_000, Number.POSITIVE_INFINITY],
    [9_000, Number.NEGATIVE_INFINITY],
  ])
  await load(rows(10_000, (i) => odd.get(i) ?? 1))

  const series = (await ask({ width: 20 })) as BucketSeries

  expect([...series.flags].filter((flag) => flag > 0)).toEqual([1, 2, 4])
  expect([...series.max].every((max) => max === 1)).toBe(true)
})

test('columns along time are exact where the run paused for hours', async () => {
  const timeOf = (i: number): number => STARTED_MS + i * 100 + (i >= 6_050 ? 10_000_000 : 0)
  const all = Array.from({ length: 12_000 }, (_, i): Row => [i, { step: i, timestampMs: timeOf(i) }])
  await load(all)

  const series = (await ask({ x: 'relative', width: 50 })) as BucketSeries

  expect(series.xFirst[0]).toBe(0)
  for (let i = 0; i < series.xFirst.length; i++) {
    expect(series.xLast[i] - series.xFirst[i], `column ${i}`).toBeLessThan(2 * (11_200 / 50))
  }
})

test('times that go back are put in order along time, and points keep their steps', async () => {
  const all = Array.from({ length: 300 }, (_, i): Row => [
    i,
    { step: i, timestampMs: STARTED_MS + (i < 150 ? i + 1_000 : i) * 1_000 },
  ])
  await load(all)

  const series = (await ask({ x: 'relative', width: 200 })) as RawSeries

  expect([...series.x]).toEqual([...series.x].toSorted((a, b) => a - b))
  expect([...series.step].slice(0, 2)).toEqual([150, 151])
})

test('overlapping folders of a run are charted as one series, each step once', async () => {
  await load(rows(9_000, () => 1))
  const later = Array.from({ length: 9_000 }, (_, i): Row => [2, { step: i + 6_000 }])
  await load(later, 'run-20261123_110000-abc')

  const series = (await ask({ width: 50 })) as BucketSeries

  expect(series.totalCount).toBe(15_000)
  expect(series.count.reduce((total, count) => total + count, 0)).toBe(15_000)
  expect(series.max.at(-1)).toBe(2)
  expect(series.max[0]).toBe(1)
})

test('along another metric a point lies at the value which that had at its step, or last before it', async () => {
  const log = new LogBuilder().run('abc')
  log.row({ loss: 9 }) // before the first epoch
  log.row({ epoch: 2, loss: 5 })
  log.row({ loss: 4 })
  log.row({ epoch: Number.NaN, loss: 7 })
  log.row({ epoch: 1, loss: 3 })
  log.writeTo(dir.join('run-20261123_100000-abc', 'run-abc.wandb'))
  await plane.settle()

  const series = (await ask({ xMetric: 'epoch' })) as RawSeries
  const zoomed = (await ask({ xMetric: 'epoch', range: [1.5, 3] })) as RawSeries

  expect([[...series.x], [...series.value], [...series.step]]).toEqual([
    [1, 2, 2],
    [3, 5, 4],
    [4, 1, 2],
  ])
  expect([...zoomed.x]).toEqual([1, 2, 2])
})

test('along a metric that grows, columns say of the points what they say along steps', async () => {
  const log = new LogBuilder().run('abc')
  for (let i = 0; i < 20_000; i++) log.row({ epoch: i / 1000, loss: i === 777 ? 1e6 : i % 13 })
  log.writeTo(dir.join('run-20261123_100000-abc', 'run-abc.wandb'))
  await plane.settle()

  const columns = (await ask({ xMetric: 'epoch' })) as BucketSeries

  expect(columns.kind).toBe('buckets')
  expect(Math.max(...columns.max)).toBe(1e6)
  expect(columns.xLast.at(-1)).toBe(19.999)
})

test('along a metric that the run does not have there is nothing', async () => {
  await load(rows(3, (i) => i))

  expect(await ask({ xMetric: 'epoch' })).toBeUndefined()
})

test('runs and metrics that are not there are left out of the answer', async () => {
  await load(rows(3, (i) => i))

  const { series } = await plane.queryChart({
    runs: [{ ...ref, run: 'none' }, ref],
    metrics: ['acc', 'loss'],
    x: 'time',
    width: 100,
  })

  expect(series.map(({ runIndex, metricIndex }) => [runIndex, metricIndex])).toEqual([[1, 1]])
  expect((series[0] as RawSeries).x[0]).toBe(STARTED_MS / 1000)
})

const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item)

test.each<[what: string, request: Partial<ChartRequest>, message: RegExp]>([
  ['width below the limit', { width: 15 }, /width is 15.*from 16 to 8192/],
  ['width above the limit', { width: 1.5e9 }, /width is 1500000000/],
  ['empty range', { range: [5, 5] }, /range is \[5, 5\)/],
  ['range of NaN', { range: [Number.NaN, 5] }, /range/],
  ['too many runs', { runs: many(501, ref) }, /501 runs exceed the limit of 500/],
  ['too many metrics', { metrics: many(1_001, 'loss') }, /1001 metrics exceed the limit of 1000/],
  ['too many series', { runs: many(100, ref), metrics: many(100, 'loss') }, /limit of 5000 series/],
])('a request beyond a limit is refused with the limit: %s', async (_, request, message) => {
  await expect(ask(request)).rejects.toThrow(message)
})

test('an answer is the same after the wire', async () => {
  await load(rows(30_000, (i) => (i % 7 === 0 ? Number.NaN : Math.random() * i)))
  const request = { runs: [ref], metrics: ['loss'], x: 'relative' as const }
  const raw = await plane.queryChart({ ...request, width: 100, range: [0, 50] })
  const buckets = await plane.queryChart({ ...request, width: 333 })

  for (const answer of [raw, buckets, { series: [...raw.series, ...buckets.series] }, { series: [] }]) {
    expect(decodeChart(encodeChart(answer))).toEqual(answer)
  }
})
