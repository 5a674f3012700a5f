/** Bytes that a reading needs to go on. The answer may be shorter at the end of the file only. */
export interface BytesRequest {
  readonly offset: number
  readonly length: number
}

/** A reading that asks for bytes as it goes, so that it knows neither files nor promises. */
export type Reading<T> = Generator<BytesRequest, T, Uint8Array>

/** The bytes are no protocol buffer of the kind that is expected. */
export class MalformedError extends Error {}

/** Where a reading gives up: what it has read by then stays. */
const MAX_READ_BYTES = 128 * 1024 * 1024
/** After a jump over weights often only the head of the next tensor is wanted; what follows without a jump is read ahead. */
const MIN_WINDOW_BYTES = 4096
/** Some milliseconds of work, after which the program has its turn. */
const MAX_WINDOW_BYTES = 64 * 1024
const MAX_VARINT_BYTES = 10
/** A tag and a length, or a tag and a number. */
const HEAD_BYTES = 2 * MAX_VARINT_BYTES
export const MAX_TEXT_BYTES = 256
const MAX_SHORT_BYTES = 32

const VARINT = 0
const FIXED64 = 1
const BYTES = 2
const FIXED32 = 5

const decoder = new TextDecoder()

/**
 * Walks through a protocol buffer of any size in one direction, and holds a window of it. Values that are of no interest are jumped
 * over. https://protobuf.dev/programming-guides/encoding/
 */
export class ProtoCursor {
  readonly sizeBytes: number
  position = 0
  /** Of the field that {@link next} came to. */
  field = 0
  /** Its number, when it is one; the lower 53 bits are exact. */
  value = 0
  /** Where it ends, when it has a length; {@link isBytes} tells. */
  fieldEnd = 0
  isBytes = false
  #window: Uint8Array = new Uint8Array()
  #windowStart = 0
  #windowBytes = MIN_WINDOW_BYTES
  #readBytes = 0

  constructor(sizeBytes: number) {
    this.sizeBytes = sizeBytes
  }

  /**
   * Comes to the next field of a message and reads its head. A number is then read; of anything longer the caller reads what it
   * wants, and jumps to {@link fieldEnd}. To be used as `while (cursor.next(end) || (yield* cursor.load(end)))`: a generator per
   * field would be most of the time that reading takes.
   * @param end of the message
   * @returns false at its end, and where bytes have to be loaded first
   * @throws {MalformedError}
   */
  next(end: number): boolean {
    if (this.position >= end || this.#isShort(HEAD_BYTES)) return false
    this.#readHead(end)
    return true
  }

  /** Loads bytes and does what {@link next} does. @returns false at the end of the message */
  *load(end: number): Reading<boolean> {
    if (this.position >= end) return false
    yield* this.#fill(HEAD_BYTES)
    this.#readHead(end)
    return true
  }

  #readHead(end: number): void {
    const tag = this.#varint()
    this.field = Math.floor(tag / 8)
    const wireType = tag % 8
    if (this.field === 0) throw new MalformedError(`field 0 at byte ${this.position}`)
    this.isBytes = wireType === BYTES
    if (wireType === VARINT) this.value = this.#varint()
    else if (wireType === BYTES) this.fieldEnd = this.#varint() + this.position
    else if (wireType === FIXED32) this.position += 4
    else if (wireType === FIXED64) this.position += 8
    else throw new MalformedError(`wire type ${wireType} at byte ${this.position}`)
    if (!this.isBytes) this.fieldEnd = this.position
    if (this.fieldEnd > end || this.fieldEnd < this.position)
      throw new MalformedError(`a field that ends at byte ${this.fieldEnd} of a part that ends at ${end}`)
  }

  /** Jumps to the end of the field, without reading what is in between. */
  skip(): void {
    this.position = this.fieldEnd
  }

  /** The text of the field, cut after {@link MAX_TEXT_BYTES}. */
  *text(): Reading<string> {
    const end = this.fieldEnd
    const length = this.isBytes ? Math.min(MAX_TEXT_BYTES, end - this.position) : 0
    if (this.#isShort(length)) yield* this.#fill(length)
    const start = this.position - this.#windowStart
    const text = decodeText(this.#window, start, start + length)
    this.position = end
    return text
  }

  /** The numbers of a repeated field: one, or as many as there are when they are packed. @param onValue gets each */
  *numbers(onValue: (value: number) => void): Reading<void> {
    if (!this.isBytes) return onValue(this.value)
    const end = this.fieldEnd
    while (this.position < end) {
      if (this.#isShort(MAX_VARINT_BYTES)) yield* this.#fill(MAX_VARINT_BYTES)
      onValue(this.#varint())
    }
    if (this.position > end) throw new MalformedError(`a number that exceeds its part at byte ${end}`)
  }

  /** The position never goes back, so it is never before the window. */
  #isShort(length: number): boolean {
    const windowEnd = this.#windowStart + this.#window.length
    return this.position + length > windowEnd && windowEnd < this.sizeBytes
  }

  *#fill(length: number): Reading<void> {
    const isAhead = this.position <= this.#windowStart + this.#window.length
    this.#windowBytes = isAhead ? Math.min(MAX_WINDOW_BYTES, this.#windowBytes * 2) : MIN_WINDOW_BYTES
    const wanted = Math.min(Math.max(length, this.#windowBytes), this.sizeBytes - this.position)
    this.#readBytes += wanted
    if (this.#readBytes > MAX_READ_BYTES)
      throw new MalformedError(`its structure exceeds the limit of ${MAX_READ_BYTES} bytes`)
    const window = yield { offset: this.position, length: wanted }
    if (window.length < Math.min(length, wanted))
      throw new MalformedError(`the file ends at byte ${this.position + window.length}`)
    this.#window = window
    this.#windowStart = this.position
  }

  /** Negative ones are ten bytes long, and come out negative. */
  #varint(): number {
    let low = 0
    let high = 0
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
      const byte = this.#window[this.position - this.#windowStart]
      if (byte === undefined)
        throw new MalformedError(`the file ends within a number at byte ${this.position}`)
      this.position++
      const bits = byte & 0x7f
      const shift = i * 7
      if (shift < 28) low |= bits << shift
      else if (shift === 28) {
        low |= bits << 28
        high |= bits >>> 4
      } else high |= bits << (shift - 32)
      if (byte < 0x80) return high * 2 ** 32 + (low >>> 0)
    }
    throw new MalformedError(`a number of more than ${MAX_VARINT_BYTES} bytes at byte ${this.position}`)
  }
}

/** Names of operators are short and ASCII, where a decoder takes longer than a loop. */
function decodeText(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0
    if (byte >= 0x80 || end - start > MAX_SHORT_BYTES) return decoder.decode(bytes.subarray(start, end))
    text += String.fromCharCode(byte)
  }
  return text
}
