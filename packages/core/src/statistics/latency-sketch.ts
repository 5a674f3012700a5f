/** Neighbouring classes differ by this factor, so a percentile is exact to 1 %. */
const GROWTH = 1.02
const LOG_GROWTH = Math.log(GROWTH)
/** Everything from zero to a microsecond is one class. */
const SMALLEST_MS = 0.001

/**
 * For adapters: percentiles of any number of latencies in flat memory: counts in classes of 2 % width.
 * @see Masson, Rim and Lee, "DDSketch", 2019 (the same classes, without merging)
 *
 * @example
 * ```js
 * import { LatencySketch } from '@kymo/core'
 *
 * const latencies = new LatencySketch()
 * for (const ms of [10, 12, 11, 90]) latencies.add(ms)
 * console.log(Math.round(latencies.percentile(0.5))) // 11
 * ```
 */
export class LatencySketch {
  readonly #counts = new Map<number, number>()
  #count = 0
  #sum = 0

  get count(): number {
    return this.#count
  }

  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count
  }

  /** @param valueMs below zero counts as zero; what is not finite is no latency and is left out */
  add(valueMs: number): void {
    if (!Number.isFinite(valueMs)) return
    const value = Math.max(SMALLEST_MS, valueMs)
    const index = Math.round(Math.log(value) / LOG_GROWTH)
    this.#counts.set(index, (this.#counts.get(index) ?? 0) + 1)
    this.#count += 1
    this.#sum += Math.max(0, valueMs)
  }

  /** @param share in `[0, 1]` @returns 0 when nothing was added */
  percentile(share: number): number {
    let left = Math.max(1, Math.ceil(share * this.#count))
    for (const [index, count] of [...this.#counts].toSorted(([a], [b]) => a - b)) {
      left -= count
      if (left <= 0) return Math.exp(index * LOG_GROWTH)
    }
    return 0
  }

  clear(): void {
    this.#counts.clear()
    this.#count = 0
    this.#sum = 0
  }
}
