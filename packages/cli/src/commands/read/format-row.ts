import type { HistoryRow } from '@kymo/core'
import { toJson } from '../../output/json.ts'
import { printable } from '../../output/printable.ts'
import type { Screen } from '../../output/screen.ts'

const MAX_VALUE_CHARS = 60

/** One row for people: `step 12  10:15:03  loss=0.0123  accuracy=0.98`. Text values are cut on a terminal. */
export function formatRow(row: HistoryRow, { style, isTty }: Screen): string {
  const { _step, _timestamp, _writer } = row
  const parts = [style.bold(`step ${_step}`), style.dim(timeOfDay(_timestamp * 1000))]
  if (_writer !== undefined) parts.push(style.cyan(printable(_writer)))
  for (const [key, value] of Object.entries(row)) {
    if (key === '_step' || key === '_timestamp' || key === '_writer') continue
    parts.push(`${style.dim(`${printable(key)}=`)}${formatValue(value, isTty)}`)
  }
  return parts.join('  ')
}

/** Six digits are what people compare; `--json` has all of them. */
function formatValue(value: unknown, isCut: boolean): string {
  if (typeof value === 'number') {
    if (Number.isInteger(value) || !Number.isFinite(value)) return String(value)
    return String(Number(value.toPrecision(6)))
  }
  if (typeof value === 'object' && value !== null && '_type' in value) return typeName(value)
  const text = typeof value === 'string' ? printable(value) : toJson(value)
  return isCut && text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS)}…` : text
}

function typeName({ _type: type }: { readonly _type: unknown }): string {
  return `<${printable(String(type))}>`
}

/** Local time of the machine. */
export function timeOfDay(unixMs: number): string {
  if (!Number.isFinite(unixMs) || unixMs <= 0) return '–'
  const date = new Date(unixMs)
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((value) => String(value).padStart(2, '0'))
    .join(':')
}
