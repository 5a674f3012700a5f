import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crcOf } from './crc.ts'

test('crcOf() is the CRC-32 of zlib, for any stretch of any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1200, size: 'max' }), fc.nat(9), (bytes, start) => {
      const from = Math.min(start, bytes.length)

      expect(crcOf(bytes, from, bytes.length)).toBe(crc32(bytes.subarray(from)))
    }),
    { numRuns: 300 },
  )
})
