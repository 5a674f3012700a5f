import type { LogRecord } from '@kymo/protocol'
import type { ConsolePages } from '../console/console-pages.ts'
import { newTerminalState, Terminal } from '../console/terminal.ts'
import type { LogFacts } from './log-facts.ts'
import { timeOf } from './record-time.ts'

/** What a program printed, as it was written or, by older clients, line by line. */
export function projectConsole(
  record: NonNullable<LogRecord['outputRaw']> | NonNullable<LogRecord['output']>,
  facts: LogFacts,
  pages: ConsolePages,
): void {
  facts.terminal ??= newTerminalState()
  const timeMs = timeOf(record.timestamp) ?? facts.startedMs ?? 0
  new Terminal(facts.terminal, pages).write(record.outputType ?? 0, record.line ?? '', timeMs)
}
