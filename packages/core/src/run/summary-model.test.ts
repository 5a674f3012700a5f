import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JsonEntries } from './json-entries.ts'
import { MetricBook } from './metric-book.ts'
import type { MetricDefinition, SummaryStatistic } from './metric-definitions.ts'
import { RunSummary } from './run-summary.ts'

// What a summary is, said a second time and as plainly as can be: all that was logged is kept, and looked through at the end.

interface Given extends MetricDefinition {
  readonly overwrite: boolean
}
type Action =
  | { readonly kind: 'row'; readonly row: Record<string, unknown>; readonly step: number }
  | { readonly kind: 'define'; readonly given: Given }
  | { readonly kind: 'pin'; readonly key: string; readonly value: unknown }

interface Logged {
  readonly value: unknown
  readonly step: number
  /** Whether statistics of the metric had been asked for by then. */
  readonly isCounted: boolean
}
interface Metric {
  readonly path: readonly string[]
  readonly logged: Logged[]
  isCounted: boolean
}

class Model {
  readonly #metrics = new Map<string, Metric>()
  readonly #definitions = new Map<string, MetricDefinition>()
  readonly #pinned = new Map<string, unknown>()

  apply(action: Action): void {
    if (action.kind === 'pin') this.#pinned.set(action.key, action.value)
    else if (action.kind === 'define') this.#define(action.given)
    else for (const [path, value] of leavesOf([], action.row)) this.#log(path, value, action.step)
  }

