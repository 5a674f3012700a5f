/** One field of a message. What it holds depends on the wire type: a number, or a stretch of bytes. */
export class ProtoReader {
  readonly bytes: Buffer
  /** Of the field that {@link next} has found. */
  field = 0
  wireType = 0
  #at: number
  readonly #end: number
  /** Nested messages that may still be opened, shared by all of a request: two bytes are enough for one, an object in memory is not. */
  readonly #budget: { left: number }

  // oxlint-disable-next-line max-params -- made for every message
  constructor(
    bytes: Uint8Array,
    start = 0,
    end: number = bytes.length,
    budget: { left: number } = { left: Infinity },
  ) {
    this.#budget = budget
    this.bytes = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    this.#at = start
    this.#end = end
  }

  /** Goes to the next field; each must be read or skipped. @returns false at the end of the message */
  next(): boolean {
    if (this.#at === this.#end) return false
    const tag = this.#varint()
    this.field = Math.floor(tag / 8)
    this.wireType = tag % 8
    if (this.field === 0) throw new Error('a field has number 0')
    return true
  }

  /** A nested message. */
  message(): ProtoReader {
    const start = this.#length()
    if (--this.#budget.left < 0) throw new Error('it has more parts than the limit')
    return new ProtoReader(this.bytes, start, this.#at, this.#budget)
  }

  string(): string {
    const start = this.#length()
    return this.bytes.toString('utf8', start, this.#at)
  }

  /** A copy. */
  copy(): Uint8Array {
    const start = this.#length()
    return new Uint8Array(this.bytes.subarray(start, this.#at))
  }

  hex(): string {
    const start = this.#length()
    return this.bytes.toString('hex', start, this.#at)
  }

  /** Of an unsigned number; what lies above 2^53 is not exact. */
  uint(): number {
    this.#expect(0)
    return this.#varint()
  }

  int64(): bigint {
    this.#expect(0)
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte()
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asIntN(64, value)
    }
    throw new Error('a varint is longer than 10 bytes')
  }

  double(): number {
    this.#expect(1)
    return this.bytes.readDoubleLE(this.#take(8))
  }

  fixed64(): bigint {
    this.#expect(1)
    return this.bytes.readBigUInt64LE(this.#take(8))
  }

  fixed32(): number {
    this.#expect(5)
    return this.bytes.readUInt32LE(this.#take(4))
  }

  /** Passes over a field that this version does not know. */
  skip(): void {
    if (this.wireType === 0) this.#varint()
    else if (this.wireType === 1) this.#take(8)
    else if (this.wireType === 2) this.#length()
    else if (this.wireType === 5) this.#take(4)
    else throw new Error(`wire type ${this.wireType} is not one`)
  }

  /** @returns where the bytes of the field start; they end where the reader then is */
  #length(): number {
    this.#expect(2)
    return this.#take(this.#varint())
  }

  #expect(wireType: number): void {
    if (this.wireType !== wireType)
      throw new Error(`field ${this.field} has wire type ${this.wireType}, not ${wireType}`)
  }

  #take(byteCount: number): number {
    const start = this.#at
    if (byteCount > this.#end - start) throw new Error('a field is longer than its message')
    this.#at = start + byteCount
    return start
  }

  #varint(): number {
    let value = 0
    let factor = 1
    for (let count = 0; count < 10; count += 1) {
      const byte = this.#byte()
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 128
    }
    throw new Error('a varint is longer than 10 bytes')
  }

  #byte(): number {
    if (this.#at >= this.#end) throw new Error('a field is longer than its message')
    return this.bytes[this.#at++]
  }
}
