import { aligned } from './points-codec.ts'
import type { Points } from './points.ts'

/** Points of a bucket of level 1, and buckets of one level in a bucket of the next. */
export const BUCKET_POINTS = 64
/** Points of a chunk, which is one bucket of level 2 and one page of level 1. */
export const CHUNK_POINTS: number = BUCKET_POINTS * BUCKET_POINTS
/** Buckets of a page, of either level. */
export const PAGE_BUCKETS = 64

export const FLAG = { nan: 1, infinity: 2, negativeInfinity: 4, timeDescends: 8 } as const

/**
 * What is kept of runs of consecutive ranks. min and max are +Infinity and -Infinity where no value is finite; sum and
 * finiteCount are over the finite values; last may be anything. Bit {@link FLAG}.timeDescends: times are not ascending.
 */
export interface Buckets {
  readonly count: number
  readonly min: Float64Array
  readonly max: Float64Array
  readonly sum: Float64Array
  readonly last: Float64Array
  readonly stepFirst: Float64Array
  readonly stepLast: Float64Array
  readonly timeMin: Float64Array
  readonly timeMax: Float64Array
  readonly finiteCount: Uint32Array
  readonly flags: Uint8Array
}

const FLOAT_COLUMNS = ['min', 'max', 'sum', 'last', 'stepFirst', 'stepLast', 'timeMin', 'timeMax'] as const
const BUCKET_BYTES = 8 * FLOAT_COLUMNS.length + 4 + 1

/** Buckets over a blob of {@link bucketsBytes}: float columns, then counts, then flags. In the byte order of the machine. */
export function bucketsOver(blob: Uint8Array): Buckets {
  const bytes = aligned(blob)
  const count = bytes.length / BUCKET_BYTES
  const { buffer, byteOffset } = bytes
  const float = (i: number): Float64Array => new Float64Array(buffer, byteOffset + 8 * count * i, count)
  const countsOffset = byteOffset + 8 * count * FLOAT_COLUMNS.length
  return {
    count,
    min: float(0),
    max: float(1),
    sum: float(2),
    last: float(3),
    stepFirst: float(4),
    stepLast: float(5),
    timeMin: float(6),
    timeMax: float(7),
    finiteCount: new Uint32Array(buffer, countsOffset, count),
    flags: new Uint8Array(buffer, countsOffset + 4 * count, count),
  }
}

export function bucketsBytes(count: number): Uint8Array {
  return new Uint8Array(BUCKET_BYTES * count)
}

/** Copies `source` to `target[at, at + source.count)`. */
export function copyBuckets(source: Buckets, target: Buckets, at: number): void {
  for (const name of FLOAT_COLUMNS) target[name].set(source[name], at)
  target.finiteCount.set(source.finiteCount, at)
  target.flags.set(source.flags, at)
}

/** Buckets `[from, to)`, as views. */
export function sliceBuckets(buckets: Buckets, from: number, to: number): Buckets {
  const part = { count: Math.max(0, to - from) } as { -readonly [K in keyof Buckets]: Buckets[K] }
  for (const name of FLOAT_COLUMNS) part[name] = buckets[name].subarray(from, to)
  part.finiteCount = buckets.finiteCount.subarray(from, to)
  part.flags = buckets.flags.subarray(from, to)
  return part
}

/** @returns the blob of the first `count` buckets */
export function encodeBuckets(buckets: Buckets, count: number): Uint8Array {
  const bytes = bucketsBytes(count)
  const target = bucketsOver(bytes)
  for (const name of FLOAT_COLUMNS) target[name].set(buckets[name].subarray(0, count))
  target.finiteCount.set(buckets.finiteCount.subarray(0, count))
  target.flags.set(buckets.flags.subarray(0, count))
  return bytes
}

/** @returns one bucket per 64 points, the last one of what remains; bytes of their own */
export function bucketsOfPoints(points: Points): Uint8Array {
  const bytes = bucketsBytes(Math.ceil(points.count / BUCKET_POINTS))
  const buckets = bucketsOver(bytes)
  for (let i = 0; i < buckets.count; i++) summarizePoints(points, { into: buckets, at: i })
  return bytes
}

function summarizePoints(points: Points, { into, at }: { into: Buckets; at: number }): void {
  const from = at * BUCKET_POINTS
  const to = Math.min(from + BUCKET_POINTS, points.count)
  let [min, max, sum, finiteCount, flags] = [Infinity, -Infinity, 0, 0, 0]
  for (let i = from; i < to; i++) {
    const value = points.value[i]
    if (Number.isFinite(value)) {
      if (value < min) min = value
      if (value > max) max = value
      sum += value
      finiteCount++
    } else {
      flags |= nonFiniteFlag(value)
    }
  }
  let [timeMin, timeMax] = [points.time[from], points.time[from]]
  for (let i = from + 1; i < to; i++) {
    const time = points.time[i]
    if (time < points.time[i - 1]) flags |= FLAG.timeDescends
    if (time < timeMin) timeMin = time
    if (time > timeMax) timeMax = time
  }
  into.min[at] = min
  into.max[at] = max
  into.sum[at] = sum
  into.last[at] = points.value[to - 1]!
  into.stepFirst[at] = points.step[from]!
  into.stepLast[at] = points.step[to - 1]!
  into.timeMin[at] = timeMin
  into.timeMax[at] = timeMax
  into.finiteCount[at] = finiteCount
  into.flags[at] = flags
}

/** Writes the summary of all of `children` to `into[at]`. */
export function summarizeBuckets(children: Buckets, { into, at }: { into: Buckets; at: number }): void {
  let [min, max, sum, finiteCount, flags] = [Infinity, -Infinity, 0, 0, 0]
  let [timeMin, timeMax] = [children.timeMin[0], children.timeMax[0]]
  for (let i = 0; i < children.count; i++) {
    if (children.min[i] < min) min = children.min[i]!
    if (children.max[i] > max) max = children.max[i]!
    sum += children.sum[i]
    finiteCount += children.finiteCount[i]
    flags |= children.flags[i]
    if (i > 0 && children.timeMin[i] < children.timeMax[i - 1]) flags |= FLAG.timeDescends
    if (children.timeMin[i] < timeMin) timeMin = children.timeMin[i]!
    if (children.timeMax[i] > timeMax) timeMax = children.timeMax[i]!
  }
  const end = children.count - 1
  into.min[at] = min
  into.max[at] = max
  into.sum[at] = sum
  into.last[at] = children.last[end]!
  into.stepFirst[at] = children.stepFirst[0]!
  into.stepLast[at] = children.stepLast[end]!
  into.timeMin[at] = timeMin
  into.timeMax[at] = timeMax
  into.finiteCount[at] = finiteCount
  into.flags[at] = flags
}

export function nonFiniteFlag(value: number): number {
  if (Number.isNaN(value)) return FLAG.nan
  return value > 0 ? FLAG.infinity : FLAG.negativeInfinity
}

/** True when the times of consecutive buckets, and within each, never go back. */
export function isTimeAscending(buckets: Buckets): boolean {
  for (let i = 0; i < buckets.count; i++) {
    if ((buckets.flags[i] & FLAG.timeDescends) !== 0) return false
    if (i > 0 && buckets.timeMin[i] < buckets.timeMax[i - 1]) return false
  }
  return true
}
