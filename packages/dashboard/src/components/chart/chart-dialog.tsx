import { useEffect, useRef } from 'react'
import type { JSX } from 'react'
import type { ProjectRef } from '../../api/api-client.ts'
import type { ChartSurface } from '../../charts/chart-surface.ts'
import type { ChartScene, SceneLine, SceneRun } from '../../charts/model/chart-scene.ts'
import { summariseLine } from '../../charts/model/chart-summary.ts'
import { formatExact, formatNumber, grouped } from '../../charts/model/format.ts'
import { axisName, describeX } from '../../charts/model/x-axis.ts'
import { crossHair, highlightedRun } from '../../state/cross-hair.ts'
import type { ChangeView } from '../../state/use-view.ts'
import { useStoreValue } from '../../state/value-store.ts'
import type { ViewState, ZoomRange } from '../../state/view-state.ts'
import { IconButton } from '../ui/controls.tsx'
import { useSize } from '../ui/use-size.ts'
import { ChartCanvas } from './chart-canvas.tsx'
import { ChartBody, DownloadMenu, Notes } from './chart-card.tsx'
import { ChartToolbar } from './chart-toolbar.tsx'
import { tooltipRows } from './chart-tooltip.tsx'
import { LineSwatch } from './line-legend.tsx'
import { useChartScene, zoomOf } from './use-chart-scene.ts'

export interface ChartDialogProps {
  readonly project: ProjectRef
  readonly metric: string
  readonly runs: readonly SceneRun[]
  /** Extent of the x axis that smoothing refers to. */
  readonly xExtent: number
  /** The metric that this one was defined to be drawn along. */
  readonly stepMetric: string | undefined
  /** Names of all metrics, to be chosen as the x axis. */
  readonly metrics: readonly string[]
  readonly view: ViewState
  readonly change: ChangeView
  readonly setZoom: (metric: string, zoom: ZoomRange | undefined) => void
}

/** One chart on the whole page, with the values of every run. */
export function ChartDialog({
  project,
  metric,
  runs,
  xExtent,
  stepMetric,
  metrics,
  view,
  change,
  setZoom,
}: ChartDialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const surface = useRef<ChartSurface>(null)
  const [measure, size] = useSize<HTMLDivElement>()
  const result = useChartScene({
    project,
    metric,
    stepMetric,
    runs,
    xExtent,
    view,
    widthPx: size.width,
    chartsInView: 1,
  })
  const isZoomed = zoomOf(view, metric, stepMetric) !== undefined
  const close = (): void => change({ openChart: undefined }, 'push')
  useEffect(() => {
    if (dialog.current?.open !== false) return
    dialog.current.showModal()
    dialog.current.focus()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="chart-dialog"
      tabIndex={-1}
      aria-label={metric}
      aria-busy={result.isBusy}
      onCancel={(event) => {
        event.preventDefault()
        if (isZoomed) setZoom(metric, undefined)
        else close()
      }}
      onKeyDown={(event) => {
        // Chrome closes at the second Escape without asking; the view decides here.
        if (event.key !== 'Escape') return
        event.preventDefault()
        if (isZoomed) setZoom(metric, undefined)
        else close()
      }}
    >
      <header className="dialog-head">
        <h2 title={metric}>{metric}</h2>
        <ChartToolbar view={view} change={change} metrics={metrics} />
        <DownloadMenu metric={metric} scene={result.scene} surface={surface} />
        <IconButton icon="cross" label="Close" onClick={close} />
      </header>
      <div className="dialog-chart" ref={measure}>
        {size.height === 0 ? null : (
          <ChartBody
            {...result}
            metric={metric}
            height={size.height}
            runCount={runs.length}
            renderCanvas={(scene, height) => (
              <ChartCanvas
                chartId={`${metric} (enlarged)`}
                title={metric}
                scene={scene}
                size={{ width: size.width, height }}
                isZoomed={isZoomed}
                onZoom={(zoom) => setZoom(metric, zoom)}
                surfaceRef={surface}
              />
            )}
          />
        )}
      </div>
      <Notes scene={result.scene} />
      {result.scene === undefined ? null : <ValuesTable scene={result.scene} />}
    </dialog>
  )
}

/** Values of every run: at the cross-hair, and over what is in view. */
function ValuesTable({ scene }: { readonly scene: ChartScene }): JSX.Element {
  const anyHair = useStoreValue(crossHair)
  const hair = anyHair?.axis === axisName(scene) ? anyHair : undefined
  const atHair = new Map(
    (hair === undefined ? [] : tooltipRows(scene, hair.x)).map((row) => [row.line.run.id, row]),
  )
  const rankAt = ({ run }: SceneLine): number => atHair.get(run.id)?.sortValue ?? -Number.MAX_VALUE
  const lines = scene.lines.toSorted((left, right) => rankAt(right) - rankAt(left))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="values-table" tabIndex={0} role="region" aria-label="Values">
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">
              {hair === undefined ? 'At cross-hair' : describeX(scene, roundedX(scene, hair.x))}
            </th>
            <th scope="col">Min</th>
            <th scope="col">Max</th>
            <th scope="col">Last</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const { min, max, last, pointCount } = summariseLine(line)
            return (
              <tr
                key={line.run.id}
                onPointerEnter={() => highlightedRun.set(line.run.id)}
                onPointerLeave={() => highlightedRun.set(undefined)}
              >
                <th scope="row" title={line.run.name}>
                  <LineSwatch run={line.run} />
                  {line.run.name}
                </th>
                <td className="numeric">{atHair.get(line.run.id)?.value ?? '–'}</td>
                <Figure value={min} />
                <Figure value={max} />
                <Figure value={last} />
                <td className="numeric">{grouped(pointCount)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** The cross-hair stands between steps; where thousands are in view, the nearest whole one says it better. */
function roundedX({ x, xMetric, xRange }: ChartScene, value: number): number {
  return x === 'step' && xMetric === undefined && xRange[1] - xRange[0] > 20 ? Math.round(value) : value
}

function Figure({ value }: { readonly value: number }): JSX.Element {
  return (
    <td className="numeric" title={formatExact(value)}>
      {formatNumber(value)}
    </td>
  )
}
