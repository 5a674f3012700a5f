import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeName, encodeName, isHashedName } from './name-encoding.ts'

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    '.',
    '..',
    '...',
    '~',
    '%',
    '%41',
    'con',
    'nul.txt',
    'COM1',
    'a.b',
    '.a',
    'a.',
    '__proto__',
    '../x',
    'a/b',
    'a\\b',
    'a:b',
  ),
  fc.string({ minLength: 100, maxLength: 400 }),
)

test('encodeName() gives a name that every file system can hold', () => {
  fc.assert(
    fc.property(name, (text) => {
      const folder = encodeName(text)

      expect(folder).toMatch(/^[a-z0-9_.%A-F~-]{1,120}$/)
      expect(folder).not.toMatch(/^\.|\.$/)
      expect(folder).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
    }),
  )
})

test('decodeName() is the inverse of encodeName(), for all that is not hashed', () => {
  fc.assert(
    fc.property(name, (text) => {
      const folder = encodeName(text)

      expect(decodeName(folder)).toBe(isHashedName(folder) ? undefined : text)
    }),
  )
})

test('encodeName() never gives two names folders that differ only in case', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      fc.pre(a !== b)

      expect(encodeName(a).toLowerCase()).not.toBe(encodeName(b).toLowerCase())
    }),
  )
})

test.each(['A', '%4a', '%61', 'a b', '.a', 'a.', 'con', '%ZZ', 'a~b'])(
  'decodeName() refuses %j, which no name has',
  (folder) => {
    expect(decodeName(folder)).toBeUndefined()
  },
)

test('long names with the same beginning have different folders', () => {
  const long = 'x'.repeat(200)

  expect(encodeName(`${long}a`)).not.toBe(encodeName(`${long}b`))
  expect(isHashedName(encodeName(long))).toBe(true)
})
