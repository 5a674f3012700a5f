import { toJson } from '../../output/json.ts'
import type { ExportRow } from './columns.ts'
import { LineBuffer, type ExportOutput, type RowWriter } from './row-writer.ts'

/** One JSON object a line, with what the row has and nothing else; NaN and the infinities are texts. */
export function createJsonlWriter(output: ExportOutput): RowWriter {
  const lines = new LineBuffer(output)
  return {
    write: (row: ExportRow) => lines.add(`${toJson(row)}\n`),
    finish: async () => void (await lines.flush()),
  }
}
