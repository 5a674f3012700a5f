import type { PlotSeries } from './plot-series.ts'

/** Index of the entry whose x is nearest to `x`; −1 for an empty series. O(log n). */
export function nearestIndex(x: Float64Array, target: number): number {
  if (x.length === 0) return -1
  let [low, high] = [0, x.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (x[middle] < target) low = middle + 1
    else high = middle
  }
  if (low === 0) return 0
  const [before, here] = [x[low - 1], x[low]]
  return target - before <= here - target ? low - 1 : low
}

/** Index of the last entry before `x`, or of the first after it: one press of an arrow key. −1 at the end. */
export function neighbourIndex(x: Float64Array, target: number, direction: -1 | 1): number {
  const nearest = nearestIndex(x, target)
  if (nearest < 0) return -1
  const here = x[nearest]
  if (direction > 0) return here > target ? nearest : nearest + 1 < x.length ? nearest + 1 : -1
  return here < target ? nearest : nearest - 1
}

export interface Reading {
  readonly series: PlotSeries
  readonly index: number
  readonly x: number
  /** Value of the drawn line; NaN where only non-finite values were logged. */
  readonly value: number
}

/** What each series shows at `x`. Series that have already ended, or not begun, are left out. */
export function readingsAt(list: readonly PlotSeries[], x: number, toleranceX: number): Reading[] {
  const readings: Reading[] = []
  for (const series of list) {
    const index = nearestIndex(series.x, x)
    if (index < 0) continue
    const first = series.xFirst[0] - toleranceX
    const last = series.xLast[series.xLast.length - 1] + toleranceX
    if (x < first || x > last) continue
    readings.push({ series, index, x: series.x[index], value: series.line[index] })
  }
  return readings
}
