interface Sleeper {
  readonly wakeAtMs: number
  readonly wake: () => void
}

/** A clock that moves only when told to, with the sleeps that wait for it. */
export class FakeTimers {
  #nowMs: number
  readonly #sleepers = new Set<Sleeper>()
  /** Every duration that was asked for, in order. */
  readonly sleepsMs: number[] = []

  constructor(startMs: number = 1_700_000_000_000) {
    this.#nowMs = startMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  get sleeperCount(): number {
    return this.#sleepers.size
  }

  /** Resolves when the clock has been moved far enough, or `signal` aborts. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    this.sleepsMs.push(durationMs)
    return new Promise((resolve) => {
      if (signal?.aborted === true || durationMs <= 0) return resolve()
      const wake = (): void => {
        this.#sleepers.delete(sleeper)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      const sleeper: Sleeper = { wakeAtMs: this.#nowMs + durationMs, wake }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', wake)
    })
  }

  /** Moves the clock, waking sleepers in their order, and lets what they do settle in between. */
  async advance(durationMs: number): Promise<void> {
    const untilMs = this.#nowMs + durationMs
    await settle()
    for (let next = this.#next(untilMs); next !== undefined; next = this.#next(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.wakeAtMs)
      next.wake()
      await settle()
    }
    this.#nowMs = untilMs
  }

  /** Moves the clock from sleep to sleep until `promise` settles, at most `limitMs` of its own time. */
  async runUntil<T>(promise: Promise<T>, limitMs: number = 60 * 60 * 1000): Promise<T> {
    const outcome = { isSettled: false }
    const mark = (): void => {
      outcome.isSettled = true
    }
    promise.then(mark, mark)
    const untilMs = this.#nowMs + limitMs
    await settle()
    while (!outcome.isSettled) {
      const next = this.#next(untilMs)
      if (next === undefined && this.#sleepers.size > 0)
        throw new Error(`Not settled within ${limitMs} ms of fake time`)
      if (next !== undefined) {
        this.#nowMs = Math.max(this.#nowMs, next.wakeAtMs)
        next.wake()
      }
      await settle()
    }
    return promise
  }

  #next(untilMs: number): Sleeper | undefined {
    let first: Sleeper | undefined
    for (const sleeper of this.#sleepers) {
      if (sleeper.wakeAtMs <= untilMs && (first === undefined || sleeper.wakeAtMs < first.wakeAtMs))
        first = sleeper
    }
    return first
  }
}

/** Lets promise chains and callbacks that are ready run to their next wait. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
}
