import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { JSX } from 'react'
import type { TablePage } from '@kymo/server/api'
import { fetchTablePage } from '../../api/media-client.ts'
import { grouped } from '../../charts/model/format.ts'
import { isOverlaid, modelOfTables } from '../../media/plot/table-chart.ts'
import type { ChartTable, TableChart } from '../../media/plot/table-chart.ts'
import { keys } from '../../state/queries.ts'
import { Skeleton } from '../ui/states.tsx'
import type { MediaRun } from './media-run.ts'
import { PlotView } from './plot-view.tsx'

const ROWS_PER_PAGE = 1000
/** Of a larger table the first rows are drawn, and the panel says so. */
const MAX_ROWS = 20_000

export interface TableChartViewProps {
  readonly chart: TableChart
  readonly runs: readonly MediaRun[]
  /** The step of each run; undefined for the newest. */
  readonly stepOf: (run: MediaRun) => number | undefined
}

/** A chart that is drawn from logged tables: over each other where that can be read, else side by side. */
export function TableChartView({ chart, runs, stepOf }: TableChartViewProps): JSX.Element {
  const results = useQueries({
    queries: runs.map((run) => {
      const step = stepOf(run)
      return {
        queryKey: [...keys.values(run), 'chart-table', chart.tableKey, step],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          fetchWhole(run, { key: chart.tableKey, step, signal }),
        staleTime: 60_000,
        placeholderData: (before: TablePage | undefined) => before,
      }
    }),
  })
  const tables = results.flatMap(({ data }, index): (ChartTable & { readonly isCut: boolean })[] =>
    data === undefined
      ? []
      : [
          {
            runName: runs[index].name,
            colour: runs[index].colour,
            columns: data.columns,
            rows: data.rows.map(({ cells }) => cells),
            isCut: data.isCut || data.rows.length < data.totalCount,
          },
        ],
  )
  if (tables.length === 0) {
    if (results.some(({ isPending }) => isPending)) return <Skeleton rows={4} />
    return <p className="chart-message">The table of this chart is not here yet</p>
  }
  const groups = isOverlaid(chart.preset) ? [tables] : tables.map((table) => [table])
  return (
    <div className="plots">
      {groups.map((group, index) => (
        <TablesPlot key={index} chart={chart} tables={group} hasName={groups.length > 1} />
      ))}
      {tables.some(({ isCut }) => isCut) ? (
        <p className="media-note">Drawn from the first {grouped(MAX_ROWS)} rows</p>
      ) : null}
    </div>
  )
}

interface TablesPlotProps {
  readonly chart: TableChart
  readonly tables: readonly ChartTable[]
  readonly hasName: boolean
}

function TablesPlot({ chart, tables, hasName }: TablesPlotProps): JSX.Element {
  // Tables are made anew by every render; what is drawn changes with their rows only.
  const [kept, setKept] = useState(tables)
  if (!isSame(kept, tables)) setKept(tables)
  const model = useMemo(() => modelOfTables(chart, kept), [chart, kept])
  if (model === undefined) {
    return (
      <p className="chart-message">
        Charts of the preset {chart.preset} are not drawn here; the table is below
      </p>
    )
  }
  return <PlotView model={hasName ? { ...model, title: tables[0]?.runName ?? '' } : model} />
}

function isSame(left: readonly ChartTable[], right: readonly ChartTable[]): boolean {
  return (
    left.length === right.length &&
    left.every((table, index) => {
      const other = right[index]
      return table.runName === other.runName && table.colour === other.colour && sameRows(table, other)
    })
  )
}

function sameRows(left: ChartTable, right: ChartTable): boolean {
  return (
    left.columns === right.columns && left.rows.length === right.rows.length && left.rows[0] === right.rows[0]
  )
}

async function fetchWhole(
  run: MediaRun,
  {
    key,
    step,
    signal,
  }: { readonly key: string; readonly step: number | undefined; readonly signal: AbortSignal },
): Promise<TablePage> {
  const source = {
    kind: 'run',
    run: { entity: run.entity, project: run.project, run: run.run },
    key,
    ...(step === undefined ? {} : { step }),
  } as const
  const first = await fetchTablePage({ source, offset: 0, limit: ROWS_PER_PAGE }, signal)
  const rows = [...first.rows]
  while (rows.length < Math.min(MAX_ROWS, first.totalCount)) {
    const page = await fetchTablePage({ source, offset: rows.length, limit: ROWS_PER_PAGE }, signal)
    if (page.rows.length === 0) break
    rows.push(...page.rows)
  }
  return { ...first, rows }
}
