import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GALLERY_GAP_PX, fitPicture, layOutGallery } from './gallery-layout.ts'

test('a single picture gets all of the room', () => {
  const layout = layOutGallery({ widthPx: 400, heightPx: 200, count: 1, aspect: 1, captionPx: 0 })
  expect(layout).toEqual({ columns: 1, cellWidth: 400, cellHeight: 200, rowCount: 1 })
})

test('a few pictures all fit, many make a grid that scrolls', () => {
  const few = layOutGallery({ widthPx: 400, heightPx: 260, count: 8, aspect: 1, captionPx: 20 })
  expect(few.rowCount * (few.cellHeight + GALLERY_GAP_PX) - GALLERY_GAP_PX).toBeLessThanOrEqual(260)
  const many = layOutGallery({ widthPx: 400, heightPx: 260, count: 500, aspect: 1, captionPx: 0 })
  expect(many).toMatchObject({ columns: 3 })
  expect(many.rowCount).toBe(Math.ceil(500 / 3))
})

test('cells never overlap the width, and every picture has one', () => {
  const arbitrary = fc.record({
    widthPx: fc.integer({ min: 100, max: 2000 }),
    heightPx: fc.integer({ min: 80, max: 1000 }),
    count: fc.integer({ min: 1, max: 600 }),
    aspect: fc.double({ min: 0.1, max: 10, noNaN: true }),
    captionPx: fc.constantFrom(0, 20),
  })
  fc.assert(
    fc.property(arbitrary, (request) => {
      const { columns, cellWidth, cellHeight, rowCount } = layOutGallery(request)
      expect(columns * cellWidth + (columns - 1) * GALLERY_GAP_PX).toBeLessThanOrEqual(request.widthPx)
      expect(columns * rowCount).toBeGreaterThanOrEqual(request.count)
      expect(cellHeight).toBeGreaterThan(0)
    }),
  )
})

test('a picture keeps its shape', () => {
  expect(fitPicture({ width: 28, height: 14 }, { width: 100, height: 100 })).toEqual({
    width: 100,
    height: 50,
  })
  expect(fitPicture({ width: 0, height: 0 }, { width: 9, height: 8 })).toEqual({ width: 9, height: 8 })
})
