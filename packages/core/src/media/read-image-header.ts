/** What the first bytes of an encoded image say. */
export interface ImageHeader {
  /** As W&B's file names have it. */
  readonly format: 'png' | 'jpg' | 'gif' | 'bmp' | 'webp'
  readonly width: number
  readonly height: number
}

/** JPEG markers of frames, which hold the size; the numbers between are other tables. */
const JPEG_FRAMES: ReadonlySet<number> = new Set([
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
])

/** @returns undefined when the bytes are none of the five formats, or end before the size */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return readKnown(view)
  } catch {
    // Reading past the end.
    return undefined
  }
}

function readKnown(view: DataView): ImageHeader | undefined {
  if (view.getUint32(0) === 0x89504e47)
    return { format: 'png', width: view.getUint32(16), height: view.getUint32(20) }
  if (view.getUint16(0) === 0xffd8) return readJpeg(view)
  if (ascii(view, 0, 4) === 'GIF8')
    return { format: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
  if (ascii(view, 0, 2) === 'BM') return readBmp(view)
  if (ascii(view, 0, 4) === 'RIFF' && ascii(view, 8, 4) === 'WEBP') return readWebp(view)
  return undefined
}

function readBmp(view: DataView): ImageHeader {
  // Heights below zero mean that the rows go downwards.
  return { format: 'bmp', width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }
}

function readJpeg(view: DataView): ImageHeader | undefined {
  let at = 2
  for (;;) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    // Fill bytes, and markers that have no content.
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    else if (JPEG_FRAMES.has(marker))
      return { format: 'jpg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    else if (marker === 0xda || marker === 0xd9) return undefined
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
}

function readWebp(view: DataView): ImageHeader | undefined {
  const kind = ascii(view, 12, 4)
  if (kind === 'VP8X') return { format: 'webp', width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 }
  if (kind === 'VP8 ')
    return {
      format: 'webp',
      width: view.getUint16(26, true) & 0x3fff,
      height: view.getUint16(28, true) & 0x3fff,
    }
  if (kind !== 'VP8L') return undefined
  const bits = view.getUint32(21, true)
  return { format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

function uint24(view: DataView, at: number): number {
  return view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16)
}

function ascii(view: DataView, at: number, length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) text += String.fromCharCode(view.getUint8(at + i))
  return text
}
