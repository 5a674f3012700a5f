import type { BucketSeries, ChartAnswer, ChartRequest, ChartSeries, RawSeries, XAxis } from '../api/types.ts'
import { systemSeriesName } from '../domain/system-name.ts'
import { TimeSlice } from '../domain/time-slice.ts'
import { ColumnBuilder } from '../series/column-builder.ts'
import type { RankedSeries, RankRange } from '../series/ranked-series.ts'
import type { RunSeries } from './run-series.ts'
import type { WriterLogs } from './visible-logs.ts'

export const CHART_LIMITS = {
  runs: 500,
  metrics: 1_000,
  pairs: 5_000,
  minWidth: 16,
  maxWidth: 8_192,
} as const
/** Columns of a whole answer, at 53 bytes each. With very many series each gets fewer, but not below what a small chart shows. */
const MAX_COLUMNS = 1_500_000
const MIN_SHARED_WIDTH = 256
/** Series of a whole answer, where many runs have many writers. */
const MAX_SERIES = 50_000

/** A run as charts see it. */
export interface ChartRun {
  readonly writers: readonly WriterLogs[]
  /** Unix seconds. */
  readonly startedS: number
}

export interface ChartSources {
  readonly series: RunSeries
  /** In the order of the request; undefined where there is no such run. */
  readonly runs: readonly (ChartRun | undefined)[]
  readonly signal?: AbortSignal | undefined
}

/** @throws {RangeError} when the request is out of bounds */
export async function queryChart(request: ChartRequest, sources: ChartSources): Promise<ChartAnswer> {
  checkRequest(request)
  const width = sharedWidth(request, sources)
  const slice = new TimeSlice()
  const answer: ChartSeries[] = []
  for (const [runIndex, run] of sources.runs.entries()) {
    if (run === undefined) continue
    // Stored times are Unix seconds; the axis `relative` is the same, moved.
    const origin = request.x === 'relative' && request.xMetric === undefined ? run.startedS : 0
    for (const [metricIndex, name] of request.metrics.entries()) {
      const metric = request.kind === 'system' ? systemSeriesName(name) : name
      for (const { writer, logs } of run.writers) {
        const series =
          request.xMetric === undefined
            ? sources.series.find(logs, metric, request.x === 'step' ? 'step' : 'time')
            : sources.series.findAgainst(logs, metric, request.xMetric)
        if (series === undefined) continue
        const shape = shapeOf(series, { width, origin, range: request.range })
        const place = { runIndex, metricIndex, ...(writer === undefined ? {} : { writer }) }
        answer.push(moved({ ...shape, ...place, totalCount: series.count }, origin))
      }
      if (!slice.isOver) continue
      sources.series.trim()
      await slice.rest()
      sources.signal?.throwIfAborted()
    }
  }
  sources.series.trim()
  return { series: answer }
}

/** Columns that each series may have. */
function sharedWidth({ runs, metrics, width }: ChartRequest, sources: ChartSources): number {
  const writerCount = sources.runs.reduce((sum, run) => sum + (run?.writers.length ?? 0), 0)
  const seriesCount = writerCount * metrics.length
  if (seriesCount > MAX_SERIES) {
    throw outOfBounds(
      `${runs.length} runs with ${writerCount} writers × ${metrics.length} metrics exceed the limit of ${MAX_SERIES} series`,
    )
  }
  const share = Math.floor(MAX_COLUMNS / Math.max(1, seriesCount))
  const least = seriesCount > CHART_LIMITS.pairs ? CHART_LIMITS.minWidth : MIN_SHARED_WIDTH
  return Math.min(width, Math.max(least, share))
}

interface Window {
  readonly width: number
  readonly origin: number
  readonly range: ChartRequest['range']
}

type Shape =
  | Pick<RawSeries, 'kind' | 'x' | 'value' | 'step'>
  | Omit<BucketSeries, 'runIndex' | 'metricIndex' | 'totalCount' | 'writer'>

function shapeOf(series: RankedSeries, { width, origin, range }: Window): Shape {
  const [first, last] = series.extent()
  const window =
    range === undefined ? { from: first, to: last } : { from: range[0] + origin, to: range[1] + origin }
  const ranks: RankRange =
    range === undefined
      ? { from: 0, to: series.count }
      : { from: series.lowerBound(window.from), to: series.lowerBound(window.to) }
  // Neighbours just outside, so that lines reach the edge.
  const before = Math.max(0, ranks.from - 1)
  const after = Math.min(series.count, ranks.to + 1)
  if (ranks.to - ranks.from <= 2 * width) {
    const { x, value, step } = series.points({ from: before, to: after })
    return { kind: 'raw', x: x.slice(), value: value.slice(), step: step.slice() }
  }
  const builder = new ColumnBuilder({ ...window, columnCount: width })
  addLonePoint(builder, series, { from: before, to: ranks.from })
  series.addTo(builder, ranks)
  addLonePoint(builder, series, { from: ranks.to, to: after })
  return { kind: 'buckets', ...builder.finish() }
}

function addLonePoint(builder: ColumnBuilder, series: RankedSeries, range: RankRange): void {
  if (range.to === range.from) return
  const { x, value } = series.points(range)
  builder.addLonePoint(x[0], value[0])
}

/** Moves x by the origin, in place. */
function moved(series: ChartSeries, origin: number): ChartSeries {
  if (origin === 0) return series
  const columns = series.kind === 'raw' ? [series.x] : [series.xFirst, series.xLast]
  for (const column of columns) for (let i = 0; i < column.length; i++) column[i] -= origin
  return series
}

const AXES: readonly XAxis[] = ['step', 'relative', 'time']

function checkRequest({ runs, metrics, width, range, x }: ChartRequest): void {
  const { minWidth, maxWidth } = CHART_LIMITS
  if (!AXES.includes(x)) throw outOfBounds(`x is '${x}', and must be one of ${AXES.join(', ')}`)
  if (!(width >= minWidth && width <= maxWidth && Number.isInteger(width))) {
    throw outOfBounds(`width is ${width}, and must be an integer from ${minWidth} to ${maxWidth}`)
  }
  if (runs.length > CHART_LIMITS.runs)
    throw outOfBounds(`${runs.length} runs exceed the limit of ${CHART_LIMITS.runs}`)
  if (metrics.length > CHART_LIMITS.metrics) {
    throw outOfBounds(`${metrics.length} metrics exceed the limit of ${CHART_LIMITS.metrics}`)
  }
  const pairs = runs.length * metrics.length
  if (pairs > CHART_LIMITS.pairs) {
    throw outOfBounds(
      `${runs.length} runs × ${metrics.length} metrics exceed the limit of ${CHART_LIMITS.pairs} series`,
    )
  }
  if (
    range !== undefined &&
    !(Number.isFinite(range[0]) && Number.isFinite(range[1]) && range[0] < range[1])
  ) {
    throw outOfBounds(`range is [${range[0]}, ${range[1]}), and must ascend`)
  }
}

function outOfBounds(reason: string): RangeError {
  return new RangeError(`Cannot draw the chart: ${reason}`)
}
