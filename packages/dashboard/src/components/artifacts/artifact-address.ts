import type { ArtifactRef, ArtifactVersion } from '@kymo/server/api'
import { toPath } from '../../state/routes.ts'

/** `v3`; the digest while a version is not complete. */
export function versionName({ version, digest }: Pick<ArtifactVersion, 'version' | 'digest'>): string {
  return version === null ? digest : `v${version}`
}

/** For people: a digest is shortened. */
export function versionLabel({ version, digest }: Pick<ArtifactVersion, 'version' | 'digest'>): string {
  return version === null ? digest.slice(0, 8) : `v${version}`
}

export function versionPath(version: ArtifactVersion): string {
  return artifactPath(version, versionName(version))
}

export function artifactPath({ entity, project, name }: ArtifactRef, version: string): string {
  return toPath({ page: 'artifact', entity, project, name, version })
}
