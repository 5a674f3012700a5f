import { CHUNK_POINTS, sliceBuckets } from './buckets.ts'
import type { ColumnBuilder } from './column-builder.ts'
import { concatPoints, slicePoints, type Points } from './points.ts'
import type { RankedPoints, RankedSeries, RankRange, SeriesAxis } from './ranked-series.ts'
import { addChunks, addPoints, emptyHead, type SeriesHead } from './series-head.ts'
import type { SeriesView } from './series-view.ts'
import { ViewSeries } from './view-series.ts'

/** Points of a view by rank, half-open; at least one. */
export interface SeriesCut extends RankRange {
  readonly view: SeriesView
}

/** @param upToStep itself included @returns undefined when no point is that early */
export function cutAt(view: SeriesView, upToStep: number): SeriesCut | undefined {
  const { count, firstStep } = view.head
  if (count === 0 || firstStep > upToStep) return undefined
  return { view, from: 0, to: rankAfter(view, upToStep) }
}

/** @returns the first rank whose step is at or above `step` */
export function rankAt(view: SeriesView, step: number): number {
  const { count, firstStep, lastStep } = view.head
  if (step <= firstStep) return 0
  return step > lastStep ? count : new ViewSeries(view, 'step').lowerBound(step)
}

/** @returns the first rank whose step is above `step` */
export function rankAfter(view: SeriesView, step: number): number {
  if (step >= view.head.lastStep) return view.count
  const rank = rankAt(view, step)
  return stepAt(view, rank) === step ? rank + 1 : rank
}

export function firstStepOf({ view, from }: SeriesCut): number {
  return from === 0 ? view.head.firstStep : stepAt(view, from)
}

export function lastStepOf({ view, to }: SeriesCut): number {
  return to === view.count ? view.head.lastStep : stepAt(view, to - 1)
}

/** Statistics of the points that are left. Cost: two chunks, and a bucket for each chunk between them. */
export function headOfCut({ view, from, to }: SeriesCut): Readonly<SeriesHead> {
  if (to - from === view.count) return view.head
  const head = emptyHead()
  // The chunk with the last point is read, whole or not: buckets do not tell its time.
  const [firstChunk, lastChunk] = [Math.floor(from / CHUNK_POINTS), Math.floor((to - 1) / CHUNK_POINTS)]
  const addPart = (chunk: number): void => addPoints(head, pointsIn(view, chunk, { from, to }))
  const isPart = from % CHUNK_POINTS > 0 && firstChunk < lastChunk
  if (isPart) addPart(firstChunk)
  addChunks(head, sliceBuckets(view.chunks(), isPart ? firstChunk + 1 : firstChunk, lastChunk))
  addPart(lastChunk)
  head.count = to - from
  head.version = view.head.version
  return head
}

export function pointsOfCut({ view, from, to }: SeriesCut): Points {
  const parts: Points[] = []
  for (let chunk = Math.floor(from / CHUNK_POINTS); chunk * CHUNK_POINTS < to; chunk++) {
    parts.push(pointsIn(view, chunk, { from, to }))
  }
  return concatPoints(parts)
}

/** The cut along its steps; along time only when the view's time ascends. */
export function seriesOfCut({ view, from, to }: SeriesCut, axis: SeriesAxis): RankedSeries {
  const whole = new ViewSeries(view, axis)
  return to - from === view.count ? whole : new PartOfSeries(whole, { from, to })
}

/** The points of one chunk, or of the tail, that are in a range of ranks. */
function pointsIn(view: SeriesView, chunk: number, { from, to }: RankRange): Points {
  const points = chunk < view.chunkCount ? view.chunkPoints(chunk) : view.tail()
  const start = chunk * CHUNK_POINTS
  return slicePoints(points, Math.max(0, from - start), Math.min(points.count, to - start))
}

function stepAt(view: SeriesView, rank: number): number {
  return new ViewSeries(view, 'step').points({ from: rank, to: rank + 1 }).step[0]
}

/** A range of another series. */
class PartOfSeries implements RankedSeries {
  readonly count: number
  readonly #series: RankedSeries
  readonly #from: number

  constructor(series: RankedSeries, { from, to }: RankRange) {
    this.#series = series
    this.#from = from
    this.count = to - from
  }

  extent(): readonly [first: number, last: number] {
    const at = (rank: number): number => this.points({ from: rank, to: rank + 1 }).x[0]
    return [at(0), at(this.count - 1)]
  }

  lowerBound(x: number): number {
    return Math.max(0, Math.min(this.count, this.#series.lowerBound(x) - this.#from))
  }

  points(range: RankRange): RankedPoints {
    return this.#series.points(this.#shift(range))
  }

  addTo(builder: ColumnBuilder, range: RankRange): void {
    this.#series.addTo(builder, this.#shift(range))
  }

  #shift({ from, to }: RankRange): RankRange {
    return { from: from + this.#from, to: to + this.#from }
  }
}
