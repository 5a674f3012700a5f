import { crcOf } from './crc.ts'
import {
  BLOCK_BYTES,
  CHUNK_FIRST,
  CHUNK_FULL,
  CHUNK_HEADER_BYTES,
  CHUNK_LAST,
  CHUNK_MIDDLE,
  LOG_HEADER,
} from './format.ts'

/** Bytes in front of a payload that let a framer frame it where it lies. */
export const FRAME_HEADROOM_BYTES: number = CHUNK_HEADER_BYTES
/** A buffer that one long record has made larger than this is given back after it. */
const MAX_KEPT_BYTES: number = 1024 * 1024

/**
 * Turns payloads into the bytes of a log. Pure: the caller writes what it returns, in order.
 *
 * @see FORMAT.md beside this file
 * @example
 * const framer = new LogFramer(0)
 * writeSync(fd, framer.frame(payload))
 */
export class LogFramer {
  #offset: number
  #buffer: Buffer = Buffer.allocUnsafeSlow(16 * 1024)

  /** @param offset file offset of the next byte; 0 for an empty file, whose header then comes with the first record */
  constructor(offset: number) {
    this.#offset = offset
  }

  /** File offset of the next byte. */
  get offset(): number {
    return this.#offset
  }

  /**
   * Frames one record, of any length. A reader takes one above {@link MAX_RECORD_BYTES} for damage.
   * @param payload may be empty; may be reused by the caller after the call
   * @param headroomBytes how many bytes in front of the payload, in its buffer, may be overwritten; from
   * {@link FRAME_HEADROOM_BYTES} on a short record is framed in place, which spares a copy
   * @returns bytes to append, file header and padding included; valid until the next call
   */
  frame(payload: Uint8Array, headroomBytes = 0): Uint8Array {
    const start = this.#offset
    const left = BLOCK_BYTES - (start % BLOCK_BYTES)
    const length = payload.length
    if (start > 0 && left >= CHUNK_HEADER_BYTES + length && left - CHUNK_HEADER_BYTES <= 0xffff) {
      this.#offset = start + CHUNK_HEADER_BYTES + length
      return headroomBytes >= FRAME_HEADROOM_BYTES ? frameInPlace(payload) : this.#frameCopy(payload)
    }
    return this.#frameAcrossBlocks(payload)
  }

  #frameCopy(payload: Uint8Array): Uint8Array {
    const { length } = payload
    this.#reserve(CHUNK_HEADER_BYTES + length)
    this.#buffer.set(payload, CHUNK_HEADER_BYTES)
    writeHeader(this.#buffer, 0, { kind: CHUNK_FULL, length })
    return this.#buffer.subarray(0, CHUNK_HEADER_BYTES + length)
  }

  #frameAcrossBlocks(payload: Uint8Array): Uint8Array {
    const blockCount = Math.ceil(payload.length / (BLOCK_BYTES - CHUNK_HEADER_BYTES)) + 2
    this.#reserve(payload.length + blockCount * 2 * CHUNK_HEADER_BYTES + LOG_HEADER.length)
    const start = this.#offset
    let at = 0
    if (start === 0) {
      this.#buffer.set(LOG_HEADER, 0)
      at = LOG_HEADER.length
    }
    let taken = 0
    let isFirst = true
    do {
      let left = BLOCK_BYTES - ((start + at) % BLOCK_BYTES)
      if (left < CHUNK_HEADER_BYTES) {
        this.#buffer.fill(0, at, at + left)
        at += left
        left = BLOCK_BYTES
      }
      const count = Math.min(left - CHUNK_HEADER_BYTES, payload.length - taken)
      const isLast = taken + count === payload.length
      const kind = isFirst ? (isLast ? CHUNK_FULL : CHUNK_FIRST) : isLast ? CHUNK_LAST : CHUNK_MIDDLE
      this.#buffer.set(payload.subarray(taken, taken + count), at + CHUNK_HEADER_BYTES)
      writeHeader(this.#buffer, at, { kind, length: count })
      at += CHUNK_HEADER_BYTES + count
      taken += count
      isFirst = false
    } while (taken < payload.length)
    this.#offset = start + at
    return this.#buffer.subarray(0, at)
  }

  #reserve(byteCount: number): void {
    const size = this.#buffer.length
    if (byteCount <= size && size <= MAX_KEPT_BYTES) return
    if (byteCount > size) this.#buffer = Buffer.allocUnsafeSlow(Math.max(byteCount, size * 2))
    else if (byteCount <= MAX_KEPT_BYTES) this.#buffer = Buffer.allocUnsafeSlow(MAX_KEPT_BYTES)
  }
}

function frameInPlace(payload: Uint8Array): Uint8Array {
  const framed = new Uint8Array(
    payload.buffer,
    payload.byteOffset - CHUNK_HEADER_BYTES,
    CHUNK_HEADER_BYTES + payload.length,
  )
  writeHeader(framed, 0, { kind: CHUNK_FULL, length: payload.length })
  return framed
}

function writeHeader(
  buffer: Uint8Array,
  at: number,
  chunk: { readonly kind: number; readonly length: number },
): void {
  const { kind, length } = chunk
  buffer[at + 6] = kind
  buffer[at + 4] = length & 0xff
  buffer[at + 5] = length >>> 8
  const checksum = crcOf(buffer, at + 6, at + CHUNK_HEADER_BYTES + length)
  buffer[at] = checksum & 0xff
  buffer[at + 1] = (checksum >>> 8) & 0xff
  buffer[at + 2] = (checksum >>> 16) & 0xff
  buffer[at + 3] = checksum >>> 24
}
