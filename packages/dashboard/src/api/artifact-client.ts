import type {
  ArtifactCollection,
  ArtifactDetail,
  ArtifactDiff,
  ArtifactEdit,
  ArtifactLineage,
  ArtifactRef,
  ArtifactVersion,
  ManifestEntry,
  RunArtifacts,
  RunRef,
} from '@kymo/server/api'
import { getJson, path, send } from './api-client.ts'
import type { ProjectRef } from './api-client.ts'

const ENTRIES_PER_PAGE = 10_000
/** Of a larger artifact the first entries are listed, and the page says so. */
const MAX_ENTRIES = 100_000

export interface VersionRef extends ArtifactRef {
  /** `v3`, an alias or a digest. */
  readonly version: string
}

export interface CollectionDetail {
  readonly collection: ArtifactCollection
  /** Newest first. */
  readonly versions: readonly ArtifactVersion[]
}

export interface Manifest {
  readonly entries: readonly ManifestEntry[]
  readonly totalCount: number
}

export async function fetchCollections(
  { entity, project }: ProjectRef,
  signal: AbortSignal,
): Promise<readonly ArtifactCollection[]> {
  const answer = await getJson<{ collections: readonly ArtifactCollection[] }>(
    `/projects/${path(entity, project)}/artifacts`,
    signal,
  )
  return answer.collections
}

export function fetchCollection(ref: ArtifactRef, signal: AbortSignal): Promise<CollectionDetail> {
  return getJson(`/artifacts/${path(ref.entity, ref.project, ref.name)}`, signal)
}

export function fetchVersion(ref: VersionRef, signal: AbortSignal): Promise<ArtifactDetail> {
  return getJson(versionPath(ref), signal)
}

export async function fetchManifest(ref: VersionRef, signal: AbortSignal): Promise<Manifest> {
  const entries: ManifestEntry[] = []
  let after: string | null = null
  let totalCount = 0
  do {
    const query = new URLSearchParams({ limit: String(ENTRIES_PER_PAGE) })
    if (after !== null) query.set('after', after)
    const page: Manifest & { readonly next: string | null } = await getJson(
      `${versionPath(ref)}/manifest?${query}`,
      signal,
    )
    entries.push(...page.entries)
    totalCount = page.totalCount
    after = page.next
  } while (after !== null && entries.length < MAX_ENTRIES)
  return { entries, totalCount }
}

export function fetchDiff(ref: VersionRef, before: string, signal: AbortSignal): Promise<ArtifactDiff> {
  return getJson(`${versionPath(ref)}/diff?${new URLSearchParams({ with: before })}`, signal)
}

export function fetchLineage(ref: VersionRef, depth: number, signal: AbortSignal): Promise<ArtifactLineage> {
  return getJson(`${versionPath(ref)}/lineage?depth=${depth}`, signal)
}

export async function fetchRunArtifacts(ref: RunRef, signal: AbortSignal): Promise<RunArtifacts> {
  return getJson(`/runs/${path(ref.entity, ref.project, ref.run)}/artifacts`, signal)
}

/** Changes what people may change; answers nothing that is used. */
export async function editVersion(ref: VersionRef, edit: ArtifactEdit): Promise<void> {
  await send(versionPath(ref), {
    method: 'PATCH',
    body: JSON.stringify(edit),
    headers: { 'content-type': 'application/json' },
  })
}

/** Base that the paths of a version's files are appended to. */
export function artifactFileBase(ref: VersionRef): string {
  return `/api/v1${versionPath(ref)}/files/`
}

function versionPath({ entity, project, name, version }: VersionRef): string {
  return `/artifacts/${path(entity, project, name, version)}`
}
