import type { Entry, ValueKeyList } from '@kymo/server/api'
import { compareNames } from '../charts/model/sections.ts'
import { kindOfType } from './media-value.ts'
import type { MediaKind } from './media-value.ts'
import { parseTableCharts } from './plot/table-chart.ts'
import type { TableChart } from './plot/table-chart.ts'

/** One panel: a key, or a chart that is drawn from a table. */
export interface PanelSpec {
  readonly key: string
  readonly kind: MediaKind | 'chart'
  readonly chart?: TableChart
}

/** Types of values that say nothing as a picture: they stand in the run's summary. */
const PLAIN_TYPES: ReadonlySet<string> = new Set(['boolean', 'other'])

/** Panels of several runs: charts first taken out of the tables that they are drawn from. By key. */
export function listPanels(lists: readonly (ValueKeyList | undefined)[]): readonly PanelSpec[] {
  const panels = new Map<string, PanelSpec>()
  const chartTables = new Set<string>()
  for (const list of lists) {
    const logged = new Set(list?.keys.map(({ key }) => key))
    for (const chart of parseTableCharts(list?.display ?? [])) {
      if (!logged.has(chart.tableKey)) continue
      panels.set(chart.key, { key: chart.key, kind: 'chart', chart })
      chartTables.add(chart.tableKey)
    }
  }
  for (const list of lists) {
    for (const { key, type } of list?.keys ?? []) {
      if (PLAIN_TYPES.has(type) || chartTables.has(key) || panels.has(key)) continue
      panels.set(key, { key, kind: kindOfType(type) })
    }
  }
  return [...panels.values()].toSorted((left, right) => compareNames(left.key, right.key))
}

/** What the runs ask of the display together; of two runs with one name of a class the later wins. */
export function mergeDisplay(lists: readonly (ValueKeyList | undefined)[]): readonly Entry[] {
  const merged = new Map<string, Map<string, Entry[1]>>()
  for (const list of lists) {
    for (const [name, value] of list?.display ?? []) {
      const members = merged.get(name) ?? new Map<string, Entry[1]>()
      merged.set(name, members)
      for (const [key, member] of Object.entries(value ?? {})) members.set(key, member as Entry[1])
    }
  }
  return Array.from(merged, ([name, members]): Entry => [name, Object.fromEntries(members)])
}

export interface PanelRow {
  readonly key: string
  readonly panels: readonly PanelSpec[]
}

/** Panels in rows of a grid. A table is as wide as the grid. */
export function toPanelRows(panels: readonly PanelSpec[], columns: number): PanelRow[] {
  const rows: PanelSpec[][] = []
  let open: PanelSpec[] | undefined
  for (const panel of panels) {
    if (panel.kind === 'table') {
      rows.push([panel])
      continue
    }
    if (open === undefined || open.length === columns) {
      open = []
      rows.push(open)
    }
    open.push(panel)
  }
  return rows.map((row) => ({ key: row[0].key, panels: row }))
}
