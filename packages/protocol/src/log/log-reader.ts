import { crcOf } from './crc.ts'
import {
  BLOCK_BYTES,
  CHUNK_FIRST,
  CHUNK_FULL,
  CHUNK_HEADER_BYTES,
  CHUNK_LAST,
  LOG_HEADER,
  MAX_RECORD_BYTES,
} from './format.ts'

/** What was found where a record should be; FORMAT.md, "Reading". */
export type DamageReason = 'bad-header' | 'checksum' | 'bad-length' | 'bad-type' | 'orphan' | 'zero-fill'

/** A stretch of a log that holds no readable record. */
export interface LogDamage {
  readonly offset: number
  readonly byteCount: number
  readonly reason: DamageReason
}

/** One record of a log. */
export interface LogEntry {
  /** File offset of its first chunk. */
  readonly offset: number
  /** File offset after its last chunk; a reader may start there. */
  readonly nextOffset: number
  /** Valid until the next `push` or `next`: most often a view of what was pushed. */
  readonly payload: Uint8Array
}

/** How a log ends. Torn: an unfinished record, zeros, or damage in a block that is not whole. */
export type LogTail =
  | { readonly kind: 'clean' }
  | { readonly kind: 'torn'; readonly offset: number; readonly byteCount: number }

/** Options of {@link LogReader}. */
export interface LogReaderOptions {
  /** 0, or the `nextOffset` or `resumeOffset` of an earlier reader of the same file. Default 0. */
  readonly offset?: number
  /** Called for every stretch that is skipped, in ascending order, none twice. */
  readonly onDamage?: (damage: LogDamage) => void
}

type Step = LogEntry | 'again' | 'wait'

/**
 * Takes a log apart into its records, as its bytes arrive. Pure: the caller reads the file and pushes what it read.
 *
 * Gives every intact record and nothing else; damage is skipped up to the next block and reported, and never throws. What the
 * end of a growing file does not hold yet is waited for. Memory is bounded by one push and one record.
 *
 * @see FORMAT.md beside this file
 * @example
 * const reader = new LogReader({ onDamage: (damage) => console.warn(damage) })
 * reader.push(bytes)
 * for (let entry = reader.next(); entry !== undefined; entry = reader.next()) use(entry.payload)
 */
export class LogReader {
  readonly #onDamage: (damage: LogDamage) => void
  /** What was pushed and not consumed is `#bytes` from `#at` on. */
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0
  /** File offset of `#at`. */
  #position: number
  /** Payloads of the record that has begun and not ended. */
  #parts: Uint8Array[] = []
  #partBytes = 0
  /** Where that record began. */
  #recordOffset: number
  /** Where the zeros began that reach up to `#position`; they are a hole when something follows, else a torn tail. */
  #zerosOffset: number | undefined

  constructor(options: LogReaderOptions = {}) {
    this.#position = options.offset ?? 0
    this.#recordOffset = this.#position
    this.#onDamage = options.onDamage ?? (() => {})
  }

  /** File offset after all that was given or reported: a new reader that starts there, fed from there, continues. */
  get resumeOffset(): number {
    return this.#parts.length > 0 ? this.#recordOffset : (this.#zerosOffset ?? this.#position)
  }

  /** Adds the bytes that follow what was pushed before. They are kept by reference: do not write into them again. */
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

  /**
   * Gives the next record.
   * @returns undefined when what was pushed holds no further whole one
   */
  next(): LogEntry | undefined {
    for (;;) {
      const step = this.#step()
      if (step === 'wait') return undefined
      if (step !== 'again') return step
    }
  }

  /** What lies behind the last record, were the file to end here. The reader can be used on. */
  end(): LogTail {
    const offset = this.resumeOffset
    const byteCount = this.#position - offset + this.#available
    return byteCount === 0 ? { kind: 'clean' } : { kind: 'torn', offset, byteCount }
  }

