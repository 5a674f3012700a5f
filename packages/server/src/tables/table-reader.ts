import { readFile, stat } from 'node:fs/promises'
import type { TablePage, TableRequest } from '../api/value-types.ts'
import { arrangeRows } from './arrange-rows.ts'
import { indexTable, parseTable, toCell, type IndexedTable, type Table } from './table.ts'

/** A table of 200,000 rows and 5 columns is about 15 MB. */
export const MAX_TABLE_BYTES: number = 256 * 1024 * 1024
/** Of tables that are kept parsed, about eight times as much memory. */
const MAX_KEPT_BYTES: number = 96 * 1024 * 1024

export interface TableQuery extends Omit<TableRequest, 'source'> {
  /** Absolute paths of the files that the table is made of, its increments in order. */
  readonly paths: readonly string[]
}
export type TableRows = Omit<TablePage, 'fileBase'>

interface Kept {
  readonly signature: string
  readonly sizeBytes: number
  /** Rows in the order of the file: a table opens before all of it is parsed. Undefined for increments and odd files. */
  readonly indexed: IndexedTable | undefined
  /** All of it, once something is sorted, filtered or searched. */
  table: Table | undefined
  /** The arrangement that was asked for last: scrolling asks for it again and again. */
  arranged: { readonly key: string; readonly rows: Uint32Array } | undefined
}

/** Pages of table files; the tables that were asked for last are kept. */
export class TableReader {
  /** In order of last use. */
  readonly #kept = new Map<string, Kept>()

  /** @throws {RangeError} when the file is not a table, or too large, or a column does not exist */
  async page(query: TableQuery): Promise<TableRows> {
    const kept = await this.#open(query.paths)
    const { columns } = kept.indexed ?? (kept.table ??= await readTables(query.paths))
    for (const { column } of [...(query.filters ?? []), ...(query.sort === undefined ? [] : [query.sort])]) {
      if (column >= columns.length)
        throw new RangeError(`it has ${columns.length} columns, and no column ${column}`)
    }
    const { sort, filters = [], search = '', offset, limit } = query
    const isWhole = sort === undefined && filters.length === 0 && search === ''
    if (isWhole && kept.indexed !== undefined) return wholePage(kept.indexed, { offset, limit })
    const table = (kept.table ??= await readTables(query.paths))
    const key = JSON.stringify([sort, filters, search])
    if (kept.arranged?.key !== key) kept.arranged = { key, rows: arrangeRows(table, query) }
    const { rows } = kept.arranged
    const page = rows.subarray(offset, offset + limit)
    return {
      columns,
      rows: Array.from(page, (number) => ({
        number,
        cells: columns.map((_, i) => toCell(table.rows[number][i] ?? null)),
      })),
      totalCount: table.rows.length,
      matchCount: rows.length,
      isCut: false,
    }
  }

  async #open(paths: readonly string[]): Promise<Kept> {
    const stats = await Promise.all(paths.map((path) => stat(path)))
    const sizeBytes = stats.reduce((sum, { size }) => sum + size, 0)
    if (sizeBytes > MAX_TABLE_BYTES)
      throw new RangeError(`it has ${sizeBytes} bytes, the limit is ${MAX_TABLE_BYTES}`)
    const signature = stats.map(({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`).join(' ')
    const name = paths.join('\0')
    let kept = this.#kept.get(name)
    if (kept?.signature !== signature) {
      const indexed = paths.length === 1 ? indexTable(await readFile(paths[0])) : undefined
      kept = { signature, sizeBytes, indexed, table: undefined, arranged: undefined }
    }
    this.#kept.delete(name)
    this.#kept.set(name, kept)
    this.#trim()
    return kept
  }

  #trim(): void {
    let total = 0
    for (const [path, { sizeBytes }] of [...this.#kept].toReversed()) {
      total += sizeBytes
      if (total > MAX_KEPT_BYTES && total > sizeBytes) this.#kept.delete(path)
    }
  }
}

function wholePage(
  { columns, rowCount, rowAt }: IndexedTable,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): TableRows {
  const count = Math.max(0, Math.min(limit, rowCount - offset))
  return {
    columns,
    rows: Array.from({ length: count }, (_each, i) => {
      const row = rowAt(offset + i)
      return { number: offset + i, cells: columns.map((_, column) => toCell(row[column] ?? null)) }
    }),
    totalCount: rowCount,
    matchCount: rowCount,
    isCut: false,
  }
}

/** Increments have the columns of the first. */
async function readTables(paths: readonly string[]): Promise<Table> {
  const parts: Table[] = []
  for (const path of paths) parts.push(parseTable(await readFile(path, 'utf8')))
  return {
    columns: parts[0].columns,
    rows: parts.length === 1 ? parts[0].rows : parts.flatMap(({ rows }) => rows),
  }
}
