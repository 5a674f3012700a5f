import type { RunRef } from '../api/types.ts'
import { logPathOfSpans } from '../folders/spans-path.ts'
import type { LogFile, LogStat } from '../folders/log-file.ts'
import type { SpanLogRow, Store } from '../store/store.ts'
import { moveSpanLog, projectSpans, removeSpanLog, type SpanLogPlace } from './span-projector.ts'
import { TraceTallies } from './trace-tallies.ts'

const UNREAD: LogStat = { sizeBytes: -1, touchedMs: 0, fileMark: '' }

/** As the index knows a run. */
export function runKeyOf({ entity, project, run }: RunRef): string {
  return JSON.stringify([entity, project, run])
}

export function projectKeyOf({ entity, project }: Omit<RunRef, 'run'>): string {
  return JSON.stringify([entity, project])
}

export interface SpanLogsOptions {
  readonly store: Store
  /** The run of a log that is in the index. */
  readonly runOf: (logPath: string) => RunRef | undefined
  /** Spans of the run with this log have changed. */
  readonly onChanged: (logPath: string) => void
}

/** The logs of spans that are in the index, by their path. They take turns with the runs' logs: see ProjectQueue. */
export class SpanLogs {
  readonly #options: SpanLogsOptions
  readonly #rows = new Map<string, SpanLogRow>()
  readonly #stats = new Map<string, LogStat>()
  readonly #tallies: TraceTallies

  constructor(options: SpanLogsOptions) {
    this.#options = options
    this.#tallies = new TraceTallies(options.store)
    for (const row of options.store.listSpanLogs()) this.#rows.set(row.logPath, row)
  }

  /** As of the last time that it was read by this process; of one that only an earlier process read, what no file is. */
  stat(spansPath: string): LogStat | undefined {
    return this.#stats.get(spansPath) ?? (this.#rows.has(spansPath) ? UNREAD : undefined)
  }

  /** After a rollback: sums may hold what was never committed. */
  forgetSums(): void {
    this.#tallies.clear()
  }

  /** @returns true when there is more to read */
  async turn(spansPath: string, file: LogFile): Promise<boolean> {
    const { store } = this.#options
    const stat = await file.stat()
    const committed = this.#rows.get(spansPath)
    const { row, isBehind } = await projectSpans(file, stat, {
      store,
      tallies: this.#tallies,
      logPath: spansPath,
      committed,
      place: this.#placeOf(spansPath),
    })
    this.#stats.set(spansPath, stat)
    if (row !== undefined) {
      this.#rows.set(spansPath, row)
      this.#options.onChanged(logPathOfSpans(spansPath))
    }
    return isBehind
  }

  async remove(spansPath: string): Promise<void> {
    const row = this.#rows.get(spansPath)
    this.#stats.delete(spansPath)
    if (row === undefined) return
    await removeSpanLog(this.#options.store, this.#tallies, row)
    this.#rows.delete(spansPath)
    this.#options.onChanged(logPathOfSpans(spansPath))
  }

  /** A run's log was committed, and with it perhaps whose it is. Inside no transaction. */
  place(spansPath: string): void {
    const row = this.#rows.get(spansPath)
    if (row === undefined) return
    const place = this.#placeOf(spansPath)
    if (row.runKey === place.runKey && row.projectKey === place.projectKey) return
    this.#rows.set(spansPath, moveSpanLog(this.#options.store, this.#tallies, { row, place }))
  }

  #placeOf(spansPath: string): SpanLogPlace {
    const run = this.#options.runOf(logPathOfSpans(spansPath))
    return run === undefined
      ? { runKey: '', projectKey: '' }
      : { runKey: runKeyOf(run), projectKey: projectKeyOf(run) }
  }
}
