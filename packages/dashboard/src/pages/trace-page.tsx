import type { JSX } from 'react'
import type { TraceRef } from '../api/trace-client.ts'
import { isApiError } from '../api/api-error.ts'
import { TopBar } from '../components/shell/top-bar.tsx'
import { TraceHead } from '../components/traces/trace-head.tsx'
import { TraceView } from '../components/traces/trace-view.tsx'
import { runTracesPath } from '../components/traces/trace-address.ts'
import { Problem, Skeleton } from '../components/ui/states.tsx'
import { useRun } from '../state/queries.ts'
import { toPath } from '../state/routes.ts'
import { useTrace } from '../state/trace-queries.ts'
import { useTraceView } from '../state/trace-view.ts'
import { useLiveUpdates } from '../state/use-live-updates.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { useTitle } from './use-title.ts'
import '../styles/traces.css'

/** One trace: the tree of its spans, when each ran, and what each did. */
export function TracePage({ entity, project, run: id, traceId }: TraceRef): JSX.Element {
  const ref = { entity, project, run: id, traceId }
  useLiveUpdates(ref)
  const { data: run } = useRun(ref)
  const isRunAlive = (run?.state ?? 'running') === 'running'
  const { data: detail, error, refetch } = useTrace(ref, { isLive: isRunAlive })
  const [view, change] = useTraceView()
  const name = detail?.trace.name ?? traceId.slice(0, 8)
  useTitle(name, project)
  if (isApiError(error, 'not-found') && detail === undefined) {
    return (
      <NotFoundPage title="No such trace" text={`${traceId} is not in the run ${entity}/${project}/${id}.`} />
    )
  }
  return (
    <>
      <TopBar
        crumbs={[
          { label: 'Projects', href: '/' },
          { label: entity },
          { label: project, href: toPath({ page: 'workspace', entity, project }) },
          { label: run?.name || id, href: runTracesPath(ref) },
          { label: name },
        ]}
        project={{ entity, project }}
      />
      <main className="trace-page">
        {detail !== undefined ? (
          <>
            <TraceHead detail={detail} isRunAlive={isRunAlive} />
            <TraceView detail={detail} isRunAlive={isRunAlive} view={view} change={change} />
          </>
        ) : error === null ? (
          <Skeleton rows={12} height={36} />
        ) : (
          <Problem error={error} what="the trace" onRetry={() => void refetch()} />
        )}
      </main>
    </>
  )
}
