import { useCallback, useMemo } from 'react'
import type { JSX, ReactNode } from 'react'
import type { RunInfo } from '@kymo/server/api'
import type { ProjectRef } from '../../api/api-client.ts'
import { knownExtent } from '../../charts/model/x-axis.ts'
import { useMetrics } from '../../state/queries.ts'
import type { ChangeView } from '../../state/use-view.ts'
import type { ViewState, ZoomRange } from '../../state/view-state.ts'
import { Empty } from '../ui/states.tsx'
import { ChartDialog } from './chart-dialog.tsx'
import { ChartGrid, ChartGridSkeleton } from './chart-grid.tsx'
import { ChartToolbar } from './chart-toolbar.tsx'
import { useDrawnRuns, writersOf } from './drawn-run.ts'
import { metricNames, stepMetricsOf } from './metric-names.ts'
import { isZoomShared } from './use-chart-scene.ts'
import { WriterLegend } from './line-legend.tsx'

/** Runs whose list of metrics is asked for; of the others the summary tells the names. */
const MAX_LISTED_RUNS = 24

export interface ChartsPanelProps {
  readonly project: ProjectRef
  /** Runs to draw, oldest first. */
  readonly runs: readonly RunInfo[]
  readonly colours: ReadonlyMap<string, number>
  readonly view: ViewState
  /** Says that more runs are chosen than are drawn. */
  readonly notice?: string | undefined
  readonly change: ChangeView
  /** Stands before the toolbar. */
  readonly start?: ReactNode
}

/** Charts of the chosen runs with their controls. */
export function ChartsPanel(props: ChartsPanelProps): JSX.Element {
  const { project, runs, colours, view, notice, change, start } = props
  const listed = runs.slice(-MAX_LISTED_RUNS)
  const lists = useMetrics(listed)
  const metrics = useMemo(() => metricNames(lists, runs.slice(0, -MAX_LISTED_RUNS)), [lists, runs])
  const stepMetrics = useMemo(() => stepMetricsOf(lists), [lists])
  const writers = useMemo(() => writersOf(listed, lists), [listed, lists])
  const drawn = useDrawnRuns(runs, colours, writers)
  const ref = useProjectRef(project)
  // Two digits, so that the extent of a live run grows in steps and not with every point.
  const xExtent = view.smoothing > 0 ? Number(knownExtent(runs, view.x).toPrecision(2)) : 0
  const setZoom = useZoomSetter(view, change, stepMetrics)
  const isLoading = runs.length > 0 && lists.every((list) => list === undefined)
  return (
    <section className="charts-panel" aria-label="Charts">
      <ChartToolbar view={view} change={change} start={start} metrics={metrics} />
      <WriterLegend runs={drawn} />
      {notice === undefined ? null : (
        <p className="notice" role="status">
          {notice}
        </p>
      )}
      {isLoading ? (
        <ChartGridSkeleton />
      ) : runs.length === 0 ? (
        <Empty title="No run is chosen">
          <p className="soft">Choose runs with the dots in the list; their charts appear here.</p>
        </Empty>
      ) : (
        <ChartGrid
          project={ref}
          metrics={metrics}
          stepMetrics={stepMetrics}
          runs={drawn}
          xExtent={xExtent}
          view={view}
          change={change}
          setZoom={setZoom}
        />
      )}
      {view.openChart === undefined ? null : (
        <ChartDialog
          key={view.openChart}
          project={ref}
          metric={view.openChart}
          stepMetric={stepMetrics.get(view.openChart)}
          metrics={metrics}
          runs={drawn}
          xExtent={xExtent}
          view={view}
          change={change}
          setZoom={setZoom}
        />
      )}
    </section>
  )
}

function useProjectRef({ entity, project }: ProjectRef): ProjectRef {
  return useMemo(() => ({ entity, project }), [entity, project])
}

function useZoomSetter(
  view: ViewState,
  change: ChangeView,
  stepMetrics: ReadonlyMap<string, string>,
): (metric: string, zoom: ZoomRange | undefined) => void {
  const { ownZooms } = view
  return useCallback(
    (metric, zoom) => {
      if (isZoomShared(view, stepMetrics.get(metric))) {
        change({ zoom }, 'push')
        return
      }
      const others = ownZooms.filter(([name]) => name !== metric)
      change({ ownZooms: zoom === undefined ? others : [...others, [metric, zoom]] }, 'push')
    },
    [view, stepMetrics, ownZooms, change],
  )
}
