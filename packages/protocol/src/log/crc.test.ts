import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crcAfterPause, crcOf, crcOfView } from './crc.ts'

test('crcOf(), crcOfView() and crcAfterPause() are the CRC-32 of zlib, for any stretch of any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000, size: 'max' }), fc.nat(9), (bytes, start) => {
      const from = Math.min(start, bytes.length)

      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      const expected = crc32(bytes.subarray(from))
      const results = [
        crcOf(bytes, from, bytes.length),
        crcOfView(view, from, bytes.length),
        crcAfterPause(view, from, bytes.length),
      ]
      expect(results).toEqual([expected, expected, expected])
    }),
    { numRuns: 300 },
  )
})
