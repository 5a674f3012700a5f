import type { ArtifactVersion } from '../artifacts/artifact-version.ts'
import type { RunAddress } from './run-source.ts'

export interface ArtifactAddress {
  readonly entity: string
  readonly project: string
  readonly name: string
}

/** What is known of a version without its manifest. */
export interface VersionInfo extends ArtifactAddress {
  readonly type: string
  /** n of `v<n>`; null as long as not all content has arrived. */
  readonly version: number | null
  readonly digest: string
  readonly state: 'pending' | 'committed' | 'deleted'
  readonly aliases: readonly string[]
  readonly tags: readonly string[]
  readonly description: string
  readonly metadata: Readonly<Record<string, unknown>>
  readonly sizeBytes: number
  readonly fileCount: number
  /** Unix milliseconds. */
  readonly createdMs: number
  /** The run that logged it first, as far as it is known. */
  readonly loggedBy: RunAddress | null
}

export interface CollectionInfo extends ArtifactAddress {
  readonly type: string
  readonly versionCount: number
  /** Unix milliseconds of the first and the last version. */
  readonly createdMs: number
  readonly updatedMs: number
}

/** Where artifacts are read from: a server, or a folder. */
export interface ArtifactSource {
  /** By type, then name. */
  listCollections(place: Omit<ArtifactAddress, 'name'>): Promise<CollectionInfo[]>
  /** Newest first; undefined when there is no such artifact. */
  listVersions(address: ArtifactAddress): Promise<VersionInfo[] | undefined>
  /** @param selector `v3`, an alias or a digest */
  findVersion(address: ArtifactAddress, selector: string): Promise<VersionInfo | undefined>
  /** With its manifest and the way to its content. @throws {KymoError} ARTIFACT_NOT_FOUND, ARTIFACT_UNAVAILABLE */
  open(version: VersionInfo): Promise<ArtifactVersion>
  listUsers(version: VersionInfo): Promise<readonly RunAddress[]>
  /** In the order in which the run logged and used them. */
  ofRun(address: RunAddress): Promise<{ readonly logged: VersionInfo[]; readonly used: VersionInfo[] }>
}
