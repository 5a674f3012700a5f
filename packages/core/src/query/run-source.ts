import type { FilterableRun } from '@kymo/protocol'
import type { ArtifactSource } from './artifact-source.ts'

/** One project, as {@link Api.projects} lists it. */
export interface ProjectFacts {
  readonly entity: string
  readonly project: string
  readonly runCount: number
  /** Unix milliseconds of the newest data. */
  readonly lastActivityMs: number
}

export interface RunAddress {
  readonly entity: string
  readonly project: string
  readonly run: string
}

export interface RunsQuery {
  /**
   * A filter of the MongoDB form, as W&B's public API has it: over `state`, `display_name`, `group`, `jobType`, `tags`,
   * `createdAt`, `config.<key>`, `summary_metrics.<key>` with `$and $or $nor $not $eq $ne $gt $gte $lt $lte $in $nin
   * $exists $regex`. Default: all runs.
   */
  readonly filters?: Readonly<Record<string, unknown>>
  /** A field, or several, with `-` in front for descending: `-summary_metrics.accuracy`. Default: newest start first. */
  readonly order?: string | readonly string[]
}

export interface PageOfRuns {
  readonly runs: readonly RunFacts[]
  readonly total: number
}

/** What is known of a run without its rows. */
export type RunFacts = FilterableRun

/**
 * One row of history: what one writer logged at one step. Besides the metrics it has `_step`, `_timestamp` (Unix
 * seconds) and, in a run of several writers, `_writer`. It has no prototype: names are the user's.
 */
export interface HistoryRow {
  readonly _step: number
  readonly _timestamp: number
  readonly _writer?: string
  readonly [key: string]: unknown
}

export interface HistoryQuery {
  /** Only rows that have one of these, and only these. Default: everything. */
  readonly keys?: readonly string[]
  /** First step; default: the beginning. */
  readonly fromStep?: number
  /** Step after the last one; default: the end. */
  readonly toStep?: number
}

/** A file that a run kept. */
export interface FileFacts {
  /** Below `files/` of the run's folder, with `/`. */
  readonly path: string
  readonly sizeBytes: number
  /** Unix milliseconds. */
  readonly modifiedMs: number
}

/** A piece of console output. */
export interface ConsoleText {
  readonly stream: 'stdout' | 'stderr'
  /** Unix milliseconds. */
  readonly timeMs: number
  /** Label of the writer; empty when the run has one. */
  readonly writer: string
  /** Whole lines, or any part of one. */
  readonly text: string
}

/** How rows and texts of a run are followed. */
export interface FollowQuery {
  /** Ends the iteration. */
  readonly signal?: AbortSignal
  /** So many of those that are there already come first. Default: all. */
  readonly last?: number
}

/** Where runs are read from: a server, or a folder. */
export interface RunSource {
  listProjects(): Promise<ProjectFacts[]>
  queryRuns(
    place: { readonly entity: string; readonly project: string },
    query: {
      readonly filters: unknown
      readonly order: readonly string[]
      readonly limit: number
      readonly offset: number
    },
  ): Promise<PageOfRuns>
  /** @returns undefined when there is no such run */
  findRun(address: RunAddress): Promise<RunFacts | undefined>
  /** Ascending by step, then writer. */
  readHistory(address: RunAddress, query: HistoryQuery): AsyncIterable<HistoryRow>
  /** At most `count` rows, evenly spread. */
  readSamples(address: RunAddress, query: HistoryQuery, count: number): Promise<HistoryRow[]>
  /** Ascending by path. */
  listFiles(address: RunAddress): AsyncIterable<FileFacts>
  openFile(address: RunAddress, path: string): Promise<AsyncIterable<Uint8Array>>
  /** In order of time. */
  readConsole(address: RunAddress): AsyncIterable<ConsoleText>
  /** Rows as they come, until the run ends. */
  followHistory(address: RunAddress, query: FollowQuery & HistoryQuery): AsyncIterable<HistoryRow>
  /** Console output as it comes, until the run ends. */
  followConsole(address: RunAddress, query: FollowQuery): AsyncIterable<ConsoleText>
}

/** Runs and their artifacts. */
export interface ReadSource extends RunSource {
  readonly artifacts: ArtifactSource
}
