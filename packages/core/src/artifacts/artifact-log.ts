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
import { DiskFullError } from './disk-full-error.ts'
import { holdItems, isDiskFull, type PinnedItems } from './disk-room.ts'
import { fromFailure, stageContents, toFailure } from './stage-items.ts'
import { WaitingArtifacts, type WaitingArtifact } from './waiting-artifacts.ts'

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
  /** Does not keep the process alive. @returns stops it */
  readonly every: (intervalMs: number, action: () => void) => () => void
  /** On the disk of the run folder; undefined where it cannot be told. */
  readonly freeBytes: (path: string) => number | undefined
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
  /** Rejected, it is another one when a later try succeeds. */
  staged: Promise<string>
  digest: string | undefined
}

/** How often it is looked whether the disk has room again. */
const LOOK_MS = 1_000
const MAX_LOST_NAMES = 100
/** In one message. */
const MAX_NAMED = 10
const NEVER: Promise<never> = new Promise(() => undefined)

/** Stages what a run logs, one artifact after the other in the order of the calls, and writes each into the log when it is whole. */
export class ArtifactLog {
  readonly #parts: ArtifactLogParts
  #tail: Promise<unknown> = Promise.resolve()
  #pendingCount = 0
  #isTidy = false
  #isClosed = false
  readonly #waiting = new WaitingArtifacts<Job>()
  #stopLooking: (() => void) | undefined
  readonly #lost: string[] = []

  constructor(parts: ArtifactLogParts) {
    this.#parts = parts
  }

  /** Artifacts that are not in the log yet. */
  get pendingCount(): number {
    return this.#pendingCount
  }

  /** Names of the first artifacts that were logged and are not in the run; those that wait for room are not among them. */
  get lostNames(): readonly string[] {
    return this.#lost
  }

  /** Tries those that wait for room on the disk for the last time, as far as there is room. Then await `settled`. */
  tryLast(): void {
    for (const one of this.#waiting.list()) void this.#queue(() => this.#tryAgain(one, { isLast: true }))
  }

  /** Resolves when everything logged so far is in the log, has failed, or waits for room on the disk. */
  async settled(): Promise<void> {
    await this.#tail
  }

  /** The log of the run takes no more. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#stopLooking?.()
    const left = this.#waiting.list()
    for (const one of left) {
      this.#waiting.remove(one)
      this.#lose(one.name)
    }
    if (left.length > 0) {
      const more = left.length > MAX_NAMED ? ` and ${left.length - MAX_NAMED} more` : ''
      const names = left.slice(0, MAX_NAMED).map(({ name }) => name)
      this.#parts.warn(
        'ARTIFACT_NOT_STAGED disk',
        `Not in this run, because the disk was full up to its end: ${left.length === 1 ? 'artifact' : 'artifacts'} ${names.join(', ')}${more}`,
      )
    }
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
    const job: Job = { artifact, facts, staged: NEVER, digest: undefined }
    job.staged = this.#stage(job)
    // Warned about below; not everybody waits.
    job.staged.catch(() => undefined)
    const { findVersion, nowMs, sleep } = this.#parts
    return new LoggedArtifact({
      name: artifact.name,
      type: artifact.type,
      staged: () => job.staged,
      digest: () => job.digest,
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
    const job: Job = { artifact, facts, staged: NEVER, digest: undefined }
    try {
      this.#stageNow(job, artifact.items)
    } catch (error) {
      throw this.#fail(job, error)
    }
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
    const isFirst = artifact.staging === undefined && !this.#waiting.has(artifact.name)
    if (this.#pendingCount === 0 && isFirst && isSmall(items))
      return settle(() => this.#stageHere(job, items))
    const staged = this.#queue(() => this.#stageThere(job))
    artifact.staging = staged
    const forget = (): void => {
      if (artifact.staging === staged) artifact.staging = undefined
    }
    void staged.then(forget, forget)
    return staged
  }

  /** One after the other. */
  #queue<T>(action: () => Promise<T>): Promise<T> {
    this.#pendingCount += 1
    const done = this.#tail.then(action)
    const settled = (): void => void (this.#pendingCount -= 1)
    this.#tail = done.then(settled, settled)
    return done
  }

  #stageHere(job: Job, items: readonly StageItem[]): string {
    try {
      return this.#stageNow(job, items)
    } catch (error) {
      throw this.#fail(job, error, isDiskFull(error) ? holdOrNothing(items) : undefined)
    }
  }

