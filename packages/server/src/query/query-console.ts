import type { ConsoleLine, ConsolePage } from '../api/file-types.ts'
import { TimeSlice } from '../domain/time-slice.ts'
import type { RunConsole } from './run-console.ts'

export const MAX_CONSOLE_LINES = 5_000

export interface ConsoleQuery {
  /** Number of the first line to look at. */
  readonly from: number
  readonly limit: number
  readonly writer?: string
  readonly stream?: 'stdout' | 'stderr'
  /** Plain text, case-insensitive. Colours do not count. */
  readonly search?: string
}

// oxlint-disable-next-line no-control-regex
const STYLE = /\u001b\[[0-9;:]*m/g

/** A page of the lines that pass; each has its number in the whole console. Gives way to other work while it looks. */
export async function queryConsole(console: RunConsole, query: ConsoleQuery): Promise<ConsolePage> {
  const { from, limit, writer, stream } = query
  const needle = query.search?.toLowerCase() ?? ''
  const lines: ConsoleLine[] = []
  const slice = new TimeSlice()
  let number = from
  for (; number < console.totalCount && lines.length < limit; number++) {
    const line = console.line(number)
    const name = line.stream === 1 ? 'stdout' : 'stderr'
    const isWanted =
      (writer === undefined || writer === line.writer) &&
      (stream === undefined || stream === name) &&
      (needle === '' || line.text.replaceAll(STYLE, '').toLowerCase().includes(needle))
    if (isWanted)
      lines.push({ number, timeMs: line.timeMs, stream: name, writer: line.writer, text: line.text })
    if (number % 64 === 63) await slice.restIfOver()
  }
  return {
    lines,
    totalCount: console.countLines({ writer, stream }),
    writers: console.writers,
    droppedCount: 0,
    next: number < console.totalCount ? number : null,
  }
}
