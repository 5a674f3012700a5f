import { crcAfterPause, crcOf, crcOfView } from './crc.ts'
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
   * @returns bytes to append, file header and padding included; valid until the next call
   */
  frame(payload: Uint8Array): Uint8Array {
    if (!this.#fits(payload.length)) return this.#frameAcrossBlocks(payload)
    const total = CHUNK_HEADER_BYTES + payload.length
    this.#reserve(total)
    this.#buffer.set(payload, CHUNK_HEADER_BYTES)
    writeHeader(this.#buffer, 0, { kind: CHUNK_FULL, length: payload.length })
    this.#offset += total
    return this.#buffer.subarray(0, total)
  }

  /**
   * Frames a record where it lies, by writing into the {@link FRAME_HEADROOM_BYTES} in front of it: no copy, no view.
   * @param isAfterPause true when the caller has done something else for a while; it only chooses the faster checksum
   * @returns where the bytes to append start, up to `end`; -1 when the record must be split, which `frame` does
   */
  // oxlint-disable-next-line max-params -- hot: an object for them would be made at every call
  frameInPlace(buffer: DataView, start: number, end: number, isAfterPause = false): number {
    const length = end - start
    if (start < FRAME_HEADROOM_BYTES || !this.#fits(length)) return -1
    const headerAt = start - CHUNK_HEADER_BYTES
    buffer.setUint8(headerAt + 6, CHUNK_FULL)
    buffer.setUint16(headerAt + 4, length, true)
    const crc = isAfterPause ? crcAfterPause(buffer, headerAt + 6, end) : crcOfView(buffer, headerAt + 6, end)
    buffer.setUint32(headerAt, crc, true)
    this.#offset += CHUNK_HEADER_BYTES + length
    return headerAt
  }

  /** True when a record is one chunk of the present block, and not the first of the file. */
  #fits(length: number): boolean {
    const left = BLOCK_BYTES - (this.#offset % BLOCK_BYTES)
    return this.#offset > 0 && left >= CHUNK_HEADER_BYTES + length
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
