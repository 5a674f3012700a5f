import type { ColumnBuilder } from './column-builder.ts'
import { firstWhere, type RankedPoints, type RankedSeries, type RankRange } from './ranked-series.ts'

/** Several series one after the other: each begins at or after the end of the one before. None is empty. */
export class JoinedSeries implements RankedSeries {
  readonly count: number
  readonly #parts: readonly { readonly series: RankedSeries; readonly start: number }[]

  constructor(parts: readonly RankedSeries[]) {
    let start = 0
    this.#parts = parts.map((series) => {
      const part = { series, start }
      start += series.count
      return part
    })
    this.count = start
  }

  extent(): readonly [first: number, last: number] {
    return [this.#parts[0].series.extent()[0], this.#parts.at(-1)!.series.extent()[1]]
  }

  lowerBound(x: number): number {
    const index = firstWhere(this.#parts.length, (i) => this.#parts[i].series.extent()[1] >= x)
    const part = this.#parts[index]
    return part === undefined ? this.count : part.start + part.series.lowerBound(x)
  }

  points(range: RankRange): RankedPoints {
    const slices = this.#within(range).map(({ series, from, to }) => series.points({ from, to }))
    return {
      x: concat(slices.map((slice) => slice.x)),
      step: concat(slices.map((slice) => slice.step)),
      value: concat(slices.map((slice) => slice.value)),
      time: concat(slices.map((slice) => slice.time)),
    }
  }

  addTo(builder: ColumnBuilder, range: RankRange): void {
    for (const { series, from, to } of this.#within(range)) series.addTo(builder, { from, to })
  }

  #within({ from, to }: RankRange): (RankRange & { series: RankedSeries })[] {
    return this.#parts
      .map(({ series, start }) => ({
        series,
        from: Math.max(0, from - start),
        to: Math.min(series.count, to - start),
      }))
      .filter((part) => part.to > part.from)
  }
}

function concat(columns: readonly Float64Array[]): Float64Array {
  if (columns.length === 1) return columns[0]
  const joined = new Float64Array(columns.reduce((length, column) => length + column.length, 0))
  let at = 0
  for (const column of columns) {
    joined.set(column, at)
    at += column.length
  }
  return joined
}
