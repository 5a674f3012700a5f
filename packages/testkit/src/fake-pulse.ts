interface Ticker {
  readonly intervalMs: number
  readonly action: () => void
  dueMs: number
}

/** The training thread's time, moved by hand. While it is `blocked` no timer fires, as in a loop that never returns. */
export class FakePulse {
  isBlocked = false
  #nowMs: number
  readonly #tickers = new Set<Ticker>()

  constructor(startMs: number = 1_700_000_000_000) {
    this.#nowMs = startMs
  }

  get tickerCount(): number {
    return this.#tickers.size
  }

  nowMs(): number {
    return this.#nowMs
  }

  every(intervalMs: number, action: () => void): () => void {
    const ticker = { intervalMs, action, dueMs: this.#nowMs + intervalMs }
    this.#tickers.add(ticker)
    return () => void this.#tickers.delete(ticker)
  }

  /** Waits for the next `advance`, even of 0. */
  soon(action: () => void): void {
    const stop = this.every(0, () => {
      stop()
      action()
    })
  }

  /** Moves the clock itself: a caller that waits finds its time has passed. */
  wait(durationMs: number): Promise<void> {
    this.advance(durationMs)
    return Promise.resolve()
  }

  /** Moves the clock, firing what becomes due in its order. */
  advance(durationMs: number): void {
    const untilMs = this.#nowMs + durationMs
    for (let next = this.#next(untilMs); next !== undefined; next = this.#next(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.dueMs)
      next.dueMs = this.#nowMs + next.intervalMs
      next.action()
    }
    this.#nowMs = untilMs
  }

  #next(untilMs: number): Ticker | undefined {
    if (this.isBlocked) return undefined
    const due = [...this.#tickers].filter((ticker) => ticker.dueMs <= untilMs)
    return due.toSorted((a, b) => a.dueMs - b.dueMs)[0]
  }
}
