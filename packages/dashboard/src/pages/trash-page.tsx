import { useState } from 'react'
import type { JSX } from 'react'
import type { TrashedRun } from '@kymo/server/api'
import { formatBytes } from '../charts/model/format.ts'
import { TopBar } from '../components/shell/top-bar.tsx'
import { ConfirmDialog } from '../components/ui/confirm-dialog.tsx'
import { Icon } from '../components/ui/icons.tsx'
import { Link } from '../components/ui/link.tsx'
import { Empty, Problem, Skeleton } from '../components/ui/states.tsx'
import { Ago } from '../components/ui/time.tsx'
import { deleteRuns, takeBack } from '../state/run-actions.ts'
import { useTrash } from '../state/run-queries.ts'
import { toPath } from '../state/routes.ts'
import { useTitle } from './use-title.ts'

/** Deleted runs: until somebody deletes them for good, each can be taken back. */
export function TrashPage(): JSX.Element {
  useTitle('Trash')
  const { data: runs, error, refetch } = useTrash()
  const [doomed, setDoomed] = useState<readonly TrashedRun[]>([])
  return (
    <>
      <TopBar crumbs={[{ label: 'Projects', href: '/' }, { label: 'Trash' }]} />
      <main className="page projects-page">
        <div className="page-head">
          <h1>Trash</h1>
          {runs === undefined || runs.length === 0 ? null : (
            <button type="button" className="button" onClick={() => setDoomed(runs)}>
              <Icon name="trash" />
              <span>Delete all for good</span>
            </button>
          )}
        </div>
        {runs !== undefined ? (
          <TrashList runs={runs} onDelete={(run) => setDoomed([run])} />
        ) : error === null ? (
          <Skeleton rows={4} height={56} />
        ) : (
          <Problem error={error} what="the trash" onRetry={() => void refetch()} />
        )}
      </main>
      {doomed.length === 0 ? null : <DeleteDialog runs={doomed} onClose={() => setDoomed([])} />}
    </>
  )
}

interface TrashListProps {
  readonly runs: readonly TrashedRun[]
  readonly onDelete: (run: TrashedRun) => void
}

function TrashList({ runs, onDelete }: TrashListProps): JSX.Element {
  if (runs.length === 0) {
    return (
      <Empty title="The trash is empty">
        <p className="soft">Runs that are deleted in a project wait here until they are deleted for good.</p>
      </Empty>
    )
  }
  return (
    <ul className="trash-list">
      {runs.map((run) => (
        <li key={JSON.stringify([run.entity, run.project, run.run])}>
          <span className="trash-name">
            <strong title={run.name}>{run.name || run.run}</strong>
            <small>
              <Link href={toPath({ page: 'workspace', entity: run.entity, project: run.project })}>
                {run.entity}/{run.project}
              </Link>{' '}
              · {run.run}
            </small>
          </span>
          <span className="soft numeric">{formatBytes(run.sizeBytes)}</span>
          <span className="soft">
            deleted <Ago timeMs={run.deletedMs} />
          </span>
          <span className="trash-actions">
            <button
              type="button"
              className="button"
              aria-label={`Restore ${run.name || run.run}`}
              onClick={() => void takeBack([run])}
            >
              <Icon name="reset" />
              <span>Restore</span>
            </button>
            <button
              type="button"
              className="button danger-text"
              aria-label={`Delete ${run.name || run.run} for good`}
              onClick={() => onDelete(run)}
            >
              Delete
            </button>
          </span>
        </li>
      ))}
    </ul>
  )
}

function DeleteDialog({
  runs,
  onClose,
}: {
  readonly runs: readonly TrashedRun[]
  readonly onClose: () => void
}): JSX.Element {
  const bytes = runs.reduce((sum, run) => sum + run.sizeBytes, 0)
  const what = runs.length === 1 ? runs[0].name || runs[0].run : `${runs.length} runs`
  return (
    <ConfirmDialog
      title={`Delete ${what} for good?`}
      action="Delete for good"
      isDangerous
      {...(runs.length > 1 ? { typed: 'delete' } : {})}
      onConfirm={() => void deleteRuns(runs)}
      onClose={onClose}
    >
      <p>
        Its log, files and metrics ({formatBytes(bytes)}) are removed from this server. This cannot be undone.
      </p>
    </ConfirmDialog>
  )
}
