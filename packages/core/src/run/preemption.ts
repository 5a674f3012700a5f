import type { Pulse } from '../platform/pulse.ts'
import type { RunLog } from './run-log.ts'
import type { RunHooks } from './run-hooks.ts'
import { preemptingRecord } from './run-records.ts'

/** The mark that somebody takes the machine away: an end of the run without success then reads as preempted. */
export class Preemption {
  readonly #log: RunLog | undefined
  readonly #pulse: Pulse
  readonly #onMarked: () => unknown
  #isMarked = false

  constructor(parts: {
    readonly log: RunLog | undefined
    readonly pulse: Pulse
    readonly hooks: Pick<RunHooks, 'preempt'>
  }) {
    this.#log = parts.log
    this.#pulse = parts.pulse
    this.#onMarked = () => parts.hooks.preempt.call()
  }

  get isMarked(): boolean {
    return this.#isMarked
  }

  /** Only the first call writes. */
  mark(): void {
    if (this.#isMarked) return
    this.#isMarked = true
    this.#log?.append(preemptingRecord(), this.#pulse.nowMs())
    this.#log?.flush()
    void this.#onMarked()
  }
}
