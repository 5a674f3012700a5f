/** Buckets per doubling: a value is known to within 0.4 %. */
const BUCKETS_PER_OCTAVE = 128
/** 2⁻¹⁴ ms is 61 ns; 2²⁶ ms are 19 hours. What lies outside is counted in the first or the last bucket. */
const MIN_EXPONENT = -14
const MAX_EXPONENT = 26
const BUCKET_COUNT = (MAX_EXPONENT - MIN_EXPONENT) * BUCKETS_PER_OCTAVE
/** The 7 mantissa bits after the exponent, of the upper half of a float64. */
const SHIFT = 20 - 7
const EXPONENT_BIAS = 1023
const FIRST = (EXPONENT_BIAS + MIN_EXPONENT) << 7

const float = new Float64Array(1)
const halves = new Uint32Array(float.buffer)
const UPPER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0

/** Edges and counts, as a logged histogram takes them. */
export interface HistogramBins {
  readonly counts: number[]
  readonly edges: number[]
}

/**
 * Durations in milliseconds, counted in buckets that grow with the value, so that memory and the cost of one value do not
 * depend on how many there are. The scheme is that of HdrHistogram (Gil Tene); the bucket is read off the bits of the float.
 */
export class LatencyHistogram {
  readonly #counts = new Uint32Array(BUCKET_COUNT)
  #count = 0
  #sumMs = 0
  #minMs = Number.POSITIVE_INFINITY
  #maxMs = 0

  get count(): number {
    return this.#count
  }

  get sumMs(): number {
    return this.#sumMs
  }

  /** NaN without values. */
  get meanMs(): number {
    return this.#sumMs / this.#count
  }

  record(ms: number): void {
    const value = ms > 0 ? ms : 0
    this.#counts[bucketOf(value)]++
    this.#count++
    this.#sumMs += value
    if (value < this.#minMs) this.#minMs = value
    if (value > this.#maxMs) this.#maxMs = value
  }

  /** @param ratio in [0, 1] @returns the value of that rank, exact at both ends and else to within 0.4 %; NaN without values */
  quantile(ratio: number): number {
    if (this.#count === 0) return Number.NaN
    const rank = Math.max(1, Math.ceil(ratio * this.#count))
    if (rank >= this.#count) return this.#maxMs
    let seen = 0
    let bucket = 0
    for (; bucket < BUCKET_COUNT; bucket++) {
      seen += this.#counts[bucket]
      if (seen >= rank) break
    }
    const middle = (lowerEdge(bucket) + lowerEdge(bucket + 1)) / 2
    return Math.min(this.#maxMs, Math.max(this.#minMs, middle))
  }

  add(other: LatencyHistogram): void {
    if (other.#count === 0) return
    for (let i = 0; i < BUCKET_COUNT; i++) this.#counts[i] += other.#counts[i]
    this.#count += other.#count
    this.#sumMs += other.#sumMs
    this.#minMs = Math.min(this.#minMs, other.#minMs)
    this.#maxMs = Math.max(this.#maxMs, other.#maxMs)
  }

  clear(): void {
    this.#counts.fill(0)
    this.#count = 0
    this.#sumMs = 0
    this.#minMs = Number.POSITIVE_INFINITY
    this.#maxMs = 0
  }

  /** At most `maxBins` bins, each as wide as its neighbours in proportion, from the least value to the greatest. */
  toBins(maxBins = 64): HistogramBins {
    if (this.#count === 0) return { counts: [], edges: [] }
    const first = bucketOf(this.#minMs)
    const last = bucketOf(this.#maxMs)
    const width = Math.ceil((last - first + 1) / maxBins)
    const edges: number[] = []
    const counts: number[] = []
    for (let start = first; start <= last; start += width) {
      edges.push(lowerEdge(start))
      counts.push(this.#counts.subarray(start, start + width).reduce((sum, count) => sum + count, 0))
    }
    edges.push(lowerEdge(first + counts.length * width))
    return { counts, edges }
  }
}

function bucketOf(ms: number): number {
  float[0] = ms
  const bucket = (halves[UPPER] >>> SHIFT) - FIRST
  return bucket < 0 ? 0 : bucket >= BUCKET_COUNT ? BUCKET_COUNT - 1 : bucket
}

function lowerEdge(bucket: number): number {
  const octave = Math.floor(bucket / BUCKETS_PER_OCTAVE)
  return 2 ** (MIN_EXPONENT + octave) * (1 + (bucket - octave * BUCKETS_PER_OCTAVE) / BUCKETS_PER_OCTAVE)
}
