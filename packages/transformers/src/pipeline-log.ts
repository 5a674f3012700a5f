import { Table } from '@kymo/core'
import { CallStatistics, type CallFacts } from './call-statistics.ts'
import type { RunLike } from './framework-types.ts'

/** Calls after which a window ends, however short. */
const MAX_WINDOW_CALLS = 100

export interface Sample {
  readonly input: unknown
  readonly output: unknown
  readonly durationMs: number
  readonly outputTokens: number | undefined
}

/**
 * Rows of one pipeline. They share the steps of whatever else the run logs, without moving them on as long as those move on by
 * themselves.
 */
export class PipelineLog {
  readonly #run: RunLike
  readonly #prefix: string
  readonly #intervalMs: number
  readonly #maxSamples: number
  readonly #statistics = new CallStatistics()
  readonly #samples: Sample[] = []
  #windowStartMs: number | undefined
  #lastStep = -1

  /** @param name after `transformers/` */
  constructor(
    run: RunLike,
    name: string,
    options: { readonly intervalMs: number; readonly samples: number },
  ) {
    this.#run = run
    this.#prefix = `transformers/${name}`
    this.#intervalMs = options.intervalMs
    this.#maxSamples = options.samples
    run.defineMetric?.(`${this.#prefix}/*`, { stepMetric: `${this.#prefix}/calls` })
  }

  configure(values: Readonly<Record<string, unknown>>): void {
    this.#run.config.update({ [this.#prefix]: values })
  }

  add(facts: CallFacts, sample: (() => Sample) | undefined, nowMs: number): void {
    this.#statistics.add(facts)
    if (sample !== undefined && this.#samples.length < this.#maxSamples) this.#samples.push(sample())
    this.#windowStartMs ??= nowMs - facts.durationMs
    if (nowMs - this.#windowStartMs < this.#intervalMs && this.#statistics.windowCount < MAX_WINDOW_CALLS)
      return
    this.#flush(nowMs)
  }

  finish(): void {
    if (this.#statistics.windowCount > 0) this.#flush(0)
    const summary = this.#statistics.summary()
    if (summary['calls'] === 0) return
    this.#run.summary?.update(this.#named(summary))
    if (this.#samples.length === 0) return
    const rows = this.#samples.map(({ input, output, durationMs, outputTokens }) => [
      input,
      output,
      durationMs,
      outputTokens ?? null,
    ])
    const columns = ['input', 'output', 'ms', 'output_tokens']
    this.#log({ [`${this.#prefix}/samples`]: new Table({ columns, rows }) })
  }

  #flush(nowMs: number): void {
    this.#windowStartMs = nowMs
    this.#log(this.#named(this.#statistics.takeWindow()))
  }

  #log(values: Readonly<Record<string, unknown>>): void {
    // A second value at a step would take the place of the first.
    this.#lastStep = Math.max(this.#lastStep + 1, this.#run.step ?? 0)
    this.#run.log(values, { step: this.#lastStep })
  }

  #named(values: Readonly<Record<string, number>>): Record<string, number> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [`${this.#prefix}/${name}`, value]),
    )
  }
}
