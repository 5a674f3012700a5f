import { expect, test } from 'vitest'
import { formatBytes, formatCount, formatDuration, formatPlural, formatTime } from './quantities.ts'

test.each([
  [0, '0 ms'],
  [850.4, '850 ms'],
  [12_340, '12.3 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min 00 s'],
  [245_000, '4 min 05 s'],
  [3_599_600, '1 h 00 min'],
  [11_220_000, '3 h 07 min'],
  [86_399_000, '1 d 00 h'],
  [187_200_000, '2 d 04 h'],
  [Number.NaN, '–'],
  [-5, '–'],
])('formatDuration(%d) is %s', (durationMs, shown) => {
  expect(formatDuration(durationMs)).toBe(shown)
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9_960, '10 kB'],
  [1_440_000, '1.4 MB'],
  [999_600_000, '1.0 GB'],
  [3_200_000_000_000, '3.2 TB'],
])('formatBytes(%d) is %s', (byteCount, shown) => {
  expect(formatBytes(byteCount)).toBe(shown)
})

test('counts and plurals are grouped and agree', () => {
  expect(formatCount(1_234_567)).toBe('1,234,567')
  expect(formatPlural(1, 'run')).toBe('1 run')
  expect(formatPlural(2000, 'run')).toBe('2,000 runs')
})

test('formatTime() is local time to the second', () => {
  expect(formatTime(new Date(2026, 10, 3, 4, 5, 6).getTime())).toBe('2026-11-03 04:05:06')
  expect(formatTime(Number.NaN)).toBe('–')
})
