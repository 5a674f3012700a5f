import { describe, expect, it, test } from 'vitest'
import { toPixels } from './to-pixels.ts'

const tensor = (shape: readonly number[], values: unknown, dtype = 'float32'): object => ({
  shape,
  dtype,
  dataSync: () => values,
})

describe('toPixels() takes', () => {
  it('a typed array with its shape', () => {
    expect(toPixels(Uint8Array.of(1, 2, 3, 4, 5, 6), { shape: [1, 2, 3] })).toEqual({
      width: 2,
      height: 1,
      channels: 3,
      bytes: Uint8Array.of(1, 2, 3, 4, 5, 6),
    })
  })

  it('floats from 0 to 1, and a little beyond', () => {
    expect(toPixels(Float32Array.of(-0.1, 0, 0.5, 1.005), { shape: [2, 2] })).toMatchObject({
      bytes: Uint8Array.of(0, 0, 128, 255),
    })
  })

  it('floats from 0 to 255 when one of them says so, and NaN as black', () => {
    expect(toPixels(Float32Array.of(Number.NaN, 1, 200, 300), { shape: [2, 2] })).toMatchObject({
      bytes: Uint8Array.of(0, 1, 200, 255),
    })
  })

  it('any range', () => {
    expect(toPixels(Float32Array.of(-1, 0, 1, 5), { shape: [2, 2], range: [-1, 1] })).toMatchObject({
      bytes: Uint8Array.of(0, 128, 255, 255),
    })
  })

  it('whole numbers outside of 0 to 255 clipped, not wrapped around', () => {
    expect(toPixels(Int32Array.of(-5, 300, 7, 256), { shape: [2, 2] })).toMatchObject({
      bytes: Uint8Array.of(0, 255, 7, 255),
    })
  })

  it('a tensor, a batch of one, and a tensor of booleans', () => {
    const expected = { width: 1, height: 2, channels: 1, bytes: Uint8Array.of(0, 255) }

    expect(toPixels(tensor([2, 1, 1], Float32Array.of(0, 1)))).toEqual(expected)
    expect(toPixels(tensor([1, 2, 1, 1], Float32Array.of(0, 1)))).toEqual(expected)
    expect(toPixels(tensor([2, 1], Uint8Array.of(0, 1), 'bool'))).toEqual(expected)
    expect(toPixels(tensor([2, 1], Int32Array.of(0, 255), 'int32'))).toEqual(expected)
  })

  it('ImageData, which has four channels', () => {
    const data = Uint8ClampedArray.of(1, 2, 3, 4)

    expect(toPixels({ data, width: 1, height: 1 })).toMatchObject({
      channels: 4,
      bytes: Uint8Array.from(data),
    })
  })

  it('nested arrays', () => {
    expect(
      toPixels([
        [0, 1],
        [2, 3],
      ]),
    ).toMatchObject({ width: 2, height: 2, channels: 1 })
    expect(
      toPixels([
        [
          [0, 0, 0],
          [0.5, 0.5, 1],
        ],
      ]),
    ).toMatchObject({
      width: 2,
      height: 1,
      channels: 3,
      bytes: Uint8Array.of(0, 0, 0, 128, 128, 255),
    })
  })
})

test('toPixels() copies: what happens to the memory later does not matter', () => {
  const values = Uint8Array.of(1, 2, 3, 4)
  const pixels = toPixels(values, { shape: [2, 2] })
  values.fill(9)

  expect(pixels).toMatchObject({ bytes: Uint8Array.of(1, 2, 3, 4) })
})

test.each([
  [undefined, {}, 'a undefined has no pixels'],
  [Float32Array.of(1), {}, 'a list of numbers needs the option shape: [height, width, channels]'],
  [Float32Array.of(1), { shape: [2, 2] }, 'shape [2, 2] needs 4 numbers, there are 1'],
  [
    Float32Array.of(1, 2),
    { shape: [1, 1, 5] },
    'shape [1, 1, 5] has 5 channels; 1, 3 and 4 are possible, and they come last',
  ],
  [
    tensor([2, 1, 1, 1], Float32Array.of(1, 2)),
    {},
    'shape [2, 1, 1, 1] is a batch of 2 images: make one Image of each and log the list of them',
  ],
  [tensor([3], Float32Array.of(1, 2, 3)), {}, 'shape [3] is not [height, width, channels]'],
  [new Uint8Array(0), { shape: [0, 5] }, 'shape [0, 5] is empty'],
  [new Uint8Array(65_501), { shape: [1, 65_501] }, 'a side of 65501 pixels exceeds the limit of 65500'],
  [[['a']], {}, 'pixels must be numbers'],
  [{}, {}, 'it is neither an encoded image nor pixels, a tensor or ImageData'],
])('toPixels(%o, %j) says that %s', (value, options, problem) => {
  expect(toPixels(value, options)).toEqual({ problem })
})