  #stageNow(job: Job, items: readonly StageItem[]): string {
    const folderPath = this.#parts.folderPath()
    if (folderPath === undefined) return manifestDigest([])
    const root = join(folderPath, 'artifacts')
    const store = new ContentStore({ root, isDurable: false })
    this.#tidy(store)
    const entries = stageContents(items, store)
    const digest = this.#write(job, entries, folderPath)
    void syncFiles(
      entries.flatMap(({ sha256 }) => (sha256 === undefined ? [] : [pathIn(folderPath, sha256)])),
    )
    return digest
  }

  async #stageThere(job: Job): Promise<string> {
    const { artifact } = job
    const folderPath = this.#parts.folderPath()
    if (folderPath === undefined) return manifestDigest([])
    // The order in which they are in the log is the order of their versions.
    for (const one of this.#waiting.list(artifact.name)) await this.#tryAgain(one, { isLast: false })
    try {
      const digest = await this.#stageInto(folderPath, job, artifact.items)
      for (const one of this.#waiting.list(artifact.name))
        this.#giveUp(one, 'a later version of it found room on the disk first')
      return digest
    } catch (error) {
      artifact.spoil()
      throw this.#fail(job, error, error instanceof DiskFullError ? error.pinned : undefined)
    }
  }

  async #stageInto(folderPath: string, job: Job, items: readonly StageItem[]): Promise<string> {
    const root = join(folderPath, 'artifacts')
    this.#tidy(new ContentStore({ root, isDurable: false }))
    return this.#write(job, await this.#parts.stage(root, items), folderPath)
  }

  /** @returns false when it cannot wait */
  #wait(job: Job, pinned: PinnedItems): boolean {
    const { name } = job.artifact
    if (this.#isClosed || !this.#waiting.add(job, { name, pinned, nowMs: this.#parts.nowMs() })) return false
    this.#stopLooking ??= this.#parts.every(LOOK_MS, () => this.#look())
    return true
  }

  /** Whether there is room for something that waits. */
  #look(): void {
    const folderPath = this.#parts.folderPath()
    if (folderPath === undefined || this.#pendingCount > 0) return
    const freeBytes = this.#parts.freeBytes(folderPath)
    for (const one of this.#waiting.due({ nowMs: this.#parts.nowMs(), freeBytes }))
      void this.#queue(() => this.#tryAgain(one, { isLast: false })).catch(() => undefined)
  }

  /** Never rejects. */
  async #tryAgain(one: WaitingArtifact<Job>, { isLast }: { readonly isLast: boolean }): Promise<void> {
    const folderPath = this.#parts.folderPath()
    if (folderPath === undefined || !this.#waiting.list().includes(one)) return
    const freeBytes = this.#parts.freeBytes(folderPath) ?? Number.POSITIVE_INFINITY
    if (freeBytes < one.pinned.neededBytes) return
    const { job } = one
    try {
      const digest = await this.#stageInto(folderPath, job, one.pinned.items)
      job.staged = Promise.resolve(digest)
      this.#waiting.remove(one)
    } catch (error) {
      if (!(error instanceof DiskFullError)) this.#giveUp(one, toFailure(error).reason)
      else if (!this.#waiting.postpone(one, error.pinned, this.#parts.nowMs()) && !isLast)
        this.#giveUp(one, 'the disk was full too often')
    }
    if (this.#waiting.count === 0) this.#endLooking()
  }

  #giveUp(one: WaitingArtifact<Job>, reason: string): void {
    // Said already, when the run ended meanwhile.
    if (!this.#waiting.list().includes(one)) return
    this.#waiting.remove(one)
    this.#lose(one.name)
    this.#parts.warn(
      `ARTIFACT_NOT_STAGED later ${one.name}`,
      `Artifact ${one.name}, which waited for room on the disk, is not in the run: ${reason}`,
    )
  }

  #lose(name: string): void {
    if (this.#lost.length < MAX_LOST_NAMES) this.#lost.push(name)
  }

  #endLooking(): void {
    this.#stopLooking?.()
    this.#stopLooking = undefined
  }

  #write(job: Job, entries: readonly StagedEntry[], folderPath: string): string {
    const { artifact, facts } = job
    if (this.#isClosed) throw notStaged(artifact, 'the run has finished')
    const digest = manifestDigest(entries)
    artifact.settle(entries, ({ sha256, isElsewhere }) =>
      sha256 === undefined || isElsewhere === true ? undefined : pathIn(folderPath, sha256),
    )
    this.#parts.append(artifactRecord({ ...facts, digest, entries }, this.#parts.run, folderPath))
    job.digest = digest
    return digest
  }

  #tidy(store: ContentStore): void {
    if (!this.#isTidy) store.tidy()
    this.#isTidy = true
  }

  /** @param pinned what to try again, when it was for want of room */
  #fail(job: Job, cause: unknown, pinned?: PinnedItems): KymoError {
    const { name } = job.artifact
    const { code, message, details } = fromFailure(
      toFailure(cause instanceof DiskFullError ? cause.cause : cause),
      name,
    )
    const isWaiting = pinned !== undefined && this.#wait(job, pinned)
    if (!isWaiting) this.#lose(name)
    const later = isWaiting ? '; it is tried again while the run goes on, and at its end' : ''
    const error = new KymoError(code, message + later, { details, cause })
    // By name too: a warning is given once, and each artifact that is not kept is worth one.
    this.#parts.warn(`${code} ${name}`, error.message)
    return error
  }
}

function holdOrNothing(items: readonly StageItem[]): PinnedItems | undefined {
  try {
    return holdItems(items)
  } catch {
    // It cannot be read either.
    return undefined
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
