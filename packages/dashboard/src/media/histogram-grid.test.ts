import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridOfHistograms, spreadEvenly } from './histogram-grid.ts'

test('every column holds all of its histogram, however its bins lie', () => {
  const histogram = fc
    .tuple(
      fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }),
      fc.double({ min: -100, max: 100, noNaN: true }),
    )
    .map(([counts, start], step = 0) => ({
      step,
      counts,
      edges: Array.from({ length: counts.length + 1 }, (_each, index) => start + index * 0.37),
    }))
  fc.assert(
    fc.property(
      fc.array(histogram, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 64 }),
      (list, bins) => {
        const grid = gridOfHistograms(list, bins)
        for (const [column, { counts }] of list.entries()) {
          const cells = grid.densities.subarray(column * bins, (column + 1) * bins)
          const sum = cells.reduce((total, share) => total + share, 0)
          expect(sum).toBeCloseTo(counts.some((count) => count > 0) ? 1 : 0, 9)
        }
      },
    ),
  )
})

test('a count is spread by overlap', () => {
  const grid = gridOfHistograms(
    [
      { step: 0, counts: [4], edges: [0, 2] },
      { step: 5, counts: [1, 3], edges: [0, 2, 4] },
    ],
    4,
  )
  expect(grid).toMatchObject({ from: 0, to: 4, steps: [0, 5], max: 0.5 })
  expect([...grid.densities]).toEqual([0.5, 0.5, 0, 0, 0.125, 0.125, 0.375, 0.375])
})

test('histograms of one value, of nothing and with infinite edges do not break the grid', () => {
  const grid = gridOfHistograms(
    [
      { step: 0, counts: [3], edges: [7, 7] },
      { step: 1, counts: [0], edges: [7, 7] },
      { step: 2, counts: [1, 1], edges: [-Infinity, 7, Infinity] },
    ],
    3,
  )
  expect([...grid.densities]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0])
})

test('a sample keeps both ends', () => {
  expect(spreadEvenly([0, 1, 2, 3, 4, 5, 6], 3)).toEqual([0, 3, 6])
  expect(spreadEvenly([1, 2], 3)).toEqual([1, 2])
})
