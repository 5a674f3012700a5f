import { decodeTraceRequest, LogReader } from '@kymo/protocol'
import { openLogFile } from '../platform/log-file.ts'
import { spansPathOf } from '../spans/spans-path.ts'

/** What the log of a run's spans is like. */
export interface VerifiedSpans {
  readonly logBytes: number
  readonly recordCount: number
  readonly damagedBytes: number
  /** Bytes of an unfinished record at the end: normal after a kill, and no damage. */
  readonly tornBytes: number
  /** Records that passed their checksum and could not be understood. */
  readonly undecodableCount: number
}

const CHUNK_BYTES = 1024 * 1024

/** Reads the log of spans whole. @returns undefined when there is none */
export async function verifySpanLog(logPath: string): Promise<VerifiedSpans | undefined> {
  const file = await openLogFile(spansPathOf(logPath)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return undefined
  try {
    let recordCount = 0
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
        if (!isDecodable(entry.payload)) undecodableCount += 1
      }
    }
    const tail = reader.end()
    const tornBytes = tail.kind === 'torn' ? tail.byteCount : 0
    return { logBytes: at, recordCount, damagedBytes, tornBytes, undecodableCount }
  } finally {
    await file.close()
  }
}

function isDecodable(payload: Uint8Array): boolean {
  try {
    decodeTraceRequest(payload)
    return true
  } catch {
    return false
  }
}
