import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinFields, splitFields } from './field-list.ts'
import { parseRoute, toPath } from './routes.ts'
import { SPAN_OPERATIONS, SPAN_STATUSES } from './trace-filters.ts'
import { DEFAULT_VIEW, RUN_TABS, formatView, parseView } from './view-state.ts'
import type { ViewState } from './view-state.ts'

const text = fc
  .oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('__proto__', '~', ',', '!', '~e', 'a~c', '🚀', '!a,b'),
  )
  .filter((each) => each.isWellFormed())
const texts = fc.array(text, { maxLength: 5 })
const zoom = fc
  .tuple(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from: from + 0, to: to + 0 }))
const amount = fc
  .tuple(
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  )
  .map(([left, right]) => ({ min: Math.min(left, right) + 0, max: Math.max(left, right) + 0 }))
const range = fc.oneof(
  amount,
  amount.map(({ min }) => ({ min, max: undefined })),
  amount.map(({ max }) => ({ min: undefined, max })),
  fc.constant({ min: undefined, max: undefined }),
)
const view: fc.Arbitrary<ViewState> = fc.record({
  search: text,
  sort: fc.record({
    column: fc.constantFrom('name', 'started', 'config:a,b', 'summary:-x'),
    isDescending: fc.boolean(),
  }),
  columns: fc.option(texts, { nil: undefined }),
  selection: fc.oneof(
    fc.constant({ kind: 'newest' as const }),
    fc.record({ kind: fc.constantFrom('only' as const, 'except' as const), ids: texts }),
  ),
  layout: fc.constantFrom('split', 'table', 'charts'),
  tab: fc.constantFrom(...RUN_TABS),
  metricSearch: text,
  x: fc.constantFrom('step', 'relative', 'time'),
  xMetric: fc.option(
    text.filter((name) => name !== ''),
    { nil: undefined },
  ),
  smoothingKind: fc.constantFrom('time', 'ema'),
  smoothing: fc.double({ min: 0, max: 0.999, noNaN: true }).map((each) => each + 0),
  isLogX: fc.boolean(),
  isLogY: fc.boolean(),
  line: fc.constantFrom('mean', 'last'),
  gridColumns: fc.integer({ min: 0, max: 4 }),
  isZoomShared: fc.boolean(),
  zoom: fc.option(zoom, { nil: undefined }),
  ownZooms: fc.uniqueArray(fc.tuple(text, zoom), { selector: ([metric]) => metric, maxLength: 3 }),
  closedSections: texts,
  openChart: fc.option(text, { nil: undefined }),
  panels: fc.constantFrom('charts', 'media'),
  mediaStep: fc.option(
    fc.integer().map((step) => step + 0),
    { nil: undefined },
  ),
  isStepShared: fc.boolean(),
  tags: texts,
  isEveryTag: fc.boolean(),
  console: fc.record({
    search: text,
    writer: fc.option(text, { nil: undefined }),
    stream: fc.constantFrom('stdout', 'stderr', undefined),
    lines: fc.option(
      fc.tuple(fc.nat(1e6), fc.nat(100)).map(([from, more]) => ({ from, to: from + more })),
      { nil: undefined },
    ),
  }),
  traces: fc.record({
    text,
    name: text,
    status: fc.constantFrom(...SPAN_STATUSES, undefined),
    operation: fc.constantFrom(...SPAN_OPERATIONS, undefined),
    model: text,
    durationMs: range,
    tokens: range,
    costUsd: range,
    timeMs: range,
    step: fc.option(fc.nat(), { nil: undefined }),
    thread: fc.option(text, { nil: undefined }),
    order: fc.constantFrom('start', 'duration', 'tokens', 'cost'),
    isDescending: fc.boolean(),
    panel: fc.constantFrom('traces', 'models'),
    hasCharts: fc.boolean(),
  }),
  file: fc.option(text, { nil: undefined }),
})

test('parseView() gives back every view that formatView() wrote', () => {
  fc.assert(
    fc.property(view, (each) => {
      expect(parseView(formatView(each))).toEqual(each)
    }),
  )
})

test('formatView() writes nothing for the default view', () => {
  expect(formatView(DEFAULT_VIEW)).toBe('')
  expect(parseView('')).toEqual(DEFAULT_VIEW)
})

test('parseView() takes any text and falls back to the defaults', () => {
  fc.assert(
    fc.property(fc.string(), (garbage) => {
      expect(() => parseView(garbage)).not.toThrow()
    }),
  )
  expect(parseView('?x=nonsense&smooth=7&zoom=9,3&grid=99&sort=-')).toEqual(DEFAULT_VIEW)
})

test('the address of a plain view can be read by people', () => {
  const shown = formatView({
    ...DEFAULT_VIEW,
    selection: { kind: 'only', ids: ['k3v9', 'x2ab'] },
    smoothing: 0.9,
    zoom: { from: 10, to: 20 },
  })

  expect(decodeURIComponent(shown)).toBe('?runs=k3v9,x2ab&smooth=0.9&zoom=10,20')
})

test('splitFields() gives back every list that joinFields() wrote', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('', '!', '~', ',', '~e', '~~', '!~x'))),
      (fields) => {
        expect(splitFields(joinFields(fields))).toEqual(fields)
      },
    ),
  )
})

test('parseRoute() gives back every route that toPath() wrote', () => {
  const name = fc
    .string({ minLength: 1 })
    .filter((each) => each.isWellFormed() && each !== '.' && each !== '..')
  fc.assert(
    fc.property(name, name, name, (entity, project, run) => {
      expect(parseRoute(toPath({ page: 'run', entity, project, run }))).toEqual({
        page: 'run',
        entity,
        project,
        run,
      })
      expect(parseRoute(toPath({ page: 'traces', entity, project }))).toEqual({
        page: 'traces',
        entity,
        project,
      })
      expect(parseRoute(toPath({ page: 'trace', entity, project, run, traceId: 'ab' }))).toEqual({
        page: 'trace',
        entity,
        project,
        run,
        traceId: 'ab',
      })
      expect(parseRoute(toPath({ page: 'workspace', entity, project }))).toEqual({
        page: 'workspace',
        entity,
        project,
      })
    }),
  )
})

test.each(['/a', '/a/b/c', '/a/b/runs', '/a/b/runs/c/d', '/%E0%A4%A'])(
  'parseRoute(%j) is no page',
  (path) => {
    expect(parseRoute(path).page).toBe('not-found')
  },
)
