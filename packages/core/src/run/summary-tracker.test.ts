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

test('a number after a text counts at the greatest step of all numbers, as a reader of the rows has it', () => {
  const tracker = trackerOf([
    [{ a: 7 }, 10],
    [{ a: 'text' }, 2],
    [{ a: 3 }, 3],
  ])

  expect(entriesOf(tracker)).toEqual({ a: '7' })
})

test('a media object takes the place of the one before as a whole', () => {
  const tracker = trackerOf([
    [{ image: { _type: 'image-file', path: 'a.png', caption: 'first' } }, 0],
    [{ image: { _type: 'image-file', path: 'b.png' } }, 1],
  ])

  expect(entriesOf(tracker)).toEqual({ image: '{"_type":"image-file","path":"b.png"}' })
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
  expect(entriesOf(tracker)['val/sample']).toBe('{"_type":"image-file"}')
})
