import { basename, join } from 'node:path'
import { runFolderName, runLogFileName, runSpansFileName } from '@kymo/protocol'
import type { RunFiles } from '../platform/run-files.ts'

/** Sessions of one run id that start within the same second get later names, at most so many. */
const MAX_ATTEMPTS = 100

export interface RunFolderOptions {
  readonly files: RunFiles
  /** Where run folders go; the first that works is taken. */
  readonly parents: readonly string[]
  readonly id: string
  readonly startedMs: number
  readonly offline: boolean
  /** Of a run that others may write too: tells this writer's folder from those of other machines. */
  readonly writer?: string | undefined
}

/** The folder of one session of a run: `<parent>/run-<time>-<id>/run-<id>.wandb`. */
export class RunFolder {
  readonly #options: RunFolderOptions
  readonly fileName: string
  #path: string

  constructor(options: RunFolderOptions) {
    this.#options = options
    this.fileName = runLogFileName(options.id)
    this.#path = join(options.parents[0] ?? '', this.#nameAt(0))
  }

  /** Where it is, or would be as long as it could not be made. */
  get path(): string {
    return this.#path
  }

  get name(): string {
    return basename(this.#path)
  }

  get logPath(): string {
    return join(this.#path, this.fileName)
  }

  /** The log of its spans. */
  get spansPath(): string {
    return join(this.#path, runSpansFileName(this.#options.id))
  }

  /**
   * Makes the folder and the log in it.
   * @returns the descriptor of the log
   * @throws what Node threw for the first parent, when none works
   */
  open(): number {
    let firstError: unknown
    for (const parent of this.#options.parents) {
      try {
        return this.#openIn(parent)
      } catch (error) {
        firstError ??= error
      }
    }
    throw firstError
  }

  #openIn(parent: string): number {
    const { files } = this.#options
    for (let attempt = 0; ; attempt++) {
      const path = join(parent, this.#nameAt(attempt))
      try {
        files.makeFolder(path)
        const fd = files.openNew(join(path, this.fileName))
        this.#path = path
        this.#makeFilesFolder()
        return fd
      } catch (error) {
        const isTaken = (error as NodeJS.ErrnoException).code === 'EEXIST'
        if (!isTaken || attempt >= MAX_ATTEMPTS) throw error
      }
    }
  }

  /** For media and saved files. `wandb sync` wants it even when it is empty; the log does without. */
  #makeFilesFolder(): void {
    try {
      this.#options.files.makeFolder(join(this.#path, 'files'))
    } catch {
      // A disk that is full by now: what is logged matters more.
    }
  }

  #nameAt(attempt: number): string {
    const { id, startedMs, offline, writer } = this.#options
    return runFolderName({
      startedAt: new Date(startedMs + attempt * 1000),
      id,
      offline,
      ...(writer === undefined ? {} : { writer }),
    })
  }
}
