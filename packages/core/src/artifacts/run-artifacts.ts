import type { RecordInit } from '@kymo/protocol'
import { KymoError } from '../errors.ts'
import type { ArtifactLog, LogArtifactOptions } from './artifact-log.ts'
import { useArtifactRecord } from './artifact-record.ts'
import type { ArtifactVersion } from './artifact-version.ts'
import type { Artifact } from './artifact.ts'
import type { LoggedArtifact } from './logged-artifact.ts'
import type { SavedFiles, SaveOptions } from './save/saved-files.ts'
import { parseVersionName, type VersionName } from './version-facts.ts'

export interface UseArtifactOptions {
  /** Refuse an artifact of another type. */
  readonly type?: string
}

export interface RunArtifactsParts {
  readonly log: ArtifactLog
  readonly saved: SavedFiles
  readonly place: { readonly entity: string; readonly project: string }
  readonly append: (record: RecordInit) => void
  readonly nowMs: () => number
  readonly find: (name: VersionName) => Promise<ArtifactVersion>
}

/** What a run does with artifacts: it logs them and uses them. */
export class RunArtifacts {
  readonly #parts: RunArtifactsParts
  #isClosed = false

  constructor(parts: RunArtifactsParts) {
    this.#parts = parts
  }

  get pendingCount(): number {
    return this.#parts.log.pendingCount + this.#parts.saved.pendingCount
  }

  /** Everything is in the run folder and in the log, as far as it can be. */
  async settled(): Promise<void> {
    await Promise.all([this.#parts.log.settled(), this.#parts.saved.settled()])
  }

  /** @see ArtifactLog.lostNames */
  get lostNames(): readonly string[] {
    return this.#parts.log.lostNames
  }

  /** @see ArtifactLog.tryLast */
  tryLast(): void {
    this.#parts.log.tryLast()
  }

  /** @throws {TypeError | RangeError | KymoError} as `Run.save` says */
  save(pattern: string, options: SaveOptions): string[] {
    return this.#isClosed ? [] : this.#parts.saved.save(pattern, options)
  }

  /** The log of the run takes no more. */
  close(): void {
    if (this.#isClosed) return
    this.#parts.saved.close()
    this.#isClosed = true
    this.#parts.log.close()
  }

  log(artifact: Artifact, options: LogArtifactOptions): LoggedArtifact {
    return this.#parts.log.log(artifact, options)
  }

  /** @see ArtifactLog.logNow */
  logNow(...call: Parameters<ArtifactLog['logNow']>): ReturnType<ArtifactLog['logNow']> {
    return this.#parts.log.logNow(...call)
  }

  /** @see ArtifactLog.reserveIds */
  reserveIds(): ReturnType<ArtifactLog['reserveIds']> {
    return this.#parts.log.reserveIds()
  }

  /** @see ArtifactLog.logStaged */
  logStaged(...call: Parameters<ArtifactLog['logStaged']>): void {
    this.#parts.log.logStaged(...call)
  }

  /** @throws {TypeError | RangeError | KymoError} as `Run.useArtifact` says */
  async use(text: string, options: UseArtifactOptions = {}): Promise<ArtifactVersion> {
    const { place, find, append, nowMs } = this.#parts
    const version = await find(parseVersionName(text, place))
    if (options?.type !== undefined && options.type !== version.type)
      throw new KymoError(
        'ARTIFACT_NOT_FOUND',
        `Cannot use ${version.qualifiedName}: its type is '${version.type}', not '${options.type}'`,
        { details: { name: text, type: version.type } },
      )
    if (!this.#isClosed) append(useArtifactRecord(version, nowMs()))
    return version
  }
}
