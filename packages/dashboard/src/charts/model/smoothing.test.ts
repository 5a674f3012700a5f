import fc from 'fast-check'
import { expect, test } from 'vitest'
import { smooth, smoothingLookback } from './smoothing.ts'

const indices = (length: number): Float64Array => Float64Array.from({ length }, (_each, index) => index)
const ones = (length: number): Uint32Array => new Uint32Array(length).fill(1)
const weights = fc.double({ min: 0.01, max: 0.999, noNaN: true })
const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 })

test('smooth() of weight 0 is the data themselves', () => {
  const line = Float64Array.of(3, 1, 2)

  expect(smooth({ x: indices(3), line, count: ones(3), xExtent: 2 }, { kind: 'ema', weight: 0 })).toBe(line)
})

test('smooth() of a constant is that constant from the first value on', () => {
  fc.assert(
    fc.property(
      weights,
      fc.constantFrom('time' as const, 'ema' as const),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      (weight, kind, value) => {
        const line = new Float64Array(20).fill(value)
        const smoothed = smooth({ x: indices(20), line, count: ones(20), xExtent: 19 }, { kind, weight })
        for (const each of smoothed)
          expect(each).toBeCloseTo(value, 5 - Math.ceil(Math.log10(Math.abs(value) + 1)))
      },
    ),
  )
})

test('smooth() stays between the smallest and the greatest value', () => {
  fc.assert(
    fc.property(values, weights, fc.constantFrom('time' as const, 'ema' as const), (data, weight, kind) => {
      const line = Float64Array.from(data)
      const slack = 1e-9 * Math.max(1, ...data.map(Math.abs))
      for (const each of smooth(
        { x: indices(data.length), line, count: ones(data.length), xExtent: data.length },
        { kind, weight },
      )) {
        expect(each).toBeGreaterThanOrEqual(Math.min(...data) - slack)
        expect(each).toBeLessThanOrEqual(Math.max(...data) + slack)
      }
    }),
  )
})

test('smooth() per point treats a bucket of n equal points as n points', () => {
  const points = [5, 5, 5, 1, 1, 1, 9, 9, 9]
  const whole = smooth(
    { x: indices(9), line: Float64Array.from(points), count: ones(9), xExtent: 8 },
    { kind: 'ema', weight: 0.8 },
  )
  const buckets = {
    x: Float64Array.of(1, 4, 7),
    line: Float64Array.of(5, 1, 9),
    count: Uint32Array.of(3, 3, 3),
    xExtent: 8,
  }

  const bucketed = smooth(buckets, { kind: 'ema', weight: 0.8 })

  expect(bucketed[2]).toBeCloseTo(whole[8], 12)
})

test('smooth() by time decays by distance: twice the points at half the spacing forget as fast', () => {
  const step = (spacing: number): number => {
    const x = Float64Array.from({ length: 1 + 100 / spacing }, (_each, index) => index * spacing)
    const line = x.map((at) => (at < 50 ? 0 : 1))
    return smooth({ x, line, count: ones(x.length), xExtent: 1000 }, { kind: 'time', weight: 0.9 }).at(
      -1,
    ) as number
  }

  expect(step(0.5)).toBeCloseTo(step(1), 1)
  expect(step(1)).toBeGreaterThan(0.98)
})

test('smooth() leaves a gap where there is no finite value and goes on behind it', () => {
  const line = Float64Array.of(1, Number.NaN, 3)

  const smoothed = smooth({ x: indices(3), line, count: ones(3), xExtent: 2 }, { kind: 'ema', weight: 0.5 })

  expect(smoothed[1]).toBeNaN()
  expect(smoothed[2]).toBeCloseTo((1 * 0.25 + 3 * 0.5) / 0.75)
})

test('smoothingLookback() reaches back to where a value counts one hundredth, never beyond the data', () => {
  expect(smoothingLookback({ kind: 'time', weight: 0 }, 1000, 10)).toBe(0)
  expect(smoothingLookback({ kind: 'time', weight: 0.9 }, 1000, 10)).toBeCloseTo(
    Math.log(0.01) / Math.log(0.9),
  )
  expect(smoothingLookback({ kind: 'time', weight: 0.9999 }, 1000, 10)).toBe(1000)
})
