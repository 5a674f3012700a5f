import { formatCount } from './quantities.ts'
import type { Screen } from './screen.ts'

export interface CounterOptions {
  readonly screen: Screen
  /** Monotonic. */
  readonly nowMs: () => number
  readonly total: number
}

/** Work that ends sooner than this needs no sign of life. */
const PATIENCE_MS = 400
const REDRAW_MS = 100

/** `reading 12 of 3,000` on a terminal, when reading takes long. Nothing at all in a pipe. */
export class Counter {
  readonly #options: CounterOptions
  #nextDrawMs: number
  #isDrawn = false

  constructor(options: CounterOptions) {
    this.#options = options
    this.#nextDrawMs = options.nowMs() + PATIENCE_MS
  }

  show(done: number): void {
    const { screen, nowMs, total } = this.#options
    if (!screen.isTty || nowMs() < this.#nextDrawMs) return
    this.#nextDrawMs = nowMs() + REDRAW_MS
    this.#isDrawn = true
    screen.write(`\r${screen.style.dim(`reading ${formatCount(done + 1)} of ${formatCount(total)}`)}\x1b[K`)
  }

  clear(): void {
    if (this.#isDrawn) this.#options.screen.write('\r\x1b[K')
    this.#isDrawn = false
  }
}
