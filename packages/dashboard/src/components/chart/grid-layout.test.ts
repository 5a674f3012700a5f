import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupIntoSections } from '../../charts/model/sections.ts'
import { GRID_GAP_PX, GRID_PADDING_PX, measureGrid, toGridRows } from './grid-layout.ts'

test('toGridRows() holds every chart of the open sections once, in rows that are not too long', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 })),
      fc.integer({ min: 1, max: 5 }),
      (metrics, columns) => {
        const sections = groupIntoSections(metrics)
        const closed = sections.slice(0, 1).map(({ name }) => name)
        const rows = toGridRows(sections, closed, columns)
        const charts = rows.flatMap((row) => (row.kind === 'charts' ? [...row.metrics] : []))
        expect(charts).toEqual(sections.slice(1).flatMap((section) => section.metrics))
        expect(
          Math.max(0, ...rows.map((row) => (row.kind === 'charts' ? row.metrics.length : 0))),
        ).toBeLessThanOrEqual(columns)
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
      },
    ),
  )
})

test('measureGrid() fills the width and never overflows it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 250, max: 4000 }), fc.integer({ min: 0, max: 4 }), (width, wanted) => {
      const { columns, cardWidth } = measureGrid(width, wanted)
      const used = columns * cardWidth + (columns - 1) * GRID_GAP_PX + 2 * GRID_PADDING_PX
      expect(used).toBeLessThanOrEqual(width)
      expect(used).toBeGreaterThan(width - columns - 1)
    }),
  )
})

test('measureGrid() has one column on a phone', () => {
  expect(measureGrid(390, 0).columns).toBe(1)
  expect(measureGrid(390, 4).columns).toBe(1)
})
