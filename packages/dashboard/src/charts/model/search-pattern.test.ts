import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filterBy, parseSearch } from './search-pattern.ts'

const found = (search: string, names: readonly string[]): string[] =>
  filterBy(names, parseSearch(search), (name) => [name])
const NAMES = ['train/loss', 'val/loss', 'val/Accuracy', 'a.b']

test.each([
  ['', NAMES],
  ['LOSS', ['train/loss', 'val/loss']],
  ['a.b', ['a.b']],
  ['/^val\\//', ['val/loss', 'val/Accuracy']],
  ['/accuracy/i', ['val/Accuracy']],
  ['/accuracy/', []],
  ['/(train|val)\\/l.*s$/', ['train/loss', 'val/loss']],
])('filterBy() of the search %j finds %j', (search, names) => {
  expect(found(search, names.length > 0 ? NAMES : NAMES)).toEqual(names)
})

test('parseSearch() says why a pattern is invalid, and nothing is hidden by it', () => {
  const pattern = parseSearch('/(unclosed/')

  expect(pattern.kind).toBe('invalid')
  expect(filterBy(NAMES, pattern, (name) => [name])).toEqual(NAMES)
})

test.each([
  '/(a+)+$/',
  '/(a|aa)+$/',
  '/(a*)*b/',
  '/(.*,)*x/',
  '/([a-z]+)*1/',
  '/(\\w+\\s?)+!/',
  '/(x?){50}/',
  '/(a)\\1/',
  `/${'a?'.repeat(40)}/`,
  `/${'(a|a)'.repeat(30)}b/`,
])('parseSearch() refuses %s, which can take for ever', (search) => {
  expect(parseSearch(search).kind).toBe('invalid')
})

test.each([
  '/loss.*acc/',
  '/^(train|val)\\/.+_norm$/',
  '/[+*]+/',
  '/layer\\d{1,2}/',
  '/\\(a+\\)/',
  '/(?:abc)+/',
])('parseSearch() accepts %s', (search) => {
  expect(parseSearch(search).kind).toBe('regex')
})

test('no accepted pattern takes longer than a moment on the worst names', () => {
  const piece = fc.constantFrom(
    'a',
    'a*',
    'a+',
    'a?',
    '.*',
    '(',
    ')',
    '|',
    '[ab]',
    '{2}',
    '{1,3}',
    '{3,}',
    '$',
    '^',
    '(?:',
    '\\w+',
    '*?',
  )
  const name = `${'a'.repeat(400)}!`
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), (pieces) => {
      const pattern = parseSearch(`/${pieces.join('')}b$/`)
      if (pattern.kind !== 'regex') return
      const startedMs = performance.now()
      filterBy(
        Array.from({ length: 50 }, () => name),
        pattern,
        (each) => [each],
      )
      expect(performance.now() - startedMs).toBeLessThan(3000)
    }),
    { numRuns: 300 },
  )
})

test('a pattern that has used up its time matches nothing more', () => {
  let clockMs = 0
  const pattern = parseSearch('/a/', () => (clockMs += 150))

  expect(filterBy(['a', 'a', 'a'], pattern, (name) => [name])).toHaveLength(2)
})
