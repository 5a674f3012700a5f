import { crc32 } from 'node:zlib'

/** CRC-32 of a file from its start, of bytes that are read further than they are counted. */
export class RunningCrc {
  #offset: number
  #value: number
  /** What follows `#offset`, in order. */
  #waiting: Uint8Array[] = []

  /** @param value of the bytes before `offset` */
  constructor(offset = 0, value = 0) {
    this.#offset = offset
    this.#value = value
  }

  /** @param bytes kept until they are counted */
  push(bytes: Uint8Array): void {
    this.#waiting.push(bytes)
  }

  /** @param offset not before the last one, nor behind what was pushed @returns the CRC of the bytes before it */
  advanceTo(offset: number): number {
    while (this.#offset < offset) {
      const bytes = this.#waiting.shift()
      if (bytes === undefined) throw new RangeError(`Cannot count up to ${offset}: bytes are missing`)
      const counted = bytes.subarray(0, offset - this.#offset)
      this.#value = crc32(counted, this.#value)
      this.#offset += counted.length
      if (counted.length < bytes.length) this.#waiting.unshift(bytes.subarray(counted.length))
    }
    return this.#value
  }

  /** Forgets what was pushed and not counted: it will be pushed again. */
  dropRest(): void {
    this.#waiting = []
  }
}
