import { CHUNK_POINTS, sliceBuckets } from './buckets.ts'
import type { ColumnBuilder } from './column-builder.ts'
import { concatPoints, slicePoints, type Points } from './points.ts'
import type { RankedPoints, RankedSeries, RankRange, SeriesAxis } from './ranked-series.ts'
import { addChunks, addPoints, emptyHead, type SeriesHead } from './series-head.ts'
import type { SeriesView } from './series-view.ts'
import { ViewSeries } from './view-series.ts'

/** The points of a view up to a step: its first `count`, of which there is at least one. */
export interface SeriesCut {
  readonly view: SeriesView
  readonly count: number
}

/** @param upToStep itself included @returns undefined when no point is that early */
export function cutAt(view: SeriesView, upToStep: number): SeriesCut | undefined {
  const { count, firstStep, lastStep } = view.head
  if (count === 0 || firstStep > upToStep) return undefined
  if (lastStep <= upToStep) return { view, count }
  const series = new ViewSeries(view, 'step')
  const rank = series.lowerBound(upToStep)
  const isHit = series.points({ from: rank, to: rank + 1 }).step[0] === upToStep
  return { view, count: isHit ? rank + 1 : rank }
}

export function isWhole({ view, count }: SeriesCut): boolean {
  return count === view.count
}

/** Statistics of the points that are left. Cost: one chunk, and a bucket for each chunk before it. */
export function headOfCut(cut: SeriesCut): Readonly<SeriesHead> {
  const { view, count } = cut
  if (isWhole(cut)) return view.head
  const head = emptyHead()
  // The chunk with the last point is read, whole or not: buckets do not tell its time.
  const chunkCount = Math.floor((count - 1) / CHUNK_POINTS)
  addChunks(head, sliceBuckets(view.chunks(), chunkCount))
  addPoints(head, slicePoints(chunkAt(view, chunkCount), 0, count - chunkCount * CHUNK_POINTS))
  head.count = count
  head.version = view.head.version
  return head
}

export function pointsOfCut({ view, count }: SeriesCut): Points {
  const chunkCount = Math.ceil(count / CHUNK_POINTS)
  const points = concatPoints(Array.from({ length: chunkCount }, (_, chunk) => chunkAt(view, chunk)))
  return slicePoints(points, 0, count)
}

/** The cut along its steps; along time only when the view's time ascends. */
export function seriesOfCut(cut: SeriesCut, axis: SeriesAxis): RankedSeries {
  const whole = new ViewSeries(cut.view, axis)
  return isWhole(cut) ? whole : new FirstOfSeries(whole, cut.count)
}

function chunkAt(view: SeriesView, chunk: number): Points {
  return chunk < view.chunkCount ? view.chunkPoints(chunk) : view.tail()
}

/** The first points of another series. */
class FirstOfSeries implements RankedSeries {
  readonly count: number
  readonly #series: RankedSeries

  constructor(series: RankedSeries, count: number) {
    this.#series = series
    this.count = count
  }

  extent(): readonly [first: number, last: number] {
    const { x } = this.#series.points({ from: this.count - 1, to: this.count })
    return [this.#series.extent()[0], x[0]]
  }

  lowerBound(x: number): number {
    return Math.min(this.count, this.#series.lowerBound(x))
  }

  points(range: RankRange): RankedPoints {
    return this.#series.points(range)
  }

  addTo(builder: ColumnBuilder, range: RankRange): void {
    this.#series.addTo(builder, range)
  }
}
