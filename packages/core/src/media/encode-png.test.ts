import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodePng, type Pixels } from './encode-png.ts'

/** A decoder written from the specification, not from the encoder; compared with Pillow's for images of all kinds. */
function decodePng(file: Uint8Array): Pixels & { readonly filters: ReadonlySet<number> } {
  const view = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  expect(view.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n')
  const parts: Buffer[] = []
  let at = 8
  while (at < view.length) {
    const length = view.readUInt32BE(at)
    const name = view.toString('latin1', at + 4, at + 8)
    if (name === 'IDAT') parts.push(view.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)]
  const channels = ({ 0: 1, 4: 2, 2: 3, 6: 4 } as const)[view[25] as 0 | 2 | 4 | 6]
  expect([view[24], view[26], view[27], view[28]]).toEqual([8, 0, 0, 0])
  const { bytes, filters } = unfilter(inflateSync(Buffer.concat(parts)), width * channels, channels)
  return { width, height, channels, bytes, filters }
}

function unfilter(
  data: Uint8Array,
  rowBytes: number,
  pixelBytes: number,
): { bytes: Uint8Array; filters: Set<number> } {
  const rowCount = data.length / (rowBytes + 1)
  const bytes = new Uint8Array(rowBytes * rowCount)
  const filters = new Set<number>()
  for (let row = 0; row < rowCount; row++) {
    const filter = data[row * (rowBytes + 1)]
    filters.add(filter)
    for (let i = 0; i < rowBytes; i++) {
      const at = row * rowBytes + i
      const left = i < pixelBytes ? 0 : bytes[at - pixelBytes]
      const up = row === 0 ? 0 : bytes[at - rowBytes]
      const corner = i < pixelBytes || row === 0 ? 0 : bytes[at - rowBytes - pixelBytes]
      const estimate = left + up - corner
      const byDistance = [left, up, corner].toSorted(
        (a, b) => Math.abs(estimate - a) - Math.abs(estimate - b),
      )
      const predicted = [0, left, up, (left + up) >> 1, byDistance[0]][filter]
      bytes[at] = data[row * (rowBytes + 1) + 1 + i] + predicted
    }
  }
  return { bytes, filters }
}

function image(
  width: number,
  height: number,
  channels: 1 | 2 | 3 | 4,
  at: (x: number, y: number) => number,
): Pixels {
  const bytes = new Uint8Array(width * height * channels)
  for (let i = 0; i < bytes.length; i++) {
    const pixel = Math.floor(i / channels)
    bytes[i] = at(pixel % width, Math.floor(pixel / width)) + (i % channels) * 10
  }
  return { width, height, channels, bytes }
}

test('encodePng() keeps every sample of any image', () => {
  const pixels = fc
    .record({
      width: fc.integer({ min: 1, max: 40 }),
      height: fc.integer({ min: 1, max: 20 }),
      channels: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
      smoothness: fc.integer({ min: 0, max: 8 }),
      seed: fc.nat(),
    })
    .map(({ width, height, channels, smoothness, seed }) =>
      image(
        width,
        height,
        channels,
        (x, y) => ((x * 7 + y * 13 + ((seed * (x + 1)) >> 3)) >> smoothness) & 255,
      ),
    )
  fc.assert(
    fc.property(pixels, (given) => {
      expect(decodePng(encodePng(given))).toMatchObject(given)
    }),
  )
})

test('encodePng() filters photographs, and leaves masks as they are', () => {
  const photo = image(64, 64, 3, (x, y) => 100 + Math.round(40 * Math.sin(x / 9) + 40 * Math.cos(y / 7)))
  const mask = image(64, 64, 1, (x, y) => ((x >> 4) + (y >> 4)) % 5)

  const photoFile = encodePng(photo)
  expect(decodePng(photoFile).filters).not.toContain(0)
  expect(photoFile.length).toBeLessThan(photo.bytes.length / 4)
  expect([...decodePng(encodePng(mask)).filters]).toEqual([0])
})

test('encodePng() samples large images for its choice, and keeps them whole all the same', () => {
  const large = image(700, 600, 3, (x, y) => (x * y) >> 5)

  expect(Buffer.compare(decodePng(encodePng(large)).bytes, large.bytes)).toBe(0)
})
