import { decodeTraceRequest, LogReader } from '@kymo/protocol'
import { openLogFile } from '../platform/log-file.ts'
import { countEndedSpans } from '../spans/count-ended-spans.ts'
import { spansPathOf } from '../spans/spans-path.ts'
import { locateLog } from './locate-log.ts'

/** What the log of a run's spans is like. */
export interface VerifiedSpans {
  readonly logBytes: number
  readonly recordCount: number
  /** Spans that have ended; those that were going on at a crash are not among them. */
  readonly spanCount: number
  readonly damagedBytes: number
  /** Bytes of an unfinished record at the end: normal after a kill, and no damage. */
  readonly tornBytes: number
  /** Records that passed their checksum and could not be understood. */
  readonly undecodableCount: number
}

const CHUNK_BYTES = 1024 * 1024

/**
 * Reads the spans of a run folder whole.
 *
 * @param path a run folder, or the log in it
 * @returns undefined when it has none
 * @throws {KymoError} RUN_FOLDER_INVALID, RUN_FOLDER_UNREADABLE
 */
export async function verifyRunSpans(path: string): Promise<VerifiedSpans | undefined> {
  return verifySpanLog((await locateLog(path)).logPath)
}

/** Reads the log of spans whole. @returns undefined when there is none */
export async function verifySpanLog(logPath: string): Promise<VerifiedSpans | undefined> {
  const file = await openLogFile(spansPathOf(logPath)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return undefined
  try {
    let recordCount = 0
    let spanCount = 0
    let damagedBytes = 0
    let undecodableCount = 0
    let at = 0
    const reader = new LogReader({ onDamage: ({ byteCount }) => (damagedBytes += byteCount) })
    for (;;) {
      const bytes = await file.read(at, CHUNK_BYTES)
      if (bytes.byteLength === 0) break
      at += bytes.byteLength
      reader.push(bytes)
      for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
        recordCount += 1
        const endedCount = countEnded(entry.payload)
        if (endedCount === undefined) undecodableCount += 1
        else spanCount += endedCount
      }
    }
    const tail = reader.end()
    const tornBytes = tail.kind === 'torn' ? tail.byteCount : 0
    return { logBytes: at, recordCount, spanCount, damagedBytes, tornBytes, undecodableCount }
  } finally {
    await file.close()
  }
}

/** @returns undefined for what cannot be understood */
function countEnded(payload: Uint8Array): number | undefined {
  try {
    return countEndedSpans(decodeTraceRequest(payload))
  } catch {
    return undefined
  }
}
