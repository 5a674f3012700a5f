import { expect, test } from 'vitest'
import { parseCount, parseDuration, parseRange, parseUsd } from '../state/amounts.ts'
import { describeMedia, imageSource } from './message-media.ts'
import { readValue, startOf } from './plain-value.ts'
import { formatCount, formatMs, formatPeriod, formatUsd, tokensPerSecond } from './trace-format.ts'

test.each([
  [0, '0 ms'],
  [0.0042, '4.2 µs'],
  [3.14159, '3.14 ms'],
  [312.4, '312 ms'],
  [999.7, '1 s'],
  [12_345, '12.3 s'],
  [200_000, '3m 20s'],
])('formatMs(%f) is %s', (ms, text) => expect(formatMs(ms)).toBe(text))

test.each([
  [0, '$0'],
  [0.000_042, '$0.000042'],
  [0.001_23, '$0.00123'],
  [0.0123, '$0.0123'],
  [0.5, '$0.50'],
  [1.5, '$1.50'],
  [1234.4, '$1,234'],
])('formatUsd(%f) is %s', (dollars, text) => expect(formatUsd(dollars)).toBe(text))

test.each([
  [812, '812'],
  [9310, '9,310'],
  [12_400, '12.4k'],
  [999_400, '999k'],
  [3_100_000, '3.1M'],
])('formatCount(%i) is %s', (count, text) => expect(formatCount(count)).toBe(text))

test('tokensPerSecond() leaves out the time to the first token where it is known', () => {
  expect(tokensPerSecond({ durationMs: 1100, timeToFirstTokenMs: 100, usage: { output: 101 } })).toBe(100)
  expect(tokensPerSecond({ durationMs: 1000, usage: { output: 50 } })).toBe(50)
  expect(tokensPerSecond({ durationMs: null, usage: { output: 50 } })).toBeUndefined()
})

test('amounts are read as people write them, and nothing else is', () => {
  expect(['250', '1.5s', '2 min', '1h', ' 30 MS '].map(parseDuration)).toEqual([
    250, 1500, 120_000, 3_600_000, 30,
  ])
  expect(['1,200', '12k', '1.5M'].map(parseCount)).toEqual([1200, 12_000, 1_500_000])
  expect(['$1.20', '.5'].map(parseUsd)).toEqual([1.2, 0.5])
  expect(['fast', '-3', '', '1x'].map(parseDuration)).toEqual([undefined, undefined, undefined, undefined])
  expect(parseRange('9..3')).toEqual({ min: undefined, max: undefined })
  expect(parseRange('a..3')).toEqual({ min: undefined, max: 3 })
})

test('only a picture that is in the message becomes a picture: no other host, no SVG, no page', () => {
  const png = 'iVBORw0KGgo='
  expect(imageSource({ type: 'media', mediaType: 'image/png', data: png })).toBe(
    `data:image/png;base64,${png}`,
  )
  expect(imageSource({ type: 'media', url: `data:image/webp;base64,${png}` })).toBe(
    `data:image/webp;base64,${png}`,
  )
  expect(imageSource({ type: 'media', mediaType: 'image', data: png })).toBe(`data:image/png;base64,${png}`)
  const refused = [
    { url: 'https://example.com/a.png', mediaType: 'image/png' },
    { url: 'javascript:alert(1)' },
    { url: `data:image/svg+xml;base64,${png}` },
    { url: `data:text/html;base64,${png}` },
    { url: 'data:image/png;base64,<script>' },
    { mediaType: 'image/svg+xml', data: png },
    { mediaType: 'image/png" onerror="x', data: png },
    { data: 'PHN2Zz4=' },
    {},
  ]
  for (const part of refused) expect(imageSource({ type: 'media', ...part })).toBeUndefined()
  expect(describeMedia({ type: 'media', url: 'https://example.com/a.png' })).toBe(
    'media at https://example.com/a.png',
  )
})

test('readValue() opens JSON texts of objects and lists, and leaves every other text as it is', () => {
  expect(readValue('{"a":[1]}')).toEqual({ a: [1] })
  for (const text of ['12', 'null', '"x"', '{broken', 'plain']) expect(readValue(text)).toBe(text)
})

test('startOf() does not cut a character in two', () => {
  expect(startOf('ab🚀', 3)).toBe('ab')
  expect(startOf('ab🚀', 4)).toBe('ab🚀')
})

test('formatPeriod() says the day once, and what is open', () => {
  const noon = new Date(2026, 4, 9, 12).getTime()
  const day = new Date(noon).toLocaleDateString(undefined, { month: 'short', day: 'numeric' })
  expect(formatPeriod({ min: noon, max: noon + 60_000 }).split(day)).toHaveLength(2)
  expect(formatPeriod({ min: noon, max: noon + 86_400_000 }).split(String(2026))).toHaveLength(3)
  expect(formatPeriod({ min: noon, max: undefined })).toMatch(/^since /)
  expect(formatPeriod({ min: undefined, max: noon })).toMatch(/^until /)
})
