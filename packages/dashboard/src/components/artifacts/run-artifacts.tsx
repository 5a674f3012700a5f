import type { JSX } from 'react'
import type { ArtifactVersion, RunRef } from '@kymo/server/api'
import { formatBytes } from '../../charts/model/format.ts'
import { useRunArtifacts } from '../../state/artifact-queries.ts'
import { Icon } from '../ui/icons.tsx'
import { Link } from '../ui/link.tsx'
import { versionLabel, versionPath } from './artifact-address.ts'

import '../../styles/artifacts.css'

/** Artifacts that a run logged and used; nothing at all when there are none. */
export function RunArtifactsCard({ run }: { readonly run: RunRef }): JSX.Element | null {
  const { data } = useRunArtifacts(run)
  if (data === undefined || data.logged.length + data.used.length === 0) return null
  return (
    <section className="card" aria-label="Artifacts">
      <header>
        <h2>Artifacts</h2>
      </header>
      <ArtifactList title="Logged" versions={data.logged} />
      <ArtifactList title="Used" versions={data.used} />
    </section>
  )
}

function ArtifactList({
  title,
  versions,
}: {
  readonly title: string
  readonly versions: readonly ArtifactVersion[]
}): JSX.Element | null {
  if (versions.length === 0) return null
  return (
    <>
      <h3 className="list-title">{title}</h3>
      <ul className="link-list">
        {versions.map((version) => (
          <li key={`${version.entity} ${version.project} ${version.name} ${version.digest}`}>
            <Link href={versionPath(version)} className="text-link">
              <Icon name="box" />
              <span>
                {version.name}:{versionLabel(version)}
              </span>
              <span className="soft numeric">
                {version.type} · {formatBytes(version.sizeBytes)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
