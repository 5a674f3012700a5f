import type { ChartSeries, XAxis } from '@kymo/server/api'
import { padRange, xExtentOf, yExtentOf } from './axis-range.ts'
import type { Range } from './axis-range.ts'
import { formatNumber, grouped } from './format.ts'
import { describeNonFinite, railKinds } from './non-finite.ts'
import type { NonFiniteKind } from './non-finite.ts'
import { lineOf, pointCountOf, toPlotSeries } from './plot-series.ts'
import type { LineKind, PlotSeries } from './plot-series.ts'
import { smooth } from './smoothing.ts'
import type { Smoothing } from './smoothing.ts'

/** A run as a chart draws it. */
export interface SceneRun {
  readonly id: string
  readonly name: string
  /** Slot of the palette. */
  readonly colour: number
  /** Labels of its writers, in order, when it has several. */
  readonly writers?: readonly string[]
  /** Of the line of one writer: its run and its label. */
  readonly runId?: string
  readonly writer?: string
  /** Slot of the line patterns. */
  readonly dash?: number
}

export interface SceneLine {
  readonly run: SceneRun
  readonly series: PlotSeries
  /** The data: means, last values or raw points. */
  readonly line: Float64Array
  /** The smoothed line; undefined when smoothing is off. */
  readonly smooth: Float64Array | undefined
}

export interface SceneOptions {
  readonly x: XAxis
  /** The metric that is the x axis, in place of `x`. */
  readonly xMetric?: string | undefined
  readonly isLogX: boolean
  readonly isLogY: boolean
  readonly lineKind: LineKind
  readonly smoothing: Smoothing
  /** Extent of the whole chart in x, see {@link smooth}. */
  readonly xExtent: number
  readonly zoom: Range | undefined
}

/** Everything that is needed to draw one chart, and to describe it in words. */
export interface ChartScene {
  readonly x: XAxis
  readonly xMetric: string | undefined
  readonly isLogX: boolean
  readonly isLogY: boolean
  readonly xRange: Range
  readonly yRange: Range
  readonly lines: readonly SceneLine[]
  /** Kinds of non-finite values that need a rail at the edge of the plot. */
  readonly rails: ReadonlySet<NonFiniteKind>
  readonly notes: readonly SceneNote[]
}

export interface SceneNote {
  readonly kind: 'resolution' | 'smoothing' | 'non-finite' | 'hidden'
  readonly text: string
  /** The long form, for a tooltip. */
  readonly detail: string
}

/** Lays out the series of a chart. Entry i of `data` belongs to run i. */
export function buildScene(
  data: readonly (ChartSeries | undefined)[],
  runs: readonly SceneRun[],
  options: SceneOptions,
): ChartScene {
  const lines: SceneLine[] = []
  data.forEach((answer, index) => {
    const run = runs[index]
    if (answer !== undefined && run !== undefined) lines.push(toLine(toPlotSeries(answer), run, options))
  })
  const series = lines.map((line) => line.series)
  const xExtent = xExtentOf(series, options.isLogX)
  const xRange = usableX(options.zoom ?? xExtent.range, options.isLogX)
  const yExtent = yExtentOf(series, options.isLogY, options.zoom)
  const yRange =
    yExtent.range === undefined
      ? ([options.isLogY ? 0.1 : 0, 1] as const)
      : padRange(yExtent.range, options.isLogY)
  const hiddenCount = yExtent.hiddenCount + xExtent.hiddenCount
  const notes = [
    nonFiniteNote(series),
    hiddenNote(hiddenCount, series, yExtent.hiddenCount > 0 ? 'value' : 'x'),
    smoothingNote(options.smoothing),
    resolutionNote(series),
  ].filter((note) => note !== undefined)
  return {
    x: options.x,
    xMetric: options.xMetric,
    isLogX: options.isLogX,
    isLogY: options.isLogY,
    xRange,
    yRange,
    lines,
    rails: railKinds(series),
    notes,
  }
}

function toLine(
  series: PlotSeries,
  run: SceneRun,
  { lineKind, smoothing, xExtent }: SceneOptions,
): SceneLine {
  const line = lineOf(series, lineKind)
  const isSmooth = smoothing.weight > 0
  return {
    run,
    series,
    line,
    smooth: isSmooth ? smooth({ x: series.x, line, count: series.count, xExtent }, smoothing) : undefined,
  }
}

/** An axis needs some width, also for one point or none. */
function usableX(range: Range | undefined, isLog: boolean): Range {
  if (range === undefined) return isLog ? [1, 10] : [0, 1]
  const from = isLog && range[0] <= 0 ? Math.min(1, range[1] / 10) : range[0]
  const to = range[1]
  if (to > from) return [from, to]
  return isLog ? [from / 2, from * 2] : [from - 0.5, from + 0.5]
}

function resolutionNote(series: readonly PlotSeries[]): SceneNote | undefined {
  const sizes = series
    .filter((each) => each.kind === 'buckets' && each.x.length > 0)
    .map((each) => Math.max(1, Math.round(pointCountOf(each) / each.x.length)))
  if (sizes.length === 0) return undefined
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  const amount = least === most ? grouped(most) : `${grouped(least)}–${grouped(most)}`
  return {
    kind: 'resolution',
    text: `${amount} points per bucket`,
    detail: `Bucketed: each place on the x axis stands for ${amount} points. The band reaches from the smallest to the greatest of them, so no spike is lost. Zoom in for single points`,
  }
}

function smoothingNote({ kind, weight }: Smoothing): SceneNote | undefined {
  if (weight <= 0) return undefined
  const name = kind === 'time' ? 'time-weighted EMA' : 'EMA per point'
  return {
    kind: 'smoothing',
    text: `smoothed ${formatNumber(weight)}`,
    detail: `The strong line is smoothed (${name}, ${formatNumber(weight)}); the data stay drawn behind it`,
  }
}

function nonFiniteNote(series: readonly PlotSeries[]): SceneNote | undefined {
  const text = describeNonFinite(series)
  if (text === '') return undefined
  return { kind: 'non-finite', text, detail: `${text}, marked at the edges of the chart: ▲ +∞, ▼ −∞, × NaN` }
}

function hiddenNote(
  count: number,
  series: readonly PlotSeries[],
  axis: 'value' | 'x',
): SceneNote | undefined {
  if (count === 0) return undefined
  const what = axis === 'x' ? 'x ≤ 0' : '≤ 0'
  // Of a bucket only the smallest and the greatest value are known, not how many are below zero.
  const isBucketed = series.some((each) => each.kind === 'buckets')
  const unit = `${isBucketed ? 'bucket' : 'value'}${count === 1 ? '' : 's'}`
  const text = `${grouped(count)} ${unit} ${isBucketed ? 'with values ' : ''}${what} not shown`
  return { kind: 'hidden', text, detail: `${text}: a log axis has no place for them` }
}
