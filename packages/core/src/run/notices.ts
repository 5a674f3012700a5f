import type { Pulse } from '../platform/pulse.ts'
import type { Terminal } from '../platform/terminal.ts'

/** At most one warning of a code in this time. */
const WARNING_INTERVAL_MS = 60_000
/** Keys that are remembered, and so warned about once each; later ones are only counted. */
const MAX_KEYS = 100
/** A notice quotes names, which may be as long as they like. */
const MAX_LENGTH = 1000
/** What a terminal obeys instead of showing. Names of runs and metrics are the user's, and may come from anywhere. */
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

export interface NoticesOptions {
  readonly terminal: Terminal
  readonly pulse: Pulse
  /** No notices, no progress. */
  readonly quiet: boolean
  /** Nothing at all. */
  readonly silent: boolean
}

export interface Problem {
  /** A sentence for people. */
  readonly message: string
  /** Unix milliseconds. */
  readonly timeMs: number
}

/** What a run says on standard error: few lines, never the same one twice in a minute. */
export class Notices {
  readonly #options: NoticesOptions
  readonly #lastMs = new Map<string, number>()
  readonly #keys = new Set<string>()
  #hasProgress = false
  #lastProblem: Problem | undefined

  constructor(options: NoticesOptions) {
    this.#options = options
  }

  /** The last thing that was wrong, whether it was shown or not. */
  get lastProblem(): Problem | undefined {
    return this.#lastProblem
  }

  /** A line that is good to know. */
  inform(text: string): void {
    if (!this.#options.quiet && !this.#options.silent) this.#print(text)
  }

  /** A line about something that is wrong, at most one a minute for this code. */
  warn(code: string, text: string): void {
    this.#note(text)
    if (this.#options.silent) return
    const nowMs = this.#options.pulse.nowMs()
    const lastMs = this.#lastMs.get(code)
    if (lastMs !== undefined && nowMs >= lastMs && nowMs - lastMs < WARNING_INTERVAL_MS) return
    this.#lastMs.set(code, nowMs)
    this.#print(`warning: ${text}`)
  }

  /** A line about something that is wrong, once for this key. */
  warnOnce(key: string, text: string): void {
    this.#note(text)
    if (this.#options.silent || this.#keys.size > MAX_KEYS) return
    const known = shorten(key)
    if (this.#keys.has(known)) return
    this.#keys.add(known)
    const isLast = this.#keys.size > MAX_KEYS
    this.#print(isLast ? 'warning: further warnings of this kind are counted, not shown' : `warning: ${text}`)
  }

  /** On a terminal: replaces the line before, when that was progress too. */
  showProgress(text: string): void {
    const { terminal, quiet, silent } = this.#options
    if (quiet || silent || !terminal.isInteractive) return
    terminal.write(`\r\u001b[Kkymo: ${text.replace(CONTROL, '�')}`)
    this.#hasProgress = true
  }

  #note(text: string): void {
    this.#lastProblem = { message: shorten(text), timeMs: this.#options.pulse.nowMs() }
  }

  #print(text: string): void {
    const clear = this.#hasProgress ? '\r\u001b[K' : ''
    this.#hasProgress = false
    this.#options.terminal.write(`${clear}kymo: ${shorten(text).replace(CONTROL, '�')}\n`)
  }
}

function shorten(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}…`
}
