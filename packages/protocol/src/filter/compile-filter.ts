import { readRunField, type FilterableRun } from './run-field.ts'

/** Deeper or longer filters are nobody's. */
const MAX_DEPTH = 16
const MAX_TERMS = 1_000

export type RunTest = (run: FilterableRun) => boolean

/**
 * Makes a test of texts of a `$regex` and its `$options`. A server passes one that ends patterns which take for ever.
 * @throws {RangeError} for what is not a pattern
 */
export type PatternCompiler = (pattern: unknown, options: unknown) => (text: string) => boolean

/**
 * Compiles a filter document of the MongoDB form over the fields of a run (see run-field.ts): `$and $or $nor $not` and
 * `$eq $ne $gt $gte $lt $lte $in $nin $exists $regex`. As in MongoDB a list (tags) matches when one of its members does,
 * and comparisons hold only between values of one type. The strings NaN and ±Infinity of a metric are numbers.
 * @throws {RangeError} for what is not a filter; the message says where
 */
export function compileRunFilter(document: unknown, compilePattern: PatternCompiler = plainPattern): RunTest {
  return new FilterCompiler(compilePattern).document(document, 0)
}

class FilterCompiler {
  readonly #compilePattern: PatternCompiler
  #termCount = 0

  constructor(compilePattern: PatternCompiler) {
    this.#compilePattern = compilePattern
  }

  document(value: unknown, depth: number): RunTest {
    const tests = this.#members(value, 'filters', depth).map(([key, condition]): RunTest => {
      switch (key) {
        case '$and':
          return every(this.#list(key, condition, depth))
        case '$or':
          return some(this.#list(key, condition, depth))
        case '$nor':
          return not(some(this.#list(key, condition, depth)))
        case '$not':
          return not(this.document(condition, depth + 1))
        default:
          if (key.startsWith('$'))
            throw new RangeError(`Cannot use the filter: ${quote(key)} is not an operator`)
          return this.#field(key, condition, depth + 1)
      }
    })
    return every(tests)
  }

  #list(operator: string, value: unknown, depth: number): RunTest[] {
    if (!Array.isArray(value)) throw new RangeError(`Cannot use the filter: ${operator} needs a list`)
    return (value as readonly unknown[]).map((inner) => this.document(inner, depth + 1))
  }

  #field(name: string, condition: unknown, depth: number): RunTest {
    const read = readRunField(name)
    const test = this.#condition(condition, depth)
    return (run) => test(read(run))
  }

  #condition(condition: unknown, depth: number): (field: unknown) => boolean {
    if (!isOperators(condition)) return (field) => isEqual(field, condition)
    const options = condition['$options']
    const tests = this.#members(condition, 'a condition', depth)
      .filter(([operator]) => operator !== '$options')
      .map(([operator, operand]) => this.#operator(operator, operand, { depth, options }))
    return (field) => tests.every((test) => test(field))
  }

  #operator(
    operator: string,
    operand: unknown,
    { depth, options }: { depth: number; options: unknown },
  ): (field: unknown) => boolean {
    switch (operator) {
      case '$eq':
        return (field) => isEqual(field, operand)
      case '$ne':
        return (field) => !isEqual(field, operand)
      case '$gt':
        return (field) => compares(field, operand, (order) => order > 0)
      case '$gte':
        return (field) => compares(field, operand, (order) => order >= 0)
      case '$lt':
        return (field) => compares(field, operand, (order) => order < 0)
      case '$lte':
        return (field) => compares(field, operand, (order) => order <= 0)
      case '$in':
      case '$nin': {
        if (!Array.isArray(operand)) throw new RangeError(`Cannot use the filter: ${operator} needs a list`)
        const wanted = operand as readonly unknown[]
        const isIn = (field: unknown): boolean => wanted.some((value) => isEqual(field, value))
        return operator === '$in' ? isIn : (field) => !isIn(field)
      }
      case '$exists':
        return (field) => (field !== undefined) === (operand !== false && operand !== 0 && operand !== null)
      case '$regex': {
        const matches = this.#compilePattern(operand, options)
        return (field) => membersOf(field).some((value) => typeof value === 'string' && matches(value))
      }
      case '$not': {
        const test = this.#condition(operand, depth + 1)
        return (field) => !test(field)
      }
      default:
        throw new RangeError(`Cannot use the filter: ${quote(operator)} is not an operator`)
    }
  }

  #members(value: unknown, what: string, depth: number): (readonly [string, unknown])[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new RangeError(`Cannot use the filter: ${what} must be an object, not ${quote(value)}`)
    }
    const members = Object.entries(value)
    this.#termCount += members.length
    if (depth > MAX_DEPTH)
      throw new RangeError(`Cannot use the filter: it is nested deeper than ${MAX_DEPTH} levels`)
    if (this.#termCount > MAX_TERMS)
      throw new RangeError(`Cannot use the filter: it has more than ${MAX_TERMS} terms`)
    return members
  }
}

function isOperators(value: unknown): value is { readonly [operator: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every((key) => key.startsWith('$'))
}

/** Missing is like null, as in MongoDB. */
function isEqual(field: unknown, value: unknown): boolean {
  if (field === undefined || field === null) return value === null
  if (Array.isArray(field)) {
    return isSame(field, value) || (field as readonly unknown[]).some((member) => isSame(member, value))
  }
  return isSame(field, value)
}

function isSame(a: unknown, b: unknown): boolean {
  const [x, y] = [toNumber(a), toNumber(b)]
  if (x !== undefined && y !== undefined) return Object.is(x, y) || x === y
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

function compares(field: unknown, value: unknown, holds: (order: number) => boolean): boolean {
  return membersOf(field).some((member) => {
    const order = compareValues(member, value)
    return order !== undefined && holds(order)
  })
}

/** @returns undefined when the two are not of one type, or one is NaN */
function compareValues(a: unknown, b: unknown): number | undefined {
  const [x, y] = [toNumber(a), toNumber(b)]
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : x === y ? 0 : undefined
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  return undefined
}

function membersOf(field: unknown): readonly unknown[] {
  if (field === undefined) return []
  return Array.isArray(field) ? (field as readonly unknown[]) : [field]
}

/** Numbers, and the three that JSON writes as text. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : undefined
}

function plainPattern(pattern: unknown, options: unknown): (text: string) => boolean {
  if (typeof pattern !== 'string') throw new RangeError('Cannot use $regex: it must be a text')
  let regExp: RegExp
  try {
    regExp = new RegExp(pattern, typeof options === 'string' ? options : '')
  } catch (error) {
    throw new RangeError(`Cannot use $regex ${quote(pattern)}: it is not a regular expression`, {
      cause: error,
    })
  }
  return (text) => text.search(regExp) >= 0
}

const every =
  (tests: readonly RunTest[]): RunTest =>
  (run) =>
    tests.every((test) => test(run))
const some =
  (tests: readonly RunTest[]): RunTest =>
  (run) =>
    tests.some((test) => test(run))
const not =
  (test: RunTest): RunTest =>
  (run) =>
    !test(run)

function quote(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80)
}
