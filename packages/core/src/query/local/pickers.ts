import { OUTPUT_RAW_RECORD, OUTPUT_RECORD, recordMemberOf } from '@kymo/protocol'
import type { ConsoleText, HistoryQuery } from '../run-source.ts'
import type { LogPicker } from './follow-logs.ts'
import { toConsoleText } from './read-console.ts'
import { RowCollector, type LocalRow } from './read-rows.ts'

/** Rows; those of one step that come at once are one. */
export function createRowPicker(options: HistoryQuery & { readonly writer: string }): LogPicker<LocalRow> {
  const collector = new RowCollector(options)
  return {
    add: (payload) => void collector.add(payload),
    take: () => [...collector.take(), ...collector.end()],
  }
}

export function createConsolePicker(writer: string): LogPicker<ConsoleText> {
  let texts: ConsoleText[] = []
  return {
    add: (payload) => {
      const member = recordMemberOf(payload)
      if (member !== OUTPUT_RAW_RECORD && member !== OUTPUT_RECORD) return
      const text = toConsoleText(payload, writer)
      if (text !== undefined) texts.push(text)
    },
    take: () => {
      const taken = texts
      texts = []
      return taken
    },
  }
}
