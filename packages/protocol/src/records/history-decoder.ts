/** What a row holds. All of it is reused by the next call. */
export interface HistoryRowView {
  readonly step: number | undefined
  /** Unix seconds. */
  readonly timestampS: number | undefined
  /** Number of entries of `names` and `values` that belong to this row. */
  readonly count: number
  readonly names: string[]
  readonly values: Float64Array
  /** Values that are not numbers. */
  readonly others: { readonly name: string; readonly json: string }[]
}

interface Key {
  readonly bytes: Uint8Array
  readonly name: string
}

const MAX_CACHED_KEYS = 200_000
const utf8 = new TextDecoder()
const POWERS: number[] = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

/**
 * Reads `Record { history }` without making an object per item. Keys are interned: a row whose names stand in the same
 * order as in the row before costs one comparison of bytes per name. Nested keys are joined with dots.
 */
export class HistoryDecoder {
  readonly #view: {
    step: number | undefined
    timestampS: number | undefined
    count: number
    names: string[]
    values: Float64Array
    others: { name: string; json: string }[]
  } = {
    step: undefined,
    timestampS: undefined,
    count: 0,
    names: [],
    values: new Float64Array(64),
    others: [],
  }
  /** Keys of the row before, by position of the item. */
  readonly #lastKeys: Key[] = []
  readonly #keys: Map<string, Key> = new Map()
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0

  /** @returns undefined when the record is not a history record, or not a well-formed one */
  decode(payload: Uint8Array): HistoryRowView | undefined {
    this.#bytes = payload
    this.#at = 0
    const view = this.#view
    view.step = undefined
    view.timestampS = undefined
    view.count = 0
    view.others = []
    let isHistory = false
    while (this.#at < payload.length) {
      const tag = this.#varint()
      if (tag === 0x12) {
        const end = this.#varint() + this.#at
        if (end > payload.length || !this.#history(end)) return undefined
        isHistory = true
      } else if (!this.#skip(tag)) return undefined
    }
    return isHistory ? view : undefined
  }

  #history(end: number): boolean {
    let index = 0
    while (this.#at < end) {
      const tag = this.#varint()
      if (tag === 0x0a) {
        const itemEnd = this.#varint() + this.#at
        if (itemEnd > end || !this.#item(itemEnd, index++)) return false
      } else if (tag === 0x12) {
        const stepEnd = this.#varint() + this.#at
        if (stepEnd > end || !this.#step(stepEnd)) return false
      } else if (!this.#skip(tag)) return false
    }
    return this.#at === end
  }

  #step(end: number): boolean {
    this.#view.step ??= 0
    while (this.#at < end) {
      const tag = this.#varint()
      if (tag === 0x08) this.#view.step = this.#int64()
      else if (!this.#skip(tag)) return false
    }
    return this.#at === end
  }

  #item(end: number, index: number): boolean {
    const start = this.#at
    let keyEnd = start
    let valueStart = -1
    let valueEnd = -1
    while (this.#at < end) {
      const tag = this.#varint()
      if (tag === 0x0a || tag === 0x12) {
        const partEnd = this.#varint() + this.#at
        if (partEnd > end) return false
        this.#at = partEnd
        keyEnd = partEnd
      } else if (tag === 0x82) {
        valueEnd = this.#varint() + this.#at
        if (valueEnd > end) return false
        valueStart = this.#at
        this.#at = valueEnd
      } else if (!this.#skip(tag)) return false
    }
    if (this.#at !== end) return false
    if (valueStart < 0) return true
    // Fields may come in any order; keys after the value are rare and read from the whole item.
    const key = keyEnd <= valueStart ? this.#intern(start, keyEnd, index) : this.#readKey(start, end)
    this.#keep(key.name, valueStart, valueEnd)
    return true
  }

  #keep(name: string, start: number, end: number): void {
    const value = this.#number(start, end)
    const view = this.#view
    if (name === '_step' || name === '_timestamp' || name === '_runtime') {
      if (value === undefined) return
      if (name === '_step' && view.step === undefined) view.step = value
      if (name === '_timestamp') view.timestampS = value
      return
    }
    if (value === undefined) {
      view.others.push({ name, json: utf8.decode(this.#bytes.subarray(start, end)) })
      return
    }
    if (view.count === view.values.length) {
      const grown = new Float64Array(view.count * 2)
      grown.set(view.values)
      view.values = grown
    }
    view.names[view.count] = name
    view.values[view.count] = value
    view.count++
  }

  #intern(start: number, end: number, index: number): Key {
    const bytes = this.#bytes
    const last = this.#lastKeys[index]
    if (last !== undefined && last.bytes.length === end - start) {
      const known = last.bytes
      let i = 0
      while (i < known.length && known[i] === bytes[start + i]) i++
      if (i === known.length) return last
    }
    const id = latin1(bytes, start, end)
    let key = this.#keys.get(id)
    if (key === undefined) {
      key = this.#readKey(start, end)
      if (this.#keys.size < MAX_CACHED_KEYS) this.#keys.set(id, key)
    }
    this.#lastKeys[index] = key
    return key
  }

  /** Name of the key fields between start and end; fields of other numbers are passed over. */
  #readKey(start: number, end: number): Key {
    const resumeAt = this.#at
    const parts: string[] = []
    this.#at = start
    while (this.#at < end) {
      const tag = this.#varint()
      if (tag === 0x0a || tag === 0x12) {
        const partEnd = this.#varint() + this.#at
        parts.push(utf8.decode(this.#bytes.subarray(this.#at, partEnd)))
        this.#at = partEnd
      } else if (!this.#skip(tag)) break
    }
    this.#at = resumeAt
    return { bytes: this.#bytes.slice(start, end), name: parts.join('.') }
  }

  /** The number that a JSON text is, bare literals included; undefined when it is another value. */
  #number(start: number, end: number): number | undefined {
    const bytes = this.#bytes
    let at = start
    const isNegative = bytes[at] === 0x2d
    if (isNegative) at++
    const first = bytes[at]
    if (!(first >= 0x30 && first <= 0x39)) return this.#literal(start, end)
    let mantissa = 0
    let digitCount = 0
    let exponent = 0
    let isFraction = false
    for (; at < end; at++) {
      const byte = bytes[at]
      if (byte >= 0x30 && byte <= 0x39) {
        mantissa = mantissa * 10 + (byte - 0x30)
        if (mantissa !== 0) digitCount++
        if (isFraction) exponent--
      } else if (byte === 0x2e && !isFraction) isFraction = true
      else break
    }
    // Exact when the digits fit 53 bits and the power of ten is itself exact (Clinger 1990); else the engine parses.
    if (at < end || digitCount > 15 || exponent < -22) return this.#slowNumber(start, end)
    const magnitude = exponent === 0 ? mantissa : mantissa / POWERS[-exponent]
    return isNegative ? -magnitude : magnitude
  }

  #slowNumber(start: number, end: number): number | undefined {
    const value = Number(latin1(this.#bytes, start, end))
    return Number.isNaN(value) ? undefined : value
  }

  #literal(start: number, end: number): number | undefined {
    const length = end - start
    if (length !== 3 && length !== 8 && length !== 9) return undefined
    const text = latin1(this.#bytes, start, end)
    if (text === 'NaN') return Number.NaN
    if (text === 'Infinity') return Number.POSITIVE_INFINITY
    return text === '-Infinity' ? Number.NEGATIVE_INFINITY : undefined
  }

  #varint(): number {
    const bytes = this.#bytes
    let byte = bytes[this.#at++]
    if (byte < 128) return byte
    let value = byte & 127
    let factor = 128
    do {
      byte = bytes[this.#at++] ?? 0
      value += (byte & 127) * factor
      factor *= 128
    } while (byte >= 128)
    return value
  }

  #int64(): number {
    const start = this.#at
    const value = this.#varint()
    // Ten bytes: the sign bit is set.
    if (this.#at - start < 10) return value
    let bits = 0n
    for (let i = 0; i < 10; i++) bits |= BigInt(this.#bytes[start + i] & 127) << BigInt(7 * i)
    return Number(BigInt.asIntN(64, bits))
  }

  #skip(tag: number): boolean {
    switch (tag & 7) {
      case 0:
        this.#varint()
        break
      case 1:
        this.#at += 8
        break
      case 2:
        this.#at += this.#varint()
        break
      case 5:
        this.#at += 4
        break
      default:
        return false
    }
    return this.#at <= this.#bytes.length
  }
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
}
