import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printable } from './printable.ts'

test.each([
  ['\x1b]0;owned\x07', '\\x1b]0;owned\\x07'],
  ['\x1b[2J\x1b[H', '\\x1b[2J\\x1b[H'],
  ['\x9b31m', '\\x9b31m'],
  ['a\r\nb\tc', 'a\\x0d\\nb\\tc'],
  ['safe\u202egnp.exe', 'safe\\u202egnp.exe'],
  ['lone \ud800 surrogate', 'lone \\ud800 surrogate'],
])('printable() shows %j instead of obeying it', (text, shown) => {
  expect(printable(text)).toBe(shown)
})

test.each(['loss/train', 'größe', '学習率', '👩‍🔬 run', ''])('printable() leaves %j as it is', (text) => {
  expect(printable(text)).toBe(text)
})

test('printable() lets no control character through, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e]/u)
    }),
  )
})