  get #available(): number {
    return this.#bytes.length - this.#at
  }

  #step(): Step {
    if (this.#position === 0) return this.#readFileHeader()
    return this.#zerosOffset === undefined ? this.#readChunk() : this.#readZeros(this.#zerosOffset)
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
    const available = this.#bytes.length - this.#at
    if (blockLeft < CHUNK_HEADER_BYTES) return this.#pass(blockLeft)
    if (available < CHUNK_HEADER_BYTES) return 'wait'
    const bytes = this.#bytes
    const at = this.#at
    const checksum = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
    const length = bytes[at + 4] | (bytes[at + 5] << 8)
    const kind = bytes[at + 6]
    const byteCount = CHUNK_HEADER_BYTES + length
    if ((checksum | length | kind) === 0) {
      this.#zerosOffset = this.#position
      return 'again'
    }
    if (kind < CHUNK_FULL || kind > CHUNK_LAST) return this.#skip(blockLeft, 'bad-type')
    if (byteCount > blockLeft) return this.#skip(blockLeft, 'bad-length')
    if (available < byteCount) return 'wait'
    if (crcOf(bytes, at + 6, at + byteCount) !== checksum >>> 0) return this.#skip(blockLeft, 'checksum')
    return this.#take(kind, byteCount)
  }

  /** The padding at the end of a block. */
  #pass(byteCount: number): Step {
    if (this.#available < byteCount) return 'wait'
    this.#advance(byteCount)
    return 'again'
  }

  #take(kind: number, byteCount: number): Step {
    const offset = this.#position
    const payload = this.#bytes.subarray(this.#at + CHUNK_HEADER_BYTES, this.#at + byteCount)
    const isStart = kind === CHUNK_FULL || kind === CHUNK_FIRST
    if (isStart && this.#parts.length > 0) this.#dropRecord('orphan')
    this.#advance(byteCount)
    if (kind === CHUNK_FULL) return { offset, nextOffset: this.#position, payload }
    if (isStart) this.#recordOffset = offset
    else if (this.#parts.length === 0) {
      this.#onDamage({ offset, byteCount, reason: 'orphan' })
      return 'again'
    }
    return this.#join(payload, kind === CHUNK_LAST)
  }

  #join(payload: Uint8Array, isLast: boolean): Step {
    // A copy: the record outlives what was pushed.
    this.#parts.push(payload.slice())
    this.#partBytes += payload.length
    if (this.#partBytes > MAX_RECORD_BYTES) {
      this.#dropRecord('bad-length')
      return 'again'
    }
    if (!isLast) return 'again'
    const record = Buffer.concat(this.#parts, this.#partBytes)
    this.#forgetParts()
    return { offset: this.#recordOffset, nextOffset: this.#position, payload: record }
  }

  /** Goes over zeros without keeping them: a file may have gigabytes of them. */
  #readZeros(start: number): Step {
    const bytes = this.#bytes
    let at = this.#at
    while (at < bytes.length && bytes[at] === 0) at++
    this.#advance(at - this.#at)
    if (at === bytes.length) return 'wait'
    const inBlock = this.#position % BLOCK_BYTES
    const step = this.#skip(inBlock === 0 ? 0 : BLOCK_BYTES - inBlock, 'zero-fill', start)
    if (step === 'again') this.#zerosOffset = undefined
    return step
  }

  /** Gives the rest of a block up, once it is whole: a reader may have seen half of a write. @param start where the damage begins */
  #skip(byteCount: number, reason: DamageReason, start: number = this.#position): Step {
    if (this.#available < byteCount) return 'wait'
    this.#advance(byteCount)
    if (this.#parts.length > 0) this.#dropRecord(reason)
    else this.#onDamage({ offset: start, byteCount: this.#position - start, reason })
    return 'again'
  }

  /** Reports the record that has begun, and all that was passed since. */
  #dropRecord(reason: DamageReason): void {
    const offset = this.#recordOffset
    this.#onDamage({ offset, byteCount: this.#position - offset, reason })
    this.#forgetParts()
  }

  #forgetParts(): void {
    this.#parts = []
    this.#partBytes = 0
  }

  #advance(byteCount: number): void {
    this.#at += byteCount
    this.#position += byteCount
  }
}
