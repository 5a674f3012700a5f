import type { JSX } from 'react'
import type { ArtifactVersion, RunDetail } from '@kymo/server/api'
import { formatBytes, grouped } from '../../charts/model/format.ts'
import { useRunArtifacts } from '../../state/run-queries.ts'
import { Card } from '../ui/card.tsx'
import { Icon } from '../ui/icons.tsx'
import { Link } from '../ui/link.tsx'
import { Empty, Problem, Skeleton } from '../ui/states.tsx'
import { Ago } from '../ui/time.tsx'

/** Artifacts that a run made, and those that it used. */
export function ArtifactsPanel({ run }: { readonly run: RunDetail }): JSX.Element {
  const { data, error, refetch } = useRunArtifacts(run, { isLive: run.state === 'running' })
  if (data === undefined) {
    return error === null ? (
      <Skeleton rows={6} height={44} />
    ) : (
      <Problem error={error} what="the artifacts" onRetry={() => void refetch()} />
    )
  }
  const { logged, used } = data
  if (logged.length === 0 && used.length === 0) {
    return (
      <Empty title="No artifacts">
        <p className="soft">
          Data sets and models that the run logs with <code>run.logArtifact()</code> or uses with{' '}
          <code>run.useArtifact()</code> are listed here.
        </p>
      </Empty>
    )
  }
  return (
    <div className="artifacts-panel">
      <VersionCard
        title={`Logged (${logged.length})`}
        versions={logged}
        empty="This run logged no artifact."
      />
      <VersionCard title={`Used (${used.length})`} versions={used} empty="This run used no artifact." />
    </div>
  )
}

interface VersionCardProps {
  readonly title: string
  readonly versions: readonly ArtifactVersion[]
  readonly empty: string
}

function VersionCard({ title, versions, empty }: VersionCardProps): JSX.Element {
  return (
    <Card title={title}>
      {versions.length === 0 ? <p className="soft card-empty">{empty}</p> : null}
      <ul className="version-list">
        {versions.map((version) => (
          <li
            key={`${version.entity}/${version.project}/${version.name} ${version.digest} ${version.version}`}
          >
            <Version {...version} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Version(artifact: ArtifactVersion): JSX.Element {
  const { name, type, version, state, aliases, sizeBytes, fileCount, createdMs } = artifact
  const label = version === null ? 'pending' : `v${version}`
  return (
    <Link className="version" href={artifactPath(artifact)}>
      <Icon name="box" />
      <span className="version-name">
        <strong title={name}>{name}</strong>
        <span className="tag">{label}</span>
        {aliases.map((alias) => (
          <span key={alias} className="tag is-alias" title={`Alias ${alias}`}>
            {alias}
          </span>
        ))}
        {state === 'committed' ? null : (
          <span className={`tag is-${state}`}>{state === 'pending' ? 'still arriving' : 'deleted'}</span>
        )}
      </span>
      <span className="soft">{type}</span>
      <span className="soft numeric">
        {grouped(fileCount)} {fileCount === 1 ? 'file' : 'files'} · {formatBytes(sizeBytes)}
      </span>
      <span className="soft">
        <Ago timeMs={createdMs} />
      </span>
    </Link>
  )
}

/** A version that has no number yet is known by its digest. */
function artifactPath({ entity, project, name, version, digest }: ArtifactVersion): string {
  const reference = version === null ? digest : `v${version}`
  return `/${[entity, project, 'artifacts', name, reference].map(encodeURIComponent).join('/')}`
}
