import { readDecimal } from '../values/read-decimal.ts'
import { KeyTable, startsWith, type HistoryKey } from './key-table.ts'

/** What a row holds. All of it is reused by the next call. */
export interface HistoryRowView {
  /** `step.num` of the record, or else its item `_step`. */
  readonly step: number | undefined
  /** Unix seconds. */
  readonly timestampS: number | undefined
  /** Number of entries of `names` and `values` that belong to this row. */
  readonly count: number
  /** In the order of the record; a name may stand in it twice, the later one counts. */
  readonly names: string[]
  readonly values: Float64Array
  /** Values that are not numbers. */
  readonly others: { readonly name: string; readonly json: string }[]
}

const TAG_NUM = 0x08
const TAG_HISTORY = 0x12
const TAG_ITEM = 0x0a
const TAG_STEP = 0x12
const TAG_KEY = 0x0a
const TAG_NESTED_KEY = 0x12
/** Field 16, wire type 2: two bytes, 0x82 0x01. */
const TAG_VALUE = 0x82
/** Positions that remember their key from the row before. */
const MAX_POSITIONS = 200_000
// A byte order mark at the start of a name is part of it.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/

/**
 * Reads `Record { history }` without an object or a string per item. Keys are interned: a row whose names stand in the same
 * order as in the row before costs one comparison of bytes per name, another order one hash of them. Nested keys are joined
 * with dots. Numbers are exact; NaN, Infinity and -Infinity are numbers. Never throws.
 *
 * @example
 * const decoder = new HistoryDecoder()
 * const row = decoder.decode(entry.payload)
 * if (row !== undefined) for (let i = 0; i < row.count; i++) use(row.names[i], row.step, row.values[i])
 */