  /** Names with dots to JSON text. */
  summary(): Record<string, string> {
    const entries: [string, string][] = []
    for (const [name, { path, logged }] of this.#metrics) {
      const chosen = this.#definitionOf(name)?.summary ?? []
      if (chosen === 'none' || path.some((_, at) => this.#pinned.has(path.slice(0, at + 1).join('.'))))
        continue
      const isNumber = typeof lastOf(logged) === 'number' || logged.some(isCountedNumber)
      if (chosen.length === 0 || !isNumber) entries.push([name, text(lastOf(logged))])
      for (const statistic of isNumber ? chosen : [])
        if (!this.#metrics.has(`${name}.${statistic}`))
          entries.push([`${name}.${statistic}`, text(this.#statistic(name, statistic, logged))])
    }
    return Object.fromEntries([...entries, ...[...this.#pinned].map(([key, value]) => [key, text(value)])])
  }

  #log(path: readonly string[], value: unknown, step: number): void {
    if (value === null || value === undefined || path[0] === '_step') return
    const name = path.join('.')
    if (!this.#metrics.has(name)) this.#metrics.set(name, { path, logged: [], isCounted: false })
    const metric = this.#metrics.get(name)!
    metric.isCounted ||= this.#asksForStatistics(name)
    metric.logged.push({
      value: typeof value === 'bigint' ? Number(value) : value,
      step,
      isCounted: metric.isCounted,
    })
  }

  #define({ overwrite, ...given }: Given): void {
    const before = overwrite ? undefined : this.#definitions.get(given.name)
    const [earlier, later] = [before?.summary, given.summary]
    const summary =
      Array.isArray(earlier) && Array.isArray(later)
        ? [...earlier, ...later.filter((each) => !earlier.includes(each))]
        : (later ?? earlier)
    this.#definitions.set(given.name, {
      ...before,
      ...given,
      ...(summary === undefined ? {} : { summary: summary as 'none' }),
    })
    for (const [name, metric] of this.#metrics) metric.isCounted ||= this.#asksForStatistics(name)
  }

  #asksForStatistics(name: string): boolean {
    const summary = this.#definitionOf(name)?.summary
    return Array.isArray(summary) && summary.length > 0
  }

  #definitionOf(name: string): MetricDefinition | undefined {
    const globs = [...this.#definitions.keys()].filter(
      (key) => key.endsWith('*') && name.startsWith(key.slice(0, -1)),
    )
    const longest = globs.toSorted((a, b) => b.length - a.length)[0]
    return this.#definitions.get(name) ?? this.#definitions.get(longest ?? '')
  }

  #statistic(name: string, statistic: SummaryStatistic, logged: readonly Logged[]): unknown {
    if (statistic === 'last') return lastOf(logged)
    const values = logged.filter(isCountedNumber).map(({ value }) => value)
    if (values.length === 0) return Number.NaN
    const isMax = statistic === 'max' || this.#definitionOf(name)?.goal === 'maximize'
    if (statistic === 'first') return values[0]
    if (statistic === 'mean') return values.reduce((sum, value) => sum + value, 0) / values.length
    if (statistic === 'min') return values.toSorted((a, b) => a - b)[0]
    return values.toSorted((a, b) => (isMax ? b - a : a - b))[0]
  }
}

function isCountedNumber(logged: Logged): logged is Logged & { readonly value: number } {
  return logged.isCounted && typeof logged.value === 'number' && !Number.isNaN(logged.value)
}

/** The number at the greatest step, of equal ones the later; or what is no number, if no number at or after its step followed. */
function lastOf(logged: readonly Logged[]): unknown {
  const at = logged.findLastIndex(({ value }) => typeof value !== 'number')
  const isOther =
    at >= 0 &&
    !logged.slice(at + 1).some(({ value, step }) => typeof value === 'number' && step >= logged[at].step)
  if (isOther) return logged[at].value
  const numbers = logged.filter(({ value }) => typeof value === 'number')
  const greatest = Math.max(...numbers.map(({ step }) => step))
  return numbers.findLast(({ step }) => step === greatest)!.value
}

function leavesOf(path: readonly string[], value: unknown): [path: readonly string[], value: unknown][] {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isObject || Object.keys(value).length === 0 || '_type' in value)
    return path.length === 0 ? [] : [[path, value]]
  return Object.entries(value).flatMap(([name, inner]) => leavesOf([...path, name], inner))
}

function text(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value)
  return JSON.stringify(value)
}

const name = fc.constantFrom('a', 'b', 'a.b', 'val', 'val/a', 'min', 'last', '_step', '__proto__')
const leaf = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 2, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  fc.constantFrom(Number.NaN, Infinity, -Infinity, null, undefined, 7n, -3n),
  fc.constantFrom<unknown>(
    'text',
    '',
    'NaN',
    true,
    false,
    [1, 'x'],
    [],
    {},
    { _type: 'image-file', path: 'p' },
  ),
)
const nested = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: leaf },
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value
const statistic = fc.constantFrom<SummaryStatistic>('min', 'max', 'mean', 'first', 'last', 'best')
const given: fc.Arbitrary<Given> = fc.record(
  {
    name: fc.constantFrom('a', 'a.b', 'val', 'a*', 'a.*', 'val*', '*', 'min'),
    overwrite: fc.boolean(),
    summary: fc.oneof(fc.constant<'none'>('none'), fc.uniqueArray(statistic, { minLength: 1, maxLength: 3 })),
    goal: fc.constantFrom('minimize', 'maximize'),
  },
  { requiredKeys: ['name', 'overwrite'] },
)
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant<'row'>('row'),
      row: fc.dictionary(name, nested, { maxKeys: 4, noNullPrototype: true }),
      step: fc.integer({ min: 0, max: 6 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant<'define'>('define'), given }) },
  fc.record({
    kind: fc.constant<'pin'>('pin'),
    key: fc.constantFrom('a', 'b', 'val', 'a.b', 'a.min', 'note'),
    value: fc.constantFrom<unknown>(1, 'mine', true),
  }),
)

test('the summary is what the definitions, what was set, and rows in any order say, at any moment', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 14 }), (actions) => {
      const { book, pinned, summary } = open()
      const model = new Model()
      for (const each of actions) {
        model.apply(each)
        if (each.kind === 'row') book.tracked.observe(each.row, each.step)
        else if (each.kind === 'define') book.define(each.given)
        else summary.set(each.key, each.value)

        expect(textsOf(summary.toJSON())).toEqual(model.summary())
      }

      const recorded = book.tracked.entries((key) => pinned.has(key))
      const names = recorded.map(([path]) => path.join('.'))
      expect(new Set([...names, ...pinned.keys()])).toEqual(new Set(Object.keys(model.summary())))
      for (const key of Object.keys(model.summary()))
        expect(text(summary.get(key))).toBe(model.summary()[key])
    }),
    { numRuns: 2_000 },
  )
})

function open(): { book: MetricBook; pinned: JsonEntries; summary: RunSummary } {
  const book = new MetricBook(() => {})
  const pinned = new JsonEntries()
  const noop = (): void => {}
  const summary = new RunSummary({
    tracked: book.tracked,
    earlier: new JsonEntries(),
    pinned,
    onChange: noop,
    onDelete: noop,
    onRefused: noop,
  })
  return { book, pinned, summary }
}

function textsOf(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, text(value)]))
}
