import { expect, test } from 'vitest'
import type { TraceBucket, TraceStatistics } from '@kymo/server/api'
import { barMarks, bucketCharts, bucketTimes, rangeMarks, valueTicks } from './bucket-chart.ts'

function bucket(change: Partial<TraceBucket> = {}): TraceBucket {
  return {
    startMs: 0,
    traceCount: 0,
    errorCount: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
    p50Ms: null,
    p95Ms: null,
    ...change,
  }
}

const statistics: TraceStatistics = {
  fromMs: 1000,
  toMs: 3000,
  buckets: [
    bucket({
      traceCount: 4,
      errorCount: 1,
      inputTokens: 100,
      outputTokens: 20,
      costUsd: 0.5,
      p50Ms: 10,
      p95Ms: 40,
    }),
    bucket(),
  ],
  models: [],
}

test('bucketCharts() adds up what a sum says something about', () => {
  expect(bucketCharts(statistics).map(({ id, total }) => [id, total])).toEqual([
    ['traces', '4 · 1 failed'],
    ['latency', undefined],
    ['tokens', '120'],
    ['cost', '$0.50'],
  ])
})

test('bars are stacked without a gap and stay below the top', () => {
  const [traces] = bucketCharts(statistics)
  const marks = barMarks(traces)
  expect(marks.map(({ look, x }) => [look, x])).toEqual([
    ['bad', 0],
    ['first', 0],
  ])
  expect(marks[1].y + marks[1].height).toBeCloseTo(marks[0].y)
  expect(marks[0].y + marks[0].height).toBeCloseTo(1)
  expect(marks[1].y).toBeGreaterThan(0)
})

test('a chart without any value has a top all the same', () => {
  for (const chart of bucketCharts({ ...statistics, buckets: [bucket(), bucket()] })) {
    expect(chart).toMatchObject({ top: 1, isEmpty: true })
    expect(valueTicks(chart)).toEqual([])
  }
})

test('an axis of counts has no two labels that read the same', () => {
  const [traces] = bucketCharts({ ...statistics, buckets: [bucket({ traceCount: 1 })] })
  expect(valueTicks(traces).map(({ label }) => label)).toEqual(['1'])
})

test('rangeMarks() reach from p50 to p95, and leave out a bucket that is empty', () => {
  const [, latency] = bucketCharts(statistics)
  const marks = rangeMarks(latency)
  expect(marks).toHaveLength(1)
  expect(marks[0]).toMatchObject({ x: 0, width: 0.5 })
  expect(marks[0].low).toBeCloseTo(1 - 10 / latency.top)
  expect(marks[0].high).toBeCloseTo(1 - 40 / latency.top)
  expect(latency.top).toBeGreaterThan(40)
})

test('bucketTimes() divides the whole range evenly', () => {
  expect(bucketTimes(statistics, 0)).toEqual([1000, 2000])
  expect(bucketTimes(statistics, 1)).toEqual([2000, 3000])
})
