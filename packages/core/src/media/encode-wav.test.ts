import { expect, test } from 'vitest'
import { encodeWav } from './encode-wav.ts'

interface Wav {
  readonly channelCount: number
  readonly sampleRateHz: number
  readonly samples: readonly number[]
}

function readWav(file: Uint8Array): Wav {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const text = (at: number, length: number): string =>
    Buffer.from(file.subarray(at, at + length)).toString('latin1')
  expect([text(0, 4), text(8, 8), text(36, 4)]).toEqual(['RIFF', 'WAVEfmt ', 'data'])
  expect([view.getUint32(4, true), view.getUint32(16, true), view.getUint16(20, true)]).toEqual([
    file.length - 8,
    16,
    1,
  ])
  const [channelCount, sampleRateHz] = [view.getUint16(22, true), view.getUint32(24, true)]
  expect(view.getUint32(28, true)).toBe(channelCount * sampleRateHz * 2)
  expect([view.getUint16(32, true), view.getUint16(34, true)]).toEqual([channelCount * 2, 16])
  const count = view.getUint32(40, true) / 2
  return {
    channelCount,
    sampleRateHz,
    samples: Array.from({ length: count }, (_, i) => view.getInt16(44 + 2 * i, true)),
  }
}

test('encodeWav() writes floats at full scale, clips what is louder, and takes NaN for silence', () => {
  const values = Float32Array.of(0, 1, -1, 2, -7, Number.NaN, 0.5)

  expect(readWav(encodeWav({ values, sampleRateHz: 8000, channelCount: 1 }))).toEqual({
    channelCount: 1,
    sampleRateHz: 8000,
    samples: [0, 32_767, -32_767, 32_767, -32_767, 0, 16_384],
  })
})

test('encodeWav() writes 16-bit samples as they are, channel by channel', () => {
  const values = Int16Array.of(-32_768, 32_767, 1, -1)

  expect(readWav(encodeWav({ values, sampleRateHz: 44_100, channelCount: 2 }))).toEqual({
    channelCount: 2,
    sampleRateHz: 44_100,
    samples: [-32_768, 32_767, 1, -1],
  })
})
