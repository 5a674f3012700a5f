import { messageOf } from '../values/message-of.ts'
import {
  isPlainObject,
  numberJson,
  toValueJson,
  MAX_VALUE_DEPTH,
  type DropReason,
} from '../values/to-value-json.ts'
import { MAX_DECIMAL_BYTES, writeDecimal, writeInteger, writeSeconds } from '../values/write-decimal.ts'
import {
  FIRST_METRIC_ID,
  KEY_RESERVED,
  KEY_TOO_LONG,
  KeyFields,
  keyField,
  MAX_KEY_BYTES,
  pathField,
  RUNTIME_ID,
  STEP_ID,
  TIMESTAMP_ID,
  type KeyField,
} from './key-fields.ts'

export { MAX_KEY_BYTES } from './key-fields.ts'

/** One call of `log()`. */
export interface HistoryRow {
  /** 1-based number of the record in its log. */
  readonly num: number
  /** Integer, at most 2^53 from 0. */
  readonly step: number
  /** Unix milliseconds. */
  readonly timestampMs: number
  /** Milliseconds since the run started. */
  readonly runtimeMs: number
  readonly metrics: Readonly<Record<string, unknown>>
}

/** A value that could not be kept. */
export interface ValueDrop {
  readonly path: readonly string[]
  readonly reason: DropReason
  readonly detail: string
}

/** Options of {@link HistoryEncoder}. */
export interface HistoryEncoderOptions {
  /** Called for each value that is left out, before `encode` returns. It must not throw. */
  readonly onDrop?: (drop: ValueDrop) => void
  /** Asked about objects that are no plain objects; true: this row is not for this encoder, and `encodeInPlace` returns -1. */
  readonly isForeign?: (value: object) => boolean
}

const TAG_NUM = 0x08
const TAG_HISTORY = 0x12
const TAG_ITEM = 0x0a
const TAG_STEP = 0x12
/** Room for the longest number text and all tags and lengths of one item beside its key. */
const ITEM_SLACK_BYTES = 64
/** Room for what is written last: tag, num (up to 8 bytes), tag, length (up to 5); and for a chunk's header in front of it. */
const PREFIX_BYTES = 32
/** An item with such a key and any number below is shorter than 128 bytes. */
const MAX_SHORT_KEY_BYTES = 127 - 1 - MAX_DECIMAL_BYTES
/** Integers from 0 up to here are written digit by digit. */
const SMALL_INTEGER = 1_000_000_000
/** Milliseconds up to here are exact with three decimals. */
const MAX_SECONDS_MS = 1e15
/** Metrics beyond this are left out: readers refuse a record that is far longer. */
const MAX_ROW_BYTES: number = 64 * 1024 * 1024
/** Of one nested value. Objects that share members unfold into more than any memory holds, and take as long. */
const MAX_LEAVES = 100_000
/** A buffer that one long row has made larger than this is given back after it. */
const MAX_KEPT_BYTES: number = 1024 * 1024
const FIRST_BUFFER_BYTES: number = 16 * 1024
const utf8 = new TextEncoder()

interface Walk {
  readonly ancestors: Set<object>
  /** Where the way down ended, with a value or without. */
  leafCount: number
}

/**
 * Encodes rows of `log()` as `Record { num, history { item…, step } }`, straight into a reused buffer: the bytes that
 * protobufjs writes for the same record, several times faster. Nested plain objects become items with a `nested_key`
 * path; those with a `_type` are media and stay one item.
 *
 * The items `_step`, `_runtime` and `_timestamp` (seconds) are added to each row; metrics of these names are ignored.
 * Never throws for a value: what cannot be kept is left out and given to `onDrop`.
 */
export class HistoryEncoder {
  readonly #onDrop: (drop: ValueDrop) => void
  readonly #isForeign: ((value: object) => boolean) | undefined
  #hasForeign = false
  readonly #keys = new KeyFields()
  #buffer: Uint8Array = new Uint8Array(FIRST_BUFFER_BYTES)
  #view: DataView = new DataView(this.#buffer.buffer)
  #at = 0

