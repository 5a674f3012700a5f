import { useState } from 'react'
import type { JSX } from 'react'
import type { ArtifactVersion } from '@kymo/server/api'
import type { VersionRef } from '../../api/artifact-client.ts'
import { formatBytes, formatMoment, grouped } from '../../charts/model/format.ts'
import { useCollection } from '../../state/artifact-queries.ts'
import { navigate } from '../../state/location.ts'
import { Link } from '../ui/link.tsx'
import { Problem, Skeleton } from '../ui/states.tsx'
import { Ago } from '../ui/time.tsx'
import { artifactPath, versionLabel, versionName, versionPath } from './artifact-address.ts'
import { Aliases, RunChip, VersionState } from './artifact-chips.tsx'

export interface ArtifactVersionsProps {
  readonly refTo: VersionRef
  /** Compares the version of this page with an older one. */
  readonly onCompare: (before: string) => void
}

/** All versions of a collection. Any two can be chosen and compared. */
export function ArtifactVersions({ refTo, onCompare }: ArtifactVersionsProps): JSX.Element {
  const { data, error, refetch } = useCollection(refTo)
  const [chosen, setChosen] = useState<readonly string[]>([])
  if (data === undefined) {
    return error === null ? (
      <Skeleton rows={6} />
    ) : (
      <Problem error={error} what="versions" onRetry={() => void refetch()} />
    )
  }
  const { versions } = data
  const toggle = (name: string): void =>
    setChosen(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name].slice(-2))
  const compare = (): void => {
    const indices = chosen.map((name) => versions.findIndex((each) => versionName(each) === name))
    const [newer, older] = [Math.min(...indices), Math.max(...indices)].map((index) =>
      versionName(versions[index]),
    )
    if (newer === refTo.version) onCompare(older)
    else
      navigate(`${artifactPath(refTo, newer)}?${new URLSearchParams({ tab: 'diff', with: older })}`, 'push')
  }
  return (
    <div className="table-page">
      <div className="panel-bar versions-bar">
        <span className="soft numeric">
          {grouped(versions.length)} {versions.length === 1 ? 'version' : 'versions'}
        </span>
        <button type="button" className="button" disabled={chosen.length !== 2} onClick={compare}>
          {chosen.length === 2 ? 'Compare the two' : 'Choose two to compare'}
        </button>
      </div>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden">Compare</span>
            </th>
            <th scope="col">Version</th>
            <th scope="col">Aliases</th>
            <th scope="col">Created</th>
            <th scope="col">By</th>
            <th scope="col" className="is-number">
              Files
            </th>
            <th scope="col" className="is-number">
              Size
            </th>
            <th scope="col" className="is-number">
              Used
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <VersionRow
              key={versionName(version)}
              version={version}
              isCurrent={versionName(version) === refTo.version}
              isChosen={chosen.includes(versionName(version))}
              onToggle={toggle}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface VersionRowProps {
  readonly version: ArtifactVersion
  readonly isCurrent: boolean
  readonly isChosen: boolean
  readonly onToggle: (name: string) => void
}

function VersionRow({ version, isCurrent, isChosen, onToggle }: VersionRowProps): JSX.Element {
  const name = versionName(version)
  return (
    <tr aria-current={isCurrent ? 'true' : undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={`Compare ${versionLabel(version)}`}
          checked={isChosen}
          onChange={() => onToggle(name)}
        />
      </td>
      <th scope="row">
        <Link href={versionPath(version)} className="text-link numeric">
          {versionLabel(version)}
        </Link>{' '}
        <VersionState state={version.state} />
      </th>
      <td>
        <Aliases aliases={version.aliases} />
      </td>
      <td title={formatMoment(version.createdMs)}>
        <Ago timeMs={version.createdMs} />
      </td>
      <td>{version.createdBy === null ? '' : <RunChip run={version.createdBy} />}</td>
      <td className="is-number numeric">{grouped(version.fileCount)}</td>
      <td className="is-number numeric">{formatBytes(version.sizeBytes)}</td>
      <td className="is-number numeric">{grouped(version.usedByCount)}</td>
    </tr>
  )
}
