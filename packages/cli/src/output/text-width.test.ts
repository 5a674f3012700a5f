import fc from 'fast-check'
import { expect, test } from 'vitest'
import { padText, textWidth, truncateText } from './text-width.ts'

test.each([
  ['', 0],
  ['loss', 4],
  ['größe', 5],
  ['e\u0301', 1],
  ['学習率', 6],
  ['한국어', 6],
  ['ﾊﾝ', 2],
  ['🚀', 2],
  ['👩‍🔬', 2],
  ['🇩🇪', 2],
  ['❤️', 2],
  ['1', 1],
  ['…', 1],
  ['\x1b[31mred\x1b[39m', 3],
])('textWidth(%j) is %i columns', (text, width) => {
  expect(textWidth(text)).toBe(width)
})

test('truncateText() never exceeds the width and keeps text that fits', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 })
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 50 }), (value, width) => {
      const cut = truncateText(value, width)
      expect(textWidth(cut)).toBeLessThanOrEqual(Math.max(width, 1))
      if (textWidth(value) <= width) expect(cut).toBe(value)
    }),
  )
})

test('truncateText() does not cut a wide character in half', () => {
  expect(truncateText('学習率', 4)).toBe('学…')
})

test('padText() fills up by columns, not by characters', () => {
  expect(padText('学', 4, 'left')).toBe('学  ')
  expect(padText('7', 3, 'right')).toBe('  7')
})
