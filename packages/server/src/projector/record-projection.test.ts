import { encodeRecord, HistoryEncoder, type RecordInit } from '@kymo/protocol'
import { expect, test } from 'vitest'
import { newFacts } from './log-facts.ts'
import { LogValues, VALUE_KIND, type ValueKind } from './log-values.ts'
import { findDefinition } from './metric-definition.ts'
import { RecordProjection } from './record-projection.ts'

function project(...records: readonly RecordInit[]): RecordProjection {
  const projection = new RecordProjection(newFacts('abc'), new LogValues())
  for (const record of records) projection.apply(encodeRecord(record))
  return projection
}

/** A row as W&B's writer makes it: nested keys, JSON texts. */
function row(items: Readonly<Record<string, string>>, step?: number): RecordInit {
  return {
    history: {
      item: Object.entries(items).map(([key, valueJson]) => ({ nestedKey: [key], valueJson })),
      ...(step === undefined ? {} : { step: { num: step } }),
    },
  }
}

function points(projection: RecordProjection, name: string): number[][] {
  const view = projection.points.get(name)?.view()
  return Array.from({ length: view?.count ?? 0 }, (_, i) => [view!.step[i], view!.value[i], view!.time[i]])
}

const entries = (projection: RecordProjection, kind: ValueKind): [string, unknown][] => [
  ...projection.values.entries(kind),
]

test('a row without a step follows the row before, and one without a time has its time', () => {
  const startTime = { seconds: 1_000, nanos: 500_000_000 }
  const projection = project(
    { run: { runId: 'abc', startTime } },
    row({ a: '1' }),
    row({ a: '2', _timestamp: '2000.25' }, 7),
    row({ a: '3' }),
  )

  expect(points(projection, 'a')).toEqual([
    [0, 1, 1_000.5],
    [7, 2, 2_000.25],
    [8, 3, 2_000.25],
  ])
  expect(projection.facts).toMatchObject({ startedMs: 1_000_500, firstTime: 2_000.25, lastTime: 2_000.25 })
})

test('numbers inside of nested objects are metrics of their own, media are not', () => {
  const projection = project(
    row(
      {
        eval: '{"acc": 0.5, "deep": {"loss": NaN, "text": "x"}}',
        image: '{"_type": "image-file", "size": 3}',
        gone: 'null',
      },
      3,
    ),
  )

  expect(points(projection, 'eval.acc')).toEqual([[3, 0.5, 0]])
  expect(points(projection, 'eval.deep.loss')).toEqual([[3, NaN, 0]])
  expect(entries(projection, VALUE_KIND.other)).toEqual([
    ['eval.deep.text', [3, 'x', 0]],
    ['image', [3, { _type: 'image-file', size: 3 }, 0]],
  ])
})

test('a number takes the place of a text that was logged at or before its step', () => {
  const later = project(row({ a: '"text"' }, 5), row({ a: '1' }, 5))
  const earlier = project(row({ a: '"text"' }, 5), row({ a: '1' }, 4))

  expect(entries(later, VALUE_KIND.other)).toEqual([])
  expect(entries(earlier, VALUE_KIND.other)).toEqual([['a', [5, 'text', 0]]])
})

test('config and summary items are set, nested and removed by path', () => {
  const projection = project(
    {
      config: {
        update: [
          { key: 'a.b', valueJson: '1' },
          { nestedKey: ['model', 'size'], valueJson: '2' },
        ],
      },
    },
    {
      config: {
        update: [{ nestedKey: ['model', 'kind'], valueJson: '"mlp"' }],
        remove: [{ nestedKey: ['model', 'size'] }],
      },
    },
    { config: { remove: [{ key: 'a.b' }, { nestedKey: ['none', 'such'] }] } },
    { summary: { update: [{ key: 'best', valueJson: '1' }], kymoExplicit: true } },
    {
      summary: {
        update: [
          { key: 'best', valueJson: 'Infinity' },
          { key: '_runtime', valueJson: '5' },
        ],
      },
    },
  )

  expect(entries(projection, VALUE_KIND.config)).toEqual([['model', { kind: 'mlp' }]])
  expect(entries(projection, VALUE_KIND.pinned)).toEqual([['best', 1]])
  expect(entries(projection, VALUE_KIND.recorded)).toEqual([['best', 'Infinity']])
})

test('a value that is not JSON is left out, and a payload that is not a record is counted as damage', () => {
  const projection = project({
    config: {
      update: [
        { key: 'bad', valueJson: '{nope' },
        { key: 'good', valueJson: '1' },
      ],
    },
  })
  projection.apply(Uint8Array.of(0x8a, 0x01, 0x7f, 1, 2, 3))

  expect(entries(projection, VALUE_KIND.config)).toEqual([['good', 1]])
  expect(projection.facts).toMatchObject({ recordCount: 1, damagedBytes: 6 })
})

test('rows of the hot encoder and rows of W&B read the same', () => {
  const encoder = new HistoryEncoder()
  const hot = new RecordProjection(newFacts('abc'), new LogValues())
  hot.apply(
    encoder.encode({
      num: 1,
      step: 4,
      timestampMs: 1_500,
      runtimeMs: 3,
      metrics: { a: 0.1, b: -Infinity, c: { d: 2 } },
    }),
  )
  const cold = project(row({ a: '0.1', b: '-Infinity', c: '{"d": 2}', _timestamp: '1.5' }, 4))

  for (const name of ['a', 'b', 'c.d']) expect(points(hot, name)).toEqual(points(cold, name))
})

test('the longest glob that fits defines a metric, and an exact name before any glob', () => {
  const projection = project(
    { metric: { globName: '*', stepMetric: 'any' } },
    { metric: { globName: 'val/*', stepMetric: 'epoch' } },
    { metric: { name: 'val/acc', stepMetric: 'exact', summary: { none: true } } },
  )
  const definitions = projection.values.entries(VALUE_KIND.metric)

  expect(['loss', 'val/loss', 'val/acc'].map((name) => findDefinition(definitions, name).stepMetric)).toEqual(
    ['any', 'epoch', 'exact'],
  )
  expect(findDefinition(definitions, 'val/acc').isSummaryOff).toBe(true)
  expect(findDefinition(new Map(), 'val/acc')).toEqual({})
})
