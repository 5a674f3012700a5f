import type { LogRecord } from '@kymo/protocol'
import type { AlertLevel } from '../api/file-types.ts'
import type { AlertRow } from '../store/store.ts'
import type { LogFacts } from './log-facts.ts'
import { timeOf } from './record-time.ts'

/** More alerts of one log than this are counted, but not kept. */
export const MAX_ALERTS_PER_LOG = 10_000
const MAX_TITLE_LENGTH = 256
const MAX_TEXT_LENGTH = 65_536
const LEVELS: readonly AlertLevel[] = ['INFO', 'WARN', 'ERROR']

/** What the index keeps of an alert, as JSON. */
export interface AlertFacts {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly level: AlertLevel
  /** Unix milliseconds. */
  readonly timeMs: number
}

export function alertRow(record: NonNullable<LogRecord['alert']>, facts: Readonly<LogFacts>): AlertRow {
  const level = LEVELS.find((name) => name === record.level?.toUpperCase()) ?? 'INFO'
  const lastMs = (facts.rowTime ?? facts.lastTime ?? (facts.startedMs ?? 0) / 1000) * 1000
  const alert: AlertFacts = {
    // Foreign logs have no id; the place in the log tells their alerts apart.
    id: record.kymoId || String(facts.alertCount),
    title: (record.title ?? '').slice(0, MAX_TITLE_LENGTH),
    text: (record.text ?? '').slice(0, MAX_TEXT_LENGTH),
    level,
    timeMs: timeOf(record.kymoTime) ?? Math.round(lastMs),
  }
  return { seq: facts.alertCount, json: JSON.stringify(alert) }
}
