import { toJson } from '../../output/json.ts'
import type { ExportColumn, ExportRow } from './columns.ts'
import { LineBuffer, numberText, type ExportOutput, type RowWriter } from './row-writer.ts'

export interface CsvOptions {
  /** Mark texts that a spreadsheet would run as a formula with an apostrophe. */
  readonly isForSpreadsheet: boolean
}

/**
 * CSV with the quoting of RFC 4180 and a line feed after each line. What a row lacks is an empty field, an empty text is `""`.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function createCsvWriter(
  columns: readonly ExportColumn[],
  { isForSpreadsheet }: CsvOptions,
  output: ExportOutput,
): RowWriter {
  const lines = new LineBuffer(output)
  const names = columns.map(({ name }) => name)
  const field = (value: unknown): string => csvField(value, isForSpreadsheet)
  void lines.add(`${names.map(field).join(',')}\n`)
  return {
    write: (row: ExportRow) => {
      let line = ''
      for (let i = 0; i < names.length; i++) {
        const value = row[names[i]]
        if (i > 0) line += ','
        // Numbers are nearly all there is.
        line += typeof value === 'number' ? numberText(value) : field(value)
      }
      return lines.add(`${line}\n`)
    },
    finish: async () => void (await lines.flush()),
  }
}

/** Spreadsheets take a text that begins so for a formula; the mark itself is doubled, so that it can be taken off again. */
const FORMULA = /^'*[=+\-@\t\r]/

export function csvField(value: unknown, isForSpreadsheet: boolean): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  const text = typeof value === 'string' ? value : toJson(value)
  const safe = isForSpreadsheet && FORMULA.test(text) ? `'${text}` : text
  return safe === '' || /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
