import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import type { JSX, ReactNode } from 'react'
import type { RunInfo } from '@kymo/server/api'
import type { TraceScope } from '../../api/trace-client.ts'
import { grouped } from '../../charts/model/format.ts'
import { hasFilters, withoutFilters } from '../../state/trace-filters.ts'
import type { TraceFilters } from '../../state/trace-filters.ts'
import { useTraceStatistics, useTraces } from '../../state/trace-queries.ts'
import type { TracePages } from '../../state/trace-queries.ts'
import type { ChangeView } from '../../state/use-view.ts'
import { CopyButton } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { Empty, Problem, Skeleton } from '../ui/states.tsx'
import { ModelTable } from './model-table.tsx'
import { TraceCharts } from './trace-charts.tsx'
import { TraceFilterBar } from './trace-filter-bar.tsx'
import { TraceList } from './trace-list.tsx'
import '../../styles/traces.css'

const EXAMPLE = `import { init } from '@kymo/core'

const run = await init({ project: 'agents' })
const answer = await run.span('answer', async (span) => {
  // What is called in here becomes a child of this span.
  return ask('What is a kymograph?')
})
await run.finish()`

export interface TracesPanelProps {
  readonly scope: TraceScope
  /** Those that the traces may be of. */
  readonly runs: readonly RunInfo[]
  readonly view: TraceFilters
  readonly change: ChangeView
}

/** Changes some of what a list of traces shows. */
export type ChangeTraces = (change: Partial<TraceFilters>, mode?: 'push' | 'replace') => void

/** Traces of a run or of a project: charts over time, filters, and the list. */
export function TracesPanel({ scope: given, runs, view, change: changeView }: TracesPanelProps): JSX.Element {
  const { entity, project, run } = given
  const scope = useMemo(() => ({ entity, project, run }), [entity, project, run])
  // A field that is typed in reports late: it must not bring back what was changed meanwhile.
  const latest = useRef(view)
  useLayoutEffect(() => {
    latest.current = view
  })
  const change = useCallback<ChangeTraces>(
    (changed, mode = 'push') => changeView({ traces: { ...latest.current, ...changed } }, mode),
    [changeView],
  )
  const pages = useTraces(scope, view)
  const statistics = useTraceStatistics(scope, view)
  const { traces, error } = pages
  if (traces === undefined && error !== null)
    return <Problem error={error} what="traces" onRetry={pages.refresh} />
  if (traces?.length === 0 && !pages.isWaiting && !hasFilters(view)) return <FirstTrace />
  return (
    <section className="traces-panel" aria-label="Traces">
      <TraceFilterBar view={view} change={change} models={statistics.data?.models ?? NO_MODELS} />
      {view.hasCharts ? <TraceCharts statistics={statistics} view={view} change={change} /> : null}
      {view.panel === 'models' ? (
        <ModelTable statistics={statistics} change={change} />
      ) : traces === undefined ? (
        <Skeleton rows={10} />
      ) : (
        <>
          {traces.length === 0 && !pages.isWaiting ? (
            <NoMatch onClear={() => change(withoutFilters(view))} />
          ) : (
            <TraceList scope={scope} runs={runs} pages={pages} view={view} change={change} />
          )}
          {traces.length === 0 ? null : <PanelFoot pages={pages} />}
        </>
      )}
    </section>
  )
}

const NO_MODELS: readonly never[] = []

function PanelFoot({ pages }: { readonly pages: TracePages }): JSX.Element {
  const shown = pages.traces?.length ?? 0
  return (
    <footer className="panel-foot traces-foot">
      <span>
        {shown < pages.total ? `${grouped(shown)} of ` : ''}
        {grouped(pages.total)} {pages.total === 1 ? 'trace' : 'traces'}
      </span>
      {pages.isHeld ? (
        <button type="button" className="button quiet" onClick={pages.refresh}>
          <Icon name="reset" />
          <span>Refresh: a list this long waits for you</span>
        </button>
      ) : null}
      {pages.traces !== undefined && pages.error !== null ? (
        <span className="danger-text">{pages.error.message}</span>
      ) : null}
    </footer>
  )
}

function NoMatch({ onClear }: { readonly onClear: () => void }): ReactNode {
  return (
    <Empty title="No trace matches">
      <button type="button" className="button" onClick={onClear}>
        Clear all filters
      </button>
    </Empty>
  )
}

function FirstTrace(): JSX.Element {
  return (
    <Empty title="No traces yet">
      <p className="soft">
        Calls of models, tools and agents appear here while they run. One line is enough:
      </p>
      <div className="snippet">
        <pre>
          <code>{EXAMPLE}</code>
        </pre>
        <CopyButton text={EXAMPLE} label="Copy the example" />
      </div>
    </Empty>
  )
}
