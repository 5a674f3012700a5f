import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseValueJson } from './parse-value-json.ts'
import { MAX_VALUE_CHARS, toValueJson } from './to-value-json.ts'

const leaf = fc.oneof(
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('NaN', '-Infinity', 'x Infinity y', '\u0000kymo:NaN', '"NaN"', '\\"NaN'),
)
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('any'), { maxKeys: 4 }),
  ),
})).any

/** JSON has no lone surrogates, undefined prototypes compare by members. */
function plain(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input
  if (Array.isArray(input)) return input.map(plain)
  return new Map(Object.entries(input).map(([key, inner]) => [key, plain(inner)]))
}

describe('parseValueJson()', () => {
  test('is the inverse of toValueJson()', () => {
    fc.assert(
      fc.property(value, (input) => {
        const result = toValueJson(input)

        expect('json' in result && plain(parseValueJson(result.json))).toEqual(plain(input))
      }),
      { numRuns: 500 },
    )
  })

  test('gives keys that would reach a prototype as plain data', () => {
    const parsed = parseValueJson('{"__proto__":{"polluted":true},"constructor":NaN}') as Record<
      string,
      unknown
    >

    expect(Object.keys(parsed)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('throws VALUE_UNPARSABLE for text that is not JSON', () => {
    for (const text of ['', 'nan', '{', 'Infinityy', '[NaN', 'NaNNaN', '1 2']) {
      expect(() => parseValueJson(text), text).toThrow(
        expect.objectContaining({ code: 'VALUE_UNPARSABLE' }) as Error,
      )
    }
  })
})

describe('toValueJson()', () => {
  test.each([
    ['a number that is not finite', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['negative zero', -0, '-0'],
    ['a bigint beyond 2^53', 2n ** 64n, '18446744073709551616'],
    ['a date', new Date(1e12), '"2001-09-09T01:46:40.000Z"'],
    ['an invalid date', new Date(Number.NaN), 'null'],
    ['a typed array', new Int8Array([1, -2]), '[1,-2]'],
    ['bigints of a typed array', new BigInt64Array([1n]), '[1]'],
    ['holes and functions in a list', [undefined, () => 1, 2], '[null,null,2]'],
    ['undefined members', { a: undefined, b: [Number.NaN] }, '{"b":[NaN]}'],
    ['an object with toJSON', { toJSON: () => ({ x: 1 }) }, '{"x":1}'],
    ['an object without a prototype', Object.create(null), '{}'],
  ])('keeps %s', (_, input, json) => {
    expect(toValueJson(input)).toEqual({ json })
  })

  test('drops an object of a class, and names it', () => {
    class Tensor {}

    expect(toValueJson(new Tensor())).toEqual({
      drop: 'unsupported',
      detail: 'an object of class Tensor cannot be logged',
    })
  })

  test('allows one object twice, but not inside itself', () => {
    const shared = { a: 1 }
    const circle: unknown[] = []
    circle.push([circle])

    expect(toValueJson([shared, shared])).toEqual({ json: '[{"a":1},{"a":1}]' })
    expect(toValueJson(circle)).toMatchObject({ drop: 'circular' })
  })

  test('ends soon on a small value that would unfold into a huge one', () => {
    let lists: unknown[] = []
    let branches: object = {}
    for (let i = 0; i < 30; i++) {
      lists = [lists, lists]
      branches = { a: branches, b: branches }
    }

    expect(toValueJson(lists)).toMatchObject({ drop: 'too-large' })
    expect(toValueJson(branches)).toMatchObject({ drop: 'too-large' })
  })

  test.each([
    ['a text', 'x'.repeat(MAX_VALUE_CHARS)],
    ['a text that grows by escapes', '\u0000'.repeat(MAX_VALUE_CHARS / 4)],
    ['a bigint', 1n << BigInt(4 * MAX_VALUE_CHARS)],
    ['a list', new Int8Array(MAX_VALUE_CHARS)],
    ['a member name', { ['k'.repeat(MAX_VALUE_CHARS)]: 1 }],
  ])('drops %s of more than the limit', (_, input) => {
    expect(toValueJson(input)).toMatchObject({ drop: 'too-large' })
  })

  test('drops what cannot be read, whatever it throws', () => {
    const thrown = [
      null,
      Object.create(null),
      new Proxy({}, { getPrototypeOf: () => fail() }),
      { toString: fail },
    ]
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const hostile: unknown[] = [
      ...thrown.map((one) => ({
        toJSON: () => {
          throw one
        },
      })),
      revoked.proxy,
      new Proxy(new Date(), {}),
      new Map([[{ toString: fail }, 1]]),
      new Proxy([], { get: fail }),
    ]

    for (const one of hostile) expect(toValueJson(one)).toMatchObject({ drop: 'unsupported' })
  })
})

function fail(): never {
  throw new Error('no')
}
