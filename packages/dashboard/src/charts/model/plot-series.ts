import type { ChartSeries } from '@kymo/server/api'

export const NAN_SEEN = 1
export const POSITIVE_INFINITY_SEEN = 2
export const NEGATIVE_INFINITY_SEEN = 4

/**
 * One drawn line, the same shape for raw points and for buckets. All arrays have the same length and ascend in x.
 * `low`, `line` and `high` are NaN where there is no finite value; `flags` says what was there instead.
 */
export interface PlotSeries {
  readonly kind: 'raw' | 'buckets'
  readonly runIndex: number
  readonly metricIndex: number
  /** Centre of the bucket; the point itself for raw series. */
  readonly x: Float64Array
  readonly xFirst: Float64Array
  readonly xLast: Float64Array
  readonly low: Float64Array
  readonly line: Float64Array
  readonly high: Float64Array
  /** Newest value of the bucket, non-finite values included. */
  readonly last: Float64Array
  readonly count: Uint32Array
  readonly flags: Uint8Array
  /** Present for raw series only: buckets cover several steps. */
  readonly step: Float64Array | undefined
  /** Points of the whole series, those out of view too. */
  readonly totalCount: number
}

/** What the middle line of a bucket stands for. */
export type LineKind = 'mean' | 'last'

/** Turns a series of the answer into arrays that can be drawn without asking of which kind it is. */
export function toPlotSeries(series: ChartSeries): PlotSeries {
  const known = plotSeries.get(series)
  if (known !== undefined) return known
  const created = createPlotSeries(series)
  plotSeries.set(series, created)
  return created
}

/** Of a live chart only the series of running runs are new. */
const plotSeries = new WeakMap<ChartSeries, PlotSeries>()

function createPlotSeries(series: ChartSeries): PlotSeries {
  if (series.kind === 'raw') return fromRaw(series)
  const { kind, runIndex, metricIndex, xFirst, xLast, min, max, mean, last, count, flags, totalCount } =
    series
  const x = xFirst.map((first, index) => first + ((xLast[index] ?? first) - first) / 2)
  return {
    kind,
    runIndex,
    metricIndex,
    x,
    xFirst,
    xLast,
    low: min,
    line: mean,
    high: max,
    last,
    count,
    flags,
    step: undefined,
    totalCount,
  }
}

/** Points of the series in view: buckets counted with all that they hold. */
export function pointCountOf(series: PlotSeries): number {
  if (series.kind === 'raw') return series.x.length
  let total = 0
  for (const count of series.count) total += count
  return total
}

/** The line to draw: means, or the newest value of each bucket where that is finite. */
export function lineOf(series: PlotSeries, kind: LineKind): Float64Array {
  if (series.kind === 'raw' || kind === 'mean') return series.line
  return series.last.map((value, index) =>
    Number.isFinite(value) ? value : (series.line[index] ?? Number.NaN),
  )
}

function fromRaw(series: Extract<ChartSeries, { kind: 'raw' }>): PlotSeries {
  const { kind, runIndex, metricIndex, x, value, step, totalCount } = series
  const finite = value.map((each) => (Number.isFinite(each) ? each : Number.NaN))
  const flags = new Uint8Array(value.length)
  value.forEach((each, index) => {
    flags[index] = nonFiniteFlag(each)
  })
  const count = new Uint32Array(value.length).fill(1)
  return {
    kind,
    runIndex,
    metricIndex,
    x,
    xFirst: x,
    xLast: x,
    low: finite,
    line: finite,
    high: finite,
    last: value,
    count,
    flags,
    step,
    totalCount,
  }
}

function nonFiniteFlag(value: number): number {
  if (Number.isFinite(value)) return 0
  if (Number.isNaN(value)) return NAN_SEEN
  return value > 0 ? POSITIVE_INFINITY_SEEN : NEGATIVE_INFINITY_SEEN
}
