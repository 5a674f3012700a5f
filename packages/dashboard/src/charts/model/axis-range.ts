import type { PlotSeries } from './plot-series.ts'

export type Range = readonly [from: number, to: number]

/** Share of the range that is left free above and below the data. */
const Y_MARGIN_RATIO = 0.06
/** Values closer than a float64 can tell a pixel from get at least this. */
const LEAST_MARGIN_RATIO = 1e-9

export interface Extent {
  /** Undefined when nothing can be shown. */
  readonly range: Range | undefined
  /** Entries that a log axis cannot show. */
  readonly hiddenCount: number
}

/** Smallest and largest x of all series; on a log axis only x above 0 counts. */
export function xExtentOf(series: readonly PlotSeries[], isLog: boolean): Extent {
  let [from, to, hiddenCount] = [Infinity, -Infinity, 0]
  for (const { xFirst, xLast } of series) {
    for (let index = 0; index < xFirst.length; index += 1) {
      const [first, last] = [xFirst[index], xLast[index]]
      if (isLog && first <= 0) hiddenCount += 1
      if (!isLog || first > 0) from = Math.min(from, first)
      if (!isLog || last > 0) {
        from = isLog && first <= 0 ? Math.min(from, last) : from
        to = Math.max(to, last)
      }
    }
  }
  return { range: from <= to ? [from, to] : undefined, hiddenCount }
}

/** Smallest and largest finite value within `view` (all when undefined), from the envelopes, so that no spike is cut off. */
export function yExtentOf(series: readonly PlotSeries[], isLog: boolean, view?: Range): Extent {
  let [from, to, hiddenCount] = [Infinity, -Infinity, 0]
  for (const { xFirst, xLast, low, high } of series) {
    for (let index = 0; index < low.length; index += 1) {
      if (view !== undefined && (xLast[index] < view[0] || xFirst[index] > view[1])) continue
      const [bottom, top] = [low[index], high[index]]
      if (Number.isNaN(bottom)) continue
      if (isLog && bottom <= 0) hiddenCount += 1
      if (!isLog || bottom > 0) from = Math.min(from, bottom)
      if (!isLog || top > 0) {
        if (isLog && bottom <= 0) from = Math.min(from, top)
        to = Math.max(to, top)
      }
    }
  }
  return { range: from <= to ? [from, to] : undefined, hiddenCount }
}

/** Widens a range of data to a range of an axis: a margin, and some height for a constant. Log ranges stay above 0. */
export function padRange(range: Range, isLog: boolean): Range {
  const [from, to] = range
  if (isLog) {
    const [low, high] = [Math.log10(from), Math.log10(to)]
    const margin = high > low ? (high - low) * Y_MARGIN_RATIO : 0.5
    return [10 ** (low - margin), 10 ** (high + margin)]
  }
  // Half of the distance overflows later than the distance: ±1.7e308 is a legal pair of values.
  const half = to / 2 - from / 2
  const size = Math.max(Math.abs(from), Math.abs(to))
  const wanted = half > 0 ? Math.max(half * 2 * Y_MARGIN_RATIO, size * LEAST_MARGIN_RATIO) : size * 0.1 || 1
  const margin = Math.min(wanted, Number.MAX_VALUE / 8)
  const padded = [
    Math.max(from - margin, -Number.MAX_VALUE),
    Math.min(to + margin, Number.MAX_VALUE),
  ] as const
  return Number.isFinite(padded[1] - padded[0]) ? padded : [-Number.MAX_VALUE / 2.5, Number.MAX_VALUE / 2.5]
}

/** Position of a value on an axis: itself, or its decimal logarithm (−Infinity for what the axis cannot show). */
export function toAxis(value: number, isLog: boolean): number {
  if (!isLog) return value
  return value > 0 ? Math.log10(value) : -Infinity
}

/** Inverse of {@link toAxis}. */
export function fromAxis(position: number, isLog: boolean): number {
  return isLog ? 10 ** position : position
}
