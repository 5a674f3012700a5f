/**
 * Run folders → index → answers. Everything that the HTTP edge needs to know about runs goes through this one object;
 * it owns the index, follows the logs, and is the only writer of the index.
 */
import type {
  ChartAnswer,
  ChartRequest,
  MetricInfo,
  PointPage,
  ProjectInfo,
  RunDetail,
  RunEvent,
  RunList,
  RunRef,
} from './api/types.ts'

/** Unix milliseconds; a port, so that tests can move time. */
export interface Clock {
  nowMs(): number
}

export interface DataPlaneOptions {
  /** Folder below which run folders are found, at any depth up to 4. Need not exist yet. */
  readonly runsDir: string
  /** SQLite file that the index is kept in, or ':memory:'. Its folder is created. Deleting the file loses nothing. */
  readonly indexPath: string
  /**
   * `served`: folders lie in `<entity>/<project>/`, encoded, and those names win over what the log says.
   * `plain`: entity and project come from the log. Default: `served`.
   */
  readonly layout?: 'served' | 'plain'
  /** Default: the system's clock. */
  readonly clock?: Clock
  /** Called after each change of a run, never from inside a call of this interface. Must not throw. */
  readonly onRunChanged?: (event: RunEvent) => void
  /** Called for trouble that does not stop the plane: an unreadable log, an index that was rebuilt. */
  readonly onWarning?: (warning: DataPlaneWarning) => void
}

export interface DataPlaneWarning {
  readonly code: 'LOG_UNREADABLE' | 'INDEX_REBUILT' | 'INDEX_IN_MEMORY'
  readonly message: string
}

export interface PageRange {
  readonly limit: number
  readonly offset: number
}

export interface PointRange {
  /** Only points at steps above this. */
  readonly after?: number
  /** 1–100,000. */
  readonly limit: number
}

export interface DataPlane {
  /** Most recent activity first. */
  listProjects(): ProjectInfo[]
  /** Newest start first. @returns undefined when there is no such project */
  listRuns(entity: string, project: string, range: PageRange): RunList | undefined
  getRun(ref: RunRef): RunDetail | undefined
  /** Sorted by name (code units). @returns undefined when there is no such run */
  listMetrics(ref: RunRef): MetricInfo[] | undefined
  /**
   * Long answers give way to other work between series.
   * @throws {RangeError} when the request is out of bounds; the message names the bound
   */
  queryChart(request: ChartRequest, signal?: AbortSignal): Promise<ChartAnswer>
  /** @returns undefined when there is no such run; a page without points when it has no such metric */
  queryPoints(ref: RunRef, metric: string, range: PointRange): PointPage | undefined
  /** Starts to find folders and to follow growing logs. Until then only `settle` and `poke` read anything. */
  watch(): void
  /** "This log grew or is new": an absolute path, called right after an append. */
  poke(logPath: string): void
  /** Resolves when everything that was on disk at the time of the call can be queried. */
  settle(): Promise<void>
  /** Idempotent. */
  close(): Promise<void>
}
