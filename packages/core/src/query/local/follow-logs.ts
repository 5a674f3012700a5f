import { CRASHED_AFTER_MS, EXIT_RECORD, recordMemberOf } from '@kymo/protocol'
import { openLogFile, type LogFile } from '../../platform/log-file.ts'
import type { Timers } from '../../platform/timers.ts'
import { LogScan } from '../../sync/log-scan.ts'

/** Takes what is wanted out of one log. */
export interface LogPicker<T> {
  add(payload: Uint8Array): void
  /** What came since the last call. */
  take(): T[]
}

export interface FollowOptions<T> {
  /** Logs of the run, those that appear later too. */
  readonly findLogs: () => Promise<readonly { readonly logPath: string; readonly writer: string }[]>
  readonly createPicker: (writer: string) => LogPicker<T>
  readonly timeOf: (item: T) => number
  readonly timers: Timers
  readonly last: number
  readonly signal: AbortSignal | undefined
}

const POLL_MS = 200
/** Looking for new sessions and writers reads the folder: not at every turn. */
const POLLS_PER_SEARCH = 10

/** Reads the logs of a run as they grow, until each says that it has ended, or nobody has touched it for long. */
export async function* followLogs<T>(options: FollowOptions<T>): AsyncGenerator<T> {
  const { findLogs, createPicker, timers, signal } = options
  const logs = new Map<string, FollowedLog<T>>()
  try {
    const isAborted = (): boolean => signal?.aborted === true
    for (let turn = 0; !isAborted(); turn++) {
      const isSearch = turn % POLLS_PER_SEARCH === 0
      if (isSearch)
        for (const { logPath, writer } of await findLogs())
          if (!logs.has(logPath)) logs.set(logPath, await openFollowed(logPath, createPicker(writer)))
      const isTail = turn === 0 && Number.isFinite(options.last)
      const { items, isMore } = await readLogs([...logs.values()], isTail ? options.last : undefined)
      if (logs.size > 1) items.sort((a, b) => options.timeOf(a) - options.timeOf(b))
      yield* isTail ? items.slice(Math.max(0, items.length - options.last)) : items
      if (isMore || items.length > 0) continue
      // Only after a look at the folder: a session may have begun meanwhile.
      if (isSearch && (await areOver([...logs.values()], timers.nowMs()))) return
      await timers.sleep(POLL_MS, signal)
    }
  } finally {
    for (const { file } of logs.values()) await file.close()
  }
}

interface FollowedLog<T> {
  readonly file: LogFile
  readonly scan: LogScan
  readonly picker: LogPicker<T>
  hasEnded: boolean
}

async function openFollowed<T>(logPath: string, picker: LogPicker<T>): Promise<FollowedLog<T>> {
  const file = await openLogFile(logPath)
  return { file, scan: new LogScan(file), picker, hasEnded: false }
}

/** Handed on before more of a log is read. */
const PIECE_BYTES = 512 * 1024

/**
 * @param last undefined: the next piece of each log; else all of them, of which so many items are kept
 * @returns isMore: there is more to be read at once
 */
async function readLogs<T>(
  logs: readonly FollowedLog<T>[],
  last: number | undefined,
): Promise<{ items: T[]; isMore: boolean }> {
  const items: T[] = []
  let isMoreOfAny = false
  for (const log of logs) {
    let own: T[] = []
    let isMore = true
    for (let isDue = true; isDue; isDue = isMore && last !== undefined) {
      isMore = await readPiece(log)
      own.push(...log.picker.take())
      if (last !== undefined && own.length > last) own = own.slice(own.length - last)
    }
    isMoreOfAny ||= isMore
    for (const item of own) items.push(item)
  }
  return { items, isMore: isMoreOfAny }
}

/** @returns true when there is more */
function readPiece<T>(log: FollowedLog<T>): Promise<boolean> {
  let byteCount = 0
  return log.scan.read(({ payload }) => {
    byteCount += payload.length
    if (recordMemberOf(payload) === EXIT_RECORD) log.hasEnded = true
    else log.picker.add(payload)
    return byteCount > PIECE_BYTES
  })
}

async function areOver<T>(logs: readonly FollowedLog<T>[], nowMs: number): Promise<boolean> {
  for (const { file, hasEnded } of logs) {
    if (!hasEnded && nowMs - (await file.status()).modifiedMs <= CRASHED_AFTER_MS) return false
  }
  return true
}
