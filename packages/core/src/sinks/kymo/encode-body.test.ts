import * as zlib from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { seededBytes } from '@kymo/testkit'
import { chooseEncoding, encodeBody } from './encode-body.ts'

const zstdDecompress = (zlib as { zstdDecompressSync?: (bytes: Uint8Array) => Buffer }).zstdDecompressSync

function decode({ body, encoding }: Awaited<ReturnType<typeof encodeBody>>): Uint8Array {
  if (encoding === 'gzip') return zlib.gunzipSync(body)
  return encoding === 'zstd' && zstdDecompress !== undefined ? zstdDecompress(body) : body
}

describe('encodeBody()', () => {
  it.each(['identity', 'gzip', 'zstd'] as const)('keeps every byte (%s)', async (encoding) => {
    for (const bytes of [
      new Uint8Array(0),
      seededBytes(1, 511),
      seededBytes(2, 100_000),
      new Uint8Array(100_000),
    ]) {
      const encoded = await encodeBody(bytes, encoding)

      expect(Buffer.from(decode(encoded)).equals(bytes)).toBe(true)
    }
  })

  it('leaves short bodies alone', async () => {
    expect(await encodeBody(new Uint8Array(100), 'gzip')).toMatchObject({ encoding: 'identity' })
  })

  it('makes a log smaller', async () => {
    const { body } = await encodeBody(Buffer.from('{"loss":0.25,"_step":1}'.repeat(1000)), 'gzip')

    expect(body.byteLength).toBeLessThan(1000)
  })
})

describe('chooseEncoding()', () => {
  it('takes zstd where both sides have it, then gzip, then none', () => {
    expect(chooseEncoding(['identity', 'gzip', 'zstd'])).toBe(zstdDecompress === undefined ? 'gzip' : 'zstd')
    expect(chooseEncoding(['gzip', 'identity'])).toBe('gzip')
    expect(chooseEncoding([])).toBe('identity')
  })
})
