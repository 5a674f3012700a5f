import { describe, expect, test } from 'vitest'
import { compileRunFilter } from './compile-filter.ts'
import { compileRunOrder } from './compile-order.ts'
import type { FilterableRun } from './run-field.ts'

const base: FilterableRun = {
  entity: 'team',
  project: 'digits',
  run: 'a',
  name: 'first',
  state: 'finished',
  startedMs: Date.UTC(2026, 0, 2),
  durationMs: 5_000,
  exitCode: 0,
  group: 'g',
  jobType: 'train',
  tags: ['baseline', 'v2'],
  notes: '',
  host: 'h',
  config: [
    ['lr', 0.1],
    ['optimizer', 'adam'],
    ['schedule.decay', 0.5],
    ['schedule.kind', 'cosine'],
  ],
  summary: [
    ['loss', 0.25],
    ['worst', 'NaN'],
  ],
  lastStep: 9,
  pointCount: 10,
}

const passes = (filters: unknown, change: Partial<FilterableRun> = {}): boolean =>
  compileRunFilter(filters)({ ...base, ...change })

describe('compileRunFilter()', () => {
  test.each<[unknown, boolean]>([
    [{}, true],
    [{ state: 'finished' }, true],
    [{ state: { $ne: 'finished' } }, false],
    [{ 'config.lr': 0.1 }, true],
    [{ 'config.lr.value': { $gte: 0.1 } }, true],
    [{ 'config.lr': { $gt: 0.1 } }, false],
    [{ 'config.missing': { $lt: 1 } }, false],
    [{ 'config.missing': null }, true],
    [{ 'config.missing': { $exists: false } }, true],
    [{ 'config.schedule': { $exists: true } }, true],
    [{ 'config.schedule.kind': { $in: ['linear', 'cosine'] } }, true],
    [{ 'summary_metrics.loss': { $lt: 0.3, $gt: 0.2 } }, true],
    [{ 'summary_metrics.worst': { $gt: 0 } }, false],
    [{ tags: 'v2' }, true],
    [{ tags: { $in: ['v3'] } }, false],
    [{ tags: { $nin: ['v3'] } }, true],
    [{ $or: [{ state: 'running' }, { display_name: { $regex: '^fir' } }] }, true],
    [{ $and: [{ state: 'finished' }, { jobType: 'eval' }] }, false],
    [{ $nor: [{ state: 'running' }] }, true],
    [{ display_name: { $not: { $regex: 'FIRST', $options: 'i' } } }, false],
    [{ createdAt: { $gt: '2026-01-01' } }, true],
    [{ 'config.lr': { $gt: 'a' } }, false],
  ])('%j is %s', (filters, expected) => {
    expect(passes(filters)).toBe(expected)
  })

  test('a metric that is Infinity compares as the number', () => {
    expect(passes({ 'summary_metrics.loss': { $gt: 1e300 } }, { summary: [['loss', 'Infinity']] })).toBe(true)
  })

  test.each<[unknown, RegExp]>([
    [[], /must be an object/],
    [{ $where: '1' }, /"\$where" is not an operator/],
    [{ state: { $near: 1 } }, /"\$near" is not an operator/],
    [{ colour: 1 }, /fields are state/],
    [{ state: { $in: 'x' } }, /\$in needs a list/],
    [{ state: { $regex: '(' } }, /not a regular expression/],
    [{ __proto__: null, constructor: 1 }, /fields are state/],
  ])('%j is refused with the reason', (filters, reason) => {
    expect(() => compileRunFilter(filters)).toThrow(reason)
  })
})

describe('compileRunOrder()', () => {
  const runs: FilterableRun[] = [
    { ...base, run: 'nan', summary: [['loss', 'NaN']] },
    { ...base, run: 'low', summary: [['loss', 1]] },
    { ...base, run: 'high', summary: [['loss', 2]] },
    { ...base, run: 'none', summary: [], startedMs: base.startedMs + 1 },
  ]
  const sorted = (...order: string[]): string[] => runs.toSorted(compileRunOrder(order)).map(({ run }) => run)

  test('orders by metric in both directions, with runs that lack it last', () => {
    expect(sorted('+summary_metrics.loss')).toEqual(['low', 'high', 'none', 'nan'])
    expect(sorted('-summary_metrics.loss')).toEqual(['high', 'low', 'none', 'nan'])
  })

  test('without an order the newest start is first', () => {
    expect(sorted()[0]).toBe('none')
  })
})
