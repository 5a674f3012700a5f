import { LatencySketch } from '@kymo/core'
import type { ResultFacts } from './describe-result.ts'
import type { GenerationFacts } from './generation-meter.ts'
import type { TokenCounts } from './token-counts.ts'

/** Of one call that has ended. */
export interface CallFacts {
  readonly durationMs: number
  readonly itemCount: number
  readonly isError: boolean
  readonly input: TokenCounts | undefined
  readonly generation: GenerationFacts | undefined
  readonly result: ResultFacts
}

/** Labels that are told apart. */
const MAX_LABELS = 100

/** Sums and latencies of a stretch of calls. */
class Stretch {
  readonly latency = new LatencySketch()
  readonly firstToken = new LatencySketch()
  readonly step = new LatencySketch()
  calls = 0
  items = 0
  busyMs = 0
  tokensIn = 0
  cellsIn = 0
  tokensOut = 0
  generateMs = 0
  decodeTokens = 0
  decodeMs = 0

  add({ durationMs, itemCount, input, generation }: CallFacts): void {
    this.calls += 1
    this.items += itemCount
    this.busyMs += durationMs
    this.latency.add(durationMs)
    this.tokensIn += input?.tokens ?? 0
    this.cellsIn += input?.cells ?? 0
    if (generation === undefined) return
    this.tokensOut += generation.outputTokens
    this.generateMs += durationMs
    this.decodeMs += generation.decodeMs
    // Tokens after the first of each row: those that decoding alone has made.
    this.decodeTokens += Math.max(0, generation.outputTokens - generation.finishReasons.length)
    if (generation.timeToFirstTokenMs !== undefined) this.firstToken.add(generation.timeToFirstTokenMs)
    for (const ms of generation.stepMs) this.step.add(ms)
  }

  metrics(percentiles: readonly (readonly [label: string, share: number])[]): Record<string, number> {
    const values: Record<string, number> = {}
    const addPercentiles = (name: string, sketch: LatencySketch): void => {
      if (sketch.count > 0)
        for (const [label, share] of percentiles) values[`${name}_${label}`] = sketch.percentile(share)
    }
    addPercentiles('latency_ms', this.latency)
    addPercentiles('time_to_first_token_ms', this.firstToken)
    addPercentiles('inter_token_latency_ms', this.step)
    if (this.busyMs > 0) values['items_per_s'] = (this.items / this.busyMs) * 1000
    if (this.calls > 0) values['batch_size'] = this.items / this.calls
    if (this.cellsIn > 0) values['padding_ratio'] = 1 - this.tokensIn / this.cellsIn
    if (this.generateMs > 0) values['tokens_per_s'] = (this.tokensOut / this.generateMs) * 1000
    if (this.decodeMs > 0) values['decode_tokens_per_s'] = (this.decodeTokens / this.decodeMs) * 1000
    return values
  }
}

/** What all calls of one pipeline add up to: totals since the start, latencies of the window, and of all at the end. */
export class CallStatistics {
  #window = new Stretch()
  readonly #all = new Stretch()
  readonly #labels = new Map<string, number>()
  readonly #finishReasons = new Map<string, number>()
  #errors = 0
  #scoreSum = 0
  #scoreCount = 0
  #nonFiniteCount = 0
  #norm: number | undefined

  /** Calls since the last {@link takeWindow}. */
  get windowCount(): number {
    return this.#window.calls
  }

  add(facts: CallFacts): void {
    if (facts.isError) this.#errors += 1
    this.#window.add(facts)
    this.#all.add(facts)
    for (const reason of facts.generation?.finishReasons ?? [])
      this.#finishReasons.set(reason, (this.#finishReasons.get(reason) ?? 0) + 1)
    this.#addResult(facts.result)
  }

  takeWindow(): Record<string, number> {
    const metrics = { ...this.#totals(), ...this.#window.metrics(WINDOW_PERCENTILES) }
    this.#window = new Stretch()
    return metrics
  }

  summary(): Record<string, number> {
    const values = { ...this.#totals(), ...this.#all.metrics(ALL_PERCENTILES) }
    for (const [label, count] of this.#labels) values[`labels/${label}`] = count
    for (const [reason, count] of this.#finishReasons) values[`finish/${reason}`] = count
    return values
  }

  #addResult({ labels = [], norms, nonFiniteCount }: ResultFacts): void {
    for (const { label, score } of labels) {
      const key = this.#labels.has(label) || this.#labels.size < MAX_LABELS ? label : 'other'
      this.#labels.set(key, (this.#labels.get(key) ?? 0) + 1)
      this.#scoreSum += score
      this.#scoreCount += 1
    }
    this.#nonFiniteCount += nonFiniteCount ?? 0
    if (norms !== undefined && norms.length > 0)
      this.#norm = norms.reduce((sum, norm) => sum + norm, 0) / norms.length
  }

  #totals(): Record<string, number> {
    const { calls, items, tokensIn, cellsIn, tokensOut, generateMs } = this.#all
    return {
      calls,
      errors: this.#errors,
      items,
      ...(cellsIn > 0 ? { input_tokens: tokensIn } : {}),
      ...(generateMs > 0 ? { output_tokens: tokensOut } : {}),
      ...(this.#scoreCount > 0 ? { mean_top_score: this.#scoreSum / this.#scoreCount } : {}),
      ...(this.#norm === undefined
        ? {}
        : { embedding_norm: this.#norm, non_finite_values: this.#nonFiniteCount }),
    }
  }
}

const WINDOW_PERCENTILES = [
  ['p50', 0.5],
  ['p95', 0.95],
] as const
const ALL_PERCENTILES = [...WINDOW_PERCENTILES, ['p99', 0.99]] as const
