import type { ColumnBuilder } from './column-builder.ts'

/** Axis that a series is ordered along. */
export type SeriesAxis = 'step' | 'time'

/** A range of ranks, half-open. */
export interface RankRange {
  readonly from: number
  readonly to: number
}

export interface RankedPoints {
  /** Ascending. */
  readonly x: Float64Array
  readonly step: Float64Array
  readonly value: Float64Array
  /** Unix seconds. */
  readonly time: Float64Array
}

/** Points in ascending order of x, addressed by rank. */
export interface RankedSeries {
  readonly count: number
  /** x of the first and of the last point. Only when there are points. */
  extent(): readonly [first: number, last: number]
  /** @returns the first rank whose x is at or above `x`; `count` when there is none */
  lowerBound(x: number): number
  points(range: RankRange): RankedPoints
  /** Adds each point of the range once, alone or in a stored bucket. */
  addTo(builder: ColumnBuilder, range: RankRange): void
}

/** @returns the first index of `[0, count)` for which `isReached` holds; it holds for all that follow */
export function firstWhere(count: number, isReached: (index: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isReached(middle)) high = middle
    else low = middle + 1
  }
  return low
}
