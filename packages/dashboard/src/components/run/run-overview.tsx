import { Suspense, lazy } from 'react'
import type { JSX } from 'react'
import type { RunDetail, RunParent } from '@kymo/server/api'
import { formatMoment, grouped } from '../../charts/model/format.ts'
import { saveRunEdit } from '../../state/run-actions.ts'
import { useRuns } from '../../state/queries.ts'
import { toPath } from '../../state/routes.ts'
import { AlertCard } from '../alerts/alert-card.tsx'
import { Card } from '../ui/card.tsx'
import { CopyButton } from '../ui/controls.tsx'
import { EditableText } from '../ui/editable-text.tsx'
import { Link } from '../ui/link.tsx'
import { RunStateBadge } from '../ui/run-state.tsx'
import { TagEditor } from '../ui/tag-editor.tsx'
import { Ago, Duration } from '../ui/time.tsx'
import { EntryCard } from './entry-card.tsx'
import { EnvironmentCards } from './environment-cards.tsx'
import { FactList } from './fact-list.tsx'
import { LogCard } from './log-card.tsx'

const RunArtifactsCard = lazy(() =>
  import('../artifacts/run-artifacts.tsx').then((module) => ({ default: module.RunArtifactsCard })),
)

const MAX_NOTES_LENGTH = 100_000
const MAX_LABEL_LENGTH = 256

/** What is known of a run: facts that can be edited, alerts, config, summary, environment, folders. */
export function RunOverview({ run }: { readonly run: RunDetail }): JSX.Element {
  return (
    <div className="overview">
      <div className="overview-side">
        <Facts run={run} />
        <NotesCard run={run} />
        <AlertCard run={run} />
        <LogCard folders={run.folders} />
        <Suspense fallback={null}>
          <RunArtifactsCard run={run} />
        </Suspense>
      </div>
      <div className="overview-main">
        <EntryCard title="Summary" entries={run.summary} empty="Nothing was logged yet." />
        <EntryCard title="Config" entries={run.config} empty="This run has no config." />
        <EnvironmentCards run={run} />
      </div>
    </div>
  )
}

function Facts({ run }: { readonly run: RunDetail }): JSX.Element {
  const { data: siblings = [] } = useRuns(run)
  const known = [...new Set(siblings.flatMap(({ tags }) => tags))]
  return (
    <Card title="Run">
      <FactList
        facts={[
          ['State', <RunStateBadge key="state" state={run.state} />],
          [
            'Tags',
            <TagEditor
              key="tags"
              label="Tags"
              tags={run.tags}
              known={known}
              onChange={(tags) => void saveRunEdit(run, { tags })}
            />,
          ],
          [
            'Group',
            <EditableText
              key="group"
              label="Group"
              value={run.group}
              placeholder="None"
              maxLength={MAX_LABEL_LENGTH}
              onSave={(group) => void saveRunEdit(run, { group })}
            />,
          ],
          [
            'Job type',
            <EditableText
              key="job"
              label="Job type"
              value={run.jobType}
              placeholder="None"
              maxLength={MAX_LABEL_LENGTH}
              onSave={(jobType) => void saveRunEdit(run, { jobType })}
            />,
          ],
          ['Started', <Started key="started" startedMs={run.startedMs} />],
          ['Duration', <Duration key="duration" run={run} />],
          [
            'Exit code',
            run.exitCode === null ? undefined : (
              <span key="exit" className="numeric">
                {run.exitCode}
              </span>
            ),
          ],
          ['Forked from', run.parent && <ForkedFrom key="parent" run={run} parent={run.parent} />],
          ['Run id', <Copyable key="id" text={run.run} label="Copy the run id" />],
          [
            'Points',
            <span key="points" className="numeric">
              {grouped(run.pointCount)} in {grouped(run.metricCount)}{' '}
              {run.metricCount === 1 ? 'metric' : 'metrics'}
            </span>,
          ],
          [
            'Last step',
            run.lastStep === null ? undefined : (
              <span key="step" className="numeric">
                {grouped(run.lastStep)}
              </span>
            ),
          ],
          ['Host', run.host || undefined],
        ]}
      />
    </Card>
  )
}

function Started({ startedMs }: { readonly startedMs: number }): JSX.Element {
  return (
    <span>
      {formatMoment(startedMs)} · <Ago timeMs={startedMs} />
    </span>
  )
}

/** The run whose rows come first, and the last step of it that does. */
function ForkedFrom({ run, parent }: { readonly run: RunDetail; readonly parent: RunParent }): JSX.Element {
  const { entity, project } = run
  const href = toPath({ page: 'run', entity, project, run: parent.run })
  return (
    <span>
      {parent.name === undefined ? <code>{parent.run}</code> : <Link href={href}>{parent.name}</Link>} at step{' '}
      <span className="numeric">{grouped(parent.step)}</span>
    </span>
  )
}

function Copyable({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  return (
    <span className="with-copy">
      <code title={text}>{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  )
}

function NotesCard({ run }: { readonly run: RunDetail }): JSX.Element {
  return (
    <Card title="Notes">
      <div className="notes">
        <EditableText
          label="Notes"
          value={run.notes}
          placeholder="Write down what this run was for, and what came out"
          isLong
          maxLength={MAX_NOTES_LENGTH}
          onSave={(notes) => void saveRunEdit(run, { notes })}
        />
      </div>
    </Card>
  )
}
