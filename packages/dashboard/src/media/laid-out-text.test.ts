import { expect, test } from 'vitest'
import { isLaidOut } from './laid-out-text.ts'

test('a text with columns keeps its lines whole', () => {
  expect(isLaidOut('Layer      Param #\n==================\nfirst      10')).toBe(true)
  expect(isLaidOut('a\tb\n1\t2')).toBe(true)
})

test('prose, one line, and lines that are too long do not', () => {
  expect(isLaidOut('Once upon a time\n\nthere was a run.')).toBe(false)
  expect(isLaidOut('a    b')).toBe(false)
  expect(isLaidOut(`a    b\n${'x'.repeat(500)}`)).toBe(false)
})
