import { MAX_PARTS, type Store } from '../store/store.ts'
import { CHUNK_POINTS, PAGE_BUCKETS } from './buckets.ts'
import { ChunkAppender } from './chunk-appender.ts'
import { mergeByStep, sortedByStep } from './merge-points.ts'
import { encodePoints } from './points-codec.ts'
import { concatPoints, PointBuffer, slicePoints, type Points } from './points.ts'
import {
  addChunks,
  addPoints,
  chunkCountOf,
  clearStatistics,
  decodeHead,
  emptyHead,
  encodeHead,
  type SeriesHead,
} from './series-head.ts'
import { readChunk, readChunkBuckets, readTail } from './series-parts.ts'

/** Small appends go to fragments of their own, so that a live run does not rewrite its tail each time. */
const MAX_FRAGMENTS = 32

/** A series that is being written. Only its {@link appendToSeries} may change it. */
export interface OpenSeries {
  readonly id: number
  readonly folderId: number
  readonly name: string
  readonly head: SeriesHead
}

/** Finds the series, or begins one that is stored with its first points. */
export function openSeries(store: Store, folderId: number, name: string): OpenSeries {
  const row = store.findSeries(folderId, name)
  if (row === undefined) return newSeries(store, folderId, name)
  return { id: row.id, folderId, name, head: decodeHead(row.head) }
}

/** Begins a series that is known not to be there. */
export function newSeries(store: Store, folderId: number, name: string): OpenSeries {
  return { id: store.nextSeriesId(), folderId, name, head: emptyHead() }
}

/**
 * Adds points, in any order; at each step the last write wins. Inside a transaction.
 *
 * What is stored afterwards depends only on the set of points, but for how the tail is split into fragments: chunk i
 * holds ranks `[4096 i, 4096 (i + 1))` by step. Points after all others cost O(points); an earlier step rewrites from
 * its chunk on.
 * @throws {RangeError} when the series is full
 */
export function appendToSeries(store: Store, series: OpenSeries, points: Points): void {
  if (points.count === 0) return
  const sorted = sortedByStep(points)
  const { id, folderId, name, head } = series
  const isNew = head.count === 0
  if (chunkCountOf(head) + sorted.count / CHUNK_POINTS >= MAX_PARTS - 1) {
    throw new RangeError(`Cannot append to series: ${head.count} points are at the limit`)
  }
  if (isNew || sorted.step[0] > head.lastStep) appendAfter(store, series, sorted)
  else insertBetween(store, series, sorted)
  head.version++
  if (isNew) store.insertSeries({ id, folderId, name, head: encodeHead(head) })
  else store.updateSeriesHead(id, encodeHead(head))
}

function appendAfter(store: Store, series: OpenSeries, points: Points): void {
  const { id, head } = series
  const tailCount = head.count % CHUNK_POINTS
  addPoints(head, points)
  if (tailCount + points.count < CHUNK_POINTS && head.fragmentCount < MAX_FRAGMENTS) {
    putFragment(store, series, points)
  } else {
    const tail = tailCount > 0 ? concatPoints([readTail(store, id), points]) : points
    if (tailCount > 0) dropFragments(store, series)
    const appender = new ChunkAppender(store, id, chunkCountOf(head))
    let from = 0
    for (; from + CHUNK_POINTS <= tail.count; from += CHUNK_POINTS) {
      appender.add(slicePoints(tail, from, from + CHUNK_POINTS))
    }
    if (from > 0) appender.finish()
    putFragment(store, series, slicePoints(tail, from, tail.count))
  }
  head.count += points.count
}

function insertBetween(store: Store, series: OpenSeries, points: Points): void {
  const { id, head } = series
  const chunkCount = chunkCountOf(head)
  const tail = readTail(store, id)
  const isWithinTail = tail.count > 0 && points.step[0] >= tail.step[0]
  const firstChunk = isWithinTail ? chunkCount : findChunk(store, series, points.step[0])
  const source = new ChunkQueue(store, id, { from: firstChunk, to: chunkCount })
  const appender = new ChunkAppender(store, id, firstChunk)
  const merged = new PointBuffer(CHUNK_POINTS)
  let nextChunk = firstChunk
  let lastTime = head.lastTime
  mergeByStep(source.followedBy(tail), points, (step, value, time) => {
    merged.push(step, value, time)
    lastTime = time
    if (merged.count < CHUNK_POINTS) return
    source.readThrough(nextChunk)
    appender.add(merged.view())
    merged.clear()
    nextChunk++
  })
  if (nextChunk > firstChunk) appender.finish()
  if (firstChunk < chunkCount) head.chunkEpoch++
  const rest = merged.view()
  dropFragments(store, series)
  putFragment(store, series, rest)
  head.count = nextChunk * CHUNK_POINTS + rest.count
  clearStatistics(head)
  const pageCount = Math.ceil(nextChunk / PAGE_BUCKETS)
  for (const buckets of readChunkBuckets(store, id, { from: 0, to: pageCount })) addChunks(head, buckets)
  addPoints(head, rest)
  head.lastTime = lastTime
}

/** @returns the last chunk that begins at or before `step`, or 0 */
function findChunk(store: Store, { id, head }: OpenSeries, step: number): number {
  const chunkCount = chunkCountOf(head)
  let found = 0
  let chunk = 0
  for (const { count, stepFirst } of readChunkBuckets(store, id, {
    from: 0,
    to: Math.ceil(chunkCount / PAGE_BUCKETS),
  })) {
    for (let i = 0; i < count; i++, chunk++) if (stepFirst[i] <= step) found = chunk
  }
  return found
}

/** Chunks in order, read before they are overwritten: an insertion makes the writer overtake the reader. */
class ChunkQueue {
  readonly #store: Store
  readonly #seriesId: number
  readonly #to: number
  readonly #waiting: Points[] = []
  #nextRead: number

  constructor(store: Store, seriesId: number, range: { from: number; to: number }) {
    this.#store = store
    this.#seriesId = seriesId
    this.#nextRead = range.from
    this.#to = range.to
  }

  /** Reads ahead, so that chunks up to `index` may be overwritten. */
  readThrough(index: number): void {
    while (this.#nextRead <= index && this.#nextRead < this.#to) this.#waiting.push(this.#read())
  }

  *followedBy(tail: Points): Generator<Points> {
    for (;;) {
      const waiting = this.#waiting.shift()
      if (waiting !== undefined) yield waiting
      else if (this.#nextRead < this.#to) yield this.#read()
      else break
    }
    yield tail
  }

  #read(): Points {
    return readChunk(this.#store, this.#seriesId, this.#nextRead++)
  }
}

function putFragment(store: Store, { id, head }: OpenSeries, points: Points): void {
  if (points.count === 0) return
  store.putFragment({ seriesId: id, index: head.nextFragment }, encodePoints(points))
  head.fragmentCount++
  head.nextFragment++
}

function dropFragments(store: Store, { id, head }: OpenSeries): void {
  store.deleteFragments(id)
  head.fragmentCount = 0
  head.nextFragment = 0
}
