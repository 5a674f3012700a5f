import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crcOf, crcOfView } from './crc.ts'

test('crcOf() and crcOfView() are the CRC-32 of zlib, for any stretch of any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1200, size: 'max' }), fc.nat(9), (bytes, start) => {
      const from = Math.min(start, bytes.length)

      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      const expected = crc32(bytes.subarray(from))
      expect([crcOf(bytes, from, bytes.length), crcOfView(view, from, bytes.length)]).toEqual([
        expected,
        expected,
      ])
    }),
    { numRuns: 300 },
  )
})
