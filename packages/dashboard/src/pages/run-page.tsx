import { useEffect, useMemo } from 'react'
import type { JSX } from 'react'
import type { RunDetail, RunRef } from '@kymo/server/api'
import { isApiError } from '../api/api-error.ts'
import { assignRunColours } from '../charts/model/run-colours.ts'
import { ChartsPanel } from '../components/chart/charts-panel.tsx'
import { PinnedStep } from '../components/run/pinned-step.tsx'
import { RunHead } from '../components/run/run-head.tsx'
import { RunOverview } from '../components/run/run-overview.tsx'
import { useRunColours } from '../components/runs/use-run-colours.ts'
import { TopBar } from '../components/shell/top-bar.tsx'
import { part } from '../components/ui/part.tsx'
import { Problem, Skeleton } from '../components/ui/states.tsx'
import { useRun, useRuns } from '../state/queries.ts'
import { toPath } from '../state/routes.ts'
import { useLiveUpdates } from '../state/use-live-updates.ts'
import { useView } from '../state/use-view.ts'
import type { ChangeView } from '../state/use-view.ts'
import type { RunTab, ViewState } from '../state/view-state.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { useTitle } from './use-title.ts'

// Tabs that not every visit opens are loaded when they are.
const WAITING = <Skeleton rows={8} height={48} />
const RunMedia = part(async () => (await import('./run-media.tsx')).RunMedia, WAITING)
const TracesPanel = part(
  async () => (await import('../components/traces/traces-panel.tsx')).TracesPanel,
  WAITING,
)
const SystemPanel = part(
  async () => (await import('../components/system/system-panel.tsx')).SystemPanel,
  WAITING,
)
const ConsolePanel = part(
  async () => (await import('../components/console/console-panel.tsx')).ConsolePanel,
  WAITING,
)
const FilesPanel = part(async () => (await import('../components/files/files-panel.tsx')).FilesPanel, WAITING)
const ArtifactsPanel = part(
  async () => (await import('../components/run/artifacts-panel.tsx')).ArtifactsPanel,
  WAITING,
)
const TAB_PARTS: ReadonlyMap<RunTab, { readonly load: () => void }> = new Map<RunTab, { load: () => void }>([
  ['media', RunMedia],
  ['traces', TracesPanel],
  ['system', SystemPanel],
  ['console', ConsolePanel],
  ['files', FilesPanel],
  ['artifacts', ArtifactsPanel],
])

/** One run: what it was, and everything that it logged. */
export function RunPage({ entity, project, run: id }: RunRef): JSX.Element {
  const ref = { entity, project, run: id }
  useLiveUpdates(ref)
  const { data: run, error, refetch } = useRun(ref)
  const [view, change] = useView()
  // The code of the tab travels while the run does.
  useEffect(() => TAB_PARTS.get(view.tab)?.load(), [view.tab])
  useTitle(run?.name || id, project)
  if (isApiError(error, 'not-found') && run === undefined) {
    return <NotFoundPage title="No such run" text={`${id} is not in ${entity}/${project}.`} />
  }
  return (
    <>
      <TopBar
        crumbs={[
          { label: 'Projects', href: '/' },
          { label: entity },
          { label: project, href: toPath({ page: 'workspace', entity, project }) },
          { label: run?.name || id },
        ]}
        project={{ entity, project }}
      />
      <main className="run-page">
        {run !== undefined ? (
          <RunBody run={run} view={view} change={change} />
        ) : error === null ? (
          <Skeleton rows={8} height={48} />
        ) : (
          <Problem error={error} what="the run" onRetry={() => void refetch()} />
        )}
      </main>
    </>
  )
}

interface RunBodyProps {
  readonly run: RunDetail
  readonly view: ViewState
  readonly change: ChangeView
}

function RunBody({ run, view, change }: RunBodyProps): JSX.Element {
  return (
    <>
      <RunHead run={run} tab={view.tab} change={change} />
      <div id="run-panel" role="tabpanel" aria-labelledby={`tab-${view.tab}`} className="run-panel">
        <RunPanel run={run} view={view} change={change} />
      </div>
    </>
  )
}

function RunPanel({ run, view, change }: RunBodyProps): JSX.Element {
  switch (view.tab) {
    case 'overview':
      return <RunOverview run={run} />
    case 'charts':
      return <RunCharts run={run} view={view} change={change} />
    case 'media':
      return <RunMedia run={run} />
    case 'traces':
      return <RunTraces run={run} view={view} change={change} />
    case 'system':
      return <SystemPanel run={run} view={view} change={change} />
    case 'console':
      return <ConsolePanel run={run} view={view.console} change={change} />
    case 'files':
      return <FilesPanel run={run} file={view.file} change={change} />
    case 'artifacts':
      return <ArtifactsPanel run={run} />
  }
}

function RunTraces({ run, view, change }: RunBodyProps): JSX.Element {
  const runs = useMemo(() => [run], [run])
  return <TracesPanel scope={run} runs={runs} view={view.traces} change={change} />
}

function RunCharts({ run, view, change }: RunBodyProps): JSX.Element {
  const { data: siblings } = useRuns(run)
  const assigned = useRunColours(siblings ?? [])
  // The colour is that of the workspace, once the list is there.
  const colours = useMemo(
    () => (assigned.has(run.run) ? assigned : assignRunColours([run.run])),
    [assigned, run.run],
  )
  const runs = useMemo(() => [run], [run])
  return (
    <ChartsPanel
      project={run}
      runs={runs}
      colours={colours}
      view={view}
      change={change}
      start={<PinnedStep step={view.mediaStep} change={change} />}
    />
  )
}
