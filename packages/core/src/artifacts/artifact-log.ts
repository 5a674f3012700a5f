import { join } from 'node:path'
import { manifestDigest, type RecordInit } from '@kymo/protocol'
import { KymoError } from '../errors.ts'
import type { ArtifactIds, StagedArtifact } from '../media/media-plan.ts'
import { ContentStore } from '../platform/content-store.ts'
import { statusOf } from '../platform/source-files.ts'
import { syncFiles } from '../platform/sync-files.ts'
import { Artifact } from './artifact.ts'
import { artifactRecord, stagedArtifactRecord, type ArtifactFacts, type RunNames } from './artifact-record.ts'
import { checkAliases, checkTags, checkTtl } from './artifact-rules.ts'
import { stagedPath, type StagedEntry, type StageItem } from './content.ts'
import { LoggedArtifact, type CommittedVersion } from './logged-artifact.ts'
import { fromFailure, stageContents, toFailure } from './stage-items.ts'

export interface LogArtifactOptions {
  /** Names of the new version besides `latest`; another version that has one of them loses it. */
  readonly aliases?: readonly string[]
  readonly tags?: readonly string[]
  /** How long the server keeps the version: `30d` (s, m, h, d, w); null: for good. Default: as the project says. */
  readonly ttl?: string | null
}

/** Stages in another thread where there is one. Rejects with what `stageItems` throws. */
export type StageElsewhere = (root: string, items: readonly StageItem[]) => Promise<readonly StagedEntry[]>

export interface ArtifactLogParts {
  readonly run: RunNames
  /** Absolute; undefined when the run keeps nothing. */
  readonly folderPath: () => string | undefined
  readonly append: (record: RecordInit) => void
  readonly stage: StageElsewhere
  readonly warn: (code: string, message: string) => void
  readonly randomBytes: (count: number) => Uint8Array
  readonly nowMs: () => number
  readonly sleep: (durationMs: number) => Promise<void>
  readonly findVersion: ((name: string, digest: string) => Promise<CommittedVersion | undefined>) | undefined
}

/** What is small enough to be staged before `logArtifact` returns: some milliseconds of the training thread. */
const MAX_INLINE_BYTES = 1024 * 1024
const MAX_INLINE_FILES = 32
/** As W&B's clients make them. */
const CLIENT_ID_BYTES = 64

interface Job {
  readonly artifact: Artifact
  readonly facts: Omit<ArtifactFacts, 'digest' | 'entries'>
}

/** Stages what a run logs, one artifact after the other in the order of the calls, and writes each into the log when it is whole. */
export class ArtifactLog {
  readonly #parts: ArtifactLogParts
  #tail: Promise<unknown> = Promise.resolve()
  #pendingCount = 0
  #isTidy = false
  #isClosed = false

  constructor(parts: ArtifactLogParts) {
    this.#parts = parts
  }

  /** Artifacts that are not in the log yet. */
  get pendingCount(): number {
    return this.#pendingCount
  }

  /** Resolves when everything logged so far is in the log, or has failed. */
  async settled(): Promise<void> {
    await this.#tail
  }

  /** The log of the run takes no more. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    if (this.#pendingCount > 0)
      this.#parts.warn(
        'ARTIFACT_NOT_STAGED',
        `${this.#pendingCount} of the artifacts of this run were still being copied when it ended, and are not in it`,
      )
  }

  /** @throws {TypeError | RangeError | KymoError} for arguments that cannot be meant, before anything is kept */
  log(artifact: Artifact, options: LogArtifactOptions = {}): LoggedArtifact {
    if (!(artifact instanceof Artifact)) throw new TypeError('Cannot log an artifact: expected an Artifact')
    const facts = this.#describe(artifact, options)
    artifact.seal()
    const staged = this.#stage({ artifact, facts })
    // Warned about below; not everybody waits.
    staged.catch(() => undefined)
    const { findVersion, nowMs, sleep } = this.#parts
    return new LoggedArtifact({
      name: artifact.name,
      type: artifact.type,
      staged,
      findVersion: findVersion === undefined ? undefined : (digest) => findVersion(artifact.name, digest),
      nowMs,
      sleep,
    })
  }

  /**
   * As `log`, but in the log when it returns, so that no death of the process can take it away. For what is made in memory anyway.
   * @throws {KymoError} ARTIFACT_NOT_STAGED, after a warning
   */
  logNow(
    artifact: Artifact,
    options: { readonly isIncremental: boolean },
  ): { readonly clientId: string; readonly sequenceClientId: string } {
    const described = this.#describe(artifact, {})
    const facts = { ...described, isUserCreated: false, isIncremental: options.isIncremental }
    artifact.seal()
    this.#stageHere({ artifact, facts }, artifact.items)
    return { clientId: facts.clientId, sequenceClientId: facts.sequenceClientId }
  }

