import { useMemo, useRef, useState } from 'react'
import type { CSSProperties, JSX, KeyboardEvent } from 'react'
import type { RunInfo } from '@kymo/server/api'
import type { ProjectRef } from '../api/api-client.ts'
import { isApiError } from '../api/api-error.ts'
import { ChartGridSkeleton } from '../components/chart/chart-grid.tsx'
import { ChartsPanel } from '../components/chart/charts-panel.tsx'
import { MAX_DRAWN_RUNS, selectedIds } from '../components/runs/run-selection.ts'
import { RunsPanel } from '../components/runs/runs-panel.tsx'
import { useRunColours } from '../components/runs/use-run-colours.ts'
import { TopBar } from '../components/shell/top-bar.tsx'
import { IconButton, Segmented } from '../components/ui/controls.tsx'
import { Icon } from '../components/ui/icons.tsx'
import { Link } from '../components/ui/link.tsx'
import { part } from '../components/ui/part.tsx'
import { Problem, Skeleton } from '../components/ui/states.tsx'
import { useRuns } from '../state/queries.ts'
import { toPath } from '../state/routes.ts'
import { useLiveUpdates } from '../state/use-live-updates.ts'
import { useView } from '../state/use-view.ts'
import type { ChangeView } from '../state/use-view.ts'
import type { Layout, ViewState } from '../state/view-state.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { useTitle } from './use-title.ts'

const WorkspaceMedia = part(
  async () => (await import('./workspace-media.tsx')).WorkspaceMedia,
  <div className="charts-panel" />,
)

/** Runs, charts and media of a project. */
export function WorkspacePage(project: ProjectRef): JSX.Element {
  useTitle(project.project)
  useLiveUpdates(project)
  const { data: runs, error, refetch } = useRuns(project)
  const [view, change] = useView()
  if (isApiError(error, 'not-found') && runs === undefined) {
    return (
      <NotFoundPage
        title="No such project"
        text={`${project.entity}/${project.project} is not on this server.`}
      />
    )
  }
  return (
    <>
      <TopBar
        crumbs={[{ label: 'Projects', href: '/' }, { label: project.entity }, { label: project.project }]}
        project={project}
      />
      <main className={`workspace layout-${view.layout}`}>
        <h1 className="hidden">{project.project}</h1>
        {runs !== undefined ? (
          <Workspace project={project} runs={runs} view={view} change={change} />
        ) : error === null ? (
          <LoadingWorkspace />
        ) : (
          <Problem error={error} what="runs" onRetry={() => void refetch()} />
        )}
      </main>
    </>
  )
}

interface WorkspaceProps {
  readonly project: ProjectRef
  readonly runs: readonly RunInfo[]
  readonly view: ViewState
  readonly change: ChangeView
}

function Workspace({ project, runs, view, change }: WorkspaceProps): JSX.Element {
  const colours = useRunColours(runs)
  const selected = useMemo(() => selectedIds(runs, view.selection), [runs, view.selection])
  const drawn = useMemo(
    () =>
      runs
        .filter((run) => selected.has(run.run))
        .slice(0, MAX_DRAWN_RUNS)
        .toReversed(),
    [runs, selected],
  )
  const [isSheetOpen, setSheetOpen] = useState(false)
  const [width, setWidth] = usePanelWidth()
  return (
    <>
      <div
        className={`runs-side ${isSheetOpen ? 'is-open' : ''}`}
        style={{ '--panel-width': `${width}px` } as CSSProperties}
      >
        <div className="side-head">
          <h2>Runs</h2>
          <LayoutChoice layout={view.layout} change={change} />
          <IconButton
            icon="cross"
            label="Close the list of runs"
            className="only-narrow"
            onClick={() => setSheetOpen(false)}
          />
        </div>
        <RunsPanel runs={runs} view={view} colours={colours} change={change} />
      </div>
      <Splitter width={width} onChange={setWidth} />
      {view.layout === 'charts' ? (
        <div className="side-rail">
          <IconButton
            icon="split"
            label="Show the runs"
            onClick={() => change({ layout: 'split' }, 'push')}
          />
        </div>
      ) : null}
      {view.panels === 'media' ? (
        <WorkspaceMedia
          runs={drawn}
          colours={colours}
          start={<PanelsChoice project={project} view={view} change={change} />}
        />
      ) : (
        <ChartsPanel
          project={project}
          runs={drawn}
          colours={colours}
          view={view}
          change={change}
          start={<PanelsChoice project={project} view={view} change={change} />}
          notice={
            selected.size > MAX_DRAWN_RUNS
              ? `${selected.size} runs are chosen. The ${MAX_DRAWN_RUNS} newest of them are drawn.`
              : undefined
          }
        />
      )}
      <button
        type="button"
        className="sheet-button only-narrow"
        aria-expanded={isSheetOpen}
        onClick={() => setSheetOpen(true)}
      >
        <Icon name="table" />
        <span>
          Runs <span className="numeric">{selected.size}</span>
          <span className="soft numeric"> / {runs.length}</span>
        </span>
      </button>
    </>
  )
}

