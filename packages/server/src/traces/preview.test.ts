import { expect, test } from 'vitest'
import { toText } from './preview.ts'

test.each([
  ['as it is', 'text', 'text'],
  ['as JSON', { city: 'Paris' }, '{"city":"Paris"}'],
  ["without LangChain's wrapper around an input", { input: 'hi' }, 'hi'],
  ["without LangChain's wrapper around an output", { output: [1] }, '[1]'],
  ['whole beside another member', { output: 'hi', score: 1 }, '{"output":"hi","score":1}'],
  ['empty', {}, '{}'],
])('toText() gives a value %s', (_, value, text) => {
  expect(toText(undefined, value)).toBe(text)
})
