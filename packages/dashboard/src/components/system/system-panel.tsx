import { useMemo, useState } from 'react'
import type { JSX } from 'react'
import type { RunDetail } from '@kymo/server/api'
import type { SceneRun } from '../../charts/model/chart-scene.ts'
import { compareNames } from '../../charts/model/sections.ts'
import { RUN_COLOUR_COUNT } from '../../charts/model/run-colours.ts'
import type { SystemAxis } from '../../run/system-lines.ts'
import { toSystemSections } from '../../run/system-panels.ts'
import type { SystemSection } from '../../run/system-panels.ts'
import { useSystemMetrics } from '../../state/run-queries.ts'
import type { ChangeView } from '../../state/use-view.ts'
import type { ViewState, ZoomRange } from '../../state/view-state.ts'
import { LineLegend } from '../chart/line-legend.tsx'
import { GRID_PADDING_PX, measureGrid } from '../chart/grid-layout.ts'
import { Segmented } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { Empty, Problem, Skeleton } from '../ui/states.tsx'
import { useSize } from '../ui/use-size.ts'
import { SystemChart } from './system-chart.tsx'

export interface SystemPanelProps {
  readonly run: RunDetail
  readonly view: ViewState
  readonly change: ChangeView
}

/** What the machine did while the run was running. */
export function SystemPanel({ run, view, change }: SystemPanelProps): JSX.Element {
  const { data: metrics, error, refetch } = useSystemMetrics(run, { isLive: run.state === 'running' })
  const sections = useMemo(() => toSystemSections((metrics ?? []).map(({ name }) => name)), [metrics])
  const writers = useMemo(
    () => [...new Set((metrics ?? []).flatMap(({ writer }) => writer ?? []))].toSorted(compareNames),
    [metrics],
  )
  const axis: SystemAxis = view.x === 'time' ? 'time' : 'relative'
  const [zoom, setZoom] = useState<ZoomRange>()
  if (metrics === undefined) {
    return error === null ? (
      <Skeleton rows={8} height={48} />
    ) : (
      <Problem error={error} what="the measurements" onRetry={() => void refetch()} />
    )
  }
  if (metrics.length === 0) {
    return (
      <Empty title="No measurements">
        <p className="soft">
          CPU, memory, disk, network and GPU are measured every 15 s while a run is running.
        </p>
      </Empty>
    )
  }
  return (
    <section className="system-panel" aria-label="System">
      <div className="panel-bar chart-toolbar">
        <Segmented
          label="X axis"
          value={axis}
          options={[
            { value: 'relative', label: 'Time since the start' },
            { value: 'time', label: 'Clock' },
          ]}
          onChange={(x) => {
            setZoom(undefined)
            change({ x }, 'push')
          }}
        />
        {zoom === undefined ? null : (
          <button type="button" className="button is-active" onClick={() => setZoom(undefined)}>
            <span>Reset zoom</span>
            <Icon name="cross" />
          </button>
        )}
        {writers.length === 0 ? null : <LineLegend label="Writers" lines={toWriterLegend(run, writers)} />}
      </div>
      <Sections run={run} sections={sections} writers={writers} axis={axis} zoom={zoom} onZoom={setZoom} />
    </section>
  )
}

interface SectionsProps {
  readonly run: RunDetail
  readonly sections: readonly SystemSection[]
  readonly writers: readonly string[]
  readonly axis: SystemAxis
  readonly zoom: ZoomRange | undefined
  readonly onZoom: (zoom: ZoomRange | undefined) => void
}

function Sections({ run, sections, writers, axis, zoom, onZoom }: SectionsProps): JSX.Element {
  const [measure, size] = useSize<HTMLDivElement>()
  const grid = measureGrid(size.width, 0)
  return (
    <div className="system-sections" ref={measure} style={{ padding: `0 ${GRID_PADDING_PX}px` }}>
      {size.width === 0
        ? null
        : sections.map(({ name, panels }) => (
            <section key={name} aria-label={name}>
              <h2 className="system-head">{name}</h2>
              <div className="system-grid">
                {panels.map((panel) => (
                  <SystemChart
                    key={`${panel.title} ${panel.unit}`}
                    run={run}
                    panel={panel}
                    writers={writers}
                    axis={axis}
                    zoom={zoom}
                    size={{ width: grid.cardWidth, height: grid.cardHeight }}
                    onZoom={onZoom}
                  />
                ))}
              </div>
            </section>
          ))}
    </div>
  )
}

function toWriterLegend(run: RunDetail, writers: readonly string[]): SceneRun[] {
  return writers.map((writer, index) => ({
    id: JSON.stringify([run.run, writer]),
    name: writer,
    colour: index % RUN_COLOUR_COUNT,
  }))
}
