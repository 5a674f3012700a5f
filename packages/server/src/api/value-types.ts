/** JSON shapes of what a run logged besides numbers, of whole rows, and of tables. */
import type { Entry, RunRef, Value } from './types.ts'

/**
 * `GET /api/v1/runs/{entity}/{project}/{run}/value-keys` → ValueKeyList. Keys with values that are not numbers.
 */
export interface ValueKeyList {
  /** By key. */
  readonly keys: readonly ValueKeyInfo[]
  /** How W&B's clients ask for values to be shown: `visualize` (charts made of tables), `mask/class_labels`, `bounding_box/class_labels`. */
  readonly display: readonly Entry[]
}

export interface ValueKeyInfo {
  readonly key: string
  /** `_type` of the newest value, as W&B names it (`image-file`, `images/separated`, `table-file`, `histogram`, …), or text, boolean, list. */
  readonly type: string
  readonly count: number
  readonly firstStep: number
  readonly lastStep: number
  readonly lastTimeMs: number
}

/** `GET …/values?key=&from=&to=&limit=&order=asc|desc` (limit ≤ 1,000): steps in `[from, to)`. With `steps=1` the values are left out (null). */
export interface ValuePage {
  readonly key: string
  readonly items: readonly ValueItem[]
  /** Pass as `from` (ascending) or `to` (descending) to go on; null at the end. */
  readonly next: number | null
}
export interface ValueItem {
  readonly step: number
  readonly timeMs: number
  /** Label of the writer; empty when the run has one. */
  readonly writer: string
  readonly value: Value
}

/**
 * `GET …/history?key=…&key=…&from=&to=&limit=` (limit ≤ 10,000): rows with at least one of the keys, ascending by step,
 * then writer; without keys all rows with everything. With `samples=n` at most n rows, evenly spread by rank, first and last among them.
 */
export interface HistoryPage {
  readonly rows: readonly HistoryRowInfo[]
  readonly next: number | null
}
export interface HistoryRowInfo {
  readonly step: number
  readonly timeMs: number
  readonly writer: string
  readonly values: readonly Entry[]
}

/**
 * `POST /api/v1/projects/{entity}/{project}/runs/query` → RunList. Filters are those of W&B's public API: a document of
 * the MongoDB form over `state`, `name` (the id), `display_name`, `group`, `jobType`, `tags`, `createdAt`, `notes`, `host`,
 * `config.<key>`, `summary_metrics.<key>` with $and $or $nor $not $eq $ne $gt $gte $lt $lte $in $nin $exists $regex.
 */
export interface RunQuery {
  readonly filters?: Value
  /** For example `-summary_metrics.loss` or `+created_at`; several, the first decides. Default `-created_at`. */
  readonly order?: readonly string[]
  readonly limit?: number
  readonly offset?: number
}

/**
 * `POST /api/v1/tables` → TablePage. Of one logged table, `source` names the step (default: the newest); or a table file of
 * an artifact.
 */
export interface TableRequest {
  readonly source:
    | { readonly kind: 'run'; readonly run: RunRef; readonly key: string; readonly step?: number }
    | {
        readonly kind: 'artifact'
        readonly entity: string
        readonly project: string
        readonly name: string
        readonly version: string
        readonly path: string
      }
  readonly offset: number
  /** At most 1,000. */
  readonly limit: number
  readonly sort?: { readonly column: number; readonly direction: 'asc' | 'desc' }
  readonly filters?: readonly TableFilter[]
  /** Plain text, case-insensitive, in any column. */
  readonly search?: string
}
export interface TableFilter {
  readonly column: number
  readonly op: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'empty' | 'not-empty'
  readonly value?: Value
}
export interface TablePage {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly { readonly number: number; readonly cells: readonly Value[] }[]
  readonly totalCount: number
  /** Rows that pass filters and search. */
  readonly matchCount: number
  /** Where media cells' `path` is found: prefix of the URL that the path, percent-encoded by segment, is appended to. */
  readonly fileBase: string
  /** True when the table was longer than what was kept. */
  readonly isCut: boolean
}
