import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { autoBinCount, binsProblem, computeBins, computeBinsBetween, histogramJson } from './histogram.ts'

// numpy.histogram([1, 2, 2, 3, 5], bins=4)
test('computeBins() makes the bins that numpy makes', () => {
  expect(computeBins([1, 2, 2, 3, 5], 4)).toEqual({
    counts: [1, 2, 1, 1],
    edges: [1, 2, 3, 4, 5],
    skippedCount: 0,
  })
})

test('computeBins() makes room around a single value, and has empty bins for none', () => {
  expect(computeBins([3, 3, 3], 2)).toEqual({ counts: [0, 3], edges: [2.5, 3, 3.5], skippedCount: 0 })
  expect(computeBins([], 2)).toEqual({ counts: [0, 0], edges: [0, 0.5, 1], skippedCount: 0 })
})

test('computeBins() skips what is not finite, and says how much', () => {
  const values = Float32Array.of(Number.NaN, 0, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)

  expect(computeBins(values, 2)).toEqual({ counts: [1, 1], edges: [0, 0.5, 1], skippedCount: 3 })
})

it.each([Number.MAX_VALUE, -Number.MAX_VALUE])('makes edges that are numbers around %d alone', (value) => {
  const { counts, edges } = computeBins([value, value], 3)

  expect(binsProblem(counts, edges)).toBeUndefined()
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2)
})

const anyNumbers = fc.array(fc.double({ noDefaultInfinity: false }), { maxLength: 200 })

describe('computeBins() for any numbers', () => {
  it('counts each finite value once, in a bin that it lies in', () => {
    fc.assert(
      fc.property(anyNumbers, fc.integer({ min: 1, max: 512 }), (values, binCount) => {
        const { counts, edges, skippedCount } = computeBins(values, binCount)
        const finite = values.filter(Number.isFinite)

        expect(edges).toHaveLength(binCount + 1)
        expect(binsProblem(counts, edges)).toBeUndefined()
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(finite.length)
        expect(skippedCount).toBe(values.length - finite.length)
        if (finite.length > 0) {
          expect(edges[0]).toBeLessThanOrEqual(Math.min(...finite))
          expect(edges.at(-1)).toBeGreaterThanOrEqual(Math.max(...finite))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('puts a value on an edge into the bin to its right, the greatest into the last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 512 }), fc.integer({ min: -1e6, max: 1e6 }), (binCount, low) => {
        const edgeValues = Array.from({ length: binCount + 1 }, (_, i) => low + i)
        const { counts } = computeBins(edgeValues, binCount)

        expect(counts).toEqual(Array.from({ length: binCount }, (_, i) => (i === binCount - 1 ? 2 : 1)))
      }),
    )
  })
})

test('computeBinsBetween() takes the edges that it is given, and leaves out what is outside', () => {
  const bins = computeBinsBetween([-1, 0, 0.5, 1, 5, 10, 11, Number.NaN], [0, 1, 10])

  expect(bins).toEqual({ counts: [2, 3], edges: [0, 1, 10], skippedCount: 1 })
})

test('computeBinsBetween() and computeBins() agree on equal bins', () => {
  fc.assert(
    fc.property(anyNumbers, fc.integer({ min: 1, max: 64 }), (values, binCount) => {
      const { counts, edges } = computeBins(values, binCount)
      // Edges of values close together may coincide; then only the sums are comparable.
      fc.pre(new Set(edges).size === edges.length)

      expect(computeBinsBetween(values, edges).counts).toEqual(counts)
    }),
  )
})

test('autoBinCount() follows the rule of numpy, within the limit', () => {
  // numpy.histogram_bin_edges(range(100), 'auto') has 8 bins: Sturges ceil(log2(100) + 1).
  expect(autoBinCount(Array.from({ length: 100 }, (_, i) => i))).toBe(8)
  expect(autoBinCount([])).toBe(1)
  expect(autoBinCount([...Array.from({ length: 10_000 }, (_, i) => i / 1e6), 1e9])).toBe(512)
})

test.each([
  [[1], [0], '1 edges for 1 bins; expected 2'],
  [[1], [1, 0], 'edges must ascend'],
  [[-1], [0, 1], 'counts must be numbers from 0'],
  [[1], [0, Number.NaN], 'edges must be finite numbers'],
  [[], [0], '0 bins; 1 to 512 are possible'],
  [Array.from({ length: 513 }, () => 1), [], '513 bins; 1 to 512 are possible'],
])('binsProblem(%j, %j) is %s', (counts, edges, problem) => {
  expect(binsProblem(counts, edges)).toBe(problem)
})

test("histogramJson() has W&B's shape", () => {
  expect(histogramJson({ counts: [1], edges: [0, 1] })).toEqual({
    _type: 'histogram',
    values: [1],
    bins: [0, 1],
  })
})
