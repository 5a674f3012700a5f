import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LatencyHistogram } from './latency-histogram.ts'

/** A nanosecond to twelve days, in milliseconds. */
const duration = fc.double({ min: 1e-4, max: 6e7, noNaN: true })

describe('LatencyHistogram', () => {
  it('quantile() is within half a percent of the value of that rank', () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 300 }), (values) => {
        const histogram = histogramOf(values)
        const sorted = values.toSorted((a, b) => a - b)
        for (const ratio of [0, 0.5, 0.9, 0.99, 1]) {
          const exact = sorted[Math.max(0, Math.ceil(ratio * sorted.length) - 1)] ?? 0
          expect(Math.abs(histogram.quantile(ratio) - exact)).toBeLessThanOrEqual(exact * 0.005)
        }
        expect(histogram.quantile(1)).toBe(sorted.at(-1))
      }),
    )
  })

  it('add() of two is the same as recording all values in one', () => {
    fc.assert(
      fc.property(fc.array(duration), fc.array(duration), (first, second) => {
        const sum = histogramOf(first)
        sum.add(histogramOf(second))
        const whole = histogramOf([...first, ...second])

        expect(sum.count).toBe(whole.count)
        expect(sum.sumMs).toBeCloseTo(whole.sumMs, 3)
        for (const ratio of [0.5, 0.9, 0.99]) expect(sum.quantile(ratio)).toBe(whole.quantile(ratio))
      }),
    )
  })

  it('toBins() has every value once, in at most as many bins as were asked for', () => {
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1 }),
        fc.integer({ min: 1, max: 64 }),
        (values, maxBins) => {
          const { counts, edges } = histogramOf(values).toBins(maxBins)

          expect(counts.length).toBeLessThanOrEqual(maxBins)
          expect(edges).toHaveLength(counts.length + 1)
          expect(edges).toEqual([...new Set(edges)].toSorted((a, b) => a - b))
          expect(counts).toEqual(
            counts.map(
              (_, i) => values.filter((ms) => ms >= (edges[i] ?? 0) && ms < (edges[i + 1] ?? 0)).length,
            ),
          )
        },
      ),
    )
  })

  it('counts what is out of its range at its ends', () => {
    const histogram = histogramOf([0, -5, 1e-9, 1e12])

    expect(histogram.count).toBe(4)
    expect(histogram.quantile(0.5)).toBeLessThan(1e-4)
    expect(histogram.quantile(1)).toBe(1e12)
  })

  it('is empty after clear()', () => {
    const histogram = histogramOf([1, 2])
    histogram.clear()

    expect([histogram.count, histogram.quantile(0.5), histogram.toBins().counts]).toEqual([0, Number.NaN, []])
  })
})

function histogramOf(values: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram()
  for (const value of values) histogram.record(value)
  return histogram
}
