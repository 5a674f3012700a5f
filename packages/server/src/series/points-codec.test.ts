import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePoints, encodePoints } from './points-codec.ts'
import type { Points } from './points.ts'

const odd = fc.constantFrom(
  NaN,
  Infinity,
  -Infinity,
  -0,
  0,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 60,
  5e-324,
  1.7e308,
)
const seconds = fc.integer({ min: -1e12, max: 4e12 }).map((ms) => ms / 1000)

/** Columns of every form: lines, small and large steps up, steps back, any float64. */
function column(count: number): fc.Arbitrary<Float64Array> {
  const list = (item: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
    fc.array(item, { minLength: count, maxLength: count })
  const climb = (maxDelta: number, scale: number): fc.Arbitrary<number[]> =>
    fc.tuple(fc.integer({ min: -1e6, max: 1e12 }), list(fc.nat(maxDelta))).map(([start, deltas]) => {
      let at = start
      return deltas.map((delta) => (at += delta) / scale)
    })
  const line = fc
    .tuple(fc.integer(), fc.integer())
    .map(([start, stride]) => Array.from({ length: count }, (_, i) => start + i * stride))
  return fc
    .oneof(
      line,
      climb(255, 1),
      climb(255, 1000),
      climb(65_535, 1000),
      climb(1e6, 1),
      list(seconds),
      list(fc.double()),
      list(odd),
    )
    .map((values) => Float64Array.from(values))
}

const points: fc.Arbitrary<Points> = fc
  .integer({ min: 1, max: 40 })
  .chain((count) =>
    fc.record({ count: fc.constant(count), step: column(count), value: column(count), time: column(count) }),
  )

test('decodePoints() gives back every float64 that encodePoints() was given, wherever the bytes lie', () => {
  fc.assert(
    fc.property(points, fc.nat(15), (written, shift) => {
      const bytes = encodePoints(written)
      const moved = new Uint8Array(bytes.length + shift)
      moved.set(bytes, shift)

      expect(decodePoints(moved.subarray(shift))).toEqual(written)
    }),
    { numRuns: 500 },
  )
})

test('a point of a steady run takes the bytes of its value and one of its time', () => {
  const count = 4_096
  const bytes = encodePoints({
    count,
    step: Float64Array.from({ length: count }, (_, i) => i * 5),
    value: Float64Array.from({ length: count }, () => Math.random()),
    time: Float64Array.from({ length: count }, (_, i) => (1_795_000_000_000 + i * 100 + (i % 9)) / 1000),
  })

  expect(bytes.length).toBe(40 + count * 9)
})
