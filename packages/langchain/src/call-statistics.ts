import { LatencySketch } from '@kymo/core'
import type { Usage } from './read-usage.ts'

/** Of one call that has ended. */
export interface CallFacts {
  readonly kind: 'llm' | 'tool' | 'retriever' | 'node'
  /** Model, tool, retriever or node. */
  readonly name: string
  readonly durationMs: number
  readonly isError: boolean
  readonly usage?: Usage
  readonly costUsd?: number | undefined
  readonly timeToFirstTokenMs?: number | undefined
}

/** Groups that are told apart; further names count together under `other`. */
const MAX_GROUPS = 100

class Group {
  calls = 0
  errors = 0
  readonly window = new LatencySketch()
  readonly all = new LatencySketch()
}

/** What all calls of a run add up to: totals since the start, latencies of the last window, and of all at the end. */
export class CallStatistics {
  readonly #groups = new Map<string, Group>()
  readonly #firstToken = new LatencySketch()
  readonly #firstTokenWindow = new LatencySketch()
  #calls = 0
  #errors = 0
  #inputTokens = 0
  #outputTokens = 0
  #cacheReadTokens = 0
  #reasoningTokens = 0
  #costUsd: number | undefined
  #outputMs = 0
  #changeCount = 0

  /** Calls since the last {@link takeWindow}. */
  get changeCount(): number {
    return this.#changeCount
  }

  add(facts: CallFacts): void {
    this.#changeCount += 1
    const group = this.#groupOf(facts)
    group.calls += 1
    if (facts.isError) group.errors += 1
    group.window.add(facts.durationMs)
    group.all.add(facts.durationMs)
    if (facts.kind === 'llm') this.#addModelCall(facts)
  }

  /** Metrics of the window that ends now; totals count from the start. */
  takeWindow(): Record<string, number> {
    const metrics: Record<string, number> = { ...this.#totals() }
    for (const [name, { calls, errors, window }] of this.#groups) {
      if (window.count === 0) continue
      metrics[`${name}/calls`] = calls
      if (errors > 0) metrics[`${name}/errors`] = errors
      metrics[`${name}/latency_ms_p50`] = window.percentile(0.5)
      metrics[`${name}/latency_ms_p95`] = window.percentile(0.95)
      window.clear()
    }
    if (this.#firstTokenWindow.count > 0) {
      metrics['llm/time_to_first_token_ms_p50'] = this.#firstTokenWindow.percentile(0.5)
      metrics['llm/time_to_first_token_ms_p95'] = this.#firstTokenWindow.percentile(0.95)
      this.#firstTokenWindow.clear()
    }
    this.#changeCount = 0
    return metrics
  }

  /** For the summary: over the whole run. */
  summary(): Record<string, number> {
    const values: Record<string, number> = { ...this.#totals() }
    for (const [name, { calls, errors, all }] of this.#groups) {
      values[`${name}/calls`] = calls
      values[`${name}/errors`] = errors
      for (const [label, share] of PERCENTILES) values[`${name}/latency_ms_${label}`] = all.percentile(share)
    }
    if (this.#firstToken.count > 0)
      for (const [label, share] of PERCENTILES)
        values[`llm/time_to_first_token_ms_${label}`] = this.#firstToken.percentile(share)
    return values
  }

  #groupOf({ kind, name }: CallFacts): Group {
    const known = `${kind}/${name}`
    const key = this.#groups.has(known) || this.#groups.size < MAX_GROUPS ? known : `${kind}/other`
    let group = this.#groups.get(key)
    if (group === undefined) {
      group = new Group()
      this.#groups.set(key, group)
    }
    return group
  }

  #addModelCall({ usage = {}, costUsd, timeToFirstTokenMs, isError, durationMs }: CallFacts): void {
    this.#calls += 1
    if (isError) this.#errors += 1
    this.#inputTokens += usage.inputTokens ?? 0
    this.#outputTokens += usage.outputTokens ?? 0
    this.#cacheReadTokens += usage.cacheReadTokens ?? 0
    this.#reasoningTokens += usage.reasoningTokens ?? 0
    if (usage.outputTokens !== undefined) this.#outputMs += durationMs
    if (costUsd !== undefined) this.#costUsd = (this.#costUsd ?? 0) + costUsd
    if (timeToFirstTokenMs === undefined) return
    this.#firstToken.add(timeToFirstTokenMs)
    this.#firstTokenWindow.add(timeToFirstTokenMs)
  }

  #totals(): Record<string, number> {
    if (this.#calls === 0) return {}
    return {
      'llm/calls': this.#calls,
      'llm/errors': this.#errors,
      'llm/input_tokens': this.#inputTokens,
      'llm/output_tokens': this.#outputTokens,
      ...(this.#cacheReadTokens > 0 ? { 'llm/cache_read_tokens': this.#cacheReadTokens } : {}),
      ...(this.#reasoningTokens > 0 ? { 'llm/reasoning_tokens': this.#reasoningTokens } : {}),
      ...(this.#outputMs > 0
        ? { 'llm/output_tokens_per_s': (this.#outputTokens / this.#outputMs) * 1000 }
        : {}),
      ...(this.#costUsd === undefined ? {} : { 'llm/cost_usd': this.#costUsd }),
    }
  }
}

const PERCENTILES = [
  ['p50', 0.5],
  ['p90', 0.9],
  ['p99', 0.99],
] as const
