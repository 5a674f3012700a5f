import { BUCKET_POINTS, CHUNK_POINTS, type Buckets } from './buckets.ts'
import type { ColumnBuilder, ExtentColumns } from './column-builder.ts'
import { concatPoints, slicePoints, type Points } from './points.ts'
import {
  firstWhere,
  type RankedPoints,
  type RankedSeries,
  type RankRange,
  type SeriesAxis,
} from './ranked-series.ts'
import type { SeriesView } from './series-view.ts'

/**
 * How wide a bucket may be, in pixels, and still be drawn where it begins, though it reaches into the next pixel. The
 * answer says how far it reaches. A wider one is opened: a chunk into its buckets, a bucket into its points.
 */
const CHUNK_TOLERANCE_PIXELS = 0.25
const BUCKET_TOLERANCE_PIXELS = 1

const EXTENTS: Readonly<Record<SeriesAxis, ExtentColumns>> = {
  step: { first: 'stepFirst', last: 'stepLast' },
  time: { first: 'timeMin', last: 'timeMax' },
}

/** A stored series along its steps; along time only when {@link SeriesView.isTimeAscending}. */
export class ViewSeries implements RankedSeries {
  readonly #view: SeriesView
  readonly #axis: SeriesAxis
  readonly #extent: ExtentColumns

  constructor(view: SeriesView, axis: SeriesAxis) {
    this.#view = view
    this.#axis = axis
    this.#extent = EXTENTS[axis]
  }

  get count(): number {
    return this.#view.count
  }

  extent(): readonly [first: number, last: number] {
    const { first, last } = this.#extent
    const [chunks, tail] = [this.#view.chunks(), this.#view.tailBuckets()]
    const head = chunks.count > 0 ? chunks : tail
    const end = tail.count > 0 ? tail : chunks
    return [head[first][0], end[last][end.count - 1]]
  }

  lowerBound(x: number): number {
    const { last } = this.#extent
    const chunks = this.#view.chunks()
    const chunk = firstWhere(chunks.count, (i) => chunks[last][i] >= x)
    const points = this.#pointsOf(chunk)
    const column = points[this.#axis]
    return chunk * CHUNK_POINTS + firstWhere(points.count, (i) => column[i] >= x)
  }

  points({ from, to }: RankRange): RankedPoints {
    const parts: Points[] = []
    for (let rank = from; rank < to;) {
      const chunk = Math.floor(rank / CHUNK_POINTS)
      const start = chunk * CHUNK_POINTS
      const end = Math.min(to, start + CHUNK_POINTS)
      parts.push(slicePoints(this.#pointsOf(chunk), rank - start, end - start))
      rank = end
    }
    const points = concatPoints(parts)
    return { x: points[this.#axis], step: points.step, value: points.value, time: points.time }
  }

  addTo(builder: ColumnBuilder, { from, to }: RankRange): void {
    const chunks = this.#view.chunks()
    const { first, last } = this.#extent
    for (let rank = from; rank < to;) {
      const chunk = Math.floor(rank / CHUNK_POINTS)
      const start = chunk * CHUNK_POINTS
      const end = Math.min(to, start + CHUNK_POINTS)
      const isWhole = rank === start && end === start + CHUNK_POINTS
      if (isWhole && builder.isNarrow(chunks[first][chunk], chunks[last][chunk], CHUNK_TOLERANCE_PIXELS)) {
        builder.addBucket(chunks, chunk, { extent: this.#extent, pointCount: CHUNK_POINTS })
      } else {
        this.#addWithin(builder, { chunk, from: rank - start, to: end - start })
      }
      rank = end
    }
  }

  /** @param part ranks within the chunk (or the tail, which is the chunk after the last) */
  #addWithin(builder: ColumnBuilder, part: RankRange & { chunk: number }): void {
    const { chunk, from, to } = part
    const isTail = chunk === this.#view.chunkCount
    const buckets = isTail ? this.#view.tailBuckets() : this.#view.page(chunk)
    const pointCount = isTail ? this.#view.tail().count : CHUNK_POINTS
    let points: Points | undefined
    for (let rank = from; rank < to;) {
      const bucket = Math.floor(rank / BUCKET_POINTS)
      const start = bucket * BUCKET_POINTS
      const bucketEnd = Math.min(start + BUCKET_POINTS, pointCount)
      const end = Math.min(to, bucketEnd)
      if (rank === start && end === bucketEnd && this.#isNarrow(builder, buckets, bucket)) {
        builder.addBucket(buckets, bucket, { extent: this.#extent, pointCount: end - start })
      } else {
        points ??= this.#pointsOf(chunk)
        addPoints(builder, points, { axis: this.#axis, from: rank, to: end })
      }
      rank = end
    }
  }

  #isNarrow(builder: ColumnBuilder, buckets: Buckets, bucket: number): boolean {
    const { first, last } = this.#extent
    return builder.isNarrow(buckets[first][bucket], buckets[last][bucket], BUCKET_TOLERANCE_PIXELS)
  }

  #pointsOf(chunk: number): Points {
    return chunk < this.#view.chunkCount ? this.#view.chunkPoints(chunk) : this.#view.tail()
  }
}

function addPoints(builder: ColumnBuilder, points: Points, range: RankRange & { axis: SeriesAxis }): void {
  const column = points[range.axis]
  for (let i = range.from; i < range.to; i++) builder.addPoint(column[i], points.value[i])
}
