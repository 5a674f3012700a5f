import type { Section } from '../../charts/model/sections.ts'

export const GRID_GAP_PX = 12
export const GRID_PADDING_PX = 16
export const SECTION_HEAD_PX = 44
const LEAST_CARD_PX = 300
const MAX_AUTO_COLUMNS = 4

export type GridRow =
  | { readonly kind: 'section'; readonly key: string; readonly section: Section; readonly isOpen: boolean }
  | { readonly kind: 'charts'; readonly key: string; readonly metrics: readonly string[] }

export interface GridMeasures {
  readonly columns: number
  readonly cardWidth: number
  readonly cardHeight: number
}

/** Columns and card size for a width. `wanted` 0 lets the width decide; a wish is kept while cards stay usable. */
export function measureGrid(widthPx: number, wanted: number): GridMeasures {
  const inner = Math.max(0, widthPx - 2 * GRID_PADDING_PX)
  const fitting = Math.max(1, Math.floor((inner + GRID_GAP_PX) / (LEAST_CARD_PX + GRID_GAP_PX)))
  const most = Math.max(1, Math.floor((inner + GRID_GAP_PX) / (200 + GRID_GAP_PX)))
  const columns = wanted === 0 ? Math.min(MAX_AUTO_COLUMNS, fitting) : Math.min(wanted, most)
  const cardWidth = Math.floor((inner - (columns - 1) * GRID_GAP_PX) / columns)
  return { columns, cardWidth, cardHeight: Math.round(Math.max(224, Math.min(380, cardWidth * 0.62))) }
}

/** Sections and their charts as rows of one list, which can be virtualised. */
export function toGridRows(
  sections: readonly Section[],
  closed: readonly string[],
  columns: number,
): GridRow[] {
  const isClosed = new Set(closed)
  return sections.flatMap((section) => {
    const isOpen = !isClosed.has(section.name)
    const head: GridRow = { kind: 'section', key: `section ${section.name}`, section, isOpen }
    return isOpen ? [head, ...chartRows(section, columns)] : [head]
  })
}

function chartRows(section: Section, columns: number): GridRow[] {
  const rows: GridRow[] = []
  for (let start = 0; start < section.metrics.length; start += columns) {
    const metrics = section.metrics.slice(start, start + columns)
    rows.push({ kind: 'charts', key: `charts ${metrics[0]}`, metrics })
  }
  return rows
}
