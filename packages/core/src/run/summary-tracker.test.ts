import { parseValueJson } from '@kymo/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MetricDefinition } from './metric-definitions.ts'
import { SummaryTracker } from './summary-tracker.ts'

function trackerOf(
  rows: readonly (readonly [metrics: object, step: number])[],
  definitions: readonly MetricDefinition[] = [],
): SummaryTracker {
  const tracker = new SummaryTracker((name) => definitions.find((definition) => definition.name === name))
  for (const [metrics, step] of rows) tracker.observe(metrics as Record<string, unknown>, step)
  return tracker
}

function entriesOf(tracker: SummaryTracker, pinned: readonly string[] = []): Record<string, string> {
  const entries = tracker.entries((name) => pinned.includes(name))
  return Object.fromEntries(entries.map(([path, json]) => [path.join('/'), json]))
}

test('a number counts at the greatest step, of equal steps the later write', () => {
  const tracker = trackerOf([
    [{ a: 1, b: 1 }, 5],
    [{ a: 2, b: 2 }, 3],
    [{ a: 3 }, 5],
  ])

  expect(entriesOf(tracker)).toEqual({ a: '3', b: '1' })
})

test('of other values the last one counts, and a number takes over again', () => {
  const tracker = trackerOf([
    [{ a: 'early', b: true, c: 1 }, 5],
    [{ a: 'late', c: 'text' }, 2],
    [{ c: 7 }, 6],
  ])

  expect(entriesOf(tracker)).toEqual({ a: '"late"', b: 'true', c: '7' })
  expect([tracker.get('a'), tracker.get('b'), tracker.get('c'), tracker.get('d')]).toEqual([
    'late',
    true,
    7,
    undefined,
  ])
})

test('an older number does not replace a later text', () => {
  const tracker = trackerOf([
    [{ a: 'text' }, 5],
    [{ a: 1 }, 4],
  ])

  expect(tracker.get('a')).toBe('text')
})

test('nested values are metrics of their own, with their path', () => {
  const tracker = trackerOf([[{ validation: { loss: 1, deep: { er: Number.NaN } }, list: [1, 2] }, 0]])

  expect(entriesOf(tracker)).toEqual({ 'validation/loss': '1', 'validation/deep/er': 'NaN', list: '[1,2]' })
  expect(tracker.get('validation.loss')).toBe(1)
})

test('names in any order, more than fit at first, and rows of different names keep apart', () => {
  const rows = Array.from(
    { length: 300 },
    (_, i) => [{ [`m${i % 150}`]: i, [`m${(i * 7) % 150}`]: -i, same: i }, i] as const,
  )
  const expected = new Map<string, number>()
  for (const [metrics] of rows) for (const [name, value] of Object.entries(metrics)) expected.set(name, value)

  const tracker = trackerOf(rows)

  for (const [name, value] of expected) expect(tracker.get(name)).toBe(value)
  expect(tracker.entries(() => false)).toHaveLength(expected.size)
})

