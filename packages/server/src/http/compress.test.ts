import { randomBytes } from 'node:crypto'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { chooseCompression, compressResponse } from './compress.ts'

const accepting = (encoding: string): Request =>
  new Request('http://localhost/', { headers: { 'accept-encoding': encoding } })

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['gzip;q=1.0, br;q=0', 'gzip'],
  ['br;q=0.0, gzip;q=0', undefined],
  ['identity', undefined],
  ['', undefined],
  [null, undefined],
])('chooseCompression() takes %j as %s', (header, expected) => {
  expect(chooseCompression(header)).toBe(expected)
})

test('compressResponse() compresses so that the client gets the same bytes', async () => {
  const body = new TextEncoder().encode('{"metric":"loss"}'.repeat(1000))

  const br = await compressResponse(accepting('br'), new Response(), body)
  const gzip = await compressResponse(accepting('gzip'), new Response(), body)

  expect(br.headers.get('content-encoding')).toBe('br')
  expect(br.headers.get('vary')).toBe('Accept-Encoding')
  expect(brotliDecompressSync(new Uint8Array(await br.arrayBuffer()))).toEqual(Buffer.from(body))
  expect(gunzipSync(new Uint8Array(await gzip.arrayBuffer()))).toEqual(Buffer.from(body))
})

test('compressResponse() leaves alone what is short or does not get smaller', async () => {
  const short = await compressResponse(accepting('gzip'), new Response(), new Uint8Array(1000))
  const noise = await compressResponse(accepting('gzip'), new Response(), randomBytes(5000))

  expect(short.headers.has('content-encoding')).toBe(false)
  expect(noise.headers.has('content-encoding')).toBe(false)
  expect((await noise.arrayBuffer()).byteLength).toBe(5000)
})

test('compressResponse() takes back the length of the file that it compresses, and leaves ranges alone', async () => {
  const body = new Uint8Array(200_000).fill(65)
  const request = new Request('http://localhost/', { headers: { 'accept-encoding': 'gzip' } })
  const answer = (headers: Record<string, string>): Promise<Response> =>
    compressResponse(request, new Response(null, { headers }), body)

  const whole = await answer({ 'content-length': '200000' })
  const range = await answer({ 'content-length': '200000', 'content-range': 'bytes 0-199999/400000' })

  expect(whole.headers.get('content-encoding')).toBe('gzip')
  expect(whole.headers.get('content-length')).toBeNull()
  expect(range.headers.get('content-encoding')).toBeNull()
  expect((await range.arrayBuffer()).byteLength).toBe(200_000)
})
