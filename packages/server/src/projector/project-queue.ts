import { join } from 'node:path'
import { TimeSlice } from '../domain/time-slice.ts'
import { LogFile, type LogStat } from '../folders/log-file.ts'
import type { FolderRow, Store } from '../store/store.ts'
import { isSpansPath } from '../folders/spans-path.ts'
import type { SpanLogs } from './span-logs.ts'
import { clearFolder, LogProjector } from './log-projector.ts'

/** Logs whose reader is kept between turns. */
const MAX_OPEN = 256
/** A log that could not be read is left alone for this long, and twice as long each time. */
const RETRY_AFTER_MS = 5_000
const MAX_RETRY_AFTER_MS = 300_000

export interface ProjectQueueOptions {
  readonly store: Store
  /** Logs of spans take turns with the others. */
  readonly spans: SpanLogs
  readonly runsDir: string
  readonly nowMs: () => number
  /** Row of a log that is in the index. */
  readonly committed: (logPath: string) => FolderRow | undefined
  /** What the file system said of a log that has now been read. */
  readonly onStat: (logPath: string, stat: LogStat) => void
  readonly onCommitted: (row: FolderRow) => void
  /** Called whenever others are about to see a part of a commit. */
  readonly onPartOfCommit: (logPath: string) => void
  readonly onGone: (logPath: string) => void
  /** Called after a rollback. */
  readonly onFailed: (logPath: string, error: unknown) => void
  /** False when nothing more is expected from the log, so that its reader need not be kept. */
  readonly isLive: (logPath: string) => boolean
}

interface Failure {
  readonly delayMs: number
  readonly retryAtMs: number
}

/**
 * The one writer of the index: logs take turns of one commit. Logs that grew go before the backlog, so that a run that
 * is being watched stays live while a thousand old ones are read.
 */
export class ProjectQueue {
  readonly #options: ProjectQueueOptions
  readonly #urgent = new Set<string>()
  readonly #backlog = new Set<string>()
  readonly #projectors = new Map<string, LogProjector>()
  readonly #failures = new Map<string, Failure>()
  readonly #idleWaiters: (() => void)[] = []
  #isRunning = false
  #isClosed = false

  constructor(options: ProjectQueueOptions) {
    this.#options = options
  }

  /** Reads what is new in a log, soon. */
  poke(logPath: string): void {
    this.#add(this.#urgent, logPath)
  }

  /** Reads a log when there is nothing more urgent. */
  enqueue(logPath: string): void {
    if (!this.#urgent.has(logPath)) this.#add(this.#backlog, logPath)
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    if (this.#isRunning) await new Promise<void>((resolve) => this.#idleWaiters.push(resolve))
  }

  /** Ends after the turn that is running; what waits is read by the next process. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#urgent.clear()
    this.#backlog.clear()
    await this.idle()
  }

  #add(queue: Set<string>, logPath: string): void {
    if (this.#isClosed || (this.#failures.get(logPath)?.retryAtMs ?? 0) > this.#options.nowMs()) return
    queue.add(logPath)
    if (this.#isRunning) return
    this.#isRunning = true
    void this.#run()
  }

  async #run(): Promise<void> {
    // Never inside of the call that found the log: callers of poke() are in the middle of an answer.
    await new Promise((resolve) => setImmediate(resolve))
    for (let logPath = this.#take(); logPath !== undefined; logPath = this.#take()) {
      try {
        await this.#turn(logPath)
        this.#failures.delete(logPath)
      } catch (error) {
        this.#fail(logPath, error)
      }
    }
    this.#isRunning = false
    for (const resolve of this.#idleWaiters.splice(0)) resolve()
  }

  #take(): string | undefined {
    for (const queue of [this.#urgent, this.#backlog]) {
      const [logPath] = queue
      if (logPath === undefined) continue
      queue.delete(logPath)
      return logPath
    }
    return undefined
  }

  async #turn(logPath: string): Promise<void> {
    if (isSpansPath(logPath)) return this.#turnSpans(logPath)
    const { runsDir, onStat, onCommitted } = this.#options
    const file = await LogFile.open(join(runsDir, logPath))
    if (file === undefined) return this.#remove(logPath)
    try {
      const stat = await file.stat()
      const { row, isBehind } = await this.#projectorOf(logPath).turn(file, stat)
      if (row !== undefined) onCommitted(row)
      onStat(logPath, stat)
      if (isBehind) this.#add(this.#backlog, logPath)
      else if (!this.#options.isLive(logPath)) this.#projectors.delete(logPath)
    } finally {
      await file.close()
    }
  }

  async #turnSpans(spansPath: string): Promise<void> {
    const { runsDir, spans } = this.#options
    const file = await LogFile.open(join(runsDir, spansPath))
    if (file === undefined) return spans.remove(spansPath)
    try {
      if (await spans.turn(spansPath, file)) this.#add(this.#backlog, spansPath)
    } finally {
      await file.close()
    }
  }

  #projectorOf(logPath: string): LogProjector {
    const projector = this.#projectors.get(logPath) ?? this.#newProjector(logPath)
    this.#projectors.delete(logPath)
    this.#projectors.set(logPath, projector)
    if (this.#projectors.size > MAX_OPEN) {
      const [oldest] = this.#projectors.keys()
      this.#projectors.delete(oldest)
    }
    return projector
  }

  #newProjector(logPath: string): LogProjector {
    const { store, committed, onPartOfCommit } = this.#options
    return new LogProjector({
      store,
      logPath,
      committed: committed(logPath),
      onPartOfCommit: () => onPartOfCommit(logPath),
    })
  }

  async #remove(logPath: string): Promise<void> {
    const { store, committed, onGone } = this.#options
    const row = committed(logPath)
    this.#projectors.delete(logPath)
    if (row !== undefined) {
      const slice = new TimeSlice()
      store.begin()
      for (const _ of clearFolder(store, row.id)) await slice.restIfOver()
      store.deleteFolder(row.id)
      store.commit()
    }
    onGone(logPath)
  }

  #fail(logPath: string, error: unknown): void {
    this.#projectors.delete(logPath)
    const before = this.#failures.get(logPath)?.delayMs ?? RETRY_AFTER_MS / 2
    const delayMs = Math.min(2 * before, MAX_RETRY_AFTER_MS)
    this.#failures.set(logPath, { delayMs, retryAtMs: this.#options.nowMs() + delayMs })
    try {
      this.#options.store.rollback()
    } catch {
      // No transaction was open.
    }
    this.#options.spans.forgetSums()
    this.#options.onFailed(logPath, error)
  }
}
