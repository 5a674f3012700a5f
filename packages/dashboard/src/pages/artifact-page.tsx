import type { JSX, KeyboardEvent } from 'react'
import type { ArtifactDetail } from '@kymo/server/api'
import type { VersionRef } from '../api/artifact-client.ts'
import { isApiError } from '../api/api-error.ts'
import { formatBytes, grouped } from '../charts/model/format.ts'
import { artifactPath, versionLabel, versionName } from '../components/artifacts/artifact-address.ts'
import { ArtifactDiffTab } from '../components/artifacts/artifact-diff-tab.tsx'
import { ArtifactFiles } from '../components/artifacts/artifact-files.tsx'
import { ArtifactOverview } from '../components/artifacts/artifact-overview.tsx'
import { ArtifactVersions } from '../components/artifacts/artifact-versions.tsx'
import { LineageTab } from '../components/artifacts/lineage-tab.tsx'
import { Aliases, VersionState } from '../components/artifacts/artifact-chips.tsx'
import { TopBar } from '../components/shell/top-bar.tsx'
import { Problem, Skeleton } from '../components/ui/states.tsx'
import { Ago } from '../components/ui/time.tsx'
import { useCollection, useVersion } from '../state/artifact-queries.ts'
import { formatArtifactView, useArtifactView } from '../state/artifact-view.ts'
import type { ArtifactTab, ArtifactView, ChangeArtifactView } from '../state/artifact-view.ts'
import { navigate } from '../state/location.ts'
import { toPath } from '../state/routes.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { useTitle } from './use-title.ts'
import '../styles/artifacts.css'

/** One version of an artifact: what it is, its files, its relatives. */
export function ArtifactPage({ entity, project, name, version }: VersionRef): JSX.Element {
  const ref: VersionRef = { entity, project, name, version }
  const { data: detail, error, refetch } = useVersion(ref)
  const [view, change] = useArtifactView()
  useTitle(detail === undefined ? name : `${name}:${versionLabel(detail)}`, project)
  if (isApiError(error, 'not-found') && detail === undefined) {
    return (
      <NotFoundPage title="No such artifact" text={`${name}:${version} is not in ${entity}/${project}.`} />
    )
  }
  return (
    <>
      <TopBar
        crumbs={[
          { label: 'Projects', href: '/' },
          { label: entity },
          { label: project, href: toPath({ page: 'workspace', entity, project }) },
          { label: 'Artifacts', href: toPath({ page: 'artifacts', entity, project }) },
          { label: name },
        ]}
      />
      <main className="run-page artifact-page">
        {detail !== undefined ? (
          <ArtifactBody key={detail.digest} refTo={ref} detail={detail} view={view} change={change} />
        ) : error === null ? (
          <Skeleton rows={8} height={48} />
        ) : (
          <Problem error={error} what="the artifact" onRetry={() => void refetch()} />
        )}
      </main>
    </>
  )
}

const TABS: readonly (readonly [ArtifactTab, string])[] = [
  ['overview', 'Overview'],
  ['files', 'Files'],
  ['versions', 'Versions'],
  ['lineage', 'Lineage'],
  ['diff', 'Diff'],
]

interface ArtifactBodyProps {
  readonly refTo: VersionRef
  readonly detail: ArtifactDetail
  readonly view: ArtifactView
  readonly change: ChangeArtifactView
}

function ArtifactBody({ refTo, detail, view, change }: ArtifactBodyProps): JSX.Element {
  // Under an alias the page would change when the alias moves; what is loaded is the version itself.
  const ref = { ...refTo, version: versionName(detail) }
  return (
    <>
      <header className="run-head">
        <h1 title={detail.name}>{detail.name}</h1>
        <VersionChoice detail={detail} view={view} />
        <span className="tag">{detail.type}</span>
        <Aliases aliases={detail.aliases} />
        <VersionState state={detail.state} />
        <span className="soft numeric">
          {grouped(detail.fileCount)} {detail.fileCount === 1 ? 'file' : 'files'} ·{' '}
          {formatBytes(detail.sizeBytes)} · <Ago timeMs={detail.createdMs} />
        </span>
        <Tabs tab={view.tab} onChange={(tab) => change({ tab })} />
      </header>
      <div
        id="artifact-panel"
        role="tabpanel"
        aria-labelledby={`tab-${view.tab}`}
        className={`run-panel artifact-${view.tab}`}
      >
        <TabBody refTo={ref} detail={detail} view={view} change={change} />
      </div>
    </>
  )
}

function TabBody({ refTo, detail, view, change }: ArtifactBodyProps): JSX.Element {
  switch (view.tab) {
    case 'overview':
      return <ArtifactOverview refTo={refTo} detail={detail} />
    case 'files':
      return <ArtifactFiles refTo={refTo} file={view.file} onFile={(file) => change({ file })} />
    case 'versions':
      return <ArtifactVersions refTo={refTo} onCompare={(before) => change({ tab: 'diff', before })} />
    case 'lineage':
      return <LineageTab refTo={refTo} />
    case 'diff':
      return (
        <ArtifactDiffTab
          refTo={refTo}
          detail={detail}
          before={view.before}
          onBefore={(before) => change({ before })}
        />
      )
  }
}

function VersionChoice({ detail, view }: Pick<ArtifactBodyProps, 'detail' | 'view'>): JSX.Element {
  const { data } = useCollection(detail)
  const current = versionName(detail)
  return (
    <select
      className="select numeric"
      aria-label="Version"
      value={current}
      onChange={(event) =>
        navigate(
          `${artifactPath(detail, event.target.value)}${formatArtifactView({ ...view, file: undefined, before: undefined })}`,
          'push',
        )
      }
    >
      {(data?.versions ?? [detail]).map((each) => (
        <option key={each.digest + versionName(each)} value={versionName(each)}>
          {versionLabel(each)}
          {each.aliases.length === 0 ? '' : ` (${each.aliases.join(', ')})`}
        </option>
      ))}
    </select>
  )
}

function Tabs({
  tab,
  onChange,
}: {
  readonly tab: ArtifactTab
  readonly onChange: (tab: ArtifactTab) => void
}): JSX.Element {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const index = TABS.findIndex(([id]) => id === tab) + (event.key === 'ArrowLeft' ? -1 : 1)
    const [next] = TABS[(index + TABS.length) % TABS.length]
    onChange(next)
    document.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <div role="tablist" tabIndex={-1} aria-label="Artifact" className="tabs" onKeyDown={onKeyDown}>
      {TABS.map(([id, label]) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={tab === id}
          aria-controls="artifact-panel"
          tabIndex={tab === id ? 0 : -1}
          onClick={() => onChange(id)}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
