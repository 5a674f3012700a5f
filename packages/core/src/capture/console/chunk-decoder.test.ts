import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ChunkDecoder } from './chunk-decoder.ts'

test('characters whose bytes are cut anywhere are put together', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(40)), (text, cuts) => {
      const bytes = Buffer.from(text)
      const decoder = new ChunkDecoder()
      let decoded = ''
      let at = 0
      for (const length of cuts) decoded += decoder.decode(bytes.subarray(at, (at += length)), undefined)
      decoded += decoder.decode(new Uint8Array(bytes.subarray(at)), undefined) + decoder.end()
      expect(decoded).toBe(text)
    }),
  )
})

test('a text after half a character shows that the half is lost, as a terminal does', () => {
  const decoder = new ChunkDecoder()

  expect(decoder.decode(Buffer.from('é').subarray(0, 1), undefined)).toBe('')
  expect(decoder.decode('next', undefined)).toBe('\uFFFDnext')
})

test.each([
  ['6869', 'hex', 'hi'],
  ['aGk=', 'base64', 'hi'],
  ['é', 'latin1', '\uFFFD'],
  ['é', 'utf8', 'é'],
  ['é', 'UTF-8', 'é'],
  ['é', 'no such encoding', 'é'],
  ['é', () => {}, 'é'],
])('the text %s in the encoding %s is %s', (chunk, encoding, text) => {
  expect(new ChunkDecoder().decode(chunk, encoding)).toBe(text)
})

test('what is neither text nor bytes is nothing', () => {
  expect(new ChunkDecoder().decode(undefined, undefined)).toBe('')
  expect(new ChunkDecoder().decode({}, undefined)).toBe('')
})
