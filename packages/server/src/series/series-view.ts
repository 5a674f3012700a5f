import type { Store } from '../store/store.ts'
import {
  bucketsBytes,
  bucketsOfPoints,
  bucketsOver,
  copyBuckets,
  isTimeAscending,
  PAGE_BUCKETS,
  type Buckets,
} from './buckets.ts'
import type { Points } from './points.ts'
import { chunkCountOf, type SeriesHead } from './series-head.ts'
import { missing, readChunk, readChunkBuckets, readTail } from './series-parts.ts'

/** Pages of level 1 that are fetched by one statement: 64 are 280 kB. */
const PREFETCH_PAGES = 64

/**
 * One version of one series, read as it is asked for and kept. Ranks are positions by step. Everything returned is
 * shared: callers must not change it.
 */
export class SeriesView {
  readonly id: number
  readonly head: Readonly<SeriesHead>
  readonly chunkCount: number
  readonly #store: Store
  readonly #pages = new Map<number, Buckets>()
  #chunks: Buckets | undefined
  #tail: Points | undefined
  #tailBuckets: Buckets | undefined
  #isTimeAscending: boolean | undefined

  constructor(store: Store, id: number, head: Readonly<SeriesHead>) {
    this.#store = store
    this.id = id
    this.head = head
    this.chunkCount = chunkCountOf(head)
  }

  get count(): number {
    return this.head.count
  }

  /** One bucket per full chunk. */
  chunks(): Buckets {
    this.#chunks ??= this.#readChunkBuckets()
    return this.#chunks
  }

  /** The 64 buckets of a full chunk. */
  page(chunk: number): Buckets {
    const known = this.#pages.get(chunk)
    if (known !== undefined) return known
    const from = chunk - (chunk % PREFETCH_PAGES)
    const to = Math.min(from + PREFETCH_PAGES, this.chunkCount)
    const pages = this.#store.listPages({ seriesId: this.id, level: 1, from, to })
    pages.forEach((bytes, i) => this.#pages.set(from + i, bucketsOver(bytes)))
    const page = this.#pages.get(chunk)
    if (page === undefined) throw missing('page', this.id, chunk)
    return page
  }

  /** Points after the last full chunk, at most 4,095. */
  tail(): Points {
    this.#tail ??= readTail(this.#store, this.id)
    return this.#tail
  }

  /** Buckets of the tail, the last one of what remains. */
  tailBuckets(): Buckets {
    this.#tailBuckets ??= bucketsOver(bucketsOfPoints(this.tail()))
    return this.#tailBuckets
  }

  /** Points of a full chunk; not kept. */
  chunkPoints(chunk: number): Points {
    return readChunk(this.#store, this.id, chunk)
  }

  /** True when time never goes back from one step to the next. */
  isTimeAscending(): boolean {
    this.#isTimeAscending ??= this.#findTimeAscending()
    return this.#isTimeAscending
  }

  /** A view of a later version, with what has not changed since. */
  advanceTo(head: Readonly<SeriesHead>): SeriesView {
    const next = new SeriesView(this.#store, this.id, head)
    if (head.chunkEpoch !== this.head.chunkEpoch) return next
    for (const [chunk, page] of this.#pages) next.#pages.set(chunk, page)
    if (next.chunkCount === this.chunkCount) next.#chunks = this.#chunks
    return next
  }

  /** About what this holds in memory. */
  bytes(): number {
    const pointBytes = (this.#tail?.count ?? 0) * 24
    return 512 + this.#pages.size * 5_000 + (this.#chunks?.count ?? 0) * 69 + pointBytes
  }

  #readChunkBuckets(): Buckets {
    const buckets = bucketsOver(bucketsBytes(this.chunkCount))
    const pageCount = Math.ceil(this.chunkCount / PAGE_BUCKETS)
    readChunkBuckets(this.#store, this.id, { from: 0, to: pageCount }).forEach((page, i) =>
      copyBuckets(page, buckets, i * PAGE_BUCKETS),
    )
    return buckets
  }

  #findTimeAscending(): boolean {
    const [chunks, tail] = [this.chunks(), this.tailBuckets()]
    if (!isTimeAscending(chunks) || !isTimeAscending(tail)) return false
    return chunks.count === 0 || tail.count === 0 || tail.timeMin[0] >= chunks.timeMax[chunks.count - 1]
  }
}
