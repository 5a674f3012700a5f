import { parseValueJson } from '@kymo/protocol'
import { parseApiValue } from '../domain/api-value.ts'
import type { Value } from '../api/types.ts'
import { indexRows } from './row-index.ts'

/** A table as it stands in its file. Cells are raw JSON values: those of a page are made safe when it is sent. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly unknown[])[]
}

/**
 * Reads a table file of W&B's form: `{columns, data}`, with `column_types` in artifacts.
 * @throws {RangeError} for anything else
 */
export function parseTable(text: string): Table {
  return toTable(parseText(text))
}

/** A table file of which only the rows that are asked for are parsed. */
export interface IndexedTable {
  readonly columns: Table['columns']
  readonly rowCount: number
  readonly rowAt: (index: number) => readonly unknown[]
}

/** Undefined when the file must be read in full. */
export function indexTable(bytes: Uint8Array): IndexedTable | undefined {
  const index = indexRows(bytes)
  if (index === undefined) return undefined
  const decoder = new TextDecoder()
  const { bounds, head } = index
  const rowAt = (row: number): readonly unknown[] =>
    parseText(decoder.decode(bytes.subarray(bounds[2 * row], bounds[2 * row + 1]))) as unknown[]
  const rowCount = bounds.length / 2
  const document = parseText(head) as Record<string, unknown>
  const data = Array.from({ length: Math.min(rowCount, SAMPLE_ROWS) }, (_each, row) => rowAt(row))
  return { columns: toTable({ ...document, data }).columns, rowCount, rowAt }
}

function toTable(document: unknown): Table {
  if (typeof document !== 'object' || document === null) throw new RangeError('it is not an object')
  const { columns, data, column_types: types } = document as Record<string, unknown>
  if (!Array.isArray(columns) || !Array.isArray(data)) throw new RangeError('it has no columns or no data')
  const rows = data.filter((row): row is unknown[] => Array.isArray(row))
  return {
    columns: columns.map((column: unknown, index) => {
      const name = String(column)
      return { name, type: declaredType(types, name) ?? observedType(rows, index) }
    }),
    rows,
  }
}

/** A cell in the form of the query API. */
export function toCell(cell: unknown): Value {
  if (cell === null || typeof cell === 'boolean' || typeof cell === 'string') return cell
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell)
  return parseApiValue(JSON.stringify(cell)) ?? null
}

/** Python writes NaN and Infinity as they are. The strict parser is the faster by far. */
function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    try {
      return parseValueJson(text)
    } catch {
      throw new RangeError('it is not JSON')
    }
  }
}

function declaredType(types: unknown, column: string): string | undefined {
  const map = member(member(types, 'params'), 'type_map')
  const name = wbType(member(map, column))
  return name === 'any' || name === 'unknown' ? undefined : name
}

/** An optional column is a union with none. */
function wbType(type: unknown): string | undefined {
  const name = member(type, 'wb_type')
  if (name !== 'union') return typeof name === 'string' ? name : undefined
  const allowed = member(member(type, 'params'), 'allowed_types')
  if (!Array.isArray(allowed)) return undefined
  const names = allowed.map(wbType).filter((inner) => inner !== 'none')
  return names.length === 1 ? names[0] : undefined
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Record<string, unknown>)[key]
}

const SAMPLE_ROWS = 100

function observedType(rows: readonly (readonly unknown[])[], column: number): string {
  for (const row of rows.slice(0, SAMPLE_ROWS)) {
    const cell = row[column]
    if (cell === null || cell === undefined) continue
    if (typeof cell !== 'object') return typeof cell
    if (Array.isArray(cell)) return 'list'
    const type = member(cell, '_type')
    return typeof type === 'string' ? type : 'object'
  }
  return 'any'
}
