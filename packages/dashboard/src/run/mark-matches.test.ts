import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAnsi } from './ansi.ts'
import { markMatches } from './mark-matches.ts'

test('a match over two colours is marked in both, and keeps them', () => {
  expect(markMatches(parseAnsi('a \u001b[31mlo\u001b[32mss\u001b[0m b'), 'LOSS')).toEqual([
    { text: 'a ', style: {}, isMatch: false },
    { text: 'lo', style: { colour: 1 }, isMatch: true },
    { text: 'ss', style: { colour: 2 }, isMatch: true },
    { text: ' b', style: {}, isMatch: false },
  ])
})

test('characters of regular expressions are searched as they are', () => {
  const marked = markMatches(parseAnsi('f(x) = [a-z]$ \\d'), '[a-z]$ \\d')

  expect(marked.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual(['[a-z]$ \\d'])
})

test('marking changes no text, and marks exactly what is searched for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b', 'A', '.', '(')),
      fc.constantFrom('a', 'ab', '.', 'aba', ''),
      (letters, search) => {
        const text = letters.join('')
        const spans = Array.from(text, (letter) => ({ text: letter, style: {} }))
        const marked = markMatches(spans, search)
        expect(marked.map((span) => span.text).join('')).toBe(text)
        const found = marked
          .filter(({ isMatch }) => isMatch)
          .map((span) => span.text)
          .join('')
        const expected = search === '' ? 0 : text.toLowerCase().split(search).length - 1
        expect(found.length).toBe(expected * search.length)
      },
    ),
  )
})
