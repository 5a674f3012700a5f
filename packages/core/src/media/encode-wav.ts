const HEADER_BYTES = 44

export interface Samples {
  /** Interleaved: one value per channel, then the next moment. Floats are in `[-1, 1]`; others are clipped. */
  readonly values: Float32Array | Float64Array | Int16Array
  readonly sampleRateHz: number
  readonly channelCount: number
}

/** A WAV file of 16-bit samples. */
export function encodeWav({ values, sampleRateHz, channelCount }: Samples): Uint8Array {
  const dataBytes = values.length * 2
  const file = Buffer.alloc(HEADER_BYTES + dataBytes)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(channelCount, 22)
  file.writeUInt32LE(sampleRateHz, 24)
  file.writeUInt32LE(sampleRateHz * channelCount * 2, 28)
  file.writeUInt16LE(channelCount * 2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(dataBytes, 40)
  const isWhole = values instanceof Int16Array
  for (let i = 0; i < values.length; i++) {
    const value = isWhole ? values[i] : toInt16(values[i])
    file[HEADER_BYTES + 2 * i] = value & 255
    file[HEADER_BYTES + 2 * i + 1] = (value >> 8) & 255
  }
  return file
}

/** Full scale is 32767 in both directions; NaN is silence. */
function toInt16(value: number): number {
  if (!(value === value)) return 0
  return Math.round(Math.max(-1, Math.min(1, value)) * 32_767)
}
