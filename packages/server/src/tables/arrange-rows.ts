import type { TableFilter, TableRequest } from '../api/value-types.ts'
import type { Table } from './table.ts'

export type Arrangement = Pick<TableRequest, 'sort' | 'filters' | 'search'>

type RowTest = (row: readonly unknown[]) => boolean

/** Row numbers of a table that pass filters and search, in the order asked for; ties in the order of the table. */
export function arrangeRows(table: Table, { sort, filters = [], search }: Arrangement): Uint32Array {
  const tests: RowTest[] = filters.map((filter) => filterTest(filter))
  if (search !== undefined && search !== '') tests.push(searchTest(search))
  const { rows } = table
  const kept = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) if (tests.every((test) => test(rows[i]))) kept[count++] = i
  const numbers = kept.subarray(0, count)
  return sort === undefined ? numbers : sortRows(table, numbers, sort)
}

/** Missing cells and NaN come last in either direction; numbers before text. */
function sortRows(table: Table, numbers: Uint32Array, sort: NonNullable<TableRequest['sort']>): Uint32Array {
  const sign = sort.direction === 'asc' ? 1 : -1
  const keys = Array.from(numbers, (row) => keyOf(table.rows[row][sort.column]))
  const order = Uint32Array.from(numbers, (_, i) => i)
  order.sort((a, b) => compareKeys(keys[a], keys[b], sign) || a - b)
  return order.map((i) => numbers[i])
}

type Key = number | string | undefined

function compareKeys(a: Key, b: Key, sign: number): number {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1
  return a < b ? -sign : sign
}

function keyOf(cell: unknown): Key {
  if (typeof cell === 'number') return Number.isNaN(cell) ? undefined : cell
  if (typeof cell === 'boolean') return Number(cell)
  return isEmpty(cell) ? undefined : textOf(cell)
}

function filterTest({ column, op, value }: TableFilter): RowTest {
  switch (op) {
    case 'empty':
      return (row) => isEmpty(row[column])
    case 'not-empty':
      return (row) => !isEmpty(row[column])
    case 'contains': {
      const needle = textOf(value).toLowerCase()
      return (row) => textOf(row[column]).toLowerCase().includes(needle)
    }
    case '=':
      return (row) => isEqual(row[column], value)
    case '!=':
      return (row) => !isEqual(row[column], value)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return (row) => compares(row[column], value, op)
    default:
      return op satisfies never
  }
}

function searchTest(search: string): RowTest {
  const needle = search.toLowerCase()
  return (row) => row.some((cell) => textOf(cell).toLowerCase().includes(needle))
}

function compares(cell: unknown, value: unknown, op: '<' | '<=' | '>' | '>='): boolean {
  const [a, b] = typeof cell === 'number' ? [cell, Number(value)] : [textOf(cell), textOf(value)]
  if (isEmpty(cell)) return false
  switch (op) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    default:
      return op satisfies never
  }
}

function isEqual(cell: unknown, value: unknown): boolean {
  if (typeof cell === 'number') {
    return (
      typeof value !== 'boolean' && value !== null && value !== '' && Object.is(cell + 0, Number(value) + 0)
    )
  }
  return textOf(cell) === textOf(value)
}

function isEmpty(cell: unknown): boolean {
  return cell === null || cell === undefined || cell === ''
}

/** What is searched: text as it is, media and lists as their JSON. */
function textOf(cell: unknown): string {
  if (typeof cell === 'string') return cell
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : JSON.stringify(cell)
}
