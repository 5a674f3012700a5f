import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeChart, encodeChart } from './chart-wire.ts'
import type { ChartSeries } from './types.ts'

const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 2 ** 31, -(2 ** 31) - 1),
)

/** Columns of one length: any numbers, a constant, or a line. */
function column(length: number): fc.Arbitrary<Float64Array> {
  const any = fc.array(number, { minLength: length, maxLength: length })
  const line = fc
    .tuple(number, number)
    .map(([start, stride]) => Array.from({ length }, (_, i) => start + i * stride))
  return fc.oneof(any, line).map((values) => Float64Array.from(values))
}

const series: fc.Arbitrary<ChartSeries> = fc.integer({ min: 0, max: 20 }).chain((length) => {
  const writer = fc.option(fc.string(), { nil: undefined })
  const head = { runIndex: fc.nat(10), metricIndex: fc.nat(10), writer, totalCount: fc.nat() }
  const f64 = column(length)
  const raw = fc.record({ kind: fc.constant('raw' as const), ...head, x: f64, value: f64, step: f64 })
  const buckets = fc.record({
    kind: fc.constant('buckets' as const),
    ...head,
    xFirst: f64,
    xLast: f64,
    min: f64,
    max: f64,
    mean: f64,
    last: f64,
    count: fc
      .array(fc.nat(2 ** 32 - 1), { minLength: length, maxLength: length })
      .map((counts) => Uint32Array.from(counts)),
    flags: fc
      .array(fc.nat(7), { minLength: length, maxLength: length })
      .map((flags) => Uint8Array.from(flags)),
  })
  return fc.oneof(raw, buckets)
})

test('decodeChart() gives back every number that encodeChart() was given', () => {
  fc.assert(
    fc.property(fc.array(series, { maxLength: 5 }), (list) => {
      expect(decodeChart(encodeChart({ series: list }))).toEqual({ series: list })
    }),
    { numRuns: 300 },
  )
})

test('decodeChart() reads bytes at any offset of their buffer', () => {
  const x = Float64Array.of(1.5, 2.25)
  const bytes = encodeChart({
    series: [{ kind: 'raw', runIndex: 0, metricIndex: 0, x, value: x, step: x, totalCount: 2 }],
  })
  const shifted = new Uint8Array(bytes.length + 3)
  shifted.set(bytes, 3)

  expect(decodeChart(shifted.subarray(3))).toEqual(decodeChart(bytes))
})

test('decodeChart() refuses what is not a chart, or is cut short at any place', () => {
  const value = Float64Array.of(1.5, 2.5, 0.1)
  const bytes = encodeChart({
    series: [{ kind: 'raw', runIndex: 0, metricIndex: 0, x: value, value, step: value, totalCount: 3 }],
  })

  for (let length = 0; length < bytes.length; length++) {
    expect(() => decodeChart(bytes.subarray(0, length)), `${length} bytes`).toThrow(RangeError)
  }
  expect(() => decodeChart(new TextEncoder().encode('{"error": {}}'))).toThrow(RangeError)
})

test('steps that run evenly and times in a row of integers take few bytes', () => {
  const count = 1_000
  const x = Float64Array.from({ length: count }, (_, i) => i * 10)
  const value = Float64Array.from({ length: count }, (_, i) => Math.sin(i))
  const bytes = encodeChart({
    series: [{ kind: 'raw', runIndex: 0, metricIndex: 0, x, value, step: x, totalCount: count }],
  })

  expect(bytes.length).toBeLessThan(8 * count + 300)
})
