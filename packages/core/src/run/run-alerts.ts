import { randomUUID } from 'node:crypto'
import type { Pulse } from '../platform/pulse.ts'
import type { Notices } from './notices.ts'
import { alertRecord } from './run-records.ts'
import type { RunLog } from './run-log.ts'

/** What {@link Run.alert} takes. */
export interface AlertOptions {
  /** Of a line, at most 256 characters are kept. */
  readonly title: string
  readonly text?: string
  /** Default: `INFO`. */
  readonly level?: 'INFO' | 'WARN' | 'ERROR'
  /** The same title is not raised again for so long. Default: 60000. */
  readonly waitDurationMs?: number
}

const LEVELS: readonly unknown[] = ['INFO', 'WARN', 'ERROR']
const DEFAULT_WAIT_MS = 60_000
const MAX_TITLE_LENGTH = 256
const MAX_TEXT_LENGTH = 65_536
/** Titles that are remembered; a program that makes up more of them forgets the oldest. */
const MAX_TITLES = 1000

/** The alerts of a run: written into its log, from where a server delivers them. */
export class RunAlerts {
  readonly #log: RunLog | undefined
  readonly #pulse: Pulse
  readonly #notices: Notices
  readonly #lastMs = new Map<string, number>()

  constructor(parts: { readonly log: RunLog | undefined; readonly pulse: Pulse; readonly notices: Notices }) {
    this.#log = parts.log
    this.#pulse = parts.pulse
    this.#notices = parts.notices
  }

  /** @returns false when it was not raised: too soon after the one before, or wrong. Never throws. */
  raise(options: AlertOptions): boolean {
    const { title: fullTitle, text = '', level = 'INFO', waitDurationMs = DEFAULT_WAIT_MS } = options ?? {}
    const mistake = findMistake({ title: fullTitle, text, level, waitDurationMs })
    if (mistake !== undefined) {
      this.#notices.warnOnce(`alert ${mistake}`, `Cannot raise an alert: ${mistake}`)
      return false
    }
    const title = fullTitle.slice(0, MAX_TITLE_LENGTH)
    const nowMs = this.#pulse.nowMs()
    const lastMs = this.#lastMs.get(title)
    // A clock that was set back must not silence a title for longer than asked.
    if (lastMs !== undefined && nowMs >= lastMs && nowMs - lastMs < waitDurationMs) return false
    this.#remember(title, nowMs)
    const alert = { id: randomUUID(), title, text: text.slice(0, MAX_TEXT_LENGTH), level, waitDurationMs }
    this.#log?.append(alertRecord(alert, nowMs), nowMs)
    return true
  }

  #remember(title: string, nowMs: number): void {
    this.#lastMs.delete(title)
    this.#lastMs.set(title, nowMs)
    const [oldest] = this.#lastMs.keys()
    if (this.#lastMs.size > MAX_TITLES && oldest !== undefined) this.#lastMs.delete(oldest)
  }
}

function findMistake(alert: {
  readonly title: unknown
  readonly text: unknown
  readonly level: unknown
  readonly waitDurationMs: unknown
}): string | undefined {
  if (typeof alert.title !== 'string' || alert.title === '') return 'the title must be a text'
  if (typeof alert.text !== 'string') return 'the text must be a text'
  if (!LEVELS.includes(alert.level)) return `the level must be one of ${LEVELS.join(', ')}`
  const { waitDurationMs } = alert
  const isDuration = Number.isSafeInteger(waitDurationMs) && (waitDurationMs as number) >= 0
  return isDuration ? undefined : 'waitDurationMs must be a whole number from 0'
}
