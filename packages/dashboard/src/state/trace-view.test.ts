import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_TRACES, hasFilters, toTraceQuery, withoutFilters } from './trace-filters.ts'
import { formatTraceView, parseTraceView } from './trace-view.ts'
import type { TraceView } from './trace-view.ts'

const hexDigit = fc.nat(15).map((digit) => digit.toString(16))
const spanId = fc.array(hexDigit, { minLength: 16, maxLength: 16 }).map((digits) => digits.join(''))
const view: fc.Arbitrary<TraceView> = fc.record({
  span: fc.option(spanId, { nil: undefined }),
  part: fc.constantFrom('content', 'details', 'attributes', 'events'),
  search: fc.string(),
  window: fc.option(
    fc
      .tuple(fc.nat(1e6), fc.integer({ min: 1, max: 1e6 }))
      .map(([fromMs, more]) => ({ fromMs, toMs: fromMs + more })),
    { nil: undefined },
  ),
  folds: fc.record({
    kind: fc.constantFrom('only', 'except'),
    ids: fc.array(spanId, { maxLength: 20 }).map((ids) => new Set(ids)),
  }),
})

test('parseTraceView() gives back every view that formatTraceView() wrote', () => {
  fc.assert(
    fc.property(view, (each) => {
      expect(parseTraceView(formatTraceView(each))).toEqual(each)
    }),
  )
})

test('parseTraceView() takes any text without failing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseTraceView(text).folds).toBeDefined()
    }),
  )
  expect(parseTraceView('?window=5,1&closed=x,<b>&part=no')).toMatchObject({
    window: undefined,
    part: 'content',
  })
})

test('toTraceQuery() asks for what is set and for nothing else', () => {
  expect(toTraceQuery(DEFAULT_TRACES).toString()).toBe('')
  const query = toTraceQuery({
    ...DEFAULT_TRACES,
    text: ' paris ',
    status: 'error',
    durationMs: { min: 100, max: undefined },
    costUsd: { min: undefined, max: 0.5 },
    step: 0,
  })
  expect(query.toString()).toBe('text=paris&status=error&minDurationMs=100&maxCost=0.5&step=0')
})

test('withoutFilters() keeps order and panels', () => {
  const filtered = { ...DEFAULT_TRACES, name: 'x', step: 3, order: 'cost', hasCharts: false } as const
  expect(hasFilters(filtered)).toBe(true)
  expect(withoutFilters(filtered)).toEqual({ ...DEFAULT_TRACES, order: 'cost', hasCharts: false })
  expect(hasFilters(withoutFilters(filtered))).toBe(false)
})

test('of more closed branches than an address holds the last ones stay closed', () => {
  const ids = Array.from({ length: 400 }, (_each, index) => index.toString(16).padStart(16, '0'))
  const start = parseTraceView('')
  const { folds } = parseTraceView(formatTraceView({ ...start, folds: { kind: 'only', ids: new Set(ids) } }))
  expect([...folds.ids]).toEqual(ids.slice(-300))
})
