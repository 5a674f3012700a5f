import { inflateSync } from 'node:zlib'

/** Pixels of a PNG file of 8 bits per channel, without interlacing, read by its specification: https://www.w3.org/TR/png-3/ */
export function readPng(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const parts = []
  let [width, channelCount] = [0, 0]
  for (let at = 8; at < bytes.length; at += 12 + view.getUint32(at)) {
    const [length, type] = [view.getUint32(at), bytes.toString('latin1', at + 4, at + 8)]
    if (type === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length))
    if (type !== 'IHDR') continue
    width = view.getUint32(at + 8)
    channelCount = [1, 0, 3, 0, 2, 0, 4][bytes[at + 17]]
  }
  return unfilter(inflateSync(Buffer.concat(parts)), width * channelCount, channelCount)
}

function unfilter(data, rowBytes, channelCount) {
  const rowCount = data.length / (rowBytes + 1)
  const pixels = new Uint8Array(rowCount * rowBytes)
  for (let y = 0; y < rowCount; y++) {
    const filter = data[y * (rowBytes + 1)]
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x
      const left = x < channelCount ? 0 : pixels[at - channelCount]
      const up = y === 0 ? 0 : pixels[at - rowBytes]
      const corner = x < channelCount || y === 0 ? 0 : pixels[at - rowBytes - channelCount]
      pixels[at] = data[y * (rowBytes + 1) + 1 + x] + predict(filter, { left, up, corner })
    }
  }
  return pixels
}

function predict(filter, { left, up, corner }) {
  if (filter < 3) return [0, left, up][filter]
  if (filter === 3) return (left + up) >> 1
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(left + up - corner - value))
  return a <= b && a <= c ? left : b <= c ? up : corner
}
