import type { JSX } from 'react'
import type { ArtifactVersion, RunLink } from '@kymo/server/api'
import { toPath } from '../../state/routes.ts'
import { Icon } from '../ui/icons.tsx'
import { Link } from '../ui/link.tsx'

/** Aliases of a version; `latest` stands out. */
export function Aliases({ aliases }: { readonly aliases: readonly string[] }): JSX.Element | null {
  if (aliases.length === 0) return null
  return (
    <span className="tags">
      {aliases.map((alias) => (
        <span key={alias} className={`tag alias ${alias === 'latest' ? 'is-latest' : ''}`} title={alias}>
          {alias}
        </span>
      ))}
    </span>
  )
}

export function VersionState({ state }: Pick<ArtifactVersion, 'state'>): JSX.Element | null {
  if (state === 'committed') return null
  return (
    <span className={`run-state is-${state === 'pending' ? 'killed' : 'failed'}`}>
      <Icon name={state === 'pending' ? 'warning' : 'cross'} />
      {state === 'pending' ? 'Content is still on its way' : 'Deleted'}
    </span>
  )
}

export function RunChip({ run }: { readonly run: RunLink }): JSX.Element {
  const { entity, project, run: id, runName } = run
  return (
    <Link href={toPath({ page: 'run', entity, project, run: id })} className="text-link" title={id}>
      {runName || id}
    </Link>
  )
}
