import { expect, test } from 'vitest'
import { formatAgo, formatBytes, formatDuration, formatNumber, formatTick, grouped } from './format.ts'

test.each([
  [0, '0'],
  [1_234_567, '1,234,567'],
  [-42, '−42'],
  [0.123456789, '0.12346'],
  [3.1e-9, '3.1e−9'],
  [1.5e12 + 0.5, '1.5e12'],
  [Number.NaN, 'NaN'],
  [Infinity, '+∞'],
  [-Infinity, '−∞'],
])('formatNumber(%f) is %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})

test('formatTick() shows as many decimals as tell neighbours apart', () => {
  expect(formatTick(0.30000000000000004, 0.1)).toBe('0.3')
  expect(formatTick(1.25, 0.05)).toBe('1.25')
  expect(formatTick(2_500_000, 500_000)).toBe('2.5M')
  expect(formatTick(-1000, 500)).toBe('−1k')
})

test('formatDuration() has two units at most', () => {
  expect(formatDuration(420)).toBe('0.4s')
  expect(formatDuration(59_999)).toBe('59s')
  expect(formatDuration(3_725_000)).toBe('1h 2m')
  expect(formatDuration(-5)).toBe('0.0s')
})

test('formatAgo() goes from now over minutes to days', () => {
  expect(formatAgo(0, 10_000)).toBe('just now')
  expect(formatAgo(0, 5 * 60_000)).toBe('5m ago')
  expect(formatAgo(0, 50 * 3_600_000)).toBe('2d ago')
  expect(formatAgo(10_000, 0)).toBe('just now')
})

test('formatBytes() and grouped()', () => {
  expect(formatBytes(999)).toBe('999 B')
  expect(formatBytes(4_218_880)).toBe('4.22 MB')
  expect(grouped(1_000_000)).toBe('1,000,000')
})
