import { Artifact } from '@kymo/core'
import type { RunLike } from '../framework-types.ts'
import type { CapturedModel } from './capture-model.ts'

/** What a checkpoint is called. */
export interface CheckpointLabel {
  readonly aliases: readonly string[]
  readonly metadata: Readonly<Record<string, unknown>>
}

export interface CheckpointLogOptions {
  readonly run: RunLike
  /** Of the artifact. */
  readonly name: string
  /** How many checkpoints are kept besides the best one; undefined: all. */
  readonly keepCount: number | undefined
  /** Resolves after this time. */
  readonly sleep: (durationMs: number, signal: AbortSignal) => Promise<unknown>
}

/** How long a training waits for the disk at most, before a checkpoint is left out. */
export const MAX_WAIT_MS = 30_000

/** Age at which the server deletes a checkpoint that has no name any more. Names protect the others, however old they are. */
const UNNAMED_TTL = '1h'

/**
 * Logs checkpoints of one model as versions of one artifact.
 *
 * At most one is on its way to the disk, so that a slow disk cannot fill the memory; the next one waits for it.
 */
export class CheckpointLog {
  readonly #options: CheckpointLogOptions
  #staging: Promise<unknown> | undefined
  #newestSha256: string | undefined
  #newestAliases: ReadonlySet<string> = new Set()
  #loggedCount = 0

  constructor(options: CheckpointLogOptions) {
    this.#options = options
  }

  /**
   * Logs a checkpoint, unless the newest one has the same content and all of its names.
   * @throws {Error} when the disk does not take the one before in {@link MAX_WAIT_MS}
   */
  async log(model: CapturedModel, label: CheckpointLabel): Promise<void> {
    const { run, name } = this.#options
    if (this.#isKnown(model, label)) return
    if (!(await this.settle()))
      throw new Error(`the disk did not take the one before within ${MAX_WAIT_MS / 1000} s`)
    const isUnchanged = model.sha256 === this.#newestSha256
    if (!isUnchanged) this.#loggedCount += 1
    const artifact = new Artifact(name, 'model', { metadata: label.metadata })
    for (const { path, content } of model.files) artifact.newFile(path, content)
    const aliases = [...label.aliases, ...this.#slot()]
    const logged = run.logArtifact?.(artifact, { aliases, ...this.#ttl() })
    if (logged === undefined) throw new Error('the run takes no artifacts')
    this.#newestAliases = new Set([...(isUnchanged ? this.#newestAliases : []), ...label.aliases])
    this.#newestSha256 = model.sha256
    this.#follow(logged.staged(), model.sha256)
  }

  /** Waits until what was logged is safe in the run's folder. @returns false when that takes longer than {@link MAX_WAIT_MS} */
  async settle(): Promise<boolean> {
    const staging = this.#staging
    if (staging === undefined) return true
    const patience = new AbortController()
    const isLate = this.#options.sleep(MAX_WAIT_MS, patience.signal).then(
      () => false,
      () => false,
    )
    const isDone = await Promise.race([staging.then(() => true), isLate])
    patience.abort()
    return isDone
  }

  #isKnown({ sha256 }: CapturedModel, { aliases }: CheckpointLabel): boolean {
    return sha256 === this.#newestSha256 && aliases.every((alias) => this.#newestAliases.has(alias))
  }

  /** One that could not be staged is warned about by the run; the same content is then worth another attempt. */
  #follow(staged: Promise<unknown>, sha256: string): void {
    const staging = staged.then(
      () => undefined,
      () => {
        if (this.#newestSha256 === sha256) this.#newestSha256 = undefined
      },
    )
    this.#staging = staging
    void this.#forget(staging)
  }

  async #forget(staging: Promise<unknown>): Promise<void> {
    await staging
    if (this.#staging === staging) this.#staging = undefined
  }

  /** A name that moves on to every n-th version: with it, the one that had it loses its protection. */
  #slot(): string[] {
    const { keepCount } = this.#options
    return keepCount === undefined ? [] : [`recent-${(this.#loggedCount - 1) % keepCount}`]
  }

  #ttl(): { ttl?: string } {
    return this.#options.keepCount === undefined ? {} : { ttl: UNNAMED_TTL }
  }
}