function PanelsChoice({ project, view, change }: Omit<WorkspaceProps, 'runs'>): JSX.Element {
  return (
    <>
      <Segmented
        label="Panels"
        value={view.panels}
        options={[
          { value: 'charts', label: 'Charts', icon: 'chart' },
          { value: 'media', label: 'Media', icon: 'image' },
        ]}
        onChange={(panels) => change({ panels }, 'push')}
      />
      <Link href={toPath({ page: 'traces', ...project })} className="button quiet" title="Traces">
        <Icon name="tree" />
        <span className="only-wide">Traces</span>
      </Link>
      <Link href={toPath({ page: 'artifacts', ...project })} className="button quiet" title="Artifacts">
        <Icon name="box" />
        <span className="only-wide">Artifacts</span>
      </Link>
    </>
  )
}

function LayoutChoice({ layout, change }: { readonly layout: Layout; change: ChangeView }): JSX.Element {
  return (
    <div className="only-wide">
      <Segmented
        label="Layout"
        value={layout}
        options={[
          { value: 'split', label: 'Runs and charts', icon: 'split' },
          { value: 'table', label: 'Runs only', icon: 'table' },
          { value: 'charts', label: 'Charts only', icon: 'chart' },
        ]}
        onChange={(next) => change({ layout: next }, 'push')}
      />
    </div>
  )
}

const DEFAULT_WIDTH_PX = 461
const LEAST_WIDTH_PX = 280
const MOST_WIDTH_PX = 960

function usePanelWidth(): readonly [number, (width: number) => void] {
  const [width, setWidth] = useState(() => readWidth())
  return [
    width,
    (next) => {
      const clamped = Math.max(LEAST_WIDTH_PX, Math.min(MOST_WIDTH_PX, Math.round(next)))
      setWidth(clamped)
      try {
        localStorage.setItem('kymo-runs-width', String(clamped))
      } catch {
        // Blocked storage: the width lasts until the page is closed.
      }
    },
  ]
}

function readWidth(): number {
  try {
    return Number(localStorage.getItem('kymo-runs-width')) || DEFAULT_WIDTH_PX
  } catch {
    return DEFAULT_WIDTH_PX
  }
}

function Splitter({
  width,
  onChange,
}: {
  readonly width: number
  readonly onChange: (width: number) => void
}): JSX.Element {
  const start = useRef<{ x: number; width: number }>(undefined)
  const onKeyDown = (event: KeyboardEvent): void => {
    const change = event.key === 'ArrowLeft' ? -24 : event.key === 'ArrowRight' ? 24 : 0
    if (change === 0) return
    event.preventDefault()
    onChange(width + change)
  }
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the list of runs"
      aria-valuenow={width}
      aria-valuemin={LEAST_WIDTH_PX}
      aria-valuemax={MOST_WIDTH_PX}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={(event) => {
        if (start.current !== undefined) onChange(start.current.width + event.clientX - start.current.x)
      }}
      onPointerUp={() => {
        start.current = undefined
      }}
    />
  )
}

function LoadingWorkspace(): JSX.Element {
  return (
    <>
      <div className="runs-side">
        <div className="side-head">
          <h2>Runs</h2>
        </div>
        <Skeleton rows={16} />
      </div>
      <div className="splitter" />
      <div className="charts-panel">
        <ChartGridSkeleton />
      </div>
    </>
  )
}
