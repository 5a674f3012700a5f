import type { JSX } from 'react'
import type { ProjectRef } from '../api/api-client.ts'

export function ArtifactsPage({ project }: ProjectRef): JSX.Element {
  return <p>{project}</p>
}
