import { compileRunFilter } from '@kymo/protocol'
import { expect, test } from 'vitest'
import { createPatternTest } from './pattern-test.ts'

test('a pattern matches anywhere in a text, with its options', () => {
  expect(createPatternTest('B', 'i')('abc')).toBe(true)
  expect(createPatternTest('B', undefined)('abc')).toBe(false)
})

test('a pattern that takes for ever is stopped', () => {
  const matches = createPatternTest('^(a+)+$', undefined)

  expect(() => matches(`${'a'.repeat(60)}!`)).toThrow(/took longer than 200 ms/)
})

test.each([1, '(', 'x'.repeat(501)])('%j is refused', (pattern) => {
  expect(() => compileRunFilter({ state: { $regex: pattern } }, createPatternTest)).toThrow(RangeError)
})
