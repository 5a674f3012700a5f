import { crc32 } from 'node:zlib'
import {
  BLOCK_BYTES,
  CHUNK_FIRST,
  CHUNK_FULL,
  CHUNK_HEADER_BYTES,
  CHUNK_LAST,
  CHUNK_MIDDLE,
  LOG_HEADER,
  MAX_RECORD_BYTES,
} from './format.ts'

export type DamageReason = 'bad-header' | 'checksum' | 'bad-length' | 'bad-type' | 'orphan' | 'zero-fill'

/** A stretch of a log that holds no readable record. */
export interface LogDamage {
  readonly offset: number
  readonly byteCount: number
  readonly reason: DamageReason
}

/** One record of a log. `payload` is valid until the next `push` or `next`. */
export interface LogEntry {
  readonly offset: number
  readonly nextOffset: number
  readonly payload: Uint8Array
}

export type LogTail =
  | { readonly kind: 'clean' }
  | { readonly kind: 'torn'; readonly offset: number; readonly byteCount: number }

export interface LogReaderOptions {
  readonly offset?: number
  readonly onDamage?: (damage: LogDamage) => void
}

type Step = LogEntry | 'again' | 'wait'

export class LogReader {
  readonly #onDamage: (damage: LogDamage) => void
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0
  #position: number
  #parts: Uint8Array[] = []
  #partBytes = 0
  #recordOffset: number

  constructor(options: LogReaderOptions = {}) {
    this.#position = options.offset ?? 0
    this.#recordOffset = this.#position
    this.#onDamage = options.onDamage ?? (() => {})
  }

  get resumeOffset(): number {
    return this.#parts.length > 0 ? this.#recordOffset : this.#position
  }

  push(bytes: Uint8Array): void {
    const rest = this.#bytes.length - this.#at
    if (rest === 0) this.#bytes = bytes
    else {
      const joined = new Uint8Array(rest + bytes.length)
      joined.set(this.#bytes.subarray(this.#at), 0)
      joined.set(bytes, rest)
      this.#bytes = joined
    }
    this.#at = 0
  }

  next(): LogEntry | undefined {
    for (;;) {
      const step = this.#position === 0 ? this.#readFileHeader() : this.#readChunk()
      if (step === 'wait') return undefined
      if (step !== 'again') return step
    }
  }

  end(): LogTail {
    const offset = this.resumeOffset
    const byteCount = this.#position - offset + this.#available
    return byteCount === 0 ? { kind: 'clean' } : { kind: 'torn', offset, byteCount }
  }

  get #available(): number {
    return this.#bytes.length - this.#at
  }

  #readFileHeader(): Step {
    if (this.#available < LOG_HEADER.length) return 'wait'
    const isKnown = LOG_HEADER.every((byte, i) => this.#bytes[this.#at + i] === byte)
    if (!isKnown) this.#onDamage({ offset: 0, byteCount: LOG_HEADER.length, reason: 'bad-header' })
    this.#advance(LOG_HEADER.length)
    return 'again'
  }

  #readChunk(): Step {
    const blockLeft = BLOCK_BYTES - (this.#position % BLOCK_BYTES)
    const isBlockWhole = this.#available >= blockLeft
    if (blockLeft < CHUNK_HEADER_BYTES) {
      if (!isBlockWhole) return 'wait'
      this.#advance(blockLeft)
      return 'again'
    }
    if (this.#available < CHUNK_HEADER_BYTES) return 'wait'
    const bytes = this.#bytes
    const at = this.#at
    const length = bytes[at + 4] | (bytes[at + 5] << 8)
    const kind = bytes[at + 6]
    const total = CHUNK_HEADER_BYTES + length
    const damage = (reason: DamageReason): Step => (isBlockWhole ? this.#skip(blockLeft, reason) : 'wait')
    if (
      kind === 0 &&
      length === 0 &&
      bytes[at] === 0 &&
      bytes[at + 1] === 0 &&
      bytes[at + 2] === 0 &&
      bytes[at + 3] === 0
    )
      return damage('zero-fill')
    if (kind < CHUNK_FULL || kind > CHUNK_LAST) return damage('bad-type')
    if (total > blockLeft) return damage('bad-length')
    if (this.#available < total) return 'wait'
    const checksum = (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0
    if (crc32(bytes.subarray(at + 6, at + total)) !== checksum) return damage('checksum')
    return this.#take(kind, total)
  }

  #take(kind: number, total: number): Step {
    const offset = this.#position
    const payload = this.#bytes.subarray(this.#at + CHUNK_HEADER_BYTES, this.#at + total)
    const isStart = kind === CHUNK_FULL || kind === CHUNK_FIRST
    if (isStart && this.#parts.length > 0) this.#dropParts('orphan', 0)
    if (!isStart && this.#parts.length === 0) {
      this.#advance(total)
      this.#onDamage({ offset, byteCount: total, reason: 'orphan' })
      return 'again'
    }
    this.#advance(total)
    if (kind === CHUNK_FULL) return { offset, nextOffset: this.#position, payload }
    if (kind === CHUNK_FIRST) this.#recordOffset = offset
    this.#parts.push(payload.slice())
    this.#partBytes += payload.length
    if (this.#partBytes > MAX_RECORD_BYTES) {
      this.#dropParts('bad-length', 0)
      return 'again'
    }
    if (kind === CHUNK_MIDDLE || kind === CHUNK_FIRST) return 'again'
    const record = Buffer.concat(this.#parts, this.#partBytes)
    const entry = { offset: this.#recordOffset, nextOffset: this.#position, payload: record }
    this.#parts = []
    this.#partBytes = 0
    return entry
  }

  #skip(byteCount: number, reason: DamageReason): Step {
    if (this.#parts.length > 0) this.#dropParts(reason, byteCount)
    else this.#onDamage({ offset: this.#position, byteCount, reason })
    this.#advance(byteCount)
    return 'again'
  }

  #dropParts(reason: DamageReason, following: number): void {
    this.#onDamage({
      offset: this.#recordOffset,
      byteCount: this.#position - this.#recordOffset + following,
      reason,
    })
    this.#parts = []
    this.#partBytes = 0
  }

  #advance(byteCount: number): void {
    this.#at += byteCount
    this.#position += byteCount
  }
}
