import type { Value } from '@kymo/server/api'

/** One line of a CSV file (RFC 4180), with its end. */
export function csvLine(cells: readonly Value[]): string {
  return `${cells.map(csvField).join(',')}\r\n`
}

/** Texts that a spreadsheet would run as a formula are led by an apostrophe. */
function csvField(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = /^[=+@\t\r-]/.test(text) && !isNumber(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function isNumber(text: string): boolean {
  return text === '-Infinity' || (text.trim() !== '' && Number.isFinite(Number(text)))
}
