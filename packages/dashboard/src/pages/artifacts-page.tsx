import { useState } from 'react'
import type { JSX } from 'react'
import type { ArtifactCollection } from '@kymo/server/api'
import type { ProjectRef } from '../api/api-client.ts'
import { isApiError } from '../api/api-error.ts'
import { formatBytes } from '../charts/model/format.ts'
import { filterBy, parseSearch } from '../charts/model/search-pattern.ts'
import { versionLabel, artifactPath } from '../components/artifacts/artifact-address.ts'
import { Aliases } from '../components/artifacts/artifact-chips.tsx'
import { TopBar } from '../components/shell/top-bar.tsx'
import { CopyButton, SearchField } from '../components/ui/controls.tsx'
import { Icon } from '../components/ui/icons.tsx'
import { Link } from '../components/ui/link.tsx'
import { Empty, Problem, Skeleton } from '../components/ui/states.tsx'
import { Ago } from '../components/ui/time.tsx'
import { useCollections } from '../state/artifact-queries.ts'
import { toPath } from '../state/routes.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { useTitle } from './use-title.ts'
import '../styles/artifacts.css'

const EXAMPLE = `import { Artifact, init } from '@kymo/core'

const run = await init({ project: 'digits' })
const model = new Artifact('digits-model', 'model')
model.addDir('./model')
run.logArtifact(model)
await run.finish()`

/** Artifacts of a project, by type. */
export function ArtifactsPage({ entity, project }: ProjectRef): JSX.Element {
  useTitle('Artifacts', project)
  const { data: collections, error, refetch } = useCollections({ entity, project })
  const [search, setSearch] = useState('')
  if (isApiError(error, 'not-found') && collections === undefined) {
    return <NotFoundPage title="No such project" text={`${entity}/${project} is not on this server.`} />
  }
  return (
    <>
      <TopBar
        crumbs={[
          { label: 'Projects', href: '/' },
          { label: entity },
          { label: project, href: toPath({ page: 'workspace', entity, project }) },
          { label: 'Artifacts' },
        ]}
      />
      <main className="page artifacts-page">
        <div className="page-head">
          <h1>Artifacts</h1>
          {collections === undefined || collections.length < 2 ? null : (
            <SearchField
              label="Search artifacts"
              placeholder="Search names, types or /regex/"
              value={search}
              onChange={setSearch}
            />
          )}
        </div>
        {collections !== undefined ? (
          <Collections collections={collections} search={search} />
        ) : error === null ? (
          <Skeleton rows={5} height={56} />
        ) : (
          <Problem error={error} what="artifacts" onRetry={() => void refetch()} />
        )}
      </main>
    </>
  )
}

function Collections({
  collections,
  search,
}: {
  readonly collections: readonly ArtifactCollection[]
  readonly search: string
}): JSX.Element {
  if (collections.length === 0) return <FirstArtifact />
  const found = filterBy(collections, parseSearch(search), ({ name, type }) => [name, type])
  if (found.length === 0) return <Empty title="No artifact matches" />
  const types = [...new Set(found.map(({ type }) => type))]
  return (
    <>
      {types.map((type) => (
        <section key={type} aria-label={type} className="collections">
          <h2>
            {type} <small className="numeric">{found.filter((each) => each.type === type).length}</small>
          </h2>
          <ul className="project-list">
            {found
              .filter((each) => each.type === type)
              .map((collection) => (
                <li key={collection.name}>
                  <CollectionRow {...collection} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function CollectionRow(collection: ArtifactCollection): JSX.Element {
  const { name, latest, versionCount, updatedMs } = collection
  return (
    <Link
      href={artifactPath(collection, latest === null ? 'latest' : versionLabel(latest))}
      className="collection-row"
    >
      <span className="collection-name">
        <Icon name="box" />
        <strong title={name}>{name}</strong>
        {latest === null ? null : <span className="soft numeric">{versionLabel(latest)}</span>}
        {latest === null ? null : <Aliases aliases={latest.aliases} />}
      </span>
      <span className="numeric">
        {versionCount} {versionCount === 1 ? 'version' : 'versions'}
      </span>
      <span className="numeric">
        {latest === null ? '' : `${latest.fileCount} ${latest.fileCount === 1 ? 'file' : 'files'}`}
      </span>
      <span className="numeric">{latest === null ? '' : formatBytes(latest.sizeBytes)}</span>
      <span className="project-time">
        <Ago timeMs={updatedMs} />
      </span>
      <Icon name="chevron" />
    </Link>
  )
}

function FirstArtifact(): JSX.Element {
  return (
    <Empty title="No artifacts yet">
      <p className="soft">
        Log data sets and models as artifacts: each change is a version, with what made and used it.
      </p>
      <div className="snippet">
        <CopyButton text={EXAMPLE} label="Copy the example" />
        <pre>
          <code>{EXAMPLE}</code>
        </pre>
      </div>
    </Empty>
  )
}
