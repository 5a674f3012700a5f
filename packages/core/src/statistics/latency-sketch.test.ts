import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LatencySketch } from './latency-sketch.ts'

test('a percentile is the value of that rank to within 1 %, for any latencies from a microsecond up', () => {
  const latency = fc.double({ min: 0.001, max: 1e7, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(latency, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, share) => {
        const sketch = sketchOf(values)
        const sorted = values.toSorted((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] as number
        expect(Math.abs(sketch.percentile(share) / exact - 1)).toBeLessThanOrEqual(0.01)
      },
    ),
  )
})

test('values below a microsecond are one class, those below zero count as zero', () => {
  const sketch = sketchOf([-5, 0, 0.0001])
  expect(sketch.percentile(1)).toBeCloseTo(0.001, 4)
  expect(sketch.mean).toBeCloseTo(0.0001 / 3)
})

test('what is no number is left out', () => {
  const sketch = sketchOf([1, Number.NaN, Number.POSITIVE_INFINITY, 1])
  expect(sketch.count).toBe(2)
  expect(sketch.mean).toBe(1)
})

test('without values, and after clear(), everything is zero', () => {
  const sketch = sketchOf([3])
  sketch.clear()
  expect([sketch.count, sketch.mean, sketch.percentile(0.5)]).toEqual([0, 0, 0])
})

function sketchOf(values: readonly number[]): LatencySketch {
  const sketch = new LatencySketch()
  for (const value of values) sketch.add(value)
  return sketch
}
