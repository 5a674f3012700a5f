/** A chart as data: what is drawn, without knowing of pixels and colours. */
export interface PlotModel {
  readonly title: string
  readonly xLabel: string
  readonly yLabel: string
  /** Names of positions 0, 1, 2 … where an axis has categories. */
  readonly xNames?: readonly string[]
  readonly yNames?: readonly string[]
  /** Ranges that the chart asks for, in place of those of the data. */
  readonly xRange?: readonly [number, number]
  readonly yRange?: readonly [number, number]
  readonly isLogX?: boolean
  readonly isLogY?: boolean
  readonly series: readonly PlotSeries[]
  readonly grid?: PlotGrid
  /** The line of a guess: from the lower left to the upper right. */
  readonly hasDiagonal?: boolean
  /** What the file asks for that is not drawn, for people. */
  readonly omitted: readonly string[]
}

export interface PlotSeries {
  readonly kind: 'line' | 'points' | 'bars'
  readonly name: string
  /** Index into the palette of runs. */
  readonly colour: number
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  /** Of a bar, in units of x; of category axes 1 is the distance of two. */
  readonly barWidth?: number
  /** Shift of grouped bars, in units of x. */
  readonly shift?: number
  readonly isFilled?: boolean
}

/** A heatmap: `values[row * columns + column]`; row 0 is at the top where `isTopDown`. */
export interface PlotGrid {
  readonly columns: number
  readonly rows: number
  readonly values: Float64Array
  readonly isTopDown: boolean
  /** Whether cells are few enough to carry their value. */
  readonly hasLabels: boolean
  /** Edges of the cells where axes are numbers; else cells are at 0, 1, 2 … */
  readonly xEdges?: readonly [number, number]
  readonly yEdges?: readonly [number, number]
}

export interface PlotRange {
  readonly from: number
  readonly to: number
}

const MARGIN_RATIO = 0.05

/** Ranges of both axes. Bars reach to 0; category axes show half a place beside the first and the last. */
export function rangesOf(model: PlotModel): { readonly x: PlotRange; readonly y: PlotRange } {
  return { x: rangeOf(model, 'x'), y: rangeOf(model, 'y') }
}

function rangeOf(model: PlotModel, axis: 'x' | 'y'): PlotRange {
  const asked = axis === 'x' ? model.xRange : model.yRange
  if (asked !== undefined && asked[0] < asked[1]) return { from: asked[0], to: asked[1] }
  const names = axis === 'x' ? model.xNames : model.yNames
  if (names !== undefined) return { from: -0.5, to: Math.max(0.5, names.length - 0.5) }
  const edges = axis === 'x' ? model.grid?.xEdges : model.grid?.yEdges
  let [from, to] = edges ?? [Infinity, -Infinity]
  if (model.grid !== undefined && edges === undefined) {
    from = -0.5
    to = (axis === 'x' ? model.grid.columns : model.grid.rows) - 0.5
  }
  const isLog = (axis === 'x' ? model.isLogX : model.isLogY) === true
  for (const { kind, xs, ys, barWidth = 0 } of model.series) {
    const half = kind === 'bars' && axis === 'x' ? barWidth / 2 : 0
    for (const value of axis === 'x' ? xs : ys) {
      if (!Number.isFinite(value) || (isLog && value <= 0)) continue
      from = Math.min(from, value - half)
      to = Math.max(to, value + half)
    }
    if (kind === 'bars' && axis === 'y' && !isLog) [from, to] = [Math.min(from, 0), Math.max(to, 0)]
  }
  if (from > to) return { from: 0, to: 1 }
  return pad(
    { from, to },
    { isLog, isTight: model.grid !== undefined, hasBars: hasBars(model) && axis === 'y' },
  )
}

function pad(
  { from, to }: PlotRange,
  { isLog, isTight, hasBars: keepsZero }: { isLog: boolean; isTight: boolean; hasBars: boolean },
): PlotRange {
  if (isTight) return { from, to: to > from ? to : from + 1 }
  if (isLog) return { from: from / 1.15, to: to * 1.15 }
  const margin = to > from ? (to - from) * MARGIN_RATIO : Math.abs(from) * 0.1 || 0.5
  return {
    from: keepsZero && from === 0 ? 0 : from - margin,
    to: keepsZero && to === 0 ? 0 : to + margin,
  }
}

function hasBars({ series }: PlotModel): boolean {
  return series.some(({ kind }) => kind === 'bars')
}

/** Equal bins over finite values: the rule of Freedman and Diaconis, from 1 to 100 bins. */
export function binValues(values: readonly number[]): {
  readonly centres: number[]
  readonly counts: number[]
  readonly width: number
} {
  const sorted = values.filter(Number.isFinite).toSorted((left, right) => left - right)
  if (sorted.length === 0) return { centres: [], counts: [], width: 1 }
  const [from, to] = [sorted[0], sorted[sorted.length - 1]]
  if (from === to) return { centres: [from], counts: [sorted.length], width: Math.abs(from) * 0.1 || 1 }
  const quartile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]
  const wanted = (2 * (quartile(0.75) - quartile(0.25))) / Math.cbrt(sorted.length)
  const count = Math.max(1, Math.min(100, Math.ceil((to - from) / (wanted || (to - from) / 10))))
  const width = (to - from) / count
  const counts = Array.from({ length: count }, () => 0)
  for (const value of sorted) counts[Math.min(count - 1, Math.floor((value - from) / width))] += 1
  return { centres: counts.map((_each, index) => from + (index + 0.5) * width), counts, width }
}
