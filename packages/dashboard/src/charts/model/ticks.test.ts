import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockTicks, durationTicks, linearTicks, logTicks } from './ticks.ts'

const labels = (ticks: readonly { label: string }[]): string[] => ticks.map(({ label }) => label)

test('linearTicks() are round numbers within the range', () => {
  expect(labels(linearTicks({ from: 0, to: 1, most: 5 }))).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1'])
  expect(labels(linearTicks({ from: -3, to: 7, most: 4 }))).toEqual(['0', '5'])
  expect(labels(linearTicks({ from: 0, to: 12_000, most: 4 }))).toEqual(['0', '5k', '10k'])
})

test('linearTicks() ascend, lie within the range and are not many, for any range', () => {
  const edge = fc.double({ noNaN: true, min: -1e12, max: 1e12 })
  fc.assert(
    fc.property(
      edge,
      fc.double({ noNaN: true, min: 1e-6, max: 1e12 }),
      fc.integer({ min: 2, max: 20 }),
      (from, span, most) => {
        const to = from + span
        fc.pre(span > Math.abs(from) * 1e-9)
        const ticks = linearTicks({ from, to, most })
        const slack = span * 1e-6 + Math.abs(from) * 1e-12
        expect(ticks.length).toBeLessThanOrEqual(most + 2)
        ticks.forEach(({ value }, index) => {
          expect(value).toBeGreaterThanOrEqual(from - slack)
          expect(value).toBeLessThanOrEqual(to + slack)
          if (index > 0) expect(value).toBeGreaterThan((ticks[index - 1] as { value: number }).value)
        })
      },
    ),
  )
})

test('linearTicks() of steps never stand between two steps', () => {
  expect(labels(linearTicks({ from: 0, to: 3, most: 10 }, true))).toEqual(['0', '1', '2', '3'])
})

test('logTicks() label powers of ten and skip some where there is no room', () => {
  expect(labels(logTicks({ from: 0.01, to: 100, most: 5 }))).toEqual(['0.01', '0.1', '1', '10', '100'])
  expect(labels(logTicks({ from: 1, to: 1e8, most: 3 })).filter((label) => label !== '')).toEqual([
    '1',
    '1k',
    '1M',
  ])
})

test('logTicks() within one decade are linear, so that there is more than one', () => {
  expect(logTicks({ from: 2, to: 6, most: 4 }).length).toBeGreaterThanOrEqual(3)
})

test('durationTicks() are whole minutes and hours', () => {
  expect(labels(durationTicks({ from: 0, to: 5400, most: 4 }))).toEqual(['0', '30m', '1h', '1h 30m'])
  expect(labels(durationTicks({ from: 0, to: 1, most: 5 }))).toContain('0.2s')
})

test('clockTicks() are whole local hours', () => {
  const start = new Date(2026, 10, 23, 9, 20).getTime() / 1000

  expect(labels(clockTicks({ from: start, to: start + 4 * 3600, most: 4 }))).toEqual([
    '10:00',
    '11:00',
    '12:00',
    '13:00',
  ])
})
