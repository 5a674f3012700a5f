import { useQueries } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import type { JSX } from 'react'
import type { ChartSeries, RunDetail } from '@kymo/server/api'
import type { ChartQuery } from '../../api/chart-loader.ts'
import type { ChartSurface } from '../../charts/chart-surface.ts'
import { buildScene } from '../../charts/model/chart-scene.ts'
import type { ChartScene, SceneRun } from '../../charts/model/chart-scene.ts'
import { toSystemLine } from '../../run/system-lines.ts'
import type { SystemAxis } from '../../run/system-lines.ts'
import type { SystemPanel } from '../../run/system-panels.ts'
import { chartOptions } from '../../state/queries.ts'
import type { LoadedChart } from '../../state/queries.ts'
import type { ZoomRange } from '../../state/view-state.ts'
import { ChartCanvas } from '../chart/chart-canvas.tsx'
import { CARD_FOOT_PX, CARD_HEAD_PX, ChartBody, DownloadMenu } from '../chart/chart-card.tsx'
import { LineLegend } from '../chart/line-legend.tsx'

/** Lines of one chart; of a machine with hundreds of cores the first are drawn. */
const MAX_LINES = 64
const MAX_BUCKETS = 512

export interface SystemChartProps {
  readonly run: RunDetail
  readonly panel: SystemPanel
  readonly writers: readonly string[]
  readonly axis: SystemAxis
  readonly zoom: ZoomRange | undefined
  readonly size: { readonly width: number; readonly height: number }
  readonly onZoom: (zoom: ZoomRange | undefined) => void
}

/** One chart of measurements: a line per device and writer. */
export function SystemChart(props: SystemChartProps): JSX.Element {
  const { panel, size, zoom, onZoom } = props
  const { scene, error, isBusy, retry } = useSystemScene(props)
  const surface = useRef<ChartSurface>(null)
  const name = panel.unit === '' ? panel.title : `${panel.title} (${panel.unit})`
  return (
    <article className="chart-card" aria-label={name} aria-busy={isBusy} style={{ width: size.width }}>
      <header style={{ height: CARD_HEAD_PX }}>
        <h3 title={panel.lines.map(({ metric }) => metric).join(', ')}>
          {panel.title} <span className="soft">{panel.unit}</span>
        </h3>
        <div className="chart-actions">
          <DownloadMenu metric={name} scene={scene} surface={surface} />
        </div>
      </header>
      <ChartBody
        scene={scene}
        error={error}
        retry={retry}
        metric={panel.title}
        height={size.height - CARD_HEAD_PX - CARD_FOOT_PX}
        runCount={1}
        renderCanvas={(shown, height) => (
          <ChartCanvas
            chartId={name}
            title={name}
            scene={shown}
            size={{ width: size.width - 2, height }}
            isZoomed={zoom !== undefined}
            onZoom={onZoom}
            surfaceRef={surface}
          />
        )}
      />
      <div className="system-foot" style={{ height: CARD_FOOT_PX }}>
        {scene === undefined || scene.lines.length < 2 ? null : (
          <LineLegend label={`Lines of ${name}`} lines={scene.lines.map((line) => line.run)} />
        )}
      </div>
    </article>
  )
}

interface SystemScene {
  readonly scene: ChartScene | undefined
  readonly error: Error | undefined
  readonly isBusy: boolean
  readonly retry: () => void
}

function useSystemScene({ run, panel, writers, axis, zoom, size }: SystemChartProps): SystemScene {
  const { entity, project, run: id } = run
  const queries = useMemo(() => {
    const range = zoom === undefined ? undefined : ([zoom.from, zoom.to] as const)
    const width = Math.max(16, Math.min(MAX_BUCKETS, Math.round(size.width)))
    return panel.lines.slice(0, MAX_LINES).map(({ metric }): ChartQuery => {
      return { runs: [{ entity, project, run: id }], kind: 'system', metric, x: axis, range, width }
    })
  }, [entity, project, id, panel, axis, zoom, size.width])
  const { loaded, error, isBusy, retry } = useQueries({
    queries: queries.map((query) => chartOptions({ entity, project }, query)),
    combine: combineCharts,
  })
  const scene = useMemo(() => {
    if (loaded.some((chart) => chart === undefined)) return undefined
    const data: ChartSeries[] = []
    const lines: SceneRun[] = []
    loaded.forEach((chart, line) => {
      for (const series of chart?.data[0] ?? []) {
        data.push(series)
        lines.push(toSystemLine({ runId: id, panel, writers }, { line, writer: series.writer }))
      }
    })
    return buildScene(data, lines, {
      x: axis,
      isLogX: false,
      isLogY: false,
      lineKind: 'mean',
      smoothing: { kind: 'time', weight: 0 },
      xExtent: 0,
      zoom: zoom === undefined ? undefined : [zoom.from, zoom.to],
    })
  }, [loaded, id, panel, writers, axis, zoom])
  return { scene, error, isBusy, retry }
}

function combineCharts(results: readonly UseQueryResult<LoadedChart>[]): {
  readonly loaded: readonly (LoadedChart | undefined)[]
  readonly error: Error | undefined
  readonly isBusy: boolean
  readonly retry: () => void
} {
  return {
    loaded: results.map(({ data }) => data),
    error: results.find(({ data, error }) => data === undefined && error !== null)?.error ?? undefined,
    isBusy: results.some(({ isFetching }) => isFetching),
    retry: () => {
      for (const { refetch } of results) void refetch()
    },
  }
}
