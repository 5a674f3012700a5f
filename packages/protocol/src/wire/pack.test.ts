import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isProtocolError } from '../errors.ts'
import { decodePack, encodePack, packedSize } from './pack.ts'

const file = fc.record({
  name: fc.string({ unit: 'grapheme', maxLength: 20 }),
  sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
  content: fc.uint8Array({ maxLength: 200 }),
})

test('decodePack() gives back what encodePack() was given, and packedSize() its length', () => {
  fc.assert(
    fc.property(fc.array(file, { maxLength: 10 }), (files) => {
      const bytes = encodePack(files)
      const sizes = files.map(({ name, content }) => packedSize({ name, size: content.length }))

      expect(decodePack(bytes)).toEqual(files)
      expect(bytes.length).toBe(4 + sizes.reduce((sum, size) => sum + size, 0))
    }),
  )
})

test('decodePack() refuses every pack that was cut within a file', () => {
  const bytes = encodePack([{ name: 'a/b', sha256: 'ab'.repeat(32), content: Uint8Array.of(1, 2, 3) }])
  for (let length = 5; length < bytes.length; length++) {
    const read = (): unknown => decodePack(bytes.subarray(0, length))
    expect(read).toThrow(/it ends within a file/)
  }
})

test('decodePack() refuses a name that is not UTF-8 and a foreign beginning', () => {
  const bytes = encodePack([{ name: 'ab', sha256: 'ab'.repeat(32), content: new Uint8Array() }])
  bytes[6] = 0xff

  expect(codeOf(() => decodePack(bytes))).toBe(true)
  expect(codeOf(() => decodePack(Uint8Array.of(1, 2, 3, 4)))).toBe(true)
})

function codeOf(act: () => unknown): boolean {
  try {
    act()
  } catch (error) {
    return isProtocolError(error, 'PACK_UNREADABLE')
  }
  return false
}
