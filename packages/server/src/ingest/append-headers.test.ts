import { AGE_HEADER, CRC_HEADER } from '@kymo/protocol'
import { expect, test } from 'vitest'
import { parseAppendHeaders } from './append-headers.ts'

const good = { [CRC_HEADER]: 'cbf43926', [AGE_HEADER]: '1500' }

test('parseAppendHeaders() reads what the client sends', () => {
  expect(parseAppendHeaders(new Headers(good), '7')).toEqual({ offset: 7, crc32: 0xcb_f4_39_26, ageMs: 1500 })
})

test.each([null, '', '-1', '1.5', '1e3', ' 1', '0x10', '9'.repeat(17), 'NaN', '９'])(
  'parseAppendHeaders() refuses the offset %j',
  (offset) => {
    expect(() => parseAppendHeaders(new Headers(good), offset)).toThrow(
      expect.objectContaining({ code: 'REQUEST_INVALID' }),
    )
  },
)

test.each(['', 'CBF43926', 'cbf4392', 'cbf439260', 'xyz'])(
  'parseAppendHeaders() refuses the checksum %j',
  (crc) => {
    expect(() => parseAppendHeaders(new Headers({ ...good, [CRC_HEADER]: crc }), '0')).toThrow(
      expect.objectContaining({ code: 'REQUEST_INVALID' }),
    )
  },
)

test('parseAppendHeaders() bounds the age and refuses one that is no number', () => {
  const withAge = (age: string): number =>
    parseAppendHeaders(new Headers({ ...good, [AGE_HEADER]: age }), '0').ageMs

  expect(withAge('9999999999999')).toBe(10 * 365 * 24 * 60 * 60 * 1000)
  expect(() => withAge('-5')).toThrow(expect.objectContaining({ code: 'REQUEST_INVALID' }))
})
