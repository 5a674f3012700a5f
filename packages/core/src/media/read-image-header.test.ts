import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodePng } from './encode-png.ts'
import { readImageHeader } from './read-image-header.ts'

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex')

// First bytes of files that Pillow 13 wrote of an image of 300 × 200.
test.each([
  ['gif', '47494638 3761 2c01 c800 81 00 00'],
  ['bmp', '424d 76be0200 00000000 36000000 28000000 2c010000 c8000000 0100 1800'],
  ['jpg', 'ffd8 ffe0 0010 4a464946000101000001000100 00 ffdb 0004 0000 ffc0 0011 08 00c8 012c 03'],
  ['webp', '52494646 00000000 57454250 56503820 00000000 000000 9d012a 2c01 c800'],
  ['webp', '52494646 00000000 57454250 5650384c 00000000 2f 2bc13100'],
  ['webp', '52494646 00000000 57454250 56503858 0a000000 00000000 2b0100 c70000'],
])('readImageHeader() reads the size of a %s', (format, bytes) => {
  expect(readImageHeader(hex(bytes))).toEqual({ format, width: 300, height: 200 })
})

test('readImageHeader() reads the size of a png', () => {
  const file = encodePng({ width: 3, height: 2, channels: 1, bytes: new Uint8Array(6) })

  expect(readImageHeader(file)).toEqual({ format: 'png', width: 3, height: 2 })
})

test('readImageHeader() passes over what stands before the frame of a JPEG', () => {
  const exif = `ffe1 ffff ${'00'.repeat(65_533)}`

  expect(readImageHeader(hex(`ffd8 ${exif} ffff ffd8 ffc2 0011 08 0010 0020 03`))).toEqual({
    format: 'jpg',
    width: 32,
    height: 16,
  })
})

test('readImageHeader() takes no bytes for an image that are none, and never throws', () => {
  expect(readImageHeader(new Uint8Array(0))).toBeUndefined()
  expect(readImageHeader(hex('ffd8ffd9'))).toBeUndefined()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (tail) => {
      for (const start of ['89504e47', 'ffd8ff', '47494638', '424d', '52494646 00000000 57454250 565038'])
        readImageHeader(Buffer.concat([hex(start), tail]))
    }),
  )
})
