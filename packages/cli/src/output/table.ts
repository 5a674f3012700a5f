import type { Screen } from './screen.ts'
import { padText, textWidth, truncateText } from './text-width.ts'

export interface Column {
  readonly header: string
  readonly align?: 'left' | 'right'
  /** May be cut, down to this width, when the terminal is too narrow. Columns without it are never cut. */
  readonly minWidth?: number
}

/** A cell is printable text; `style` colours it after it has been cut and padded. */
export interface Cell {
  readonly text: string
  readonly style?: (text: string) => string
}

const GAP = '  '

/**
 * Lines of an aligned table. On a terminal it is cut to the window's width; in a pipe nothing is ever cut, so that
 * the next program sees whole names.
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  screen: Screen,
): string[] {
  const natural = columns.map((column, i) =>
    Math.max(textWidth(column.header), ...rows.map((row) => textWidth(row[i]?.text ?? ''))),
  )
  const widths = fitWidths(columns, natural, screen.isTty ? screen.columns : undefined)
  const header = columns.map((column) => ({ text: column.header, style: screen.style.dim }))
  return [header, ...rows].map((row) => formatRow(columns, widths, row))
}

function formatRow(columns: readonly Column[], widths: readonly number[], row: readonly Cell[]): string {
  const cells = columns.map((column, i) => {
    const { text, style } = row[i] ?? { text: '' }
    const isLast = i === columns.length - 1
    const cut = truncateText(text, widths[i] ?? 0)
    const align = column.align ?? 'left'
    const padded = isLast && align === 'left' ? cut : padText(cut, widths[i] ?? 0, align)
    return style === undefined ? padded : style(padded)
  })
  return cells.join(GAP).trimEnd()
}

/** Takes columns away from the widest column that may shrink, one at a time: short names stay whole longest. */
function fitWidths(
  columns: readonly Column[],
  natural: readonly number[],
  limit: number | undefined,
): number[] {
  const widths = [...natural]
  if (limit === undefined) return widths
  let excess = widths.reduce((sum, width) => sum + width, GAP.length * (columns.length - 1)) - limit
  for (; excess > 0; excess--) {
    const widest = widestShrinkable(columns, widths)
    if (widest === undefined) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

function widestShrinkable(columns: readonly Column[], widths: readonly number[]): number | undefined {
  let best: number | undefined
  for (const [i, { minWidth }] of columns.entries()) {
    const width = widths[i] ?? 0
    if (minWidth === undefined || width <= minWidth) continue
    if (best === undefined || width > (widths[best] ?? 0)) best = i
  }
  return best
}
