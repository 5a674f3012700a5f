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
import type { FileContent } from './media-content.ts'
import type { ArtifactIds, ArtifactPlan, CellPlan, FilePlan, ItemPlan, TableFacts } from './media-plan.ts'
import {
  artifactRows,
  hasMediaCells,
  runRows,
  typeColumns,
  type RowRange,
  type TypedColumns,
} from './table-cells.ts'
import { planCell, type ArtifactFile } from './table-media.ts'
import type { Table } from './table.ts'

/** The artifact of a logged table, ready to be logged. */
export interface TableArtifact {
  readonly name: string
  readonly type: 'run_table' | 'wandb-run-incremental-table'
  /** True: its files are added to those of the version before. */
  readonly isIncremental: boolean
  readonly files: readonly ArtifactFile[]
}

export interface TableLogPorts {
  readonly runId: string
  readonly files: MediaFiles
  readonly nowMs: () => number
  /** @returns undefined when artifacts cannot be logged */
  readonly logTableArtifact: (artifact: TableArtifact) => ArtifactIds | undefined
  /** @returns undefined when artifacts cannot be logged */
  readonly newArtifactIds: () => ArtifactIds | undefined
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
  plan(table: Table, key: string): PlannedTable {
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
    const { facts: artifact, plan } = this.#keepArtifact({ table, key, columns, range, increment })
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
    const item = itemOf(runTableFile(table.columns, shown), {
      columnCount: table.columns.length,
      rowCount: table.rowCount,
      logMode: table.logMode,
      ...(increment === undefined ? {} : { increment }),
      ...(artifact === undefined ? {} : { artifact }),
    })
    return { item, ...(plan === undefined ? {} : { artifact: plan }) }
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

  /** Logs the artifact of a table without media; of one with media, says what is left to do. */
  #keepArtifact(parts: ArtifactParts): KeptArtifact {
    const { columns } = parts
    const ids = hasMediaCells(columns) ? this.#ports.newArtifactIds() : undefined
    return ids === undefined ? this.#logArtifact(parts) : this.#planArtifact(parts, ids)
  }

  #logArtifact(parts: ArtifactParts): KeptArtifact {
    const named = this.#name(parts)
    const content = this.#encode(parts, () => null)
    const { name, type, isIncremental, entry } = named
    const files = [{ path: entry, content: { parts: content } }]
    const ids = this.#ports.logTableArtifact({ name, type, isIncremental, files })
    return ids === undefined ? {} : { facts: { ...ids, entry } }
  }

  #planArtifact(parts: ArtifactParts, ids: ArtifactIds): KeptArtifact {
    const { files, warn } = this.#ports
    const cells: CellPlan[] = []
    // No text of the user can be taken for a mark: nobody knows this artifact's random name yet.
    const mark = `kymo-cell-${ids.clientId.slice(0, 32)}-`
    const content = this.#encode(parts, (media) => {
      try {
        cells.push(planCell(media, files))
        return `${mark}${cells.length - 1}`
      } catch (error) {
        warn(parts.key, `a cell is left out: ${error instanceof Error ? error.message : String(error)}`)
        return null
      }
    })
    const named = this.#name(parts)
    const plan: ArtifactPlan = { ...named, ids, mark, cells, file: fileOf(content) }
    return { facts: { ...ids, entry: named.entry }, plan }
  }

  #encode(
    { table, key, columns, range, increment }: ArtifactParts,
    media: (content: FileContent) => unknown,
  ): Uint8Array[] {
    const text = artifactRows(table, columns, { ...range, media })
    if (text.rowCount < range.endRow - range.firstRow)
      this.#ports.warn(key, `its rows from ${text.rowCount} on exceed the limit of bytes, and are left out`)
    const { types } = columns
    const { logMode } = table
    const facts = { columns: table.columns, types, logMode, rowCount: text.rowCount }
    return artifactTableFile({ ...facts, ...(increment === undefined ? {} : { increment }) }, text)
  }

  #name({ key, increment }: ArtifactParts): Pick<ArtifactPlan, 'name' | 'type' | 'isIncremental' | 'entry'> {
    const { runId, nowMs } = this.#ports
    const entry = `${safeKey(key)}.table.json`
    if (increment === undefined)
      return { name: tableArtifactName(runId, key), type: 'run_table', isIncremental: false, entry }
    return {
      name: incrementalTableArtifactName(runId, key),
      type: 'wandb-run-incremental-table',
      isIncremental: true,
      entry: `${increment.number}-${nowMs()}.${entry}`,
    }
  }
}

interface ArtifactParts {
  readonly table: Table
  readonly key: string
  readonly columns: TypedColumns
  readonly range: RowRange
  readonly increment: TableIncrement | undefined
}

interface KeptArtifact {
  readonly facts?: ArtifactIds & { readonly entry: string }
  readonly plan?: ArtifactPlan
}

export interface PlannedTable {
  readonly item: ItemPlan
  /** When there are media to encode first. */
  readonly artifact?: ArtifactPlan
}

function fileOf(parts: readonly Uint8Array[]): FilePlan {
  return {
    folder: 'table',
    extension: '.table.json',
    source: { kind: 'bytes', bytes: Buffer.concat(parts) },
    encoding: { kind: 'none' },
  }
}

function rangeOf({ rowCount }: Table, firstRow: number): RowRange {
  return { firstRow, endRow: Math.min(rowCount, firstRow + MAX_TABLE_ROWS) }
}

function itemOf(parts: readonly Uint8Array[], table: TableFacts): ItemPlan {
  return {
    kind: 'table',
    file: fileOf(parts),
    facts: { table },
    masks: [],
    boxes: [],
  }
}
