import { expect, test } from 'vitest'
import { parseJson } from './read-json.ts'

const parse = (text: string): unknown => parseJson(new TextEncoder().encode(text))

test('parseJson() does not count brackets inside of texts', () => {
  const text = JSON.stringify({ a: `${'['.repeat(1000)}"\\`, b: [1] })

  expect(parse(text)).toEqual(JSON.parse(text))
})

test('parseJson() refuses what is nested too deeply before it parses it', () => {
  expect(() => parse('['.repeat(1_000_000))).toThrow(expect.objectContaining({ code: 'BODY_UNREADABLE' }))
  expect(parse(`${'['.repeat(32)}${']'.repeat(32)}`)).toBeDefined()
})

test('parseJson() changes no prototype', () => {
  const value = parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')

  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
})

test.each(['', '{', 'nonsense', '{"a":1}x', '\uFEFF{}{}'])('parseJson() refuses %j', (text) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'BODY_UNREADABLE' }))
})

test('parseJson() refuses bytes that are not UTF-8', () => {
  expect(() => parseJson(Uint8Array.of(0x22, 0xff, 0xfe, 0x22))).toThrow(
    expect.objectContaining({ code: 'BODY_UNREADABLE' }),
  )
})
