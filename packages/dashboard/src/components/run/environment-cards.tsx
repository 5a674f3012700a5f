import { useMemo } from 'react'
import type { JSX } from 'react'
import type { EnvironmentList, RunDetail } from '@kymo/server/api'
import { readEnvironment } from '../../run/environment.ts'
import type { GitFacts } from '../../run/environment.ts'
import { countDiff, parseDiff } from '../../run/unified-diff.ts'
import { useEnvironments, useFileText, useFiles } from '../../state/run-queries.ts'
import { useView } from '../../state/use-view.ts'
import { DiffView } from '../files/diff-view.tsx'
import { Card } from '../ui/card.tsx'
import { CopyButton } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { Problem } from '../ui/states.tsx'
import { EntryCard } from './entry-card.tsx'
import { FactList } from './fact-list.tsx'

const DIFF_PATH = 'diff.patch'
const DIFF_LIMIT_BYTES = 200_000

type Environment = EnvironmentList['environments'][number]

/** What the run found around it: code, command, machine; once for every process that told. */
export function EnvironmentCards({ run }: { readonly run: RunDetail }): JSX.Element | null {
  const { data, error, refetch } = useEnvironments(run, { isLive: run.state === 'running' })
  if (data === undefined) {
    return error === null ? null : (
      <Card title="Environment">
        <Problem error={error} what="the environment" onRetry={() => void refetch()} />
      </Card>
    )
  }
  const { environments } = data
  return (
    <>
      {environments.map((environment) => (
        <EnvironmentCard
          key={`${environment.folder} ${environment.writer}`}
          run={run}
          environment={environment}
          isAlone={environments.length === 1}
        />
      ))}
    </>
  )
}

interface EnvironmentCardProps {
  readonly run: RunDetail
  readonly environment: Environment
  readonly isAlone: boolean
}

function EnvironmentCard({
  run,
  environment: { folder, writer, environment },
  isAlone,
}: EnvironmentCardProps): JSX.Element {
  const { command, git, facts, all } = useMemo(() => readEnvironment(environment), [environment])
  const suffix = isAlone ? '' : `: ${writer || folder}`
  return (
    <>
      <Card title={`Environment${suffix}`}>
        {command === undefined ? null : (
          <div className="command">
            <code title={command}>{command}</code>
            <CopyButton text={command} label="Copy the command" />
          </div>
        )}
        <FactList facts={facts} />
        <details className="all-facts">
          <summary>Everything that was recorded</summary>
          <EntryCard title={`Recorded facts${suffix}`} entries={all} empty="Nothing was recorded." />
        </details>
      </Card>
      {git === undefined ? null : <GitCard run={run} git={git} title={`Code${suffix}`} />}
    </>
  )
}

function GitCard({
  run,
  git,
  title,
}: {
  readonly run: RunDetail
  readonly git: GitFacts
  readonly title: string
}): JSX.Element {
  const { data: list } = useFiles(run, { isLive: false })
  const diff = list?.files.find(({ path }) => path === DIFF_PATH)
  const [, change] = useView()
  return (
    <Card
      title={title}
      end={
        diff === undefined ? undefined : (
          <button
            type="button"
            className="button quiet"
            onClick={() => change({ tab: 'files', file: DIFF_PATH }, 'push')}
          >
            <Icon name="file" />
            <span>Open the diff</span>
          </button>
        )
      }
    >
      <FactList
        facts={[
          [
            'Commit',
            git.commit === undefined ? undefined : (
              <Commit key="commit" commit={git.commit} url={git.commitUrl} />
            ),
          ],
          ['Branch', git.branch],
          ['Remote', git.remote === undefined ? undefined : <code key="remote">{git.remote}</code>],
          ['Changes', list === undefined || diff !== undefined ? undefined : 'None were recorded'],
        ]}
      />
      {diff === undefined ? null : <DiffPart run={run} modifiedMs={diff.modifiedMs} />}
    </Card>
  )
}

function Commit({ commit, url }: { readonly commit: string; readonly url: string | undefined }): JSX.Element {
  return (
    <span className="with-copy">
      {url === undefined ? (
        <code title={commit}>{commit.slice(0, 12)}</code>
      ) : (
        <a href={url} target="_blank" rel="noopener noreferrer" title={`${commit} at ${new URL(url).host}`}>
          <code>{commit.slice(0, 12)}</code>
          <Icon name="external" />
        </a>
      )}
      <CopyButton text={commit} label="Copy the commit" />
    </span>
  )
}

/** The changes that were not committed, folded. */
function DiffPart({
  run,
  modifiedMs,
}: {
  readonly run: RunDetail
  readonly modifiedMs: number
}): JSX.Element | null {
  const { data } = useFileText(run, { path: DIFF_PATH, modifiedMs, limitBytes: DIFF_LIMIT_BYTES })
  const lines = useMemo(() => parseDiff(data?.text ?? ''), [data])
  if (data === undefined) return null
  const { files, added, removed } = countDiff(lines)
  return (
    <details className="diff-part">
      <summary>
        {files} {files === 1 ? 'file was' : 'files were'} changed and not committed{' '}
        <span className="diff-count numeric">
          <ins>+{added}</ins> <del>−{removed}</del>
        </span>
      </summary>
      <DiffView lines={lines} isCut={data.isCut} />
    </details>
  )
}
