import { decodeRecord } from '@kymo/protocol'
import { openLogFile } from '../../platform/log-file.ts'
import { LogScan } from '../../sync/log-scan.ts'
import type { ConsoleText } from '../run-source.ts'

const STDERR = 0
const BATCH = 1_000

/** What a log kept of the console, in order. */
export async function* readLogConsole(logPath: string, writer: string): AsyncGenerator<ConsoleText> {
  const file = await openLogFile(logPath)
  try {
    const scan = new LogScan(file)
    let texts: ConsoleText[] = []
    for (let isMore = true; isMore;) {
      isMore = await scan.read(({ payload }) => {
        const text = toConsoleText(payload, writer)
        if (text !== undefined) texts.push(text)
        return texts.length >= BATCH
      })
      yield* texts
      texts = []
    }
  } finally {
    await file.close()
  }
}

/** @returns undefined for other records */
export function toConsoleText(payload: Uint8Array, writer: string): ConsoleText | undefined {
  try {
    const { outputRaw, output } = decodeRecord(payload)
    const record = outputRaw ?? output
    if (!record) return undefined
    const { seconds = 0, nanos = 0 } = record.timestamp ?? {}
    return {
      stream: (record.outputType ?? STDERR) === STDERR ? 'stderr' : 'stdout',
      timeMs: (seconds ?? 0) * 1000 + Math.floor((nanos ?? 0) / 1e6),
      writer,
      text: record.line ?? '',
    }
  } catch {
    return undefined
  }
}
