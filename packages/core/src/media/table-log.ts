import {
  artifactTableFile,
  incrementalTableArtifactName,
  MAX_RUN_TABLE_ROWS,
  MAX_TABLE_ROWS,
  runTableFile,
  safeKey,
  tableArtifactName,
  type TableIncrement,
} from '@kymo/protocol'
import type { MediaFiles } from '../platform/media-files.ts'
import type { ItemPlan, TableFacts } from './media-plan.ts'
import { artifactRows, runRows, typeColumns, type RowRange, type TypedColumns } from './table-cells.ts'
import { TableMedia, type ArtifactFile } from './table-media.ts'
import type { Table } from './table.ts'

/** The artifact of a logged table, ready to be logged. */
export interface TableArtifact {
  readonly name: string
  readonly type: 'run_table' | 'wandb-run-incremental-table'
  /** True: its files are added to those of the version before. */
  readonly isIncremental: boolean
  readonly files: readonly ArtifactFile[]
}

/** How the history refers to a logged artifact. */
export interface ArtifactIds {
  readonly clientId: string
  readonly sequenceClientId: string
}

export interface TableLogPorts {
  readonly runId: string
  readonly files: MediaFiles
  readonly nowMs: () => number
  /** @returns undefined when artifacts cannot be logged */
  readonly logTableArtifact: (artifact: TableArtifact) => ArtifactIds | undefined
  /** Something about the table logged under `key`, once. */
  readonly warn: (key: string, text: string) => void
}

/** What a table has behind it in this run. */
interface TableState {
  loggedRowCount: number
  incrementCount: number
  previousPaths: readonly string[]
  /** JSON of a table that is logged only once. */
  json: unknown
}

/** Logs tables of one run: types their columns, and makes their two files. */
export class TableLog {
  readonly #ports: TableLogPorts
  readonly #states = new WeakMap<Table, TableState>()

  constructor(ports: TableLogPorts) {
    this.#ports = ports
  }

  /** What was logged for a table that does not change. */
  loggedJson(table: Table, key: string): unknown {
    const state = this.#states.get(table)
    if (state?.json === undefined) return undefined
    if (state.loggedRowCount !== table.rowCount)
      this.#ports.warn(
        key,
        `${table.rowCount - state.loggedRowCount} rows that were added after the table was first logged are left out; use the logMode MUTABLE or INCREMENTAL`,
      )
    return state.json
  }

  remember(table: Table, json: unknown): void {
    const state = this.#states.get(table)
    if (state !== undefined && table.logMode === 'IMMUTABLE') state.json = json
  }

  /** Logs the artifact, and says what is left to do for the history. */
  plan(table: Table, key: string): ItemPlan {
    const { warn } = this.#ports
    const state = this.#states.get(table) ?? {
      loggedRowCount: 0,
      incrementCount: 0,
      previousPaths: [],
      json: undefined,
    }
    this.#states.set(table, state)
    if (table.problem !== undefined) warn(key, table.problem)
    const isIncremental = table.logMode === 'INCREMENTAL'
    const range = rangeOf(table, isIncremental ? state.loggedRowCount : 0)
    if (range.endRow < table.rowCount)
      warn(
        key,
        `${table.rowCount - range.firstRow} rows exceed the limit of ${MAX_TABLE_ROWS}; further rows are left out`,
      )
    const columns = typeColumns(table, range.endRow)
    this.#warnOfCells(table, key, columns)
    const increment: TableIncrement | undefined = isIncremental
      ? { number: state.incrementCount, previousPaths: state.previousPaths }
      : undefined
    const artifact = this.#logArtifact({ table, key, columns, range, increment })
    state.loggedRowCount = range.endRow
    if (increment !== undefined) {
      state.incrementCount++
      if (artifact !== undefined)
        state.previousPaths = [
          ...state.previousPaths,
          `wandb-client-artifact://${artifact.clientId}/${artifact.entry}`,
        ]
    }
    const shown = runRows(table, columns, {
      ...range,
      endRow: Math.min(range.endRow, range.firstRow + MAX_RUN_TABLE_ROWS),
    })
    return itemOf(runTableFile(table.columns, shown), {
      columnCount: table.columns.length,
      rowCount: table.rowCount,
      logMode: table.logMode,
      ...(increment === undefined ? {} : { increment }),
      ...(artifact === undefined ? {} : { artifact }),
    })
  }

  #warnOfCells(table: Table, key: string, { mixed, infiniteCount }: TypedColumns): void {
    const { warn } = this.#ports
    if (mixed.length > 0)
      warn(
        key,
        `column ${JSON.stringify(table.columns[mixed[0]])} has cells of several types; its type is any`,
      )
    if (infiniteCount > 0)
      warn(key, `${infiniteCount} infinite numbers are empty cells: JSON has no word for them`)
  }

  #logArtifact(parts: {
    readonly table: Table
    readonly key: string
    readonly columns: TypedColumns
    readonly range: RowRange
    readonly increment: TableIncrement | undefined
  }): (ArtifactIds & { readonly entry: string }) | undefined {
    const { table, key, columns, range, increment } = parts
    const { runId, files, nowMs, logTableArtifact, warn } = this.#ports
    const media = new TableMedia(files, (problem) => warn(key, `a cell is left out: ${problem}`))
    const text = artifactRows(table, columns, { ...range, media: (content) => media.add(content) })
    if (text.rowCount < range.endRow - range.firstRow)
      warn(key, `its rows from ${text.rowCount} on exceed the limit of bytes, and are left out`)
    const content = artifactTableFile(
      {
        columns: table.columns,
        types: columns.types,
        logMode: table.logMode,
        rowCount: text.rowCount,
        ...(increment === undefined ? {} : { increment }),
      },
      text,
    )
    const safe = safeKey(key)
    const entry =
      increment === undefined ? `${safe}.table.json` : `${increment.number}-${nowMs()}.${safe}.table.json`
    const ids = logTableArtifact({
      name:
        increment === undefined ? tableArtifactName(runId, key) : incrementalTableArtifactName(runId, key),
      type: increment === undefined ? 'run_table' : 'wandb-run-incremental-table',
      isIncremental: increment !== undefined,
      files: [...media.files, { path: entry, content: { parts: content } }],
    })
    return ids === undefined ? undefined : { ...ids, entry }
  }
}

function rangeOf({ rowCount }: Table, firstRow: number): RowRange {
  return { firstRow, endRow: Math.min(rowCount, firstRow + MAX_TABLE_ROWS) }
}

function itemOf(parts: readonly Uint8Array[], table: TableFacts): ItemPlan {
  return {
    kind: 'table',
    file: {
      folder: 'table',
      extension: '.table.json',
      source: { kind: 'bytes', bytes: Buffer.concat(parts) },
      encoding: { kind: 'none' },
    },
    facts: { table },
    masks: [],
    boxes: [],
  }
}
