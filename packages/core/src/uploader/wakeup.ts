import type { Timers } from '../platform/timers.ts'

/** A wait that can be cut short. A wake-up that comes while nobody waits is kept for the next wait. */
export class Wakeup {
  readonly #timers: Timers
  #sleeping: AbortController | undefined
  #isWoken = false

  constructor(timers: Timers) {
    this.#timers = timers
  }

  wake(): void {
    this.#isWoken = true
    this.#sleeping?.abort()
  }

  /** One caller at a time. */
  async wait(durationMs: number): Promise<void> {
    if (!this.#isWoken && durationMs > 0) {
      this.#sleeping = new AbortController()
      await this.#timers.sleep(durationMs, this.#sleeping.signal)
      this.#sleeping = undefined
    }
    this.#isWoken = false
  }
}
