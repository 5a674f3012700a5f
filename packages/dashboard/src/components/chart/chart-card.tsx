import { memo, useRef } from 'react'
import type { JSX, RefObject } from 'react'
import type { ProjectRef } from '../../api/api-client.ts'
import type { ChartSurface } from '../../charts/chart-surface.ts'
import type { ChartScene, SceneRun } from '../../charts/model/chart-scene.ts'
import { splitMetric } from '../../charts/model/split-metric.ts'
import { formatExact, formatNumber } from '../../charts/model/format.ts'
import type { ViewState, ZoomRange } from '../../state/view-state.ts'
import { IconButton, Popover } from '../ui/controls.tsx'
import { PathName } from '../ui/path-name.tsx'
import { ChartCanvas } from './chart-canvas.tsx'
import { downloadCsv, downloadPng } from './chart-downloads.ts'
import { useChartScene, zoomOf } from './use-chart-scene.ts'

export const CARD_HEAD_PX = 36
export const CARD_FOOT_PX = 26

export interface ChartCardProps {
  readonly project: ProjectRef
  readonly metric: string
  /** The metric that this one was defined to be drawn along. */
  readonly stepMetric: string | undefined
  readonly runs: readonly SceneRun[]
  /** Extent of the x axis that smoothing refers to. */
  readonly xExtent: number
  readonly view: ViewState
  readonly size: { readonly width: number; readonly height: number }
  readonly chartsInView: number
  readonly onZoom: (metric: string, zoom: ZoomRange | undefined) => void
  readonly onEnlarge: (metric: string) => void
}

/** One chart of the grid. */
export const ChartCard = memo(function ChartCard(props: ChartCardProps): JSX.Element {
  const { project, metric, stepMetric, runs, xExtent, view, size, chartsInView, onZoom, onEnlarge } = props
  const result = useChartScene({
    project,
    metric,
    stepMetric,
    runs,
    xExtent,
    view,
    widthPx: size.width,
    chartsInView,
  })
  const surface = useRef<ChartSurface>(null)
  const isZoomed = zoomOf(view, metric, stepMetric) !== undefined
  const { scene } = result
  return (
    <article
      className="chart-card"
      aria-label={metric}
      aria-busy={result.isBusy}
      style={{ width: size.width }}
    >
      <header style={{ height: CARD_HEAD_PX }}>
        <h3 title={metric} aria-label={metric}>
          <PathName name={metric} />
        </h3>
        <Along scene={scene} view={view} metric={metric} />
        <LastValue scene={scene} />
        <div className="chart-actions">
          {isZoomed ? (
            <IconButton
              icon="reset"
              label={`Reset zoom of ${metric}`}
              onClick={() => onZoom(metric, undefined)}
            />
          ) : null}
          <DownloadMenu metric={metric} scene={scene} surface={surface} />
          <IconButton icon="expand" label={`Enlarge ${metric}`} onClick={() => onEnlarge(metric)} />
        </div>
      </header>
      <ChartBody
        {...result}
        metric={metric}
        height={size.height - CARD_HEAD_PX - CARD_FOOT_PX}
        runCount={runs.length}
        renderCanvas={(shown, height) => (
          <ChartCanvas
            chartId={metric}
            title={metric}
            scene={shown}
            size={{ width: size.width - 2, height }}
            isZoomed={isZoomed}
            onZoom={(zoom) => onZoom(metric, zoom)}
            onEnlarge={() => onEnlarge(metric)}
            surfaceRef={surface}
          />
        )}
      />
      <Notes scene={scene} />
    </article>
  )
})

/** Said where the axis is not the one that the toolbar shows; without the path that the chart's own name has as well. */
function Along({
  scene,
  view,
  metric,
}: {
  readonly scene: ChartScene | undefined
  readonly view: ViewState
  readonly metric: string
}): JSX.Element | null {
  const along = scene?.xMetric
  if (along === undefined || along === view.xMetric) return null
  const { path, name } = splitMetric(along)
  return (
    <small className="chart-axis" title={along}>
      over {path === splitMetric(metric).path ? name : along}
    </small>
  )
}

export interface ChartBodyProps {
  readonly scene: ChartScene | undefined
  readonly error: Error | undefined
  readonly metric: string
  readonly height: number
  readonly runCount: number
  readonly retry: () => void
  readonly renderCanvas: (scene: ChartScene, height: number) => JSX.Element
}

/** The picture, or what stands in its place: of the same height, so that nothing moves. */
export function ChartBody({
  scene,
  error,
  metric,
  height,
  runCount,
  retry,
  renderCanvas,
}: ChartBodyProps): JSX.Element {
  if (error !== undefined) {
    return (
      <div className="chart-message" role="alert" style={{ height }}>
        <p>Cannot load {metric}</p>
        <p className="soft">{error.message}</p>
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      </div>
    )
  }
  if (runCount === 0)
    return (
      <p className="chart-message" style={{ height }}>
        No run is chosen
      </p>
    )
  if (scene === undefined)
    return (
      <div className="chart-skeleton" role="status" aria-label={`Loading ${metric}`} style={{ height }} />
    )
  if (scene.lines.length === 0)
    return (
      <p className="chart-message" style={{ height }}>
        No points in the chosen runs
      </p>
    )
  return renderCanvas(scene, height)
}

export function Notes({ scene }: { readonly scene: ChartScene | undefined }): JSX.Element {
  return (
    <ul className="chart-notes" style={{ minHeight: CARD_FOOT_PX }}>
      {scene?.notes.map((note) => (
        <li key={note.kind} className={`is-${note.kind}`} title={note.detail}>
          {note.text}
        </li>
      ))}
    </ul>
  )
}

export interface DownloadMenuProps {
  readonly metric: string
  readonly scene: ChartScene | undefined
  readonly surface: RefObject<ChartSurface | null>
}

export function DownloadMenu({ metric, scene, surface }: DownloadMenuProps): JSX.Element {
  return (
    <Popover icon="download" label={`Download ${metric}`}>
      <div className="menu">
        <button
          type="button"
          disabled={scene === undefined}
          onClick={() => scene && downloadCsv(metric, scene)}
        >
          Data in view as CSV
        </button>
        <button
          type="button"
          disabled={scene === undefined}
          onClick={() => {
            if (surface.current !== null) void downloadPng(metric, surface.current)
          }}
        >
          Picture as PNG
        </button>
      </div>
    </Popover>
  )
}

/** With one run there is one newest value, and it is what people look for. */
function LastValue({ scene }: { readonly scene: ChartScene | undefined }): JSX.Element | null {
  const line = scene?.lines.length === 1 ? scene.lines[0] : undefined
  const last = line?.series.last.at(-1)
  if (last === undefined) return null
  return (
    <span className="last-value numeric" title={`Last value in view: ${formatExact(last)}`}>
      {formatNumber(last)}
    </span>
  )
}
