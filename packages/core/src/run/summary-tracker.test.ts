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
  expect([...tracker.names()]).toHaveLength(expected.size)
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
