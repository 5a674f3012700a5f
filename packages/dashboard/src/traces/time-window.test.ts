import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  barOf,
  clampWindow,
  isWhole,
  panWindow,
  rulerTicks,
  windowAround,
  zoomWindow,
} from './time-window.ts'

const LENGTH = 1000
const ms = fc.double({ min: 0, max: LENGTH, noNaN: true })
const window = fc
  .tuple(ms, ms)
  .map(([left, right]) => clampWindow({ fromMs: Math.min(left, right), toMs: Math.max(left, right) }, LENGTH))

test('a zoom keeps the moment under the pointer where it is, unless the trace ends there', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const ratio = fc.double({ min: 0.1, max: 0.99, noNaN: true })
  fc.assert(
    fc.property(window, share, ratio, (before, at, by) => {
      const atMs = before.fromMs + at * (before.toMs - before.fromMs)
      const after = zoomWindow(before, LENGTH, { atMs, ratio: by })
      expect((atMs - after.fromMs) / (after.toMs - after.fromMs)).toBeCloseTo(at, 4)
    }),
  )
})

test('no zoom and no move leaves the trace', () => {
  const factor = fc.double({ min: 0.001, max: 1000, noNaN: true })
  const by = fc.double({ min: -5000, max: 5000, noNaN: true })
  fc.assert(
    fc.property(window, ms, factor, by, (before, atMs, ratio, byMs) => {
      for (const after of [zoomWindow(before, LENGTH, { atMs, ratio }), panWindow(before, LENGTH, byMs)]) {
        expect(after.fromMs).toBeGreaterThanOrEqual(0)
        expect(after.toMs).toBeLessThanOrEqual(LENGTH + 1e-6)
        expect(after.toMs).toBeGreaterThan(after.fromMs)
      }
    }),
  )
})

test('zooming out far enough shows the whole trace', () => {
  const whole = zoomWindow({ fromMs: 400, toMs: 410 }, LENGTH, { atMs: 405, ratio: 1000 })
  expect(whole).toEqual({ fromMs: 0, toMs: LENGTH })
  expect(isWhole(whole, LENGTH)).toBe(true)
})

test('windowAround() holds the span, also one that took no time', () => {
  const around = windowAround(500, 500, LENGTH)
  expect(around.fromMs).toBeLessThanOrEqual(500)
  expect(around.toMs).toBeGreaterThan(500)
})

test('barOf() cuts at the window and says on which side a bar is that is not in it', () => {
  const shown = { fromMs: 100, toMs: 200 }
  expect(barOf(50, 150, shown)).toEqual({ left: 0, width: 0.5, isCutLeft: true, isCutRight: false })
  expect(barOf(150, 900, shown)).toEqual({ left: 0.5, width: 0.5, isCutLeft: false, isCutRight: true })
  expect([barOf(0, 99, shown), barOf(201, 300, shown)]).toEqual(['before', 'after'])
})

test.each([
  [{ fromMs: 0, toMs: 10_000 }, ['0', '5 s', '10 s']],
  [{ fromMs: 0, toMs: 200 }, ['0', '100 ms', '200 ms']],
  [{ fromMs: 0, toMs: 0.002 }, ['0', '1 µs', '2 µs']],
  [{ fromMs: 0, toMs: 600_000 }, ['0', '5m', '10m']],
  [{ fromMs: 5012, toMs: 5016 }, ['5.012 s', '5.014 s', '5.016 s']],
  [{ fromMs: 2_236_000, toMs: 2_237_000 }, ['37m 16s', '37m 16.5s', '37m 17s']],
])('rulerTicks() of %j speaks in a unit that fits', (shown, labels) => {
  expect(rulerTicks(shown, 3).map(({ label }) => label)).toEqual(labels)
})
