import type { JSX } from 'react'

export function ArtifactPage({
  name,
}: {
  readonly name: string
  readonly version: string
  readonly entity: string
  readonly project: string
}): JSX.Element {
  return <p>{name}</p>
}
