import { toNumber } from './compile-filter.ts'
import { readRunField, type FilterableRun } from './run-field.ts'

type Compare = (a: FilterableRun, b: FilterableRun) => number

const MAX_FIELDS = 8

/**
 * Compiles an order such as `['-summary_metrics.loss', '+created_at']`: the first field decides, the next among equals,
 * at last the newest start and the id. Runs without a value (or with NaN) come last in either direction.
 * @throws {RangeError} for a name that is no field
 */
export function compileRunOrder(order: readonly string[]): Compare {
  if (order.length > MAX_FIELDS)
    throw new RangeError(`Cannot order runs by ${order.length} fields: the limit is ${MAX_FIELDS}`)
  const compares = order.map((field): Compare => {
    const sign = field.startsWith('-') ? -1 : 1
    const read = readRunField(field.replace(/^[+-]/, ''))
    return (a, b) => compareFields(read(a), read(b), sign)
  })
  compares.push(
    (a, b) => b.startedMs - a.startedMs,
    (a, b) => (a.run < b.run ? -1 : a.run > b.run ? 1 : 0),
  )
  return (a, b) => {
    for (const compare of compares) {
      const result = compare(a, b)
      if (result !== 0) return result
    }
    return 0
  }
}

function compareFields(a: unknown, b: unknown, sign: number): number {
  const [x, y] = [keyOf(a), keyOf(b)]
  if (x === undefined || y === undefined) return (x === undefined ? 1 : 0) - (y === undefined ? 1 : 0)
  if (typeof x !== typeof y) return typeof x === 'number' ? -1 : 1
  return x < y ? -sign : x > y ? sign : 0
}

function keyOf(value: unknown): number | string | undefined {
  const number = toNumber(value)
  if (number !== undefined) return Number.isNaN(number) ? undefined : number
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
