import { useMemo } from 'react'
import type { ChartSeries } from '@kymo/server/api'
import type { ProjectRef } from '../../api/api-client.ts'
import type { ChartQuery } from '../../api/chart-loader.ts'
import { bucketWidth } from '../../charts/model/chart-budget.ts'
import { axisOf } from '../../charts/model/x-axis.ts'
import { buildScene } from '../../charts/model/chart-scene.ts'
import type { ChartScene, SceneRun } from '../../charts/model/chart-scene.ts'
import { smoothingLookback } from '../../charts/model/smoothing.ts'
import { toWriterLine } from '../../charts/model/writer-lines.ts'
import { useChart } from '../../state/queries.ts'
import type { ViewState, ZoomRange } from '../../state/view-state.ts'

export interface ChartSceneOptions {
  readonly project: ProjectRef
  readonly metric: string
  /** The metric that this one was defined to be drawn along. */
  readonly stepMetric: string | undefined
  readonly runs: readonly SceneRun[]
  /** Extent of the x axis that smoothing refers to; 0 without smoothing. */
  readonly xExtent: number
  readonly view: ViewState
  readonly widthPx: number
  /** Charts that are on the screen at the same time: together they share the budget of points. */
  readonly chartsInView: number
}

export interface ChartSceneResult {
  /** Undefined until the first answer. */
  readonly scene: ChartScene | undefined
  readonly error: Error | undefined
  readonly isBusy: boolean
  readonly retry: () => void
}

/** Whether a chart zooms with the others: not one that is drawn along a metric of its own. */
export function isZoomShared(view: ViewState, stepMetric: string | undefined): boolean {
  return view.isZoomShared && axisOf(view, stepMetric).xMetric === view.xMetric
}

/** Zoom of one chart: its own, or that of all charts. */
export function zoomOf(
  view: ViewState,
  metric: string,
  stepMetric: string | undefined,
): ZoomRange | undefined {
  if (isZoomShared(view, stepMetric)) return view.zoom
  return view.ownZooms.find(([name]) => name === metric)?.[1]
}

/** The same object while the numbers are the same: the view is parsed anew whenever any of it changes. */
function useSameZoom(zoom: ZoomRange | undefined): ZoomRange | undefined {
  const { from, to } = zoom ?? {}
  return useMemo(() => (from === undefined || to === undefined ? undefined : { from, to }), [from, to])
}

/** Loads and lays out one chart. What is drawn stays until the next answer is there. */
export function useChartScene({
  project,
  metric,
  stepMetric,
  runs,
  xExtent,
  view,
  widthPx,
  chartsInView,
}: ChartSceneOptions): ChartSceneResult {
  const { smoothing, smoothingKind, isLogX, isLogY, line } = view
  const { x, xMetric } = axisOf(view, stepMetric)
  const zoom = useSameZoom(zoomOf(view, metric, stepMetric))
  const query = useMemo<ChartQuery>(() => {
    const lookback =
      zoom === undefined
        ? 0
        : smoothingLookback({ kind: smoothingKind, weight: smoothing }, xExtent, zoom.to - zoom.from)
    const stretch = zoom === undefined ? 1 : Math.min(4, 1 + lookback / (zoom.to - zoom.from))
    const width = bucketWidth(runs.length * chartsInView, widthPx * stretch)
    const range = zoom === undefined ? undefined : ([zoom.from - lookback, zoom.to] as const)
    return { runs: runs.map(({ id }) => ({ ...project, run: id })), metric, x, xMetric, range, width }
  }, [project, runs, metric, x, xMetric, zoom, smoothing, smoothingKind, xExtent, chartsInView, widthPx])
  const { data: loaded, error, isFetching, refetch } = useChart(project, query)

  const scene = useMemo(() => {
    if (loaded === undefined) return undefined
    const byId = new Map(runs.map((run) => [run.id, run]))
    const series: ChartSeries[] = []
    const shown: SceneRun[] = []
    loaded.query.runs.forEach(({ run: id }, index) => {
      const run = byId.get(id)
      if (run === undefined) return
      const isAlone = loaded.query.runs.length === 1
      for (const each of loaded.data[index]) {
        shown.push(each.writer === undefined ? run : toWriterLine(run, each.writer, { isAlone }))
        series.push(each)
      }
    })
    return buildScene(series, shown, {
      x: loaded.query.x,
      xMetric: loaded.query.xMetric,
      isLogX,
      isLogY,
      lineKind: line,
      smoothing: { kind: smoothingKind, weight: smoothing },
      // What is known of runs without their points are steps and times.
      xExtent: loaded.query.xMetric === undefined ? xExtent : extentOf(series),
      zoom:
        zoom !== undefined && loaded.query.x === x && loaded.query.xMetric === xMetric
          ? [zoom.from, zoom.to]
          : undefined,
    })
  }, [loaded, runs, x, xMetric, isLogX, isLogY, line, smoothing, smoothingKind, xExtent, zoom])
  return {
    scene,
    error: loaded === undefined ? (error ?? undefined) : undefined,
    isBusy: isFetching,
    retry: () => void refetch(),
  }
}

function extentOf(series: readonly ChartSeries[]): number {
  const ends = series.flatMap((each) =>
    each.kind === 'raw' ? [each.x.at(0), each.x.at(-1)] : [each.xFirst.at(0), each.xLast.at(-1)],
  )
  const known = ends.filter((end) => end !== undefined)
  return known.length === 0 ? 0 : Math.max(...known) - Math.min(...known)
}
