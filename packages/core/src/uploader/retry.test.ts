import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_RETRY_AFTER_MS, parseRetryAfterMs, retryDelayMs } from './retry.ts'

const NOW_MS = Date.UTC(2026, 10, 23, 10, 15, 0)

describe('retryDelayMs()', () => {
  const policy = fc.record({
    baseMs: fc.integer({ min: 1, max: 10_000 }),
    capMs: fc.integer({ min: 1, max: 100_000 }),
  })
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

  it('never waits longer than the cap when the server asked for nothing', () => {
    fc.assert(
      fc.property(policy, random, fc.integer({ min: 1, max: 10_000 }), (bounds, value, failureCount) => {
        const delayMs = retryDelayMs(bounds, { failureCount, random: () => value })

        expect(Number.isInteger(delayMs)).toBe(true)
        expect(delayMs).toBeGreaterThanOrEqual(0)
        expect(delayMs).toBeLessThanOrEqual(bounds.capMs)
      }),
    )
  })

  it('never waits shorter than the server asked for, and never longer than five minutes', () => {
    const afterMs = fc.integer({ min: 0, max: MAX_RETRY_AFTER_MS })
    fc.assert(
      fc.property(policy, random, afterMs, (bounds, value, asked) => {
        const delayMs = retryDelayMs(bounds, { failureCount: 1, random: () => value, afterMs: asked })

        expect(delayMs).toBeGreaterThanOrEqual(asked)
        expect(delayMs).toBeLessThanOrEqual(MAX_RETRY_AFTER_MS)
      }),
    )
  })

  it('doubles the ceiling with every failure', () => {
    const almostOne = (): number => 1 - Number.EPSILON
    const delays = [1, 2, 3, 4].map((failureCount) =>
      retryDelayMs({ baseMs: 250, capMs: 30_000 }, { failureCount, random: almostOne }),
    )

    expect(delays).toEqual([250, 500, 1000, 2000])
  })

  it('spreads over the whole range from 0', () => {
    expect(retryDelayMs({ baseMs: 250, capMs: 30_000 }, { failureCount: 5, random: () => 0 })).toBe(0)
  })
})

describe('parseRetryAfterMs()', () => {
  it.each([
    ['0', 0],
    ['2', 2000],
    [' 1.5 ', 1500],
    ['Mon, 23 Nov 2026 10:15:07 GMT', 7000],
    ['Mon, 23 Nov 2026 10:14:00 GMT', 0],
    ['99999999', MAX_RETRY_AFTER_MS],
    ['Mon, 23 Nov 2099 10:14:00 GMT', MAX_RETRY_AFTER_MS],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['1e3', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('reads %j as %j ms', (value, expected) => {
    expect(parseRetryAfterMs(value, NOW_MS)).toBe(expected)
  })

  it('gives undefined or a bounded wait for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const waitMs = parseRetryAfterMs(text, NOW_MS)

        expect(waitMs === undefined || (waitMs >= 0 && waitMs <= MAX_RETRY_AFTER_MS)).toBe(true)
      }),
    )
  })
})
