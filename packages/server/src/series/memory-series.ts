import type { ColumnBuilder } from './column-builder.ts'
import type { Points } from './points.ts'
import {
  firstWhere,
  type RankedPoints,
  type RankedSeries,
  type RankRange,
  type SeriesAxis,
} from './ranked-series.ts'

/** Points in memory: for what cannot be answered from the stored order. */
export class MemorySeries implements RankedSeries {
  readonly count: number
  readonly #points: RankedPoints

  /** @param points ascending by step */
  constructor(points: Points, axis: SeriesAxis) {
    this.count = points.count
    this.#points = axis === 'step' ? { ...points, x: points.step } : sortedByTime(points)
  }

  extent(): readonly [first: number, last: number] {
    return [this.#points.x[0], this.#points.x[this.count - 1]]
  }

  lowerBound(x: number): number {
    return firstWhere(this.count, (rank) => this.#points.x[rank] >= x)
  }

  points({ from, to }: RankRange): RankedPoints {
    const { x, step, value, time } = this.#points
    const cut = (column: Float64Array): Float64Array => column.subarray(from, to)
    return { x: cut(x), step: cut(step), value: cut(value), time: cut(time) }
  }

  addTo(builder: ColumnBuilder, { from, to }: RankRange): void {
    const { x, value } = this.#points
    for (let rank = from; rank < to; rank++) builder.addPoint(x[rank], value[rank])
  }
}

/** Ties in order of step. */
function sortedByTime({ count, step, value, time }: Points): RankedPoints {
  const order = Uint32Array.from({ length: count }, (_, i) => i).toSorted(
    (a, b) => time[a] - time[b] || a - b,
  )
  const pick = (column: Float64Array): Float64Array => Float64Array.from(order, (rank) => column[rank])
  const sorted = pick(time)
  return { x: sorted, step: pick(step), value: pick(value), time: sorted }
}