  constructor(options: HistoryEncoderOptions = {}) {
    this.#onDrop = options.onDrop ?? (() => {})
    this.#isForeign = options.isForeign
  }

  /**
   * Encodes one row for `LogFramer`.
   * @returns the record; valid until the next call
   */
  encode(row: HistoryRow): Uint8Array {
    const start = this.encodeInPlace(row)
    return this.#buffer.subarray(start, this.#at)
  }

  /** The memory that the last row is in. Its bytes in front of the row may be overwritten. */
  get buffer(): Uint8Array {
    return this.#buffer
  }

  /** {@link buffer}, for what is written into it later. */
  get view(): DataView {
    return this.#view
  }

  /** Where the last row ends in {@link buffer}. */
  get end(): number {
    return this.#at
  }

  /**
   * Like {@link encode}, without a view of the result: making one costs as much as encoding a metric.
   * @returns -1 when a value is foreign, else where the record starts in {@link buffer}, at least `FRAME_HEADROOM_BYTES` after its beginning
   */
  encodeInPlace(row: HistoryRow): number {
    if (this.#buffer.length > MAX_KEPT_BYTES) this.#adopt(new Uint8Array(FIRST_BUFFER_BYTES))
    this.#at = PREFIX_BYTES
    this.#hasForeign = false
    const step = Number.isFinite(row.step) ? Math.trunc(row.step) : 0
    this.#writeMetrics(row.metrics)
    if (this.#hasForeign) return -1
    // One loop, and the step as if it were seconds, so that all three run through the same few lines of machine code.
    for (let id = STEP_ID; id <= TIMESTAMP_ID; id++) {
      const ms = id === STEP_ID ? step * 1000 : id === RUNTIME_ID ? row.runtimeMs : row.timestampMs
      if (!this.#writeSeconds(id, ms)) this.#writeNumber(id, id === STEP_ID ? step : seconds(ms))
    }
    this.#writeStep(step)
    return this.#writePrefix(row.num)
  }

  #writeMetrics(metrics: Readonly<Record<string, unknown>>): void {
    try {
      // An object literal, as nearly every row is, gives its own names and no others to `for … in`, which is the faster.
      if (isLiteral(metrics)) this.#writeLiteral(metrics)
      else for (const name of Object.keys(metrics)) this.#writeMetric(name, () => metrics[name])
    } catch (error) {
      this.#drop([], 'unsupported', `reading the metrics threw: ${messageOf(error)}`)
    }
  }

  /** Hot, and kept in one function: the engine then reads each value by its place in the object, not by its name. */
  #writeLiteral(metrics: Readonly<Record<string, unknown>>): void {
    const { names } = this.#keys
    let id = FIRST_METRIC_ID
    for (const name in metrics) {
      let value: unknown
      try {
        value = metrics[name]
      } catch (error) {
        this.#drop([name], 'unsupported', `reading it threw: ${messageOf(error)}`)
        continue
      }
      if (names[id] !== name) id = this.#keys.idOf(name)
      if (id >= 0 && typeof value === 'number' && this.#at < MAX_ROW_BYTES) this.#writeNumber(id, value)
      else this.#writeOther(name, id, value)
      id = id < 0 ? FIRST_METRIC_ID : id + 1
    }
  }

  #writeMetric(name: string, read: () => unknown): void {
    try {
      this.#writeOther(name, this.#keys.idOf(name), read())
    } catch (error) {
      this.#drop([name], 'unsupported', `reading it threw: ${messageOf(error)}`)
    }
  }

  #writeNumber(id: number, value: number): void {
    if (!this.#writeShortItem(id, value)) this.#writeText(this.#keys.field(id), numberJson(value))
  }

  /** An item whose lengths fit into one byte each, so that the number can be written before its length is known. */
  #writeShortItem(id: number, value: number): boolean {
    if (this.#keys.lengthOf(id) > MAX_SHORT_KEY_BYTES) return false
    const valueAt = this.#startShortItem(id)
    const view = this.#view
    const isSmall = isSmallInteger(value)
    const end = isSmall ? writeInteger(view, valueAt, value) : writeDecimal(view, valueAt, value)
    if (end >= 0) this.#endShortItem(valueAt, end)
    return end >= 0
  }

  #writeSeconds(id: number, ms: number): boolean {
    const wholeMs = Math.round(ms)
    if (!(wholeMs >= 0 && wholeMs < MAX_SECONDS_MS)) return false
    const valueAt = this.#startShortItem(id)
    this.#endShortItem(valueAt, writeSeconds(this.#view, valueAt, wholeMs))
    return true
  }

