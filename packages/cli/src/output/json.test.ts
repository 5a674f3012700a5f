import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toJson, toJsonObject } from './json.ts'

test('toJson() keeps what JSON lacks', () => {
  expect(toJson({ a: Number.NaN, b: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], c: 3n })).toBe(
    '{"a":"NaN","b":["Infinity","-Infinity"],"c":"3"}',
  )
})

test('toJsonObject() takes __proto__ for a key like any other', () => {
  const object = toJsonObject([
    ['__proto__', { polluted: true }],
    ['constructor', 1],
  ])

  expect(toJson(object)).toBe('{"__proto__":{"polluted":true},"constructor":1}')
  expect('polluted' in {}).toBe(false)
})

test('toJson() is safe to print and means the same as JSON.stringify()', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const json = toJson(text)
      expect(json).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u)
      expect(JSON.parse(json)).toBe(JSON.parse(JSON.stringify(text)))
    }),
  )
})
