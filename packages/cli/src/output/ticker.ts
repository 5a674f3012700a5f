import { formatCount } from './quantities.ts'
import type { Screen } from './screen.ts'

export interface TickerOptions {
  readonly screen: Screen
  /** Monotonic. */
  readonly nowMs: () => number
  /** `rows` */
  readonly noun: string
}

/** Work that ends sooner than this needs no sign of life. */
const PATIENCE_MS = 400
const REDRAW_MS = 100

/** `1,234,000 rows` on a terminal, for work whose end is not known. Nothing at all in a pipe. */
export class Ticker {
  readonly #options: TickerOptions
  #nextDrawMs: number
  #isDrawn = false

  constructor(options: TickerOptions) {
    this.#options = options
    this.#nextDrawMs = options.nowMs() + PATIENCE_MS
  }

  show(done: number): void {
    const { screen, nowMs, noun } = this.#options
    if (!screen.isTty || nowMs() < this.#nextDrawMs) return
    this.#nextDrawMs = nowMs() + REDRAW_MS
    this.#isDrawn = true
    screen.write(`\r${screen.style.dim(`${formatCount(done)} ${noun}`)}\x1b[K`)
  }

  clear(): void {
    if (this.#isDrawn) this.#options.screen.write('\r\x1b[K')
    this.#isDrawn = false
  }
}
