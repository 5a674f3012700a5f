import { formatBytes, formatDuration } from './quantities.ts'
import type { Screen } from './screen.ts'
import { textWidth, truncateText } from './text-width.ts'

export interface ProgressState {
  readonly doneBytes: number
  readonly totalBytes: number
  /** What is being done right now, printable. */
  readonly label: string
}

export interface ProgressOptions {
  readonly screen: Screen
  /** Monotonic. */
  readonly nowMs: () => number
}

const REDRAW_MS = 100
/** In a pipe: often enough to see that it lives, seldom enough for a log file. */
const LINE_MS = 5000
/** The rate is taken over this long, so that it follows the network but can be read. */
const RATE_WINDOW_MS = 5000
const BAR_COLUMNS = 24

/** Clears from the cursor to the end of the line. */
const CLEAR_TO_END = '\x1b[K'

/** A single line that is redrawn on a terminal; a plain line every few seconds anywhere else. */
export class Progress {
  readonly #screen: Screen
  readonly #nowMs: () => number
  readonly #marks: { atMs: number; doneBytes: number }[] = []
  #lastDrawMs: number
  #isDrawn = false
  #state: ProgressState | undefined
  #printedBytes: number | undefined

  constructor({ screen, nowMs }: ProgressOptions) {
    this.#screen = screen
    this.#nowMs = nowMs
    this.#lastDrawMs = screen.isTty ? Number.NEGATIVE_INFINITY : nowMs()
  }

  /** Cheap when called often. */
  update(state: ProgressState): void {
    this.#state = state
    this.refresh()
  }

  /** Draws the newest state if it is time. Called by a timer too: a rate that falls to nothing must be seen. */
  refresh(): void {
    const state = this.#state
    if (state === undefined) return
    const atMs = this.#nowMs()
    const interval = this.#screen.isTty ? REDRAW_MS : LINE_MS
    this.#mark(atMs, state.doneBytes)
    if (atMs - this.#lastDrawMs < interval) return
    this.#lastDrawMs = atMs
    const rate = this.#bytesPerSecond()
    if (!this.#screen.isTty) {
      // A log file does not need to hear again that nothing happened.
      if (state.doneBytes === this.#printedBytes) return
      this.#printedBytes = state.doneBytes
      this.#screen.write(`${progressLine(state, rate)}\n`)
      return
    }
    const line = progressBar(state, rate, this.#screen)
    this.#screen.write(`\r${line}${CLEAR_TO_END}`)
    this.#isDrawn = true
  }

  /** Removes the line, so that something else can be printed; the next update draws it again. */
  clear(): void {
    if (!this.#isDrawn) return
    this.#screen.write(`\r${CLEAR_TO_END}`)
    this.#isDrawn = false
    this.#lastDrawMs = Number.NEGATIVE_INFINITY
  }

  #mark(atMs: number, doneBytes: number): void {
    const marks = this.#marks
    marks.push({ atMs, doneBytes })
    while (marks.length > 2 && atMs - (marks[1]?.atMs ?? 0) > RATE_WINDOW_MS) marks.shift()
  }

  #bytesPerSecond(): number | undefined {
    const [first, last] = [this.#marks[0], this.#marks.at(-1)]
    if (first === undefined || last === undefined || last.atMs - first.atMs < 200) return undefined
    return Math.max(0, ((last.doneBytes - first.doneBytes) * 1000) / (last.atMs - first.atMs))
  }
}

function progressLine({ doneBytes, totalBytes, label }: ProgressState, rate: number | undefined): string {
  return [`${percentOf(doneBytes, totalBytes)} %`, ...amounts(doneBytes, totalBytes, rate), label].join(' · ')
}

function progressBar(state: ProgressState, rate: number | undefined, screen: Screen): string {
  const { doneBytes, totalBytes, label } = state
  // One column stays free: a character in the last one makes some terminals wrap.
  const columns = (screen.columns ?? 80) - 1
  const percent = `${String(percentOf(doneBytes, totalBytes)).padStart(3)} %`
  const bar = columns >= 70 ? `${drawBar(doneBytes, totalBytes, screen)} ` : ''
  const facts = amounts(doneBytes, totalBytes, rate).join(' · ')
  const used = textWidth(bar) + percent.length + 2 + textWidth(facts)
  if (used > columns) return truncateText(`${percent}  ${facts}`, columns)
  const room = columns - used - 3
  const tail = room >= 8 ? ` · ${screen.style.dim(truncateText(label, room))}` : ''
  return `${bar}${percent}  ${facts}${tail}`
}

function amounts(doneBytes: number, totalBytes: number, rate: number | undefined): string[] {
  const facts = [`${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`]
  if (rate === undefined) return facts
  facts.push(`${formatBytes(rate)}/s`)
  const leftBytes = totalBytes - doneBytes
  if (leftBytes > 0 && rate > 0) facts.push(`${formatDuration(Math.ceil(leftBytes / rate) * 1000)} left`)
  return facts
}

function drawBar(doneBytes: number, totalBytes: number, screen: Screen): string {
  const filled = Math.round((percentOf(doneBytes, totalBytes) / 100) * BAR_COLUMNS)
  return screen.style.cyan('━'.repeat(filled)) + screen.style.dim('─'.repeat(BAR_COLUMNS - filled))
}

/** Rounded down: 100 % means that nothing is left. */
function percentOf(doneBytes: number, totalBytes: number): number {
  return totalBytes === 0 ? 100 : Math.min(100, Math.floor((doneBytes / totalBytes) * 100))
}
