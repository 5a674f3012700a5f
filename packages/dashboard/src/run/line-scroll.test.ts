import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  MAX_SCROLL_PX,
  endPosition,
  fromScrollTop,
  moveBy,
  scrollHeight,
  toScrollTop,
} from './line-scroll.ts'
import type { LinePosition } from './line-scroll.ts'

const even = (): number => 20
/** Every seventh line is wrapped into five. */
const uneven = (line: number): number => (line % 7 === 0 ? 100 : 20)

test('a million lines fit the scroll bar of a browser, and its ends are the ends of the list', () => {
  const heightPx = scrollHeight(1_000_000, 20, 600)
  const end = endPosition(600, { lineCount: 1_000_000, heightOf: even })
  const bar = { heightPx, viewPx: 600, end }

  expect(heightPx).toBe(MAX_SCROLL_PX)
  expect(end).toEqual({ line: 999_970, offsetPx: 0 })
  expect(toScrollTop(end, bar, even)).toBe(heightPx - 600)
  expect(fromScrollTop(heightPx - 600, bar, even).line).toBe(999_970)
  expect(fromScrollTop(0, bar, even)).toEqual({ line: 0, offsetPx: 0 })
})

test('the end of a list that fits into the window is its start', () => {
  expect(endPosition(600, { lineCount: 30, heightOf: even })).toEqual({ line: 0, offsetPx: 0 })
  expect(endPosition(600, { lineCount: 0, heightOf: even })).toEqual({ line: 0, offsetPx: 0 })
})

test('moving down and back up by the same pixels ends where it began, over wrapped lines too', () => {
  fc.assert(
    fc.property(fc.nat(900), fc.nat(19), fc.nat(2000), (line, offsetPx, deltaPx) => {
      const list = { lineCount: 2000, heightOf: uneven }
      const start: LinePosition = { line, offsetPx }
      expect(moveBy(moveBy(start, deltaPx, list), -deltaPx, list)).toEqual(start)
    }),
  )
})

test('moving stays in the list', () => {
  const list = { lineCount: 10, heightOf: even }

  expect(moveBy({ line: 3, offsetPx: 5 }, -1e9, list)).toEqual({ line: 0, offsetPx: 0 })
  expect(moveBy({ line: 3, offsetPx: 5 }, 1e9, list)).toEqual({ line: 9, offsetPx: 19 })
  expect(moveBy({ line: 0, offsetPx: 0 }, 50, { lineCount: 0, heightOf: even })).toEqual({
    line: 0,
    offsetPx: 0,
  })
})

test('the scroll bar and the list agree in both directions', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 2_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (lineCount, share) => {
        const heightPx = scrollHeight(lineCount, 20, 600)
        const bar = { heightPx, viewPx: 600, end: endPosition(600, { lineCount, heightOf: even }) }
        const scrollTop = share * (heightPx - 600)
        expect(toScrollTop(fromScrollTop(scrollTop, bar, even), bar, even)).toBeCloseTo(scrollTop, 3)
      },
    ),
  )
})