  #startShortItem(id: number): number {
    const keys = this.#keys
    const keyLength = keys.lengthOf(id)
    this.#reserve(keyLength + ITEM_SLACK_BYTES)
    keys.copyTo(this.#view, this.#at + 2, id)
    return this.#at + 3 + keyLength
  }

  #endShortItem(valueAt: number, end: number): void {
    const view = this.#view
    const start = this.#at
    view.setUint8(start, TAG_ITEM)
    view.setUint8(start + 1, end - start - 2)
    view.setUint8(valueAt - 1, end - valueAt)
    this.#at = end
  }

  /** @param text ASCII */
  #writeText(key: KeyField, text: string): void {
    const length = text.length
    let at = this.#startItem(key, length)
    const buffer = this.#buffer
    for (let i = 0; i < length; i++) buffer[at++] = text.charCodeAt(i)
    this.#at = at
  }

  /** Writes everything of an item before its value's bytes. */
  #startItem(key: KeyField, valueBytes: number): number {
    const { view, start, length } = key
    this.#reserve(length + valueBytes + ITEM_SLACK_BYTES)
    const buffer = this.#buffer
    let at = this.#at
    buffer[at++] = TAG_ITEM
    at = writeVarint(buffer, at, length + varintBytes(valueBytes) + valueBytes)
    buffer.set(new Uint8Array(view.buffer, start, length), at)
    return writeVarint(buffer, at + length, valueBytes)
  }

  #writeOther(name: string, id: number, value: unknown): void {
    if (id === KEY_RESERVED) return
    if (id === KEY_TOO_LONG) this.#dropLongName([name])
    else if (this.#at >= MAX_ROW_BYTES) this.#dropFull([name])
    else if (isBranch(value)) this.#writeBranch([name], value, { ancestors: new Set([value]), leafCount: 0 })
    else this.#writeValue([name], id >= 0 ? this.#keys.field(id) : keyField(name), value)
  }

  #writeBranch(path: string[], branch: object, walk: Walk): void {
    const { ancestors } = walk
    let entries: [string, unknown][]
    try {
      entries = Object.entries(branch)
    } catch (error) {
      walk.leafCount += 1
      this.#drop(path, 'unsupported', `reading it threw: ${messageOf(error)}`)
      return
    }
    if (entries.length === 0) {
      walk.leafCount += 1
      this.#writeNested(path, branch)
    }
    for (const [name, value] of entries) {
      const inner = [...path, name]
      // What is left of the branch is not looked at: it may be without end.
      if (this.#at >= MAX_ROW_BYTES) return this.#dropFull(inner)
      if (walk.leafCount >= MAX_LEAVES)
        return this.#drop(inner, 'too-large', `there are more than ${MAX_LEAVES} values in one`)
      if (isBranch(value) && !ancestors.has(value) && inner.length <= MAX_VALUE_DEPTH) {
        ancestors.add(value)
        this.#writeBranch(inner, value, walk)
        ancestors.delete(value)
        continue
      }
      walk.leafCount += 1
      if (!isBranch(value)) this.#writeNested(inner, value)
      else if (ancestors.has(value)) this.#drop(inner, 'circular', 'the value contains itself')
      else this.#drop(inner, 'too-deep', `the value is nested deeper than ${MAX_VALUE_DEPTH} levels`)
    }
  }

  #writeNested(path: readonly string[], value: unknown): void {
    const key = pathField(path)
    if (key === undefined) this.#dropLongName(path)
    else this.#writeValue(path, key, value)
  }

  #writeValue(path: readonly string[], key: KeyField, value: unknown): void {
    if (typeof value === 'object' && value !== null && this.#isForeign?.(value) === true) {
      this.#hasForeign = true
      return
    }
    const result = toValueJson(value)
    if ('drop' in result) {
      this.#drop(path, result.drop, result.detail)
      return
    }
    const bytes = utf8.encode(result.json)
    const at = this.#startItem(key, bytes.length)
    this.#buffer.set(bytes, at)
    this.#at = at + bytes.length
  }

  #writeStep(step: number): void {
    this.#reserve(16)
    const start = this.#at
    this.#buffer[start] = TAG_STEP
    let at = start + 2
    if (step !== 0) {
      this.#buffer[at++] = TAG_NUM
      at = writeInt64(this.#buffer, at, step)
    }
    this.#buffer[start + 1] = at - start - 2
    this.#at = at
  }

  /** Writes num and the history's length in front of what is there. @returns where the record starts */
  #writePrefix(num: number): number {
    const length = this.#at - PREFIX_BYTES
    const buffer = this.#buffer
    const start = PREFIX_BYTES - 1 - varintBytes(length) - (num === 0 ? 0 : 1 + varintBytes(num))
    let at = start
    if (num !== 0) {
      buffer[at++] = TAG_NUM
      at = writeVarint(buffer, at, num)
    }
    buffer[at++] = TAG_HISTORY
    writeVarint(buffer, at, length)
    return start
  }

  #dropLongName(path: readonly string[]): void {
    const longest = Math.max(...path.map((part) => utf8.encode(part).length))
    this.#drop(path, 'key-too-long', `a name of ${longest} bytes exceeds the limit of ${MAX_KEY_BYTES}`)
  }

  #dropFull(path: readonly string[]): void {
    this.#drop(path, 'too-large', `the metrics of this row exceed ${MAX_ROW_BYTES} bytes`)
  }

  #drop(path: readonly string[], reason: DropReason, detail: string): void {
    this.#onDrop({ path: [...path], reason, detail })
  }

  #reserve(byteCount: number): void {
    if (this.#at + byteCount <= this.#buffer.length) return
    const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.#at + byteCount))
    grown.set(this.#buffer.subarray(0, this.#at))
    this.#adopt(grown)
  }

  #adopt(buffer: Uint8Array): void {
    this.#buffer = buffer
    this.#view = new DataView(buffer.buffer)
  }
}

