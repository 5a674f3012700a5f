import { dirname } from 'node:path/posix'
import type { ServerError } from '../errors.ts'
import { incomplete } from './artifact-book.ts'

/** A log that may name content which nobody can read. */
export interface FaultyLog {
  /** Below the runs folder, with `/`. */
  readonly logPath: string
  readonly fault: 'unread' | 'damaged'
  readonly damagedBytes?: number
}

const MAX_NAMED = 3

/** A path that can be copied out of a message: whole, and on one line. */
export function printablePath(logPath: string): string {
  return logPath.replaceAll(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu, '\u{FFFD}')
}

/** Why nothing can be collected, with the logs by name and what helps. */
export function faultyLogs(logs: readonly FaultyLog[]): ServerError {
  const named = logs.slice(0, MAX_NAMED).map(describe)
  const more = logs.length > MAX_NAMED ? `; and ${logs.length - MAX_NAMED} more` : ''
  const damaged = logs.find(({ fault }) => fault === 'damaged')
  return incomplete(named.join('; ') + more, {
    details: { logs: logs.map(({ logPath }) => logPath) },
    ...(damaged === undefined ? {} : { remedy: remedyOf(damaged) }),
  })
}

function describe({ logPath, fault, damagedBytes }: FaultyLog): string {
  const log = `the log runs/${printablePath(logPath)}`
  return fault === 'unread'
    ? `${log} could not be read to its end`
    : `${log} is damaged (${damagedBytes} bytes), so it may name more than can be read`
}

function remedyOf({ logPath }: FaultyLog): string {
  const folder = `runs/${printablePath(dirname(logPath))}`
  return (
    `Nothing was deleted. Move ${folder} out of the data folder, and run "kymo sync --all" on the machine that has the intact run; ` +
    'where nobody has it, delete the run. The server tries again by itself'
  )
}
