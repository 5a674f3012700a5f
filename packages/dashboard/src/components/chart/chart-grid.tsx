import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useMemo } from 'react'
import type { JSX } from 'react'
import type { ProjectRef } from '../../api/api-client.ts'
import type { SceneRun } from '../../charts/model/chart-scene.ts'
import { filterBy, parseSearch } from '../../charts/model/search-pattern.ts'
import { compareNames, groupIntoSections } from '../../charts/model/sections.ts'
import type { Section } from '../../charts/model/sections.ts'
import type { ChangeView } from '../../state/use-view.ts'
import type { ViewState, ZoomRange } from '../../state/view-state.ts'
import { Icon } from '../ui/icons.tsx'
import { Empty } from '../ui/states.tsx'
import { useSize } from '../ui/use-size.ts'
import { ChartCard } from './chart-card.tsx'
import { GRID_GAP_PX, SECTION_HEAD_PX, measureGrid, toGridRows } from './grid-layout.ts'

/** Empty cards where the first charts will be. */
export function ChartGridSkeleton(): JSX.Element {
  return (
    <div className="chart-grid-skeleton" role="status" aria-label="Loading charts">
      {Array.from({ length: 9 }, (_each, index) => (
        <div key={index} className="chart-card">
          <div className="chart-skeleton" />
        </div>
      ))}
    </div>
  )
}

export interface ChartGridProps {
  readonly project: ProjectRef
  readonly metrics: readonly string[]
  /** What metrics were defined to be drawn along. */
  readonly stepMetrics: ReadonlyMap<string, string>
  readonly runs: readonly SceneRun[]
  /** Extent of the x axis that smoothing refers to. */
  readonly xExtent: number
  readonly view: ViewState
  readonly change: ChangeView
  readonly setZoom: (metric: string, zoom: ZoomRange | undefined) => void
}

/** All charts, in sections. Only those near the screen exist, so only those are loaded. */
export function ChartGrid({
  project,
  metrics,
  stepMetrics,
  runs,
  xExtent,
  view,
  change,
  setZoom,
}: ChartGridProps): JSX.Element {
  const [measure, size, scroller] = useSize<HTMLDivElement>()
  const grid = measureGrid(size.width, view.gridColumns)
  const found = useMemo(
    () => filterBy(metrics, parseSearch(view.metricSearch), (metric) => [metric]),
    [metrics, view.metricSearch],
  )
  // Matches of a search stand together: sections of one chart each would only be gaps.
  const isSearch = found.length < metrics.length
  const sections = useMemo(() => (isSearch ? toMatches(found) : groupIntoSections(found)), [found, isSearch])
  const rows = useMemo(
    () => toGridRows(sections, view.closedSections, grid.columns),
    [sections, view.closedSections, grid.columns],
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: (index) =>
      rows[index]?.kind === 'section' ? SECTION_HEAD_PX : grid.cardHeight + GRID_GAP_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 1,
  })
  useEffect(() => virtual.measure(), [virtual, rows, grid.cardHeight])
  const onEnlarge = useCallback((metric: string) => change({ openChart: metric }, 'push'), [change])
  const chartsInView = grid.columns * Math.max(1, Math.ceil(size.height / (grid.cardHeight + GRID_GAP_PX)))
  const toggle = (name: string, isOpen: boolean): void =>
    change(
      {
        closedSections: isOpen
          ? [...view.closedSections, name]
          : view.closedSections.filter((each) => each !== name),
      },
      'push',
    )
  return (
    <div className="chart-grid" ref={measure}>
      {rows.length === 0 ? (
        <NoCharts hasMetrics={metrics.length > 0} clear={() => change({ metricSearch: '' })} />
      ) : null}
      <div className="chart-grid-rows" style={{ height: virtual.getTotalSize() }}>
        {size.width === 0
          ? null
          : virtual.getVirtualItems().map((item) => {
              const row = rows[item.index]
              return (
                <div
                  key={item.key}
                  className="chart-grid-row"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  {row.kind === 'section' ? (
                    <SectionHead section={row.section} isOpen={row.isOpen} onToggle={toggle} />
                  ) : (
                    row.metrics.map((metric) => (
                      <ChartCard
                        key={metric}
                        project={project}
                        metric={metric}
                        stepMetric={stepMetrics.get(metric)}
                        runs={runs}
                        xExtent={xExtent}
                        view={view}
                        size={{ width: grid.cardWidth, height: grid.cardHeight }}
                        chartsInView={chartsInView}
                        onZoom={setZoom}
                        onEnlarge={onEnlarge}
                      />
                    ))
                  )}
                </div>
              )
            })}
      </div>
    </div>
  )
}

function toMatches(metrics: readonly string[]): Section[] {
  return metrics.length === 0 ? [] : [{ name: 'Matches', metrics: metrics.toSorted(compareNames) }]
}

function SectionHead(props: {
  readonly section: Section
  readonly isOpen: boolean
  readonly onToggle: (name: string, isOpen: boolean) => void
}): JSX.Element {
  const { section, isOpen, onToggle } = props
  return (
    <h2 className="section-head">
      <button type="button" aria-expanded={isOpen} onClick={() => onToggle(section.name, isOpen)}>
        <Icon name="chevron" className={`icon ${isOpen ? 'is-open' : ''}`} />
        <span title={section.name}>{section.name}</span>
        <small>{section.metrics.length}</small>
      </button>
    </h2>
  )
}

function NoCharts({
  hasMetrics,
  clear,
}: {
  readonly hasMetrics: boolean
  readonly clear: () => void
}): JSX.Element {
  if (!hasMetrics) {
    return (
      <Empty title="No metrics yet">
        <p className="soft">Charts appear with the first numbers that a chosen run logs.</p>
      </Empty>
    )
  }
  return (
    <Empty title="No metric matches">
      <button type="button" className="button" onClick={clear}>
        Clear the search
      </button>
    </Empty>
  )
}
