import { CHUNK_POINTS, type Buckets } from './buckets.ts'
import type { Points } from './points.ts'

/** The row of a series: what lists need without reading any part of it. Mutable; the writer alone changes it. */
export interface SeriesHead {
  /** Points, unique by step. */
  count: number
  /** Grows with every change. */
  version: number
  /** Grows when a chunk that was there changes. */
  chunkEpoch: number
  fragmentCount: number
  nextFragment: number
  firstStep: number
  lastStep: number
  /** Value at the last step. */
  last: number
  /** Its time, in Unix seconds. */
  lastTime: number
  /** Over the finite values; +Infinity and -Infinity when there are none. */
  min: number
  max: number
  nonFiniteCount: number
}

const FIELDS = [
  'count',
  'version',
  'chunkEpoch',
  'fragmentCount',
  'nextFragment',
  'firstStep',
  'lastStep',
  'last',
  'min',
  'max',
  'nonFiniteCount',
  'lastTime',
] as const satisfies readonly (keyof SeriesHead)[]

export function emptyHead(): SeriesHead {
  return {
    count: 0,
    version: 0,
    chunkEpoch: 0,
    fragmentCount: 0,
    nextFragment: 0,
    firstStep: NaN,
    lastStep: NaN,
    last: NaN,
    lastTime: NaN,
    min: Infinity,
    max: -Infinity,
    nonFiniteCount: 0,
  }
}

/** A blob, because SQL columns lose NaN, the infinities and -0. */
export function encodeHead(head: SeriesHead): Uint8Array {
  const numbers = new Float64Array(FIELDS.length)
  FIELDS.forEach((field, i) => {
    numbers[i] = head[field]
  })
  return new Uint8Array(numbers.buffer)
}

export function decodeHead(bytes: Uint8Array): SeriesHead {
  const numbers = new Float64Array(new Uint8Array(bytes).buffer)
  const head = emptyHead()
  FIELDS.forEach((field, i) => {
    head[field] = numbers[i]!
  })
  return head
}

export function chunkCountOf(head: SeriesHead): number {
  return Math.floor(head.count / CHUNK_POINTS)
}

/** Adds points that follow all others. `count` is the caller's to change. */
export function addPoints(head: SeriesHead, points: Points): void {
  if (points.count === 0) return
  const end = points.count - 1
  for (let i = 0; i <= end; i++) {
    const value = points.value[i]
    if (!Number.isFinite(value)) {
      head.nonFiniteCount++
      continue
    }
    if (value < head.min) head.min = value
    if (value > head.max) head.max = value
  }
  if (Number.isNaN(head.firstStep)) head.firstStep = points.step[0]!
  head.lastStep = points.step[end]!
  head.last = points.value[end]!
  head.lastTime = points.time[end]!
}

/** Adds buckets of one chunk each, that follow all others. `lastTime` is the caller's to set: buckets do not have it. */
export function addChunks(head: SeriesHead, chunks: Buckets): void {
  for (let i = 0; i < chunks.count; i++) {
    if (chunks.min[i] < head.min) head.min = chunks.min[i]!
    if (chunks.max[i] > head.max) head.max = chunks.max[i]!
    head.nonFiniteCount += CHUNK_POINTS - chunks.finiteCount[i]
  }
  if (chunks.count === 0) return
  const end = chunks.count - 1
  if (Number.isNaN(head.firstStep)) head.firstStep = chunks.stepFirst[0]!
  head.lastStep = chunks.stepLast[end]!
  head.last = chunks.last[end]!
}

/** Forgets what {@link addPoints} and {@link addChunks} have gathered. */
export function clearStatistics(head: SeriesHead): void {
  const { firstStep, lastStep, last, min, max, nonFiniteCount } = emptyHead()
  Object.assign(head, { firstStep, lastStep, last, min, max, nonFiniteCount })
}
