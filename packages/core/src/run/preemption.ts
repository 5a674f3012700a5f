import type { Pulse } from '../platform/pulse.ts'
import type { RunLog } from './run-log.ts'
import { preemptingRecord } from './run-records.ts'

/** The mark that somebody takes the machine away: an end of the run without success then reads as preempted. */
export class Preemption {
  readonly #log: RunLog | undefined
  readonly #pulse: Pulse
  #isMarked = false

  constructor(log: RunLog | undefined, pulse: Pulse) {
    this.#log = log
    this.#pulse = pulse
  }

  /** Only the first call writes. */
  mark(): void {
    if (this.#isMarked) return
    this.#isMarked = true
    this.#log?.append(preemptingRecord(), this.#pulse.nowMs())
    this.#log?.flush()
  }
}
