import { expect, test } from 'vitest'
import { nestValues } from './nested-values.ts'

test('nestValues() makes members of dotted names', () => {
  expect(
    nestValues([
      ['a.b.c', 1],
      ['a.b.d', 2],
      ['e', 'x'],
    ]),
  ).toEqual({ a: { b: { c: 1, d: 2 } }, e: 'x' })
})

test('nestValues() keeps the dots of names that begin with a value, in either order', () => {
  expect(
    nestValues([
      ['a', 1],
      ['a.b', 2],
    ]),
  ).toEqual({ a: 1, 'a.b': 2 })
  expect(
    nestValues([
      ['a.b', 2],
      ['a', 1],
    ]),
  ).toEqual({ a: 1, 'a.b': 2 })
})

test('nestValues() takes names of Object.prototype for names', () => {
  const values = nestValues([
    ['__proto__.polluted', 1],
    ['constructor', 2],
  ])

  expect(Object.keys(values)).toEqual(['__proto__', 'constructor'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('nestValues() does not write into values', () => {
  const media = { _type: 'image-file' }

  expect(
    nestValues([
      ['img', media],
      ['img.path', 'x'],
    ]),
  ).toEqual({ img: media, 'img.path': 'x' })
  expect(media).toEqual({ _type: 'image-file' })
})
