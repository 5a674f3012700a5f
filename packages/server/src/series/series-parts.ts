import type { Store } from '../store/store.ts'
import { bucketsOver, type Buckets } from './buckets.ts'
import { decodePoints } from './points-codec.ts'
import { concatPoints, NO_POINTS, type Points } from './points.ts'

/** @throws {Error} when the part is missing: the index is damaged */
export function readChunk(store: Store, seriesId: number, index: number): Points {
  const bytes = store.getChunk({ seriesId, index })
  if (bytes === undefined) throw missing('chunk', seriesId, index)
  return decodePoints(bytes)
}

/** @returns the points after the last full chunk */
export function readTail(store: Store, seriesId: number): Points {
  const fragments = store.listFragments(seriesId)
  return fragments.length === 0 ? NO_POINTS : concatPoints(fragments.map(decodePoints))
}

/** @returns one bucket per chunk, of chunks `[64 * from, 64 * to)` */
export function readChunkBuckets(
  store: Store,
  seriesId: number,
  range: { from: number; to: number },
): Buckets[] {
  return store.listPages({ seriesId, level: 2, ...range }).map(bucketsOver)
}

export function missing(part: string, seriesId: number, index: number): Error {
  return new Error(
    `Cannot read series ${seriesId}: database disk image is malformed, ${part} ${index} is missing`,
  )
}
