import type { PlotSeries } from './plot-series.ts'

export interface CsvSeries {
  readonly run: string
  readonly metric: string
  readonly series: PlotSeries
}

/** What is on the screen as CSV (RFC 4180): one line per point or bucket. */
export function toCsv(list: readonly CsvSeries[], xName: string): string {
  const lines = [
    ['run', 'metric', `${xName}_first`, `${xName}_last`, 'points', 'min', 'mean', 'max', 'last'].join(','),
  ]
  for (const { run, metric, series } of list) {
    const head = `${csvField(run)},${csvField(metric)}`
    for (let index = 0; index < series.x.length; index += 1) {
      const numbers = [
        series.xFirst,
        series.xLast,
        series.count,
        series.low,
        series.line,
        series.high,
        series.last,
      ]
      lines.push(`${head},${numbers.map((column) => column[index]).join(',')}`)
    }
  }
  return `${lines.join('\r\n')}\r\n`
}

/**
 * Quotes where the format asks for it. A text that a spreadsheet would run as a formula gets an apostrophe in front:
 * names come from whoever logged the run.
 */
export function csvField(text: string): string {
  // A text that begins with the mark itself gets another, so that taking one off gives back any text.
  const safe = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
