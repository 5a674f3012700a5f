import type { LogRecord } from '@kymo/protocol'
import { systemSeriesName } from '../domain/system-name.ts'
import type { LogFacts } from './log-facts.ts'
import { timeOf } from './record-time.ts'

type Take = (name: string, step: number, value: number, timeS: number) => void

/**
 * One sample of the machine. Its step is its time in Unix milliseconds, so that samples of several sessions stay apart. A
 * label in a key, as W&B's clients write it, stays in the key.
 */
export function projectStats(
  stats: NonNullable<LogRecord['stats']>,
  facts: Readonly<LogFacts>,
  take: Take,
): void {
  const timeMs = timeOf(stats.timestamp) ?? facts.startedMs ?? 0
  for (const { key, valueJson } of stats.item ?? []) {
    const value = Number(valueJson)
    if (key && valueJson && !Number.isNaN(value)) take(systemSeriesName(key), timeMs, value, timeMs / 1000)
  }
}
