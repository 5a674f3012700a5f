import { KymoError } from '../errors.ts'

/** What a server says about a version. */
export interface CommittedVersion {
  /** n of `v<n>`. */
  readonly version: number
  readonly aliases: readonly string[]
}

export interface LoggedArtifactParts {
  readonly name: string
  readonly type: string
  /**
   * Resolves with the digest when the content is in the run folder and the log says so. Rejected for want of room, it is another
   * promise as soon as there was room.
   */
  readonly staged: () => Promise<string>
  /** Of what is staged. */
  readonly digest: () => string | undefined
  /** Undefined when the run is offline: then versions are given later. */
  readonly findVersion: ((digest: string) => Promise<CommittedVersion | undefined>) | undefined
  readonly nowMs: () => number
  readonly sleep: (durationMs: number) => Promise<void>
}

export interface WaitForVersionOptions {
  /** Default: no limit. */
  readonly timeoutMs?: number
}

const FIRST_POLL_MS = 100
const MAX_POLL_MS = 2000

/**
 * An artifact on its way. Nothing has to be awaited: what fails is warned about, and `run.finish()` waits for the rest.
 *
 * @example
 * ```js
 * import { Artifact, init } from '@kymo/core'
 *
 * const run = await init({ project: 'digits' })
 * const logged = run.logArtifact(new Artifact('labels', 'dataset').newFile('labels.txt', '0 1 2'))
 * await logged.wait()
 * console.log(logged.digest, logged.version) // the version is undefined as long as the run is offline
 * await run.finish()
 * ```
 */
export class LoggedArtifact {
  readonly name: string
  readonly type: string
  readonly #parts: LoggedArtifactParts
  #committed: CommittedVersion | undefined

  /** @internal `run.logArtifact()` makes them. */
  constructor(parts: LoggedArtifactParts) {
    this.#parts = parts
    this.name = parts.name
    this.type = parts.type
  }

  /** W&B's digest of the manifest, 32 hex digits; undefined until the content has been read. */
  get digest(): string | undefined {
    return this.#parts.digest()
  }

  /** `v3`; undefined until `wait()` has learned it. */
  get version(): string | undefined {
    return this.#committed === undefined ? undefined : `v${this.#committed.version}`
  }

  /** As of `wait()`. */
  get aliases(): readonly string[] {
    return this.#committed?.aliases ?? []
  }

  /**
   * Resolves when the content is safe in the run folder: from then on the files that were added may be changed or deleted.
   * When the disk is full it rejects at once, and resolves when it is called after the content has found room later.
   * @throws {KymoError} ARTIFACT_FILE_UNREADABLE, ARTIFACT_FILE_CHANGED, ARTIFACT_NOT_STAGED
   */
  async staged(): Promise<this> {
    await this.#parts.staged()
    return this
  }

  /**
   * Resolves when the server has all content and has given a version; offline, when the content is staged.
   * @throws {KymoError} ARTIFACT_NOT_COMMITTED when `timeoutMs` have passed, and what {@link staged} throws
   */
  async wait(options: WaitForVersionOptions = {}): Promise<this> {
    const { findVersion, nowMs, sleep } = this.#parts
    const digest = await this.#parts.staged()
    if (findVersion === undefined) return this
    const deadlineMs = nowMs() + (options?.timeoutMs ?? Number.POSITIVE_INFINITY)
    for (let pauseMs = FIRST_POLL_MS; ; pauseMs = Math.min(MAX_POLL_MS, pauseMs * 1.5)) {
      // oxlint-disable-next-line no-await-in-loop -- polls
      this.#committed ??= await findVersion(digest)
      if (this.#committed !== undefined) return this
      if (nowMs() + pauseMs > deadlineMs) throw this.#tooLate(options?.timeoutMs ?? 0)
      // oxlint-disable-next-line no-await-in-loop -- polls
      await sleep(pauseMs)
    }
  }

  #tooLate(timeoutMs: number): KymoError {
    return new KymoError(
      'ARTIFACT_NOT_COMMITTED',
      `Cannot tell the version of artifact ${this.name}: the server did not have all of it within ${timeoutMs} ms`,
      { details: { digest: this.digest, timeoutMs } },
    )
  }
}
