/** JSON shapes of artifacts. A version is addressed as `v3`, an alias, or a digest of 32 hex digits. */
import type { RunRef, Value } from './types.ts'

export interface ArtifactRef {
  readonly entity: string
  readonly project: string
  readonly name: string
}

/** `GET /api/v1/projects/{entity}/{project}/artifacts` → `{collections: ArtifactCollection[]}`, by type, then name. */
export interface ArtifactCollection extends ArtifactRef {
  readonly type: string
  readonly versionCount: number
  readonly latest: ArtifactVersion | null
  /** Unix milliseconds. */
  readonly createdMs: number
  readonly updatedMs: number
}

/** pending: logged, but not all of its content has arrived. */
export type ArtifactState = 'pending' | 'committed' | 'deleted'

/** `GET /api/v1/artifacts/{entity}/{project}/{name}` → `{collection, versions: ArtifactVersion[]}`, newest first. */
export interface ArtifactVersion extends ArtifactRef {
  readonly type: string
  /** n of `v<n>`; null while pending. */
  readonly version: number | null
  /** Hex md5 of the manifest. */
  readonly digest: string
  readonly state: ArtifactState
  readonly aliases: readonly string[]
  readonly tags: readonly string[]
  readonly description: string
  readonly metadata: Value
  readonly sizeBytes: number
  readonly fileCount: number
  readonly createdMs: number
  /** Unix milliseconds after which it is deleted; null: kept. */
  readonly expiresMs: number | null
  readonly createdBy: RunLink | null
  readonly usedByCount: number
}

export interface RunLink extends RunRef {
  readonly runName: string
}

/** `GET /api/v1/artifacts/{entity}/{project}/{name}/{version}` */
export interface ArtifactDetail extends ArtifactVersion {
  readonly usedBy: readonly RunLink[]
  /** Bytes that have not arrived yet. */
  readonly missingBytes: number
  /** The same content under other versions or names is one digest. */
  readonly previousVersion: number | null
}

/** `GET …/{version}/manifest?prefix=&after=&limit=` → `{entries, totalCount, next}`, by path. `GET …/{version}/files/{path…}` is the content. */
export interface ManifestEntry {
  readonly path: string
  readonly sizeBytes: number
  /** Base64 md5 of the content; of a reference its etag or checksum. */
  readonly digest: string
  /** Hex; null for references and for content of foreign clients. */
  readonly sha256: string | null
  /** URI of a reference. */
  readonly ref: string | null
}

/** `GET …/{version}/diff?with={version}`: what changed from `with` to this one. Each list holds at most 1,000 entries. */
export interface ArtifactDiff {
  readonly added: readonly ManifestEntry[]
  readonly removed: readonly ManifestEntry[]
  readonly changed: readonly {
    readonly path: string
    readonly before: ManifestEntry
    readonly after: ManifestEntry
  }[]
  readonly addedCount: number
  readonly removedCount: number
  readonly changedCount: number
  readonly unchangedCount: number
}

/** `GET …/{version}/lineage?depth=` (default 3): runs and versions, upstream and downstream. Edges go the way data flows. */
export interface ArtifactLineage {
  readonly nodes: readonly LineageNode[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
  /** True when the graph was cut at the depth or at 500 nodes. */
  readonly isCut: boolean
}
export type LineageNode =
  | { readonly kind: 'run'; readonly id: string; readonly run: RunLink }
  | { readonly kind: 'artifact'; readonly id: string; readonly artifact: ArtifactVersion }

/** `PATCH …/{version}`; `DELETE …/{version}` (a version with an alias other than latest needs `?force=1`). */
export interface ArtifactEdit {
  readonly description?: string
  readonly metadata?: Value
  readonly tags?: readonly string[]
  readonly addAliases?: readonly string[]
  readonly removeAliases?: readonly string[]
  /** Seconds; null: kept for good. */
  readonly ttlSeconds?: number | null
}

/** `GET /api/v1/runs/{entity}/{project}/{run}/artifacts` */
export interface RunArtifacts {
  readonly logged: readonly ArtifactVersion[]
  readonly used: readonly ArtifactVersion[]
}
