/**
 * JSON shapes of the query API under `/api/v1`. Shared with the dashboard and the CLI.
 * Numbers that JSON cannot hold travel as the strings "NaN", "Infinity" and "-Infinity" (type {@link Num}).
 */

/** A float64; the three strings stand for the values that JSON lacks. */
export type Num = number | 'NaN' | 'Infinity' | '-Infinity'

/** Any logged value, with non-finite numbers as in {@link Num}. Objects are plain data; keys are the user's. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }

/** A user-given key with its value. Lists of pairs are used instead of objects: keys are data, not property names. */
export type Entry = readonly [key: string, value: Value]

export type RunState = 'running' | 'finished' | 'failed' | 'killed' | 'crashed' | 'preempted'

export interface RunRef {
  readonly entity: string
  readonly project: string
  readonly run: string
}

/** `GET /api/v1/projects` → `{projects: ProjectInfo[]}`, most recent activity first. */
export interface ProjectInfo {
  readonly entity: string
  readonly project: string
  readonly runCount: number
  readonly runningCount: number
  /** Unix milliseconds of the newest data. */
  readonly lastActivityMs: number
}

/** One row of the runs table. */
export interface RunInfo extends RunRef {
  readonly name: string
  readonly state: RunState
  /** Unix milliseconds. */
  readonly startedMs: number
  readonly durationMs: number
  readonly exitCode: number | null
  readonly group: string
  readonly jobType: string
  readonly tags: readonly string[]
  readonly notes: string
  readonly host: string
  /** Flattened with dots, sorted by key, without `_wandb`. */
  readonly config: readonly Entry[]
  /** Flattened with dots, sorted by key. In lists of runs 5,000 entries at most; a run itself and `runs/query` give all. */
  readonly summary: readonly Entry[]
  /** In a list, where entries are left out of `summary`: about how many there are. */
  readonly summaryCount?: number
  readonly lastStep: number | null
  /** Number of logged metric values. */
  readonly pointCount: number
  /** Grows whenever anything of the run changes; equal revisions mean equal answers. */
  readonly revision: number
}

/** `GET /api/v1/projects/{entity}/{project}/runs?limit=&offset=` (limit ≤ 1,000, default 1,000), newest start first. */
export interface RunList {
  readonly runs: readonly RunInfo[]
  readonly total: number
}

/** `GET /api/v1/runs/{entity}/{project}/{run}` */
export interface RunDetail extends RunInfo {
  readonly folders: readonly FolderInfo[]
  /** Distinct names. */
  readonly metricCount: number
  /** Where it was forked; absent for a run of its own. */
  readonly parent?: RunParent
}

export interface RunParent {
  readonly run: string
  /** Rows of that run up to this step, itself included, come first. */
  readonly step: number
  /** Display name; absent when there is no such run (any more). */
  readonly name?: string
}

export interface FolderInfo {
  readonly name: string
  readonly logBytes: number
  /** Bytes of the log that the index holds. Equal to `logBytes` (less a torn tail) when everything is queryable. */
  readonly indexedBytes: number
  readonly recordCount: number
  /** Bytes that could not be read: damaged blocks in the middle of the log. */
  readonly damagedBytes: number
  /** Bytes of an unfinished record at the end of the log. */
  readonly tornBytes: number
}

/**
 * `GET /api/v1/runs/{entity}/{project}/{run}/metrics` → `{metrics: MetricInfo[]}`, sorted by name. With `?kind=system` the
 * measurements of the machine (`cpu`, `gpu.0.temp` …): their step is their time in Unix milliseconds.
 */
export interface MetricInfo {
  readonly name: string
  readonly count: number
  readonly firstStep: number
  readonly lastStep: number
  readonly last: Num
  /** Over the finite values; null when there are none. */
  readonly min: number | null
  readonly max: number | null
  readonly nonFiniteCount: number
  /** From `defineMetric`. */
  readonly stepMetric?: string
  readonly hidden?: true
  /** Label of the writer, in a run of several; absent otherwise. Two writers of one metric are two entries. */
  readonly writer?: string
}

export type XAxis = 'step' | 'relative' | 'time'

/**
 * `POST /api/v1/charts`: series of `metrics` of `runs`, at most `width` buckets each.
 * The answer is binary (`application/vnd.kymo.chart`); see chart-wire.ts.
 */
export interface ChartRequest {
  readonly runs: readonly RunRef[]
  readonly metrics: readonly string[]
  /** `system`: names are those of measurements of the machine. Default: `history`. */
  readonly kind?: 'history' | 'system'
  /** Any metric as the x axis, in place of `x`: rows that have both; the value of the row before where a row lacks it. */
  readonly xMetric?: string
  /** step; relative = seconds since the run started (rows that a fork took over come before 0); time = Unix seconds. */
  readonly x: XAxis
  /** Half-open `[from, to)` in units of `x`; the neighbours just outside are included, so that lines reach the edge. */
  readonly range?: readonly [from: number, to: number]
  /** Pixels, 16–8,192. A series with at most `2 * width` points in the range is returned raw. */
  readonly width: number
}

export interface RawSeries {
  readonly kind: 'raw'
  readonly runIndex: number
  readonly metricIndex: number
  /** Label of the writer, in a run of several: each writer is a series of its own. */
  readonly writer?: string
  /** Ascending. */
  readonly x: Float64Array
  readonly value: Float64Array
  readonly step: Float64Array
  /** Points of the series outside of the range too. */
  readonly totalCount: number
}

/** Column j covers `[xFirst[j], xLast[j]]`; columns ascend. min, max and mean are over finite values, NaN when none is. */
export interface BucketSeries {
  readonly kind: 'buckets'
  readonly runIndex: number
  readonly metricIndex: number
  readonly writer?: string
  readonly xFirst: Float64Array
  readonly xLast: Float64Array
  readonly min: Float64Array
  readonly max: Float64Array
  readonly mean: Float64Array
  /** Value at the greatest step of the column, non-finite values included. */
  readonly last: Float64Array
  readonly count: Uint32Array
  /** Bit 0: NaN seen, bit 1: +Infinity seen, bit 2: -Infinity seen. */
  readonly flags: Uint8Array
  readonly totalCount: number
}

export type ChartSeries = RawSeries | BucketSeries

/** Pairs (run, metric) that have no data are absent. */
export interface ChartAnswer {
  readonly series: readonly ChartSeries[]
}

/**
 * `GET /api/v1/runs/{entity}/{project}/{run}/points?metric=…&writer=…&after=…&limit=…`: raw points, ascending by step, for checks and
 * exports. Of a run of several writers those of all of them, ascending by step, then writer, unless one is chosen.
 */
export interface PointPage {
  readonly metric: string
  readonly steps: readonly number[]
  readonly values: readonly Num[]
  /** Unix seconds. */
  readonly times: readonly number[]
  /** Label of the writer of each point, in a run of several of which none was chosen; absent otherwise. */
  readonly writers?: readonly string[]
  /** Pass as `after` to get the next page; null at the end. */
  readonly next: number | null
}

/** `GET /api/v1/events?entity=&project=` (Server-Sent Events, event name `run`). Without a project: all projects. */
export interface RunEvent extends RunRef {
  readonly revision: number
  readonly state: RunState
}
