import type { Store } from '../store/store.ts'
import {
  bucketsBytes,
  bucketsOfPoints,
  bucketsOver,
  copyBuckets,
  encodeBuckets,
  PAGE_BUCKETS,
  summarizeBuckets,
  type Buckets,
} from './buckets.ts'
import { encodePoints } from './points-codec.ts'
import type { Points } from './points.ts'
import { missing } from './series-parts.ts'

/** Writes the full chunks of one series from one chunk on, with their buckets of both levels. */
export class ChunkAppender {
  readonly #store: Store
  readonly #seriesId: number
  /** The page of level 2 that is being filled. */
  readonly #page: Buckets = bucketsOver(bucketsBytes(PAGE_BUCKETS))
  #nextChunk: number

  constructor(store: Store, seriesId: number, firstChunk: number) {
    this.#store = store
    this.#seriesId = seriesId
    this.#nextChunk = firstChunk
    if (firstChunk % PAGE_BUCKETS > 0) this.#loadPage(Math.floor(firstChunk / PAGE_BUCKETS))
  }

  /** @param points a full chunk, copied */
  add(points: Points): void {
    const index = this.#nextChunk++
    const place = { seriesId: this.#seriesId, index }
    const buckets = bucketsOfPoints(points)
    this.#store.putChunk(place, encodePoints(points))
    this.#store.putPage({ ...place, level: 1 }, buckets)
    summarizeBuckets(bucketsOver(buckets), { into: this.#page, at: index % PAGE_BUCKETS })
    if (this.#nextChunk % PAGE_BUCKETS === 0) this.#writePage(PAGE_BUCKETS)
  }

  /** Must be called after the last chunk. */
  finish(): void {
    const count = this.#nextChunk % PAGE_BUCKETS
    if (count > 0) this.#writePage(count)
  }

  #writePage(count: number): void {
    const index = Math.floor((this.#nextChunk - 1) / PAGE_BUCKETS)
    this.#store.putPage({ seriesId: this.#seriesId, level: 2, index }, encodeBuckets(this.#page, count))
  }

  #loadPage(index: number): void {
    const bytes = this.#store.getPage({ seriesId: this.#seriesId, level: 2, index })
    if (bytes === undefined) throw missing('page', this.#seriesId, index)
    copyBuckets(bucketsOver(bytes), this.#page, 0)
  }
}
