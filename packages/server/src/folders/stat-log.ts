import { statSync } from 'node:fs'
import { toLogStat, type LogStat } from './log-file.ts'

/** @returns undefined when there is no such file, or it cannot be reached */
export function statLog(path: string): LogStat | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat === undefined ? undefined : toLogStat(stat)
  } catch {
    return undefined
  }
}