  /** Names for an artifact whose content somebody else will put into the run's folder; then `logStaged` is to be called. */
  reserveIds(): ArtifactIds | undefined {
    const folderPath = this.#parts.folderPath()
    if (folderPath === undefined || this.#isClosed) return undefined
    try {
      this.#tidy(new ContentStore({ root: join(folderPath, 'artifacts'), isDurable: false }))
    } catch {
      return undefined
    }
    return { clientId: this.#randomId(), sequenceClientId: this.#randomId() }
  }

  /** Says in the log that an artifact is in the run's folder. */
  logStaged(artifact: StagedArtifact): void {
    const { append, run, folderPath, nowMs } = this.#parts
    append(stagedArtifactRecord(artifact, run, { folderPath: folderPath() ?? '', loggedMs: nowMs() }))
  }

  #randomId(): string {
    return Buffer.from(this.#parts.randomBytes(CLIENT_ID_BYTES)).toString('hex')
  }

  #describe(artifact: Artifact, options: LogArtifactOptions): Job['facts'] {
    const { nowMs } = this.#parts
    return {
      name: artifact.name,
      type: artifact.type,
      description: artifact.description,
      metadataJson: artifact.metadataJson,
      aliases: checkAliases(options?.aliases),
      tags: checkTags(options?.tags),
      ttlSeconds: checkTtl(options?.ttl),
      clientId: this.#randomId(),
      sequenceClientId: this.#randomId(),
      loggedMs: nowMs(),
    }
  }

  #stage(job: Job): Promise<string> {
    const { artifact } = job
    if (this.#isClosed) return Promise.reject(notStaged(artifact, 'the run has finished'))
    const items = artifact.items
    if (this.#pendingCount === 0 && artifact.staging === undefined && isSmall(items))
      return settle(() => this.#stageHere(job, items))
    this.#pendingCount += 1
    const staged = this.#tail.then(() => this.#stageThere(job))
    artifact.staging = staged
    this.#tail = staged.then(
      () => this.#forget(artifact, staged),
      () => this.#forget(artifact, staged),
    )
    return staged
  }

  #forget(artifact: Artifact, staged: Promise<unknown>): void {
    this.#pendingCount -= 1
    if (artifact.staging === staged) artifact.staging = undefined
  }

  #stageHere(job: Job, items: readonly StageItem[]): string {
    const folderPath = this.#parts.folderPath()
    if (folderPath === undefined) return manifestDigest([])
    try {
      const root = join(folderPath, 'artifacts')
      const store = new ContentStore({ root, isDurable: false })
      this.#tidy(store)
      const entries = stageContents(items, store)
      const digest = this.#write(job, entries, folderPath)
      void syncFiles(
        entries.flatMap(({ sha256 }) => (sha256 === undefined ? [] : [pathIn(folderPath, sha256)])),
      )
      return digest
    } catch (error) {
      throw this.#fail(job, error)
    }
  }

  async #stageThere(job: Job): Promise<string> {
    const { artifact } = job
    const folderPath = this.#parts.folderPath()
    if (folderPath === undefined) return manifestDigest([])
    try {
      const root = join(folderPath, 'artifacts')
      this.#tidy(new ContentStore({ root, isDurable: false }))
      return this.#write(job, await this.#parts.stage(root, artifact.items), folderPath)
    } catch (error) {
      artifact.spoil()
      throw this.#fail(job, error)
    }
  }

  #write({ artifact, facts }: Job, entries: readonly StagedEntry[], folderPath: string): string {
    if (this.#isClosed) throw notStaged(artifact, 'the run has finished')
    const digest = manifestDigest(entries)
    artifact.settle(entries, ({ sha256, isElsewhere }) =>
      sha256 === undefined || isElsewhere === true ? undefined : pathIn(folderPath, sha256),
    )
    this.#parts.append(artifactRecord({ ...facts, digest, entries }, this.#parts.run, folderPath))
    return digest
  }

  #tidy(store: ContentStore): void {
    if (!this.#isTidy) store.tidy()
    this.#isTidy = true
  }

  #fail({ artifact }: Job, cause: unknown): KymoError {
    const error = fromFailure(toFailure(cause), artifact.name)
    // By name too: a warning is given once, and each artifact that is not kept is worth one.
    this.#parts.warn(`${error.code} ${artifact.name}`, error.message)
    return error
  }
}

function notStaged({ name }: Artifact, reason: string): KymoError {
  return new KymoError('ARTIFACT_NOT_STAGED', `Cannot log artifact ${name}: ${reason}`, {
    details: { reason, path: '', artifact: name },
  })
}

function pathIn(folderPath: string, sha256: string): string {
  return join(folderPath, stagedPath(sha256))
}

function isSmall(items: readonly StageItem[]): boolean {
  if (items.length > MAX_INLINE_FILES) return false
  let sumBytes = 0
  for (const { source } of items) {
    if (source.kind === 'reference' && source.checksum) return false
    if (source.kind === 'bytes') sumBytes += source.bytes.byteLength
    // A file that has gone meanwhile is found out about by whoever stages it.
    if (source.kind === 'file') sumBytes += sizeOf(source.path)
  }
  return sumBytes <= MAX_INLINE_BYTES
}

function sizeOf(path: string): number {
  try {
    return statusOf(path).sizeBytes
  } catch {
    return 0
  }
}

async function settle<T>(action: () => T): Promise<T> {
  return action()
}