export class HistoryDecoder {
  readonly #view: { -readonly [Field in keyof HistoryRowView]: HistoryRowView[Field] } = {
    step: undefined,
    timestampS: undefined,
    count: 0,
    names: [],
    values: new Float64Array(64),
    others: [],
  }
  /** Keys of the row before, by position of the item. */
  readonly #lastKeys: HistoryKey[] = []
  readonly #keys = new KeyTable()
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0

  /**
   * Reads the payload of one log entry.
   * @returns undefined when the record is not a history record, or not a well-formed one
   */
  decode(payload: Uint8Array): HistoryRowView | undefined {
    this.#bytes = payload
    this.#at = 0
    const view = this.#view
    view.step = undefined
    view.timestampS = undefined
    view.count = 0
    if (view.others.length > 0) view.others = []
    let isHistory = false
    while (this.#at < payload.length) {
      const tag = this.#varint()
      if (tag === TAG_HISTORY) {
        const end = this.#varint() + this.#at
        if (!(end <= payload.length && this.#history(end))) return undefined
        isHistory = true
      } else if (!this.#skip(tag)) return undefined
    }
    return isHistory ? view : undefined
  }

  #history(end: number): boolean {
    let position = 0
    while (this.#at < end) {
      const tag = this.#varint()
      if (tag !== TAG_ITEM && tag !== TAG_STEP) {
        if (!this.#skip(tag)) return false
        continue
      }
      const innerEnd = this.#varint() + this.#at
      if (!(innerEnd <= end)) return false
      const isRead = tag === TAG_STEP ? this.#step(innerEnd) : this.#item(innerEnd, position++)
      if (!isRead) return false
    }
    return this.#at === end
  }

  #step(end: number): boolean {
    const view = this.#view
    view.step ??= 0
    while (this.#at < end) {
      const tag = this.#varint()
      if (tag === TAG_NUM) view.step = this.#int64()
      else if (!this.#skip(tag)) return false
    }
    return this.#at === end
  }

  /** An item is a key, then a value: here when the key is that of the row before, in `#anyItem` in every other case. */
  #item(end: number, position: number): boolean {
    const bytes = this.#bytes
    const start = this.#at
    const key = this.#lastKeys[position]
    if (key !== undefined && startsWith(bytes, start, key.bytes)) {
      const lengthAt = start + key.bytes.length
      const valueAt = lengthAt + 1
      if (bytes[lengthAt] < 0x80 && valueAt + bytes[lengthAt] === end) {
        this.#at = end
        this.#keep(key, valueAt, end)
        return true
      }
    }
    return this.#anyItem(end, position)
  }

  #anyItem(end: number, position: number): boolean {
    const start = this.#at
    let keyEnd = start
    let valueStart = -1
    let valueEnd = -1
    let hasOther = false
    while (this.#at < end) {
      const tag = this.#varint()
      if (tag === TAG_KEY || tag === TAG_NESTED_KEY || tag === TAG_VALUE) {
        const lengthAt = this.#at
        const fieldEnd = this.#varint() + this.#at
        if (!(fieldEnd <= end)) return false
        if (tag === TAG_VALUE) {
          // What comes before the length stands for the name, if nothing but the name comes before it.
          hasOther ||= valueStart >= 0
          keyEnd = lengthAt
          valueStart = this.#at
          valueEnd = fieldEnd
        } else hasOther ||= valueStart >= 0
        this.#at = fieldEnd
      } else if (this.#skip(tag)) hasOther = true
      else return false
    }
    if (this.#at !== end) return false
    // An absent value is an empty text, which no JSON is.
    if (valueStart < 0) return true
    const key = hasOther ? this.#readKey(start, end) : this.#intern(start, keyEnd, position)
    this.#keep(key, valueStart, valueEnd)
    return true
  }

  #intern(start: number, end: number, position: number): HistoryKey {
    let key = this.#keys.get(this.#bytes, start, end)
    if (key === undefined) {
      key = this.#readKey(start, end)
      this.#keys.add(key)
    }
    if (position < MAX_POSITIONS) this.#lastKeys[position] = key
    return key
  }

  /** The key of the fields between start and end; fields of other numbers are passed over. */
  #readKey(start: number, end: number): HistoryKey {
    const resumeAt = this.#at
    const parts: string[] = []
    this.#at = start
    while (this.#at < end) {
      const tag = this.#varint()
      if (tag === TAG_KEY || tag === TAG_NESTED_KEY) {
        const partEnd = this.#varint() + this.#at
        parts.push(utf8.decode(this.#bytes.subarray(this.#at, partEnd)))
        this.#at = partEnd
      } else if (this.#at === end || !this.#skip(tag)) break
    }
    this.#at = resumeAt
    const name = parts.join('.')
    const role = name === '_step' || name === '_runtime' || name === '_timestamp' ? name : 'metric'
    return { bytes: this.#bytes.slice(start, end), name, role }
  }

  #keep({ name, role }: HistoryKey, start: number, end: number): void {
    const view = this.#view
    const decimal = readDecimal(this.#bytes, start, end)
    const value = Number.isNaN(decimal) ? this.#undecided(start, end) : decimal
    if (role !== 'metric') {
      if (role === '_step') view.step ??= value
      else if (role === '_timestamp') view.timestampS = value
    } else if (value === undefined) {
      view.others.push({ name, json: utf8.decode(this.#bytes.subarray(start, end)) })
    } else {
      if (view.count === view.values.length) view.values = grow(view.values)
      view.names[view.count] = name
      view.values[view.count++] = value
    }
  }

  /** The number that a JSON text is, bare literals included; undefined when it is another value. */
  #undecided(start: number, end: number): number | undefined {
    const first = this.#bytes[start]
    // Texts, lists and objects are not worth a string that is thrown away.
    if (first === 0x22 || first === 0x5b || first === 0x7b) return undefined
    const text = latin1(this.#bytes, start, end)
    if (JSON_NUMBER.test(text)) return Number(text)
    if (text === 'NaN') return Number.NaN
    if (text === 'Infinity') return Number.POSITIVE_INFINITY
    return text === '-Infinity' ? Number.NEGATIVE_INFINITY : undefined
  }

  /** Past the end of the bytes it reads zeros; callers compare `#at` with the end that they know. */
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
      case 2: {
        const byteCount = this.#varint()
        this.#at += byteCount
        break
      }
      case 5:
        this.#at += 4
        break
      default:
        return false
    }
    return this.#at <= this.#bytes.length
  }
}

function grow(values: Float64Array): Float64Array {
  const grown = new Float64Array(values.length * 2)
  grown.set(values)
  return grown
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
}
