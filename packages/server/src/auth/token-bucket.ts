export interface TokenBucketsOptions {
  readonly ratePerSecond: number
  readonly burst: number
  /** How many names are remembered; the one unused for longest is forgotten first. Default 10,000. */
  readonly maxNames?: number
}

interface Bucket {
  tokens: number
  atMs: number
}

/** One token bucket per name. Forgetting a name refills its bucket, so the number of names is bounded at no risk. */
export class TokenBuckets {
  readonly #ratePerMs: number
  readonly #burst: number
  readonly #maxNames: number
  readonly #buckets = new Map<string, Bucket>()

  constructor(options: TokenBucketsOptions) {
    this.#ratePerMs = options.ratePerSecond / 1000
    this.#burst = options.burst
    this.#maxNames = options.maxNames ?? 10_000
  }

  /** @returns 0 when a token was taken, else the milliseconds until there is one */
  take(name: string, nowMs: number): number {
    const bucket = this.#refill(name, nowMs)
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1
      return 0
    }
    return Math.ceil((1 - bucket.tokens) / this.#ratePerMs)
  }

  #refill(name: string, nowMs: number): Bucket {
    const bucket = this.#buckets.get(name) ?? { tokens: this.#burst, atMs: nowMs }
    const elapsedMs = Math.max(0, nowMs - bucket.atMs)
    bucket.tokens = Math.min(this.#burst, bucket.tokens + elapsedMs * this.#ratePerMs)
    bucket.atMs = nowMs
    // Moved to the end: a Map iterates in order of insertion, so its first name is the one unused for longest.
    this.#buckets.delete(name)
    this.#buckets.set(name, bucket)
    const oldest = this.#buckets.keys().next().value
    if (this.#buckets.size > this.#maxNames && oldest !== undefined) this.#buckets.delete(oldest)
    return bucket
  }
}
