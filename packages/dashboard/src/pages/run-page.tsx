import { Suspense, lazy, useMemo } from 'react'
import type { JSX, KeyboardEvent } from 'react'
import type { RunDetail, RunRef } from '@kymo/server/api'
import { isApiError } from '../api/api-error.ts'
import { assignRunColours } from '../charts/model/run-colours.ts'
import { ChartsPanel } from '../components/chart/charts-panel.tsx'
import { RunOverview } from '../components/runs/run-overview.tsx'
import { useRunColours } from '../components/runs/use-run-colours.ts'
import { TopBar } from '../components/shell/top-bar.tsx'
import { RunStateBadge } from '../components/ui/run-state.tsx'
import { Problem, Skeleton } from '../components/ui/states.tsx'
import { Ago, Duration } from '../components/ui/time.tsx'
import { useRun, useRuns } from '../state/queries.ts'
import { toPath } from '../state/routes.ts'
import { useLiveUpdates } from '../state/use-live-updates.ts'
import { useView } from '../state/use-view.ts'
import type { ChangeView } from '../state/use-view.ts'
import type { RunTab, ViewState } from '../state/view-state.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { useTitle } from './use-title.ts'

const RunMedia = lazy(() => import('./run-media.tsx').then((module) => ({ default: module.RunMedia })))

/** One run: what it was, its charts and its media. */
export function RunPage({ entity, project, run: id }: RunRef): JSX.Element {
  const ref = { entity, project, run: id }
  useLiveUpdates(ref)
  const { data: run, error, refetch } = useRun(ref)
  const [view, change] = useView()
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
  const { data: siblings } = useRuns(run)
  const assigned = useRunColours(siblings ?? [])
  // The colour is that of the workspace, once the list is there.
  const colours = useMemo(
    () => (assigned.has(run.run) ? assigned : assignRunColours([run.run])),
    [assigned, run.run],
  )
  const runs = useMemo(() => [run], [run])
  return (
    <>
      <header className="run-head">
        <h1 title={run.name}>{run.name || run.run}</h1>
        <RunStateBadge state={run.state} />
        <span className="soft">
          <Ago timeMs={run.startedMs} /> · <Duration run={run} />
        </span>
        <Tabs tab={view.tab} onChange={(tab) => change({ tab }, 'push')} />
      </header>
      <div id="run-panel" role="tabpanel" aria-labelledby={`tab-${view.tab}`} className="run-panel">
        {view.tab === 'overview' ? (
          <RunOverview run={run} />
        ) : view.tab === 'media' ? (
          <Suspense fallback={<Skeleton rows={8} height={48} />}>
            <RunMedia run={run} />
          </Suspense>
        ) : (
          <ChartsPanel project={run} runs={runs} colours={colours} view={view} change={change} />
        )}
      </div>
    </>
  )
}

const TABS: readonly (readonly [RunTab, string])[] = [
  ['overview', 'Overview'],
  ['charts', 'Charts'],
  ['media', 'Media'],
]

function Tabs({
  tab,
  onChange,
}: {
  readonly tab: RunTab
  readonly onChange: (tab: RunTab) => void
}): JSX.Element {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const index = TABS.findIndex(([id]) => id === tab) + (event.key === 'ArrowLeft' ? -1 : 1)
    const [next] = TABS[(index + TABS.length) % TABS.length]
    onChange(next)
    document.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <div role="tablist" tabIndex={-1} aria-label="Run" className="tabs" onKeyDown={onKeyDown}>
      {TABS.map(([id, label]) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={tab === id}
          aria-controls="run-panel"
          tabIndex={tab === id ? 0 : -1}
          onClick={() => onChange(id)}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
