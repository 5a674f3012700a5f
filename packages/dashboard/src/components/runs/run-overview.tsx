import { Suspense, lazy, useState } from 'react'
import type { JSX, ReactNode } from 'react'
import type { Entry, FolderInfo, RunDetail } from '@kymo/server/api'
import { formatBytes, formatMoment, grouped } from '../../charts/model/format.ts'
import { filterBy, parseSearch } from '../../charts/model/search-pattern.ts'
import { CopyButton, SearchField } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { RunStateBadge } from '../ui/run-state.tsx'
import { Ago, Duration } from '../ui/time.tsx'
import { ValueText } from '../ui/value-text.tsx'

const RunArtifactsCard = lazy(() =>
  import('../artifacts/run-artifacts.tsx').then((module) => ({ default: module.RunArtifactsCard })),
)

/** More rows than this are shown on demand. */
const MAX_ROWS = 200

/** What is known of a run: facts, log, config, summary. */
export function RunOverview({ run }: { readonly run: RunDetail }): JSX.Element {
  return (
    <div className="overview">
      <div className="overview-side">
        <Facts run={run} />
        <LogFolders folders={run.folders} />
        <Suspense fallback={null}>
          <RunArtifactsCard run={run} />
        </Suspense>
      </div>
      <EntryCard title="Summary" entries={run.summary} empty="Nothing was logged yet." />
      <EntryCard title="Config" entries={run.config} empty="This run has no config." />
    </div>
  )
}

function Card({
  title,
  end,
  children,
}: {
  readonly title: string
  readonly end?: ReactNode
  readonly children: ReactNode
}): JSX.Element {
  return (
    <section className="card" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {end}
      </header>
      {children}
    </section>
  )
}

function Facts({ run }: { readonly run: RunDetail }): JSX.Element {
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['State', <RunStateBadge key="state" state={run.state} />],
    [
      'Started',
      <span key="started" title={formatMoment(run.startedMs)}>
        {formatMoment(run.startedMs)} · <Ago timeMs={run.startedMs} />
      </span>,
    ],
    ['Duration', <Duration key="duration" run={run} />],
    [
      'Exit code',
      run.exitCode === null ? undefined : (
        <span key="exit" className="numeric">
          {run.exitCode}
        </span>
      ),
    ],
    [
      'Run id',
      <span key="id" className="with-copy">
        <code>{run.run}</code>
        <CopyButton text={run.run} label="Copy the run id" />
      </span>,
    ],
    [
      'Points',
      <span key="points" className="numeric">
        {grouped(run.pointCount)} in {grouped(run.metricCount)} metrics
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
    ['Group', run.group || undefined],
    ['Job type', run.jobType || undefined],
    ['Tags', run.tags.length === 0 ? undefined : <Tags key="tags" tags={run.tags} />],
    [
      'Notes',
      run.notes === '' ? undefined : (
        <p key="notes" className="notes-text">
          {run.notes}
        </p>
      ),
    ],
  ]
  return (
    <Card title="Run">
      <dl className="facts">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </Card>
  )
}

function Tags({ tags }: { readonly tags: readonly string[] }): JSX.Element {
  return (
    <span className="tags">
      {tags.map((tag) => (
        <span key={tag} className="tag" title={tag}>
          {tag}
        </span>
      ))}
    </span>
  )
}

function LogFolders({ folders }: { readonly folders: readonly FolderInfo[] }): JSX.Element {
  return (
    <Card title={folders.length === 1 ? 'Log' : `Logs (${folders.length} sessions)`}>
      {folders.map((folder) => (
        <LogFolder key={folder.name} {...folder} />
      ))}
    </Card>
  )
}

function LogFolder({
  name,
  logBytes,
  indexedBytes,
  recordCount,
  damagedBytes,
  tornBytes,
}: FolderInfo): JSX.Element {
  const waitingBytes = Math.max(0, logBytes - indexedBytes - tornBytes)
  return (
    <div className="log-folder">
      <p className="with-copy">
        <code title={name}>{name}</code>
        <CopyButton text={name} label="Copy the folder name" />
      </p>
      <p className="soft numeric">
        {formatBytes(logBytes)} · {grouped(recordCount)} records
      </p>
      {damagedBytes === 0 && tornBytes === 0 && waitingBytes === 0 ? (
        <p className="integrity is-good">
          <Icon name="check" /> Every byte was read
        </p>
      ) : null}
      {waitingBytes > 0 ? (
        <p className="integrity">{formatBytes(waitingBytes)} are still being read</p>
      ) : null}
      {damagedBytes > 0 ? (
        <p className="integrity is-bad">
          <Icon name="warning" /> {formatBytes(damagedBytes)} are damaged and were skipped; everything before
          and after them was read
        </p>
      ) : null}
      {tornBytes > 0 ? (
        <p className="integrity is-torn">
          <Icon name="warning" /> {formatBytes(tornBytes)} at the end are an unfinished record: the writer
          stopped there, or is writing it now
        </p>
      ) : null}
    </div>
  )
}

function EntryCard({
  title,
  entries,
  empty,
}: {
  readonly title: string
  readonly entries: readonly Entry[]
  readonly empty: string
}): JSX.Element {
  const [search, setSearch] = useState('')
  const [isAll, setAll] = useState(false)
  const found = filterBy(entries, parseSearch(search), ([key]) => [key])
  const shown = isAll ? found : found.slice(0, MAX_ROWS)
  return (
    <Card
      title={title}
      end={
        entries.length < 6 ? undefined : (
          <SearchField
            label={`Search ${title.toLowerCase()}`}
            placeholder={`Search ${entries.length} keys`}
            value={search}
            onChange={setSearch}
          />
        )
      }
    >
      {entries.length === 0 ? <p className="soft card-empty">{empty}</p> : null}
      {entries.length > 0 && found.length === 0 ? <p className="soft card-empty">No key matches.</p> : null}
      <table className="entries">
        <tbody>
          {shown.map(([key, value]) => (
            <tr key={key}>
              <th scope="row" title={key}>
                {key}
              </th>
              <td>
                <ValueText value={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < found.length ? (
        <button type="button" className="button" onClick={() => setAll(true)}>
          Show {found.length - shown.length} more
        </button>
      ) : null}
    </Card>
  )
}
