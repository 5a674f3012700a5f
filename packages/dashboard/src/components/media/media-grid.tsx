import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useState } from 'react'
import type { JSX, ReactNode } from 'react'
import { filterBy, parseSearch } from '../../charts/model/search-pattern.ts'
import { listPanels, mergeDisplay, toPanelRows } from '../../media/panel-list.ts'
import { useValueKeys } from '../../state/media-queries.ts'
import type { ChangeView } from '../../state/use-view.ts'
import type { ViewState } from '../../state/view-state.ts'
import { SearchField, Switch } from '../ui/controls.tsx'
import { Empty, Problem, Skeleton } from '../ui/states.tsx'
import { useSize } from '../ui/use-size.ts'
import { MediaPanel } from './media-panel.tsx'
import type { MediaRun } from './media-run.ts'
import '../../styles/media.css'

const GAP_PX = 12
const PADDING_PX = 16
const LEAST_PANEL_PX = 340
const TABLE_HEIGHT_PX = 460
/** Runs whose keys are asked for: a panel shows fewer side by side. */
const MAX_RUNS = 24

export interface MediaGridProps {
  /** Newest first. */
  readonly runs: readonly MediaRun[]
  readonly view: ViewState
  readonly change: ChangeView
  /** Stands before the toolbar. */
  readonly start?: ReactNode
}

/** Everything that runs logged besides numbers: a panel per key. Only panels near the screen exist. */
export function MediaGrid({ runs, view, change, start }: MediaGridProps): JSX.Element {
  const listed = useMemo(() => runs.slice(0, MAX_RUNS), [runs])
  const results = useValueKeys(listed)
  const lists = results.map(({ data }) => data)
  const signature = results.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  // Lists are made anew by every render; they change when one of them was loaded.
  // oxlint-disable-next-line react/exhaustive-deps
  const panels = useMemo(() => listPanels(lists), [signature])
  // oxlint-disable-next-line react/exhaustive-deps
  const display = useMemo(() => mergeDisplay(lists), [signature])
  const [search, setSearch] = useState('')
  const found = useMemo(() => filterBy(panels, parseSearch(search), ({ key }) => [key]), [panels, search])
  const failed = results.find(({ error }) => error !== null)
  const isLoading = results.some(({ isPending }) => isPending) && panels.length === 0
  return (
    <section className="media" aria-label="Media">
      <div className="panel-bar media-toolbar" role="toolbar" aria-label="Media">
        {start}
        <SearchField
          label="Search media"
          placeholder="Search keys or /regex/"
          value={search}
          onChange={setSearch}
        />
        <Switch
          label="One step for all"
          isOn={view.isStepShared}
          onChange={(isStepShared) => change({ isStepShared, mediaStep: undefined }, 'push')}
        />
      </div>
      {failed !== undefined && panels.length === 0 ? (
        <Problem error={failed.error} what="media" onRetry={() => void failed.refetch()} />
      ) : isLoading ? (
        <Skeleton rows={6} height={64} />
      ) : found.length === 0 ? (
        <NoMedia hasPanels={panels.length > 0} hasRuns={runs.length > 0} clear={() => setSearch('')} />
      ) : (
        <Panels panels={found} runs={listed} display={display} view={view} change={change} />
      )}
    </section>
  )
}

interface PanelsProps extends Omit<MediaGridProps, 'start'> {
  readonly panels: ReturnType<typeof listPanels>
  readonly display: ReturnType<typeof mergeDisplay>
}

function Panels({ panels, runs, display, view, change }: PanelsProps): JSX.Element {
  const [measure, size, scroller] = useSize<HTMLDivElement>()
  const inner = Math.max(0, size.width - 2 * PADDING_PX)
  const least = runs.length > 1 ? LEAST_PANEL_PX * 1.4 : LEAST_PANEL_PX
  const columns = Math.max(1, Math.min(4, Math.floor((inner + GAP_PX) / (least + GAP_PX))))
  const width = Math.floor((inner - (columns - 1) * GAP_PX) / columns)
  const height = Math.round(Math.max(300, Math.min(440, width * 0.86)))
  const rows = useMemo(() => toPanelRows(panels, columns), [panels, columns])
  const heightOf = (index: number): number =>
    rows[index]?.panels[0]?.kind === 'table' ? TABLE_HEIGHT_PX : height
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => heightOf(index) + GAP_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 1,
  })
  useEffect(() => virtual.measure(), [virtual, rows, height])
  const onSharedStep = useMemo(
    () => (view.isStepShared ? (mediaStep: number | undefined): void => change({ mediaStep }) : undefined),
    [view.isStepShared, change],
  )
  return (
    <div className="media-grid" ref={measure}>
      <div className="media-rows" style={{ height: virtual.getTotalSize() }}>
        {size.width === 0
          ? null
          : virtual.getVirtualItems().map((item) => (
              <div key={item.key} className="media-row" style={{ transform: `translateY(${item.start}px)` }}>
                {rows[item.index]?.panels.map((panel) => (
                  <SizedPanel
                    key={panel.key}
                    panel={panel}
                    runs={runs}
                    display={display}
                    sharedStep={view.mediaStep}
                    onSharedStep={onSharedStep}
                    width={panel.kind === 'table' ? inner : width}
                    height={heightOf(item.index)}
                  />
                ))}
              </div>
            ))}
      </div>
    </div>
  )
}

/** Keeps the size one object, so that a panel is drawn anew only when it changes. */
function SizedPanel({
  width,
  height,
  ...props
}: Omit<Parameters<typeof MediaPanel>[0], 'size'> & {
  readonly width: number
  readonly height: number
}): JSX.Element {
  const size = useMemo(() => ({ width, height }), [width, height])
  return <MediaPanel {...props} size={size} />
}

function NoMedia({
  hasPanels,
  hasRuns,
  clear,
}: {
  readonly hasPanels: boolean
  readonly hasRuns: boolean
  readonly clear: () => void
}): JSX.Element {
  if (hasPanels) {
    return (
      <Empty title="No key matches">
        <button type="button" className="button" onClick={clear}>
          Clear the search
        </button>
      </Empty>
    )
  }
  return (
    <Empty title={hasRuns ? 'No media yet' : 'No run is chosen'}>
      <p className="soft">
        {hasRuns
          ? 'Images, sounds, tables and the like appear here with the first that is logged.'
          : 'Choose runs with the dots in the list; what they logged appears here.'}
      </p>
    </Empty>
  )
}
