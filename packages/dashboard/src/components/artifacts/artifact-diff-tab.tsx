import type { JSX } from 'react'
import type { ArtifactDetail, ArtifactDiff, ManifestEntry } from '@kymo/server/api'
import type { VersionRef } from '../../api/artifact-client.ts'
import { diffValues } from '../../artifacts/value-diff.ts'
import { formatBytes, grouped } from '../../charts/model/format.ts'
import { useCollection, useDiff, useVersion } from '../../state/artifact-queries.ts'
import { formatArtifactView } from '../../state/artifact-view.ts'
import { Link } from '../ui/link.tsx'
import { Empty, Problem, Skeleton } from '../ui/states.tsx'
import { ValueText } from '../ui/value-text.tsx'
import { artifactPath, versionLabel, versionName } from './artifact-address.ts'

export interface ArtifactDiffTabProps {
  readonly refTo: VersionRef
  readonly detail: ArtifactDetail
  /** The version that is compared with; undefined: the one before. */
  readonly before: string | undefined
  readonly onBefore: (before: string) => void
}

/** What changed between two versions: files and metadata. */
export function ArtifactDiffTab({ refTo, detail, before, onBefore }: ArtifactDiffTabProps): JSX.Element {
  const { data: collection } = useCollection(refTo)
  const others = (collection?.versions ?? []).filter((each) => versionName(each) !== refTo.version)
  const chosen = before ?? (detail.previousVersion === null ? undefined : `v${detail.previousVersion}`)
  const { data: diff, error, refetch } = useDiff(refTo, chosen)
  return (
    <div className="table-page">
      <div className="panel-bar versions-bar">
        <label>
          <span>From </span>
          <select
            className="select numeric"
            aria-label="Compare with"
            value={chosen ?? ''}
            onChange={(event) => onBefore(event.target.value)}
          >
            {chosen === undefined ? <option value="">choose a version</option> : null}
            {others.map((each) => (
              <option key={versionName(each)} value={versionName(each)}>
                {versionLabel(each)}
              </option>
            ))}
          </select>
        </label>
        <span>
          to <strong className="numeric">{versionLabel(detail)}</strong>
        </span>
        {diff === undefined ? null : <DiffCounts diff={diff} />}
      </div>
      {chosen === undefined ? (
        <Empty
          title={others.length === 0 ? 'There is no other version' : 'Choose a version to compare with'}
        />
      ) : error !== null ? (
        <Problem error={error} what="the difference" onRetry={() => void refetch()} />
      ) : diff === undefined ? (
        <Skeleton rows={6} />
      ) : (
        <>
          <FileChanges diff={diff} refTo={refTo} before={chosen} />
          <MetadataChanges refTo={refTo} detail={detail} before={chosen} />
        </>
      )}
    </div>
  )
}

function DiffCounts({ diff }: { readonly diff: ArtifactDiff }): JSX.Element {
  return (
    <span className="diff-counts numeric" role="status">
      <span className="is-added">+{grouped(diff.addedCount)} added</span>
      <span className="is-removed">−{grouped(diff.removedCount)} removed</span>
      <span className="is-changed">~{grouped(diff.changedCount)} changed</span>
      <span className="soft">{grouped(diff.unchangedCount)} unchanged</span>
    </span>
  )
}

type Change = 'added' | 'removed' | 'changed'

interface FileChange {
  readonly kind: Change
  readonly path: string
  readonly before: ManifestEntry | undefined
  readonly after: ManifestEntry | undefined
}

function FileChanges({
  diff,
  refTo,
  before,
}: {
  readonly diff: ArtifactDiff
  readonly refTo: VersionRef
  readonly before: string
}): JSX.Element {
  const changes: readonly FileChange[] = [
    ...diff.changed.map((each): FileChange => ({ kind: 'changed', ...each })),
    ...diff.added.map((after): FileChange => ({ kind: 'added', path: after.path, before: undefined, after })),
    ...diff.removed.map((entry): FileChange => ({
      kind: 'removed',
      path: entry.path,
      before: entry,
      after: undefined,
    })),
  ]
  const left = diff.addedCount + diff.removedCount + diff.changedCount - changes.length
  return (
    <section aria-label="Files" className="diff-section">
      <h2>Files</h2>
      {changes.length === 0 ? <p className="soft">The files are the same.</p> : null}
      <table className="plain-table diff-table">
        {changes.length === 0 ? null : <DiffHead what="File" versions={[before, refTo.version]} />}
        <tbody>
          {changes.map(({ kind, path, before: old, after }) => (
            <tr key={`${kind} ${path}`} className={`is-${kind}`}>
              <td className="diff-mark">
                <span aria-hidden="true">{MARKS[kind]}</span>
                <span className="hidden">{kind}</span>
              </td>
              <th scope="row">
                <Link
                  className="text-link"
                  href={`${artifactPath(refTo, kind === 'removed' ? before : refTo.version)}${formatArtifactView({ tab: 'files', file: path, before: undefined })}`}
                >
                  {path}
                </Link>
              </th>
              <td className="is-number numeric">{old === undefined ? '' : formatBytes(old.sizeBytes)}</td>
              <td className="is-number numeric">{after === undefined ? '' : formatBytes(after.sizeBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 ? <p className="soft numeric">and {grouped(left)} more</p> : null}
    </section>
  )
}

function DiffHead({
  what,
  versions,
}: {
  readonly what: string
  readonly versions: readonly [before: string, after: string]
}): JSX.Element {
  return (
    <thead>
      <tr>
        <th scope="col" className="diff-mark">
          <span className="hidden">Change</span>
        </th>
        <th scope="col">{what}</th>
        {versions.map((version) => (
          <th key={version} scope="col" className="is-number">
            {version}
          </th>
        ))}
      </tr>
    </thead>
  )
}

const MARKS: Readonly<Record<Change, string>> = { added: '+', removed: '−', changed: '~' }

function MetadataChanges({
  refTo,
  detail,
  before,
}: Pick<ArtifactDiffTabProps, 'refTo' | 'detail'> & { readonly before: string }): JSX.Element | null {
  const { data: old } = useVersion({ ...refTo, version: before })
  if (old === undefined) return null
  const changes = diffValues(old.metadata, detail.metadata)
  return (
    <section aria-label="Metadata" className="diff-section">
      <h2>Metadata</h2>
      {changes.length === 0 ? <p className="soft">The metadata are the same.</p> : null}
      <table className="plain-table diff-table">
        {changes.length === 0 ? null : <DiffHead what="Key" versions={[before, refTo.version]} />}
        <tbody>
          {changes.map((change) => {
            const kind =
              change.before === undefined ? 'added' : change.after === undefined ? 'removed' : 'changed'
            return (
              <tr key={change.path} className={`is-${kind}`}>
                <td className="diff-mark">
                  <span aria-hidden="true">{MARKS[kind]}</span>
                  <span className="hidden">{kind}</span>
                </td>
                <th scope="row">{change.path || '(all)'}</th>
                <td className="is-number">
                  {change.before === undefined ? '' : <ValueText value={change.before} />}
                </td>
                <td className="is-number">
                  {change.after === undefined ? '' : <ValueText value={change.after} />}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
