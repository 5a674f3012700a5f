import { encodePng } from './encode-png.ts'
import { encodePoints } from './encode-points.ts'
import type { Encoding } from './media-plan.ts'

/** What stands in the file. */
export function encodeBytes(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  switch (encoding.kind) {
    case 'none':
      return bytes
    case 'png':
      return encodePng({ ...encoding, bytes })
    case 'points':
      return encodePoints(bytes, encoding.columns)
  }
}
