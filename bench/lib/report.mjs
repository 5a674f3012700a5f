import { cpus } from 'node:os'

/**
 * @typedef {{ case: string, metric: string, unit: string, value: number, floor?: number, peer?: number }} Row
 * @param {{ bench: string, node: string, rows: Row[] }} report
 * @param {{ asJson: boolean }} options
 */
export function printReport(report, { asJson }) {
  if (asJson) {
    console.log(JSON.stringify(report))
    return
  }
  const date = new Date().toISOString().slice(0, 10)
  console.log(
    `${report.bench} · Node ${report.node} · ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'} · ${date}`,
  )
  const table = report.rows.map((row) => [
    row.case,
    row.metric,
    format(row.value),
    row.unit,
    row.floor === undefined ? '' : format(row.floor),
    row.floor ? `${(row.value / row.floor).toFixed(2)}×` : '',
    row.peer === undefined ? '' : format(row.peer),
  ])
  const lines = [['case', 'metric', 'value', 'unit', 'floor', 'ratio', 'peer'], ...table]
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const isNumber = [false, false, true, false, true, true, true]
  for (const line of lines) {
    console.log(
      line
        .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
        .join('  ')
        .trimEnd(),
    )
  }
}

/** @param {number} value */
function format(value) {
  if (Number.isInteger(value)) return value.toLocaleString('en-US')
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 1 })
}
