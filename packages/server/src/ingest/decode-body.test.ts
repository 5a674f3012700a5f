import * as zlib from 'node:zlib'
import { expect, test } from 'vitest'
import { decodeBody, READABLE_ENCODINGS } from './decode-body.ts'

const bytes = new TextEncoder().encode('a log '.repeat(100))

test.each([null, '', 'identity', 'Identity'])(
  'decodeBody() takes the encoding %j as none',
  async (encoding) => {
    await expect(decodeBody(bytes, { encoding, maxBytes: 600 })).resolves.toEqual(bytes)
  },
)

test('decodeBody() undoes gzip, also of several members', async () => {
  const two = Buffer.concat([zlib.gzipSync(bytes.subarray(0, 10)), zlib.gzipSync(bytes.subarray(10))])

  expect(Buffer.from(await decodeBody(two, { encoding: ' GZIP ', maxBytes: 600 }))).toEqual(
    Buffer.from(bytes),
  )
})

test('decodeBody() refuses one byte too many, plain or compressed', async () => {
  for (const encoding of ['identity', 'gzip']) {
    const body = encoding === 'gzip' ? zlib.gzipSync(bytes) : bytes
    await expect(decodeBody(body, { encoding, maxBytes: 599 })).rejects.toMatchObject({
      code: 'BODY_TOO_LARGE',
    })
  }
})

test('decodeBody() stops a bomb at the limit', async () => {
  const bomb = zlib.gzipSync(new Uint8Array(200 * 1024 * 1024), { level: 9 })
  const before = process.memoryUsage.rss()

  await expect(decodeBody(bomb, { encoding: 'gzip', maxBytes: 1024 * 1024 })).rejects.toMatchObject({
    code: 'BODY_TOO_LARGE',
  })
  expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024)
})

test.each(['gzip', ...READABLE_ENCODINGS.filter((encoding) => encoding === 'zstd')])(
  'decodeBody() refuses garbage as %s',
  async (encoding) => {
    for (const garbage of [bytes, new Uint8Array(0), zlib.gzipSync(bytes).subarray(0, 30)]) {
      await expect(decodeBody(garbage, { encoding, maxBytes: 600 })).rejects.toMatchObject({
        code: 'BODY_UNREADABLE',
      })
    }
  },
)

test.each(['compress', 'br', 'gzip, gzip', '__proto__', 'x'.repeat(1000)])(
  'decodeBody() refuses the encoding %j',
  async (encoding) => {
    await expect(decodeBody(bytes, { encoding, maxBytes: 600 })).rejects.toMatchObject({
      code: 'BODY_UNSUPPORTED',
    })
  },
)

/** Node 22.15 and later. */
const { zstdCompressSync } = zlib as { zstdCompressSync?: (bytes: Uint8Array) => Uint8Array }

test.runIf(zstdCompressSync !== undefined)('decodeBody() undoes zstd, up to the limit', async () => {
  const body = zstdCompressSync?.(bytes) ?? new Uint8Array(0)

  expect(Buffer.from(await decodeBody(body, { encoding: 'zstd', maxBytes: 600 }))).toEqual(Buffer.from(bytes))
  await expect(decodeBody(body, { encoding: 'zstd', maxBytes: 599 })).rejects.toMatchObject({
    code: 'BODY_TOO_LARGE',
  })
})
