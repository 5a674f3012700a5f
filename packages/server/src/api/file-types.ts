/** JSON shapes of run files, console, environment, alerts and edits of a run, under `/api/v1/runs/{entity}/{project}/{run}`. */
import type { RunRef, Value } from './types.ts'

/** One file that the run kept: media, saved files, code. The newest version of a path wins over its folders. */
export interface FileInfo {
  /** Below `files/` of the run's folder, with `/`. */
  readonly path: string
  readonly sizeBytes: number
  readonly mimeType: string
  /** Unix milliseconds. */
  readonly modifiedMs: number
  /** Name of the run folder that holds it. */
  readonly folder: string
}

/** `GET …/files?prefix=&after=&limit=` (limit ≤ 10,000), ascending by path. `next`: pass as `after`; null at the end. */
export interface FileList {
  readonly files: readonly FileInfo[]
  readonly totalCount: number
  readonly totalBytes: number
  readonly next: string | null
}

/** One line of the console as a terminal would show it: carriage returns resolved, colours kept as ANSI sequences. */
export interface ConsoleLine {
  /** From 0, over all writers, in order of time. */
  readonly number: number
  /** Unix milliseconds. */
  readonly timeMs: number
  readonly stream: 'stdout' | 'stderr'
  /** Label of the writer; empty when the run has one. */
  readonly writer: string
  readonly text: string
}

/**
 * `GET …/console?from=&limit=&writer=&stream=` (limit ≤ 5,000). With `search=` (plain text, case-insensitive) only lines
 * that match are returned, with their own numbers, from line `from` on. `GET …/console.txt` is all of it as plain text.
 */
export interface ConsolePage {
  readonly lines: readonly ConsoleLine[]
  /** Lines of the chosen writer and stream in the whole console, whatever was searched for. */
  readonly totalCount: number
  readonly writers: readonly string[]
  /** Lines that were logged but not kept, because the console is bounded. */
  readonly droppedCount: number
  /** Pass as `from` to go on; null at the end. */
  readonly next: number | null
}

/** `GET …/environment`: what each process of the run found around it; the JSON form of wandb-metadata.json. */
export interface EnvironmentList {
  readonly environments: readonly {
    readonly folder: string
    readonly writer: string
    readonly environment: Value
  }[]
}

export type AlertLevel = 'INFO' | 'WARN' | 'ERROR'

/** `GET /api/v1/alerts?entity=&project=&run=&limit=` → `{alerts: AlertInfo[]}`, newest first. */
export interface AlertInfo extends RunRef {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly level: AlertLevel
  /** Unix milliseconds. */
  readonly timeMs: number
  readonly runName: string
}

/** `PATCH /api/v1/runs/{entity}/{project}/{run}`: what people change later; the log stays as it is. Absent: unchanged; null: back to the log's. */
export interface RunEdit {
  readonly name?: string | null
  readonly notes?: string | null
  readonly tags?: readonly string[] | null
  readonly group?: string | null
  readonly jobType?: string | null
}

/** `DELETE /api/v1/runs/{entity}/{project}/{run}` moves to the trash; `POST …/restore` takes back; `DELETE /api/v1/trash/{entity}/{project}/{run}` deletes for good, with `?force=1` also the versions of artifacts that it logged. `GET /api/v1/trash` → `{runs: TrashedRun[]}`. */
export interface TrashedRun extends RunRef {
  readonly name: string
  readonly deletedMs: number
  readonly sizeBytes: number
}
