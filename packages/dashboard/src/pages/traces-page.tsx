import type { JSX } from 'react'
import type { RunInfo } from '@kymo/server/api'
import type { ProjectRef } from '../api/api-client.ts'
import { isApiError } from '../api/api-error.ts'
import { TopBar } from '../components/shell/top-bar.tsx'
import { TracesPanel } from '../components/traces/traces-panel.tsx'
import { useRuns } from '../state/queries.ts'
import { toPath } from '../state/routes.ts'
import { useLiveUpdates } from '../state/use-live-updates.ts'
import { useView } from '../state/use-view.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { useTitle } from './use-title.ts'

const NO_RUNS: readonly RunInfo[] = []

/** Traces of all runs of a project. */
export function TracesPage({ entity, project }: ProjectRef): JSX.Element {
  useTitle('Traces', project)
  useLiveUpdates({ entity, project })
  const [view, change] = useView()
  const { data: runs, error } = useRuns({ entity, project })
  if (isApiError(error, 'not-found') && runs === undefined) {
    return <NotFoundPage title="No such project" text={`${entity}/${project} is not on this server.`} />
  }
  return (
    <>
      <TopBar
        crumbs={[
          { label: 'Projects', href: '/' },
          { label: entity },
          { label: project, href: toPath({ page: 'workspace', entity, project }) },
          { label: 'Traces' },
        ]}
        project={{ entity, project }}
      />
      <main className="run-page">
        <h1 className="hidden">Traces of {project}</h1>
        <TracesPanel scope={{ entity, project }} runs={runs ?? NO_RUNS} view={view.traces} change={change} />
      </main>
    </>
  )
}
