import { artifactFiles, type MediaPart } from './artifact-files.ts'
import type { TableLogMode } from '@kymo/protocol'
import { type MediaContent } from './media-content.ts'

/** One row: cells in the order of the columns, or by their names. */
export type TableRowInput = readonly unknown[] | Readonly<Record<string, unknown>>

export interface TableOptions {
  /** Names of the columns; or all columns with their cells. Default: the names in the rows, in the order of their first use. */
  readonly columns?: readonly string[] | Readonly<Record<string, ArrayLike<unknown>>>
  /** Rows to begin with. */
  readonly rows?: Iterable<TableRowInput>
  /**
   * What logging the table again means. `IMMUTABLE` (default): the same table, changes are not logged. `MUTABLE`: the whole
   * table anew. `INCREMENTAL`: the rows that were added since.
   */
  readonly logMode?: TableLogMode
}

const LOG_MODES: readonly string[] = ['IMMUTABLE', 'MUTABLE', 'INCREMENTAL']
/** More names than that are somebody's data in the wrong direction. */
const MAX_COLUMNS = 10_000

/**
 * A table to log. Cells are texts, numbers, booleans, dates, lists, objects of them, or media. A column with cells of several types
 * has the type `any`; NaN is nothing.
 *
 * 200,000 rows are kept; the first 10,000 are shown with the run. Rows are kept as they are handed in, and read when the table is
 * logged. Never throws.
 *
 * @example
 * ```js
 * import { init, Table } from '@kymo/core'
 *
 * const run = await init({ project: 'digits' })
 * const table = new Table({ columns: ['id', 'label', 'score'] })
 * table.addData(1, 'seven', 0.93)
 * table.addRow({ id: 2, label: 'one', score: 0.71 })
 * run.log({ predictions: table, first: new Table({ rows: [{ a: 1, b: 'x' }] }) })
 * await run.finish()
 * ```
 */
export class Table {
  readonly logMode: TableLogMode
  readonly #columns: string[]
  readonly #rows: (readonly unknown[])[] = []
  /** Of columns that were found in rows given by name. */
  readonly #places = new Map<string, number>()
  readonly #hasOpenColumns: boolean
  /** Columns came up after rows. */
  #isRagged = false
  #problem: string | undefined

  constructor(options: TableOptions = {}) {
    const { columns, rows, logMode = 'IMMUTABLE' } = options ?? {}
    this.logMode = LOG_MODES.includes(logMode) ? logMode : 'IMMUTABLE'
    if (this.logMode !== logMode)
      this.#problem = `the log mode ${logMode as string} is not one of ${LOG_MODES.join(', ')}`
    this.#hasOpenColumns = columns === undefined
    this.#columns = Array.isArray(columns)
      ? columns.map((name: unknown) => String(name))
      : Object.keys(columns ?? {})
    for (const [i, name] of this.#columns.entries()) this.#places.set(name, i)
    if (columns !== undefined && !Array.isArray(columns))
      this.#addColumns(columns as Readonly<Record<string, ArrayLike<unknown>>>)
    for (const row of rows ?? []) this.addRow(row)
  }

  /** @internal */
  get kymoMedia(): MediaContent {
    return { kind: 'table', table: this }
  }

  get columns(): readonly string[] {
    return this.#columns
  }

  get rowCount(): number {
    return this.#rows.length
  }

  /** Rows of cells in the order of the columns. Not a copy. */
  get rows(): readonly (readonly unknown[])[] {
    if (this.#isRagged) this.#padRows()
    return this.#rows
  }

  /** The first mistake that was made with this table; it is said when the table is logged. */
  get problem(): string | undefined {
    return this.#problem
  }

  /** Adds one row, cell by cell in the order of the columns. */
  addData(...cells: unknown[]): void {
    this.addRow(cells)
  }

  /** Adds one row: a list of cells, or an object of cells by the names of columns. */
  addRow(row: TableRowInput): void {
    if (Array.isArray(row)) this.#addCells(row)
    else if (typeof row === 'object' && row !== null) this.#addNamed(row as Readonly<Record<string, unknown>>)
    else this.#note(`row ${this.#rows.length} is neither a list nor an object`)
  }

  /** Its files in an artifact; `artifact.add()` calls it. @throws {TypeError} when it cannot be kept */
  toArtifactFiles(name: string): Iterable<MediaPart> {
    return artifactFiles(this.kymoMedia, name)
  }

  #addCells(cells: readonly unknown[]): void {
    const { length } = this.#columns
    if (cells.length === length) {
      this.#rows.push(cells)
      return
    }
    if (this.#hasOpenColumns && this.#rows.length === 0 && length === 0) {
      this.#nameColumns(cells.length)
      this.#rows.push(cells)
      return
    }
    this.#note(
      `row ${this.#rows.length} has ${cells.length} cells for ${length} columns; missing ones are empty, further ones left out`,
    )
    this.#rows.push(fit(cells, length))
  }

  #addNamed(row: Readonly<Record<string, unknown>>): void {
    const cells: unknown[] = this.#columns.map(() => null)
    for (const name of Object.keys(row)) {
      const place = this.#places.get(name) ?? this.#addColumn(name)
      if (place >= 0) cells[place] = row[name]
    }
    this.#rows.push(cells)
  }

  /** @returns -1 for a column that is not there and cannot be added */
  #addColumn(name: string): number {
    if (!this.#hasOpenColumns || this.#columns.length >= MAX_COLUMNS) {
      this.#note(
        `row ${this.#rows.length} has a cell for ${JSON.stringify(name)}, which is no column; it is left out`,
      )
      return -1
    }
    const place = this.#columns.push(name) - 1
    this.#places.set(name, place)
    this.#isRagged ||= this.#rows.length > 0
    return place
  }

  #padRows(): void {
    const { length } = this.#columns
    for (const [i, row] of this.#rows.entries()) if (row.length < length) this.#rows[i] = fit(row, length)
    this.#isRagged = false
  }

  #nameColumns(count: number): void {
    for (let i = 0; i < count; i++) this.#addColumn(String(i))
  }

  #addColumns(columns: Readonly<Record<string, ArrayLike<unknown>>>): void {
    const lists = this.#columns.map((name) => columns[name])
    const lengths = lists.map((list) => list?.length ?? 0)
    const rowCount = Math.max(0, ...lengths)
    if (lengths.some((length) => length !== rowCount))
      this.#note(`its columns have ${[...new Set(lengths)].join(', ')} cells; missing ones are empty`)
    for (let row = 0; row < rowCount; row++) this.#rows.push(lists.map((list) => list?.[row] ?? null))
  }

  #note(problem: string): void {
    this.#problem ??= problem
  }
}

function fit(cells: readonly unknown[], length: number): unknown[] {
  return Array.from({ length }, (_, i) => cells[i] ?? null)
}
