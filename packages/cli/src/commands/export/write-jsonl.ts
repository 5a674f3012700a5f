import { toJson } from '../../output/json.ts'
import type { ExportRow } from './columns.ts'
import { LineBuffer, numberText, type ExportOutput, type RowWriter } from './row-writer.ts'

/** Names repeat in every row. Bounded: a run may have very many. */
const MAX_NAMES = 10_000

/** One JSON object a line, with what the row has and nothing else; NaN and the infinities are texts. */
export function createJsonlWriter(output: ExportOutput): RowWriter {
  const lines = new LineBuffer(output)
  const names = new Map<string, string>()
  const nameJson = (name: string): string => {
    const known = names.get(name)
    if (known !== undefined) return known
    const json = `${toJson(name)}:`
    if (names.size < MAX_NAMES) names.set(name, json)
    return json
  }
  return {
    write: (row: ExportRow) => {
      let line = ''
      for (const name in row) {
        const value = row[name]
        if (value === undefined) continue
        // Nearly all there is: twice as fast as through JSON.stringify.
        const json = typeof value === 'number' && Number.isFinite(value) ? numberText(value) : toJson(value)
        line += `${line === '' ? '' : ','}${nameJson(name)}${json}`
      }
      return lines.add(`{${line}}\n`)
    },
    finish: async () => void (await lines.flush()),
  }
}