test.each(['__proto__', 'constructor', 'toString', '0', ''])('the name %j is data', (name) => {
  const tracker = trackerOf([[JSON.parse(`{${JSON.stringify(name)}: 1}`) as object, 0]])

  expect(tracker.get(name)).toBe(1)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('what the log leaves out is left out: reserved and too long names, functions, a getter that throws', () => {
  const metrics = { _step: 1, _timestamp: 'x', ['n'.repeat(16_001)]: 1, run: () => 1, kept: 2 }
  const broken = Object.defineProperty({}, 'bad', {
    enumerable: true,
    get: () => {
      throw new Error('no')
    },
  })

  const tracker = trackerOf([
    [metrics, 0],
    [broken, 1],
  ])

  expect(entriesOf(tracker)).toEqual({ kept: '2' })
})

test('inherited values are not the row’s', () => {
  const row = Object.assign(Object.create({ inherited: 1 }) as object, { own: 2 })

  expect(entriesOf(trackerOf([[row, 0]]))).toEqual({ own: '2' })
})

test('chosen statistics replace the value, and pinned or hidden metrics are left out', () => {
  const definitions: readonly MetricDefinition[] = [
    { name: 'loss', summary: ['min', 'last', 'mean', 'first', 'max'] },
    { name: 'quiet', summary: 'none' },
  ]
  const rows = [4, Number.NaN, 1, 2].map((loss, step) => [{ loss, quiet: 1, mine: 1 }, step] as const)

  expect(entriesOf(trackerOf(rows, definitions), ['mine'])).toEqual({
    'loss/min': '1',
    'loss/last': '2',
    'loss/mean': '2.3333333333333335',
    'loss/first': '4',
    'loss/max': '4',
  })
})

test('a definition that comes late counts from then on', () => {
  const tracker = trackerOf([[{ loss: 1 }, 0]])

  tracker.redefine(() => ({ name: 'loss', summary: ['max'] }))
  tracker.observe({ loss: 0.5 }, 1)

  expect(entriesOf(tracker)).toEqual({ 'loss/max': '0.5' })
})

test('while the run goes on, the summary has the statistics that a definition asks for, and nothing of what is kept out', () => {
  const definitions: readonly MetricDefinition[] = [
    { name: 'loss', summary: ['min'] },
    { name: 'val.acc', summary: ['best', 'last'], goal: 'maximize' },
    { name: 'quiet', summary: 'none' },
  ]
  const rows = [3, 1, 2].map((n, step) => [{ loss: n, val: { acc: n }, quiet: n, plain: n }, step] as const)

  const tracker = trackerOf(rows, definitions)

  const keys = [
    'loss',
    'loss.min',
    'loss.max',
    'val.acc',
    'val.acc.best',
    'val.acc.last',
    'quiet',
    'plain',
    'plain.min',
  ]
  expect(keys.map((key) => tracker.summaryOf(key))).toEqual([
    undefined,
    1,
    undefined,
    undefined,
    3,
    2,
    undefined,
    2,
    undefined,
  ])
})

test('a statistic that the user wrote stays', () => {
  const tracker = trackerOf([[{ loss: 3 }, 0]], [{ name: 'loss', summary: ['min', 'max'] }])

  expect(entriesOf(tracker, ['loss.min'])).toEqual({ 'loss/max': '3' })
})

test('a definition that is taken back leaves the last value', () => {
  const tracker = trackerOf([[{ loss: 3 }, 0]], [{ name: 'loss', summary: ['min'] }])

  tracker.redefine(() => ({ name: 'loss' }))
  tracker.observe({ loss: 4 }, 1)

  expect(entriesOf(tracker)).toEqual({ loss: '4' })
})

test('another value than a number is kept as it is, also where a definition asks for statistics', () => {
  const tracker = trackerOf(
    [
      [{ 'val/sample': { _type: 'image-file' }, 'val/note': 'a' }, 0],
      [{ 'val/note': 3 }, 1],
    ],
    [
      { name: 'val/sample', summary: ['max'] },
      { name: 'val/note', summary: ['max', 'last'] },
    ],
  )

  expect(entriesOf(tracker)['val/note/max']).toBe('3')
  expect(Object.keys(entriesOf(tracker)).filter((key) => key.startsWith('val/sample'))).not.toContain(
    'val/sample/max',
  )
})

/** What the summary is to be, computed from all rows at once. */
function modelOf(
  rows: readonly (readonly [metrics: Readonly<Record<string, number | string>>, step: number])[],
  definition: MetricDefinition | undefined,
): Record<string, number | string> {
  const values = rows.map(([{ m }, step]) => ({ value: m, step })).filter(({ value }) => value !== undefined)
  const numbers = values
    .map(({ value }) => value)
    .filter((value) => typeof value === 'number' && !Number.isNaN(value)) as number[]
  let last: { readonly value: number | string; readonly step: number } | undefined
  // A number counts at the greatest step; another value whenever it comes.
  for (const { value, step } of values)
    if (last === undefined || step >= last.step || typeof value !== 'number') last = { value, step }
  if (last === undefined || definition?.summary === 'none') return {}
  const isText = typeof last.value !== 'number' && numbers.length === 0
  if (definition?.summary === undefined || isText) return { m: last.value }
  const statistics = {
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    mean: numbers.reduce((sum, value) => sum + value, 0) / numbers.length,
    first: numbers[0],
    last: last.value,
    best: definition.goal === 'maximize' ? Math.max(...numbers) : Math.min(...numbers),
  }
  return Object.fromEntries(
    definition.summary.map((name) => [
      `m.${name}`,
      (numbers.length === 0 && name !== 'last' ? Number.NaN : statistics[name]) ?? Number.NaN,
    ]),
  )
}

test('rows in any order, with NaN, Infinity and text: the summary is the one that the definition says', () => {
  const value = fc.oneof(
    fc.integer({ min: -1000, max: 1000 }),
    fc.constantFrom(Number.NaN, Infinity, -Infinity, 0.1),
    fc.constantFrom('text', 'other'),
  )
  const row = fc.tuple(fc.record({ m: value, other: value }, { requiredKeys: [] }), fc.nat(20))
  const statistics = fc.uniqueArray(fc.constantFrom('min', 'max', 'mean', 'first', 'last', 'best'), {
    minLength: 1,
  })
  const definition = fc.option(
    fc.record(
      {
        name: fc.constant('m'),
        summary: fc.oneof(statistics, fc.constant('none')),
        goal: fc.constantFrom('minimize', 'maximize'),
      },
      { requiredKeys: ['name'] },
    ),
    { nil: undefined },
  )
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), definition, (rows, defined) => {
      const tracker = trackerOf(rows, defined === undefined ? [] : [defined])
      const expected = modelOf(rows, defined)

      const entries = tracker.entries(() => false).filter(([path]) => path[0] === 'm')
      expect(
        Object.fromEntries(entries.map(([path, json]) => [path.join('.'), parseValueJson(json)])),
      ).toEqual(expected)
      for (const [key, wanted] of Object.entries(expected)) expect(tracker.summaryOf(key)).toEqual(wanted)
      if (!('m' in expected)) expect(tracker.summaryOf('m')).toBeUndefined()
    }),
    { numRuns: 500 },
  )
})
