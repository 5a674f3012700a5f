/** Wire types of protobuf. */
const VARINT = 0
const FIXED64 = 1
const BYTES = 2
const FIXED32 = 5

const MIN_BYTES = 4096
/** A buffer that one long message has made larger than this is given back after it. */
const MAX_KEPT_BYTES = 1024 * 1024

/**
 * Writes protobuf from the end to the start, so that the length of a nested message is known when its header is written: no second
 * pass, no moving. Fields and list items are therefore written in reverse.
 */
export class ProtoWriter {
  #buffer: Buffer = Buffer.allocUnsafeSlow(MIN_BYTES)
  /** What is written is `#buffer` from here on. */
  #at: number = MIN_BYTES

  /** Bytes written so far; a mark for {@link endMessage}. */
  get length(): number {
    return this.#buffer.length - this.#at
  }

  /** The message, copied; the writer is empty again. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#buffer.subarray(this.#at))
    if (this.#buffer.length > MAX_KEPT_BYTES) this.#buffer = Buffer.allocUnsafeSlow(MIN_BYTES)
    this.#at = this.#buffer.length
    return bytes
  }

  /** Ends the message that began (at its end) when {@link length} was `mark`. */
  endMessage(field: number, mark: number): void {
    this.#varint(this.length - mark)
    this.#tag(field, BYTES)
  }

  string(field: number, value: string): void {
    // Protobuf texts must be valid UTF-8. Node has this since 20, the library that its types are compiled with does not.
    const text = (value as string & { toWellFormed(): string }).toWellFormed()
    const byteCount = Buffer.byteLength(text)
    this.#reserve(byteCount)
    this.#at -= byteCount
    this.#buffer.write(text, this.#at)
    this.#varint(byteCount)
    this.#tag(field, BYTES)
  }

  bytes(field: number, value: Uint8Array): void {
    this.#reserve(value.length)
    this.#at -= value.length
    this.#buffer.set(value, this.#at)
    this.#varint(value.length)
    this.#tag(field, BYTES)
  }

  hex(field: number, digits: string): void {
    this.bytes(field, Buffer.from(digits, 'hex'))
  }

  /** @param value whole, not negative, up to 2^53 */
  uint(field: number, value: number): void {
    this.#varint(value)
    this.#tag(field, VARINT)
  }

  int64(field: number, value: bigint): void {
    let rest = BigInt.asUintN(64, value)
    const groups: number[] = []
    do {
      groups.push(Number(rest & 0x7fn))
      rest >>= 7n
    } while (rest > 0n)
    for (let index = groups.length - 1; index >= 0; index -= 1)
      this.#byte(index === groups.length - 1 ? groups[index] : groups[index] | 0x80)
    this.#tag(field, VARINT)
  }

  double(field: number, value: number): void {
    this.#reserve(8)
    this.#at -= 8
    this.#buffer.writeDoubleLE(value, this.#at)
    this.#tag(field, FIXED64)
  }

  fixed64(field: number, value: bigint): void {
    this.#reserve(8)
    this.#at -= 8
    this.#buffer.writeBigUInt64LE(BigInt.asUintN(64, value), this.#at)
    this.#tag(field, FIXED64)
  }

  fixed32(field: number, value: number): void {
    this.#reserve(4)
    this.#at -= 4
    this.#buffer.writeUInt32LE(value >>> 0, this.#at)
    this.#tag(field, FIXED32)
  }

  #tag(field: number, wireType: number): void {
    this.#varint(field * 8 + wireType)
  }

  #varint(value: number): void {
    let size = 1
    for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) size += 1
    this.#reserve(size)
    this.#at -= size
    let rest = value
    for (let index = 0; index < size - 1; index += 1) {
      this.#buffer[this.#at + index] = (rest % 128) | 0x80
      rest = Math.floor(rest / 128)
    }
    this.#buffer[this.#at + size - 1] = rest
  }

  #byte(value: number): void {
    this.#reserve(1)
    this.#at -= 1
    this.#buffer[this.#at] = value
  }

  #reserve(byteCount: number): void {
    if (this.#at >= byteCount) return
    const used = this.length
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, used + byteCount))
    this.#buffer.copy(larger, larger.length - used, this.#at)
    this.#at = larger.length - used
    this.#buffer = larger
  }
}
