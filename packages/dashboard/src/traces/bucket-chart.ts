import type { TraceBucket, TraceStatistics } from '@kymo/server/api'
import { linearTicks } from '../charts/model/ticks.ts'
import type { Tick } from '../charts/model/ticks.ts'
import { formatCount, formatMs, formatUsd } from './trace-format.ts'

/** One of the charts over time. */
export interface BucketChart {
  readonly id: 'traces' | 'latency' | 'tokens' | 'cost'
  readonly title: string
  /** What the whole range adds up to; undefined where a sum says nothing. */
  readonly total: string | undefined
  /** `bars` are stacked from the first series upwards; `ranges` reach from the first series to the second. */
  readonly kind: 'bars' | 'ranges'
  readonly series: readonly BucketSeriesOf[]
  /** Top of the axis; above zero. */
  readonly top: number
  /** Nothing but zeros and gaps. */
  readonly isEmpty: boolean
  readonly format: (value: number) => string
  /** Half a trace or half a token says nothing. */
  readonly isWhole: boolean
}

export interface BucketSeriesOf {
  readonly name: string
  /** Class of its marks. */
  readonly look: 'first' | 'second' | 'bad'
  /** One for each bucket. */
  readonly values: readonly (number | null)[]
}

/** The four charts of a list of traces. */
export function bucketCharts({ buckets }: TraceStatistics): readonly BucketChart[] {
  const pick = (value: (bucket: TraceBucket) => number | null): (number | null)[] => buckets.map(value)
  const sum = (value: (bucket: TraceBucket) => number): number =>
    buckets.reduce((total, bucket) => total + value(bucket), 0)
  const errors = sum(({ errorCount }) => errorCount)
  return [
    chart({
      id: 'traces',
      title: 'Traces',
      kind: 'bars',
      isWhole: true,
      total: `${formatCount(sum(({ traceCount }) => traceCount))}${errors > 0 ? ` · ${formatCount(errors)} failed` : ''}`,
      format: formatCount,
      series: [
        { name: 'Failed', look: 'bad', values: pick(({ errorCount }) => errorCount) },
        {
          name: 'Others',
          look: 'first',
          values: pick(({ traceCount, errorCount }) => Math.max(0, traceCount - errorCount)),
        },
      ],
    }),
    chart({
      id: 'latency',
      title: 'Latency',
      kind: 'ranges',
      isWhole: false,
      total: undefined,
      format: formatMs,
      series: [
        { name: 'p50', look: 'first', values: pick(({ p50Ms }) => toNumber(p50Ms)) },
        { name: 'p95', look: 'second', values: pick(({ p95Ms }) => toNumber(p95Ms)) },
      ],
    }),
    chart({
      id: 'tokens',
      title: 'Tokens',
      kind: 'bars',
      isWhole: true,
      total: formatCount(sum(({ inputTokens, outputTokens }) => inputTokens + outputTokens)),
      format: formatCount,
      series: [
        { name: 'Input', look: 'first', values: pick(({ inputTokens }) => inputTokens) },
        { name: 'Output', look: 'second', values: pick(({ outputTokens }) => outputTokens) },
      ],
    }),
    chart({
      id: 'cost',
      title: 'Cost',
      kind: 'bars',
      isWhole: false,
      total: formatUsd(sum(({ costUsd }) => costUsd)),
      format: formatUsd,
      series: [{ name: 'Cost', look: 'first', values: pick(({ costUsd }) => costUsd) }],
    }),
  ]
}

function chart(shape: Omit<BucketChart, 'top' | 'isEmpty'>): BucketChart {
  const count = shape.series[0]?.values.length ?? 0
  let top = 0
  for (let index = 0; index < count; index += 1) {
    const values = shape.series.map(({ values: all }) => all[index] ?? 0)
    const height = shape.kind === 'bars' ? values.reduce((sum, each) => sum + each, 0) : Math.max(...values)
    top = Math.max(top, height)
  }
  return { ...shape, top: top > 0 ? top * 1.08 : 1, isEmpty: top <= 0 }
}

function toNumber(value: TraceBucket['p50Ms']): number | null {
  return typeof value === 'number' ? value : null
}

/** A mark of a stacked bar, in shares of width and height from the top left. */
export interface BarMark {
  readonly look: BucketSeriesOf['look']
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function barMarks({ series, top }: BucketChart): readonly BarMark[] {
  const count = series[0]?.values.length ?? 0
  const marks: BarMark[] = []
  for (let index = 0; index < count; index += 1) {
    let below = 0
    for (const { look, values } of series) {
      const value = values[index] ?? 0
      if (value <= 0) continue
      marks.push({
        look,
        x: index / count,
        y: 1 - (below + value) / top,
        width: 1 / count,
        height: value / top,
      })
      below += value
    }
  }
  return marks
}

/** A bucket's range in shares of width and height: `low` and `high` from the top, so that `high` is the smaller. */
export interface RangeMark {
  readonly x: number
  readonly width: number
  readonly low: number
  readonly high: number
}

/** Ranges from the first series to the second; a bucket without a value has none. */
export function rangeMarks({ series: [from, to], top }: BucketChart): readonly RangeMark[] {
  const count = from?.values.length ?? 0
  const marks: RangeMark[] = []
  for (let index = 0; index < count; index += 1) {
    const [low, high] = [from?.values[index] ?? null, to?.values[index] ?? null]
    if (low === null || high === null) continue
    marks.push({ x: index / count, width: 1 / count, low: 1 - low / top, high: 1 - high / top })
  }
  return marks
}

/** Two or three lines of the y axis, below its top. */
export function valueTicks({ top, format, isWhole, isEmpty }: BucketChart): readonly Tick[] {
  if (isEmpty) return []
  return linearTicks({ from: 0, to: top, most: 3 }, isWhole)
    .filter(({ value }) => value > 0)
    .map(({ value }) => ({ value, label: format(value) }))
}

/** Time of a bucket's start and end, Unix ms. */
export function bucketTimes(
  { fromMs, toMs, buckets }: TraceStatistics,
  index: number,
): readonly [fromMs: number, toMs: number] {
  const width = (toMs - fromMs) / Math.max(1, buckets.length)
  return [fromMs + index * width, fromMs + (index + 1) * width]
}
