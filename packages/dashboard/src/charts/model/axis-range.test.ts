import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromAxis, padRange, toAxis, xExtentOf, yExtentOf } from './axis-range.ts'
import { toPlotSeries } from './plot-series.ts'
import { bucketSeries, rawSeries } from './series-samples.ts'

test('yExtentOf() keeps a spike that is one point in a bucket of many', () => {
  const values = Array.from({ length: 1000 }, (_each, index) => (index === 500 ? 99 : 0))

  expect(yExtentOf([toPlotSeries(bucketSeries(values, 100))], false).range).toEqual([0, 99])
})

test('yExtentOf() looks only at what is in view', () => {
  expect(yExtentOf([toPlotSeries(rawSeries([100, 1, 2, -100]))], false, [1, 2]).range).toEqual([1, 2])
})

test('yExtentOf() counts what a log axis cannot show and leaves it out', () => {
  expect(yExtentOf([toPlotSeries(rawSeries([-1, 0, 1, 10]))], true)).toEqual({
    range: [1, 10],
    hiddenCount: 2,
  })
})

test('yExtentOf() uses the upper part of a bucket that reaches below zero on a log axis', () => {
  expect(yExtentOf([toPlotSeries(bucketSeries([-5, 8, 2, 4], 2))], true)).toEqual({
    range: [2, 8],
    hiddenCount: 1,
  })
})

test('yExtentOf() has no range when only non-finite values were logged', () => {
  expect(yExtentOf([toPlotSeries(rawSeries([Number.NaN, Infinity]))], false).range).toBeUndefined()
})

test('xExtentOf() starts a log axis at the first x above zero', () => {
  expect(xExtentOf([toPlotSeries(rawSeries([1, 1, 1]))], true)).toEqual({ range: [1, 2], hiddenCount: 1 })
})

test('padRange() gives every pair of float64 a finite range with room around it', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1.7e308, max: 1.7e308 })
  fc.assert(
    fc.property(finite, finite, (a, b) => {
      const data = [Math.min(a, b), Math.max(a, b)] as const
      const [from, to] = padRange(data, false)
      expect(Number.isFinite(to - from)).toBe(true)
      expect(to).toBeGreaterThan(from)
    }),
  )
})

test('padRange() of a log axis stays above zero', () => {
  const [from, to] = padRange([1e-12, 1e-12], true)

  expect(from).toBeGreaterThan(0)
  expect(to).toBeGreaterThan(from)
})

test('fromAxis() gives back what toAxis() was given', () => {
  expect(fromAxis(toAxis(1234.5, true), true)).toBeCloseTo(1234.5)
  expect(toAxis(0, true)).toBe(-Infinity)
  expect(toAxis(-3, false)).toBe(-3)
})
