import { comparePaths } from '@kymo/protocol'
import type {
  ArtifactEntry,
  ArtifactFile,
  ArtifactVersion,
  DownloadOptions,
} from '../artifacts/artifact-version.ts'
import type { ApiRun } from './api-run.ts'
import type { ArtifactSource, CollectionInfo, VersionInfo } from './artifact-source.ts'
import type { RunAddress } from './run-source.ts'

/** @internal What the artifacts that {@link Api} gives are made with. */
export interface ApiArtifactParts {
  readonly source: ArtifactSource
  /** @returns undefined when there is no such run (any more) */
  readonly findRun: (address: RunAddress) => Promise<ApiRun | undefined>
}

/**
 * A version of an artifact as {@link Api} finds it: its facts; the manifest is read when files are asked for.
 *
 * @example
 * ```js
 * import { Api, Artifact, init } from '@kymo/core'
 *
 * const run = await init({ project: 'digits' })
 * await run.logArtifact(new Artifact('labels', 'dataset').newFile('labels.txt', '0 1 2'), { aliases: ['raw'] }).wait()
 * await run.finish()
 *
 * const labels = await new Api().artifact('digits/labels:raw')
 * console.log(labels.version, labels.aliases, (await labels.loggedBy())?.id)
 * for await (const { path, sizeBytes } of labels.files()) console.log(path, sizeBytes)
 * ```
 */
export class ApiArtifact {
  readonly entity: string
  readonly project: string
  readonly name: string
  readonly type: string
  /** `v3`; undefined as long as not all content has arrived on the server. */
  readonly version: string | undefined
  /** W&B's digest of the manifest, 32 hex digits. */
  readonly digest: string
  /** `pending`: not all content has arrived. `deleted`: only its facts are left. */
  readonly state: 'pending' | 'committed' | 'deleted'
  /** Sorted, `latest` first. */
  readonly aliases: readonly string[]
  readonly tags: readonly string[]
  readonly description: string
  readonly metadata: Readonly<Record<string, unknown>>
  readonly sizeBytes: number
  readonly fileCount: number
  readonly createdAt: Date
  readonly #info: VersionInfo
  readonly #parts: ApiArtifactParts
  #opened: Promise<ArtifactVersion> | undefined

  /** @internal {@link Api} makes these. */
  constructor(info: VersionInfo, parts: ApiArtifactParts) {
    this.#info = info
    this.#parts = parts
    this.entity = info.entity
    this.project = info.project
    this.name = info.name
    this.type = info.type
    this.version = info.version === null ? undefined : `v${info.version}`
    this.digest = info.digest
    this.state = info.state
    this.aliases = info.aliases
    this.tags = info.tags
    this.description = info.description
    this.metadata = info.metadata
    this.sizeBytes = info.sizeBytes
    this.fileCount = info.fileCount
    this.createdAt = new Date(info.createdMs)
  }

  /** `entity/project/name:v3` */
  get qualifiedName(): string {
    return `${this.entity}/${this.project}/${this.name}:${this.version ?? this.digest}`
  }

  /** Files and references, ascending by path. @throws {KymoError} ARTIFACT_NOT_FOUND, ARTIFACT_UNAVAILABLE */
  async *files(): AsyncGenerator<ArtifactEntry> {
    yield* (await this.#open()).entries.toSorted((a, b) => comparePaths(a.path, b.path))
  }

  /** One file of it. @throws {KymoError} ARTIFACT_NOT_FOUND, ARTIFACT_UNAVAILABLE */
  async file(path: string): Promise<ArtifactFile> {
    return (await this.#open()).file(path)
  }

  /**
   * Brings all files into a folder; see {@link ArtifactVersion.download}.
   * @returns the folder, absolute
   * @throws {KymoError} ARTIFACT_UNAVAILABLE, ARTIFACT_CHANGED, ARTIFACT_PATH_INVALID, ARTIFACT_NOT_FOUND
   */
  async download(dir?: string, options: DownloadOptions = {}): Promise<string> {
    return (await this.#open()).download(dir, options)
  }

  /** Makes a folder exactly this version; see {@link ArtifactVersion.checkout}. @throws as `download`, and RangeError */
  async checkout(dir: string, options: DownloadOptions = {}): Promise<string> {
    return (await this.#open()).checkout(dir, options)
  }

  /** Compares a folder with the manifest. @throws {KymoError} ARTIFACT_CHANGED naming what is missing, changed or too many */
  async verify(dir: string): Promise<void> {
    return (await this.#open()).verify(dir)
  }

  /** The run that logged it; undefined when it is not here (any more). */
  async loggedBy(): Promise<ApiRun | undefined> {
    const { loggedBy } = this.#info
    return loggedBy === null ? undefined : this.#parts.findRun(loggedBy)
  }

  /** The runs that used it. */
  async usedBy(): Promise<ApiRun[]> {
    const runs: ApiRun[] = []
    for (const address of await this.#parts.source.listUsers(this.#info)) {
      const run = await this.#parts.findRun(address)
      if (run !== undefined) runs.push(run)
    }
    return runs
  }

  #open(): Promise<ArtifactVersion> {
    this.#opened ??= this.#parts.source.open(this.#info)
    // What failed may go well the next time.
    this.#opened.catch(() => (this.#opened = undefined))
    return this.#opened
  }
}

/** All versions of one artifact. */
export class ApiArtifactCollection {
  readonly entity: string
  readonly project: string
  readonly name: string
  readonly type: string
  readonly versionCount: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly #info: CollectionInfo
  readonly #parts: ApiArtifactParts

  /** @internal {@link Api} makes these. */
  constructor(info: CollectionInfo, parts: ApiArtifactParts) {
    this.#info = info
    this.#parts = parts
    this.entity = info.entity
    this.project = info.project
    this.name = info.name
    this.type = info.type
    this.versionCount = info.versionCount
    this.createdAt = new Date(info.createdMs)
    this.updatedAt = new Date(info.updatedMs)
  }

  /** Newest first. */
  async *versions(): AsyncGenerator<ApiArtifact> {
    for (const info of (await this.#parts.source.listVersions(this.#info)) ?? [])
      yield new ApiArtifact(info, this.#parts)
  }
}