function isLiteral(metrics: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(metrics)
  return prototype === null || (prototype === Object.prototype && !hasEnumerable(Object.prototype))
}

/** Some old libraries extend the prototype of all objects, and `for … in` gives such names too. */
function hasEnumerable(object: object): boolean {
  for (const _ in object) return true
  return false
}

/** Plain objects are taken apart into nested keys; everything else is one value. */
function isBranch(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  try {
    if (!isPlainObject(value) || typeof Reflect.get(value, 'toJSON') === 'function') return false
    // Media are one value, whatever their members.
    return !Object.hasOwn(value, '_type')
  } catch {
    return false
  }
}

/** Seconds with three decimals at most. */
function seconds(ms: number): number {
  return ms > 0 ? Math.round(ms) / 1000 : 0
}

function isSmallInteger(value: number): boolean {
  return value >= 0 && value < SMALL_INTEGER && value === Math.floor(value) && !Object.is(value, -0)
}

function varintBytes(value: number): number {
  let count = 1
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) count++
  return count
}

/** @param value non-negative, at most 2^53 */
function writeVarint(buffer: Uint8Array, start: number, value: number): number {
  let at = start
  let rest = value
  while (rest >= 0x80000000) {
    buffer[at++] = (rest % 128) | 0x80
    rest = Math.floor(rest / 128)
  }
  while (rest >= 128) {
    buffer[at++] = (rest & 127) | 0x80
    rest >>>= 7
  }
  buffer[at++] = rest
  return at
}

function writeInt64(buffer: Uint8Array, start: number, value: number): number {
  if (value >= 0) return writeVarint(buffer, start, value)
  let rest = BigInt.asUintN(64, BigInt(value))
  let at = start
  while (rest >= 128n) {
    buffer[at++] = Number(rest & 127n) | 0x80
    rest >>= 7n
  }
  buffer[at++] = Number(rest)
  return at
}
