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
    const start = this.#offset
    const left = BLOCK_BYTES - (start % BLOCK_BYTES)
    const length = payload.length
    if (start > 0 && left >= CHUNK_HEADER_BYTES + length && left - CHUNK_HEADER_BYTES <= 0xffff) {
      const total = CHUNK_HEADER_BYTES + length
      this.#reserve(total)
      this.#buffer.set(payload, CHUNK_HEADER_BYTES)
      this.#writeHeader(0, CHUNK_FULL, length)
      this.#offset = start + total
      return this.#buffer.subarray(0, total)
    }
    return this.#frameAcrossBlocks(payload)
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
      this.#writeHeader(at, kind, count)
      at += CHUNK_HEADER_BYTES + count
      taken += count
      isFirst = false
    } while (taken < payload.length)
    this.#offset = start + at
    return this.#buffer.subarray(0, at)
  }

  #writeHeader(at: number, kind: number, length: number): void {
    const buffer = this.#buffer
    buffer[at + 6] = kind
    buffer[at + 4] = length & 0xff
    buffer[at + 5] = length >>> 8
    const checksum = crcOf(buffer, at + 6, at + CHUNK_HEADER_BYTES + length)
    buffer[at] = checksum & 0xff
    buffer[at + 1] = (checksum >>> 8) & 0xff
    buffer[at + 2] = (checksum >>> 16) & 0xff
    buffer[at + 3] = checksum >>> 24
  }

  #reserve(byteCount: number): void {
    const size = this.#buffer.length
    if (byteCount <= size && size <= MAX_KEPT_BYTES) return
    if (byteCount > size) this.#buffer = Buffer.allocUnsafeSlow(Math.max(byteCount, size * 2))
    else if (byteCount <= MAX_KEPT_BYTES) this.#buffer = Buffer.allocUnsafeSlow(MAX_KEPT_BYTES)
  }
}
