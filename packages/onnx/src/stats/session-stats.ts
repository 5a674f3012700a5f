import { LatencyHistogram } from './latency-histogram.ts'

/** How one run went; times in milliseconds. */
export interface RunTimes {
  /** From the call until its result. */
  readonly latencyMs: number
  /** Waiting for its turn; NaN where waiting and computing cannot be told apart. */
  readonly queueMs: number
  /** NaN where it cannot be told apart. */
  readonly computeMs: number
  /** Rows of the batch. */
  readonly itemCount: number
}

/** Names of metrics after `onnx/<session>/`, with their values. */
export type StatsRow = Readonly<Record<string, number>>

const QUANTILES = [
  ['p50', 0.5],
  ['p90', 0.9],
  ['p99', 0.99],
] as const

/** The three times of runs, as distributions. */
export class RunTimeHistograms {
  readonly latency: LatencyHistogram = new LatencyHistogram()
  readonly queue: LatencyHistogram = new LatencyHistogram()
  readonly compute: LatencyHistogram = new LatencyHistogram()

  record({ latencyMs, queueMs, computeMs }: RunTimes): void {
    this.latency.record(latencyMs)
    if (Number.isNaN(computeMs)) return
    this.queue.record(queueMs)
    this.compute.record(computeMs)
  }

  add({ latency, queue, compute }: RunTimeHistograms): void {
    this.latency.add(latency)
    this.queue.add(queue)
    this.compute.add(compute)
  }

  clear(): void {
    this.latency.clear()
    this.queue.clear()
    this.compute.clear()
  }

  /** Those that have no values are left out. */
  quantiles(): Record<string, number> {
    const named = [
      ['latency', this.latency],
      ['queue', this.queue],
      ['compute', this.compute],
    ] as const
    return Object.fromEntries(
      named.flatMap(([name, histogram]) =>
        histogram.count === 0
          ? []
          : QUANTILES.map(([suffix, ratio]) => [`${name}_ms_${suffix}`, histogram.quantile(ratio)]),
      ),
    )
  }
}

/** Counts of a window or of the whole session. */
interface Counts {
  runs: number
  errors: number
  items: number
}

/** Adds up runs, and makes a row of a window of them. Pure: times come as arguments. */
export class SessionStats {
  readonly whole: RunTimeHistograms = new RunTimeHistograms()
  readonly #window = new RunTimeHistograms()
  readonly #counts: Counts = { runs: 0, errors: 0, items: 0 }
  readonly #totals: Counts = { runs: 0, errors: 0, items: 0 }
  #windowStartMs = Number.NaN
  #firstMs = Number.NaN
  #inFlightCount = 0
  #maxInFlightCount = 0

  /** Runs that ended in this window, well or not. */
  get windowRunCount(): number {
    return this.#counts.runs + this.#counts.errors
  }

  /** Where the window began: with the first run, then where the window before ended. NaN before the first run. */
  get windowStartMs(): number {
    return this.#windowStartMs
  }

  /** All runs that went well, in this window and before. */
  get runCount(): number {
    return this.#totals.runs + this.#counts.runs
  }

  get errorCount(): number {
    return this.#totals.errors + this.#counts.errors
  }

  begin(nowMs: number): void {
    if (Number.isNaN(this.#windowStartMs)) this.#windowStartMs = this.#firstMs = nowMs
    this.#inFlightCount++
    if (this.#inFlightCount > this.#maxInFlightCount) this.#maxInFlightCount = this.#inFlightCount
  }

  succeed(times: RunTimes): void {
    this.#inFlightCount--
    this.#counts.runs++
    this.#counts.items += times.itemCount
    this.#window.record(times)
  }

  fail(): void {
    this.#inFlightCount--
    this.#counts.errors++
  }

  /** A run that is to count nowhere has ended: it warmed up. */
  skip(nowMs: number): void {
    this.#inFlightCount--
    // Nothing else was measured yet: what warming up took is not time in which nothing was done.
    if (this.windowRunCount === 0 && this.#totals.runs === 0) this.#windowStartMs = this.#firstMs = nowMs
  }

  /** Ends the window. @returns undefined when no run has ended in it: then it goes on */
  takeRow(nowMs: number): StatsRow | undefined {
    if (this.windowRunCount === 0) return undefined
    const { runs, errors, items } = this.#counts
    const spanMs = Math.max(nowMs - this.#windowStartMs, Number.MIN_VALUE)
    const { latency, compute } = this.#window
    this.#totals.runs += runs
    this.#totals.errors += errors
    this.#totals.items += items
    const row = {
      run_count: this.#totals.runs + this.#totals.errors,
      runs,
      errors,
      runs_per_s: (runs * 1000) / spanMs,
      items_per_s: (items * 1000) / spanMs,
      ...this.#window.quantiles(),
      // Little's law: the mean number in flight is the sum of their times over the time.
      concurrency: latency.sumMs / spanMs,
      concurrency_max: this.#maxInFlightCount,
      ...(compute.count === 0 ? {} : { busy_percent: Math.min(100, (compute.sumMs * 100) / spanMs) }),
    }
    this.whole.add(this.#window)
    this.#startWindow(nowMs)
    return row
  }

  /** Of all windows that were taken. @returns undefined when there was none */
  summary(): StatsRow | undefined {
    const { runs, errors, items } = this.#totals
    if (runs + errors === 0) return undefined
    const spanMs = Math.max(this.#windowStartMs - this.#firstMs, Number.MIN_VALUE)
    return {
      run_count: runs + errors,
      runs,
      errors,
      runs_per_s: (runs * 1000) / spanMs,
      items_per_s: (items * 1000) / spanMs,
      ...this.whole.quantiles(),
    }
  }

  #startWindow(nowMs: number): void {
    this.#window.clear()
    this.#counts.runs = this.#counts.errors = this.#counts.items = 0
    this.#windowStartMs = nowMs
    this.#maxInFlightCount = this.#inFlightCount
  }
}
