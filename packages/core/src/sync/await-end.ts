import { CRASHED_AFTER_MS, HistoryDecoder, decodeRecord } from '@kymo/protocol'
import type { LogFile } from '../platform/log-file.ts'
import type { Timers } from '../platform/timers.ts'
import { LogScan } from './log-scan.ts'

export interface AwaitEndOptions {
  readonly timers: Timers
  readonly signal: AbortSignal
  readonly onGrowth: () => void
}

const POLL_MS = 200

/**
 * Follows a log until it says that its run has ended, or nobody has touched it for so long that its process is gone.
 * @returns early when the signal aborts
 */
export async function awaitEnd(
  log: LogFile,
  options: AwaitEndOptions,
): Promise<'exit' | 'crashed' | 'aborted'> {
  const { timers, signal, onGrowth } = options
  const scan = new LogScan(log)
  const decoder = new HistoryDecoder()
  let seenBytes = -1
  while (!signal.aborted) {
    const { sizeBytes, modifiedMs } = await log.status()
    if (sizeBytes !== seenBytes) {
      seenBytes = sizeBytes
      onGrowth()
      // Nearly all records are history, and the hot decoder tells them apart cheaply.
      const hasEnded = await scan.read(
        ({ payload }) => decoder.decode(payload) === undefined && isExit(payload),
      )
      if (hasEnded) return 'exit'
    } else if (timers.nowMs() - modifiedMs > CRASHED_AFTER_MS) {
      return 'crashed'
    }
    await timers.sleep(POLL_MS, signal)
  }
  return 'aborted'
}

function isExit(payload: Uint8Array): boolean {
  try {
    return decodeRecord(payload).recordType === 'exit'
  } catch {
    return false
  }
}
