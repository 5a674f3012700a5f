import {
  isPlainObject,
  numberJson,
  toValueJson,
  MAX_VALUE_DEPTH,
  type DropReason,
} from '../values/to-value-json.ts'
import { MAX_DECIMAL_BYTES, writeDecimal } from '../values/write-decimal.ts'

/** UTF-8 bytes of one metric name (of each part of a nested one). */
export const MAX_KEY_BYTES = 1024

/** One call of `log()`. */
export interface HistoryRow {
  /** 1-based number of the record in its log. */
  readonly num: number
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

export interface HistoryEncoderOptions {
  readonly onDrop?: (drop: ValueDrop) => void
}

/** A metric's name as an item needs it. */
interface Key {
  readonly name: string
  /** What stands between an item's length and its value's length: the name, and the tag of the value. Empty: no item. */
  readonly bytes: Uint8Array
  /** The same bytes, with up to three zeros after them, for copying four at a time. */
  readonly words: DataView
}

const TAG_NUM = 0x08
const TAG_HISTORY = 0x12
const TAG_ITEM = 0x0a
const TAG_KEY = 0x0a
const TAG_NESTED_KEY = 0x12
const TAG_STEP = 0x12
/** Field 16, wire type 2. */
const VALUE_TAG = Uint8Array.of(0x82, 0x01)
const MAX_CACHED_KEYS = 20_000
/** Room for the longest number text and all tags of one item beside its key. */
const ITEM_SLACK_BYTES = 64
/** Tag, num, tag, and five bytes for the length of the history message, written last. */
const PREFIX_BYTES = 32
/** An item with such a key and any decimal is shorter than 128 bytes. */
const MAX_SHORT_KEY_BYTES = 127 - 1 - MAX_DECIMAL_BYTES
const RESERVED = new Set(['_step', '_runtime', '_timestamp'])
const utf8 = new TextEncoder()
const STEP_KEY = makeKey('_step', [keyField(TAG_KEY, utf8.encode('_step'))])
const RUNTIME_KEY = makeKey('_runtime', [keyField(TAG_KEY, utf8.encode('_runtime'))])
const TIMESTAMP_KEY = makeKey('_timestamp', [keyField(TAG_KEY, utf8.encode('_timestamp'))])
/** Of a metric that is not kept: a reserved name, or one that is too long. */
const NO_BYTES = new Uint8Array(0)

/**
 * Encodes rows of `log()` as `Record { num, history { item…, step } }`, straight into a reused buffer: the bytes that
 * protobufjs writes for the same record, several times faster. Nested plain objects become items with a `nested_key` path.
 *
 * The items `_step`, `_runtime` and `_timestamp` (seconds) are added to each row; metrics of these names are ignored.
 * Never throws for a value: what cannot be kept is left out and given to `onDrop`.
 */
export class HistoryEncoder {
  readonly #onDrop: (drop: ValueDrop) => void
  readonly #keys: Map<string, Key> = new Map()
  /** The keys of the row before, in order: most rows have the same names, and comparing is cheaper than looking up. */
  readonly #lastKeys: Key[] = []
  #buffer: Uint8Array = new Uint8Array(16 * 1024)
  #view: DataView = new DataView(this.#buffer.buffer)
  #at = 0

  constructor(options: HistoryEncoderOptions = {}) {
    this.#onDrop = options.onDrop ?? (() => {})
  }

  /** @returns the record; valid until the next call */
  encode(row: HistoryRow): Uint8Array {
    this.#at = PREFIX_BYTES
    this.#writeMetrics(row.metrics)
    this.#writeNumber(STEP_KEY, row.step)
    this.#writeNumber(RUNTIME_KEY, seconds(row.runtimeMs))
    this.#writeNumber(TIMESTAMP_KEY, seconds(row.timestampMs))
    this.#writeStep(row.step)
    return this.#writePrefix(row.num)
  }

  #writeMetrics(metrics: Readonly<Record<string, unknown>>): void {
    try {
      if (hasOwnKeysOnly(metrics)) {
        let index = 0
        for (const name in metrics) this.#writeMetric(metrics, name, index++)
      } else Object.keys(metrics).forEach((name, index) => this.#writeMetric(metrics, name, index))
    } catch (error) {
      this.#drop([], 'unsupported', `reading the metrics threw: ${messageOf(error)}`)
    }
  }

  #writeMetric(metrics: Readonly<Record<string, unknown>>, name: string, index: number): void {
    let value: unknown
    try {
      value = metrics[name]
    } catch (error) {
      this.#drop([name], 'unsupported', `reading it threw: ${messageOf(error)}`)
      return
    }
    let key = this.#lastKeys[index]
    if (key === undefined || key.name !== name) {
      key = this.#key(name)
      if (index < MAX_CACHED_KEYS) this.#lastKeys[index] = key
    }
    if (key.bytes === NO_BYTES) this.#refuse(name)
    else if (typeof value === 'number') this.#writeNumber(key, value)
    else this.#writeOther(key, value)
  }

  #writeNumber(key: Key, value: number): void {
    if (Number.isInteger(value) && value >= 0 && value < 1_000_000_000 && !Object.is(value, -0)) {
      this.#writeInteger(key, value)
    } else if (key.bytes.length > MAX_SHORT_KEY_BYTES || !this.#writeShortItem(key, value)) {
      this.#writeText(key, numberJson(value))
    }
  }

  /** An item whose lengths fit into one byte each, so that the number can be written before its length is known. */
  #writeShortItem(key: Key, value: number): boolean {
    const keyLength = key.bytes.length
    this.#reserve(keyLength + ITEM_SLACK_BYTES)
    const view = this.#view
    const start = this.#at
    const valueAt = start + 3 + keyLength
    copyWords(key.words, view, start + 2)
    const end = writeDecimal(view, valueAt, value)
    if (end < 0) return false
    view.setUint8(start, TAG_ITEM)
    view.setUint8(start + 1, end - start - 2)
    view.setUint8(valueAt - 1, end - valueAt)
    this.#at = end
    return true
  }

  #writeInteger(key: Key, value: number): void {
    let digitCount = 1
    for (let power = 10; power <= value; power *= 10) digitCount++
    let at = this.#startItem(key, digitCount) + digitCount
    this.#at = at
    const buffer = this.#buffer
    let rest = value
    for (let i = 0; i < digitCount; i++) {
      const quotient = (rest / 10) | 0
      buffer[--at] = 0x30 + rest - quotient * 10
      rest = quotient
    }
  }

  /** @param text ASCII */
  #writeText(key: Key, text: string): void {
    const length = text.length
    let at = this.#startItem(key, length)
    const buffer = this.#buffer
    for (let i = 0; i < length; i++) buffer[at++] = text.charCodeAt(i)
    this.#at = at
  }

  /** Writes everything of an item before its value's bytes. */
  #startItem(key: Key, valueBytes: number): number {
    const keyBytes = key.bytes
    this.#reserve(keyBytes.length + valueBytes + ITEM_SLACK_BYTES)
    const buffer = this.#buffer
    let at = this.#at
    buffer[at++] = TAG_ITEM
    at = writeVarint(buffer, at, keyBytes.length + varintBytes(valueBytes) + valueBytes)
    if (keyBytes.length <= MAX_SHORT_KEY_BYTES) copyWords(key.words, this.#view, at)
    else buffer.set(keyBytes, at)
    return writeVarint(buffer, at + keyBytes.length, valueBytes)
  }

  #writeOther(key: Key, value: unknown): void {
    if (isBranch(value)) this.#writeBranch([key.name], value, new Set([value]))
    else this.#writeValue([key.name], key, value)
  }

  #writeBranch(path: string[], branch: object, ancestors: Set<object>): void {
    let entries: [string, unknown][]
    try {
      entries = Object.entries(branch)
    } catch (error) {
      this.#drop(path, 'unsupported', `reading it threw: ${messageOf(error)}`)
      return
    }
    if (entries.length === 0) this.#writeNested(path, branch)
    for (const [name, value] of entries) {
      const inner = [...path, name]
      if (!isBranch(value)) this.#writeNested(inner, value)
      else if (ancestors.has(value)) this.#drop(inner, 'circular', 'the value contains itself')
      else if (inner.length > MAX_VALUE_DEPTH)
        this.#drop(inner, 'too-deep', `the value is nested deeper than ${MAX_VALUE_DEPTH} levels`)
      else {
        ancestors.add(value)
        this.#writeBranch(inner, value, ancestors)
        ancestors.delete(value)
      }
    }
  }

  #writeNested(path: readonly string[], value: unknown): void {
    const parts = path.map((part) => utf8.encode(part))
    const longest = Math.max(...parts.map((part) => part.length))
    if (longest > MAX_KEY_BYTES) {
      this.#drop(path, 'key-too-long', `a name of ${longest} bytes exceeds the limit of ${MAX_KEY_BYTES}`)
      return
    }
    const fields =
      path.length === 1 ? [keyField(TAG_KEY, parts[0])] : parts.map((part) => keyField(TAG_NESTED_KEY, part))
    this.#writeValue(path, makeKey('', fields), value)
  }

  #writeValue(path: readonly string[], key: Key, value: unknown): void {
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

  /** Writes num and the history's length in front of what is there. */
  #writePrefix(num: number): Uint8Array {
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
    return buffer.subarray(start, this.#at)
  }

  #key(name: string): Key {
    const cached = this.#keys.get(name)
    if (cached !== undefined) return cached
    const text = utf8.encode(name)
    const isKept = text.length <= MAX_KEY_BYTES && !RESERVED.has(name)
    const key = isKept
      ? makeKey(name, [keyField(TAG_KEY, text)])
      : { name, bytes: NO_BYTES, words: new DataView(NO_BYTES.buffer) }
    if (this.#keys.size < MAX_CACHED_KEYS) this.#keys.set(name, key)
    return key
  }

  #refuse(name: string): void {
    if (RESERVED.has(name)) return
    const byteCount = utf8.encode(name).length
    this.#drop([name], 'key-too-long', `a name of ${byteCount} bytes exceeds the limit of ${MAX_KEY_BYTES}`)
  }

  #drop(path: readonly string[], reason: DropReason, detail: string): void {
    this.#onDrop({ path: [...path], reason, detail })
  }

  #reserve(byteCount: number): void {
    if (this.#at + byteCount <= this.#buffer.length) return
    const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.#at + byteCount))
    grown.set(this.#buffer.subarray(0, this.#at))
    this.#buffer = grown
    this.#view = new DataView(grown.buffer)
  }
}

/** True when `for … in` gives exactly the own names, as it does for object literals. */
function hasOwnKeysOnly(metrics: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(metrics)
  return prototype === Object.prototype || prototype === null
}

/** Plain objects are taken apart into nested keys; everything else is one value. */
function isBranch(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  try {
    return isPlainObject(value) && typeof Reflect.get(value, 'toJSON') !== 'function'
  } catch {
    return false
  }
}

/** proto3 leaves out an empty `key`. */
function keyField(tag: number, text: Uint8Array): Uint8Array {
  if (text.length === 0 && tag === TAG_KEY) return new Uint8Array(0)
  const bytes = new Uint8Array(1 + varintBytes(text.length) + text.length)
  bytes[0] = tag
  bytes.set(text, writeVarint(bytes, 1, text.length))
  return bytes
}

function makeKey(name: string, fields: readonly Uint8Array[]): Key {
  const content = Buffer.concat([...fields, VALUE_TAG])
  const padded = new Uint8Array((content.length + 3) & ~3)
  padded.set(content)
  return { name, bytes: padded.subarray(0, content.length), words: new DataView(padded.buffer) }
}

/** Faster than `set` for the few bytes of a name. Up to three bytes after them are overwritten with zeros. */
function copyWords(from: DataView, to: DataView, at: number): void {
  const byteCount = from.byteLength
  for (let i = 0; i < byteCount; i += 4) to.setUint32(at + i, from.getUint32(i, true), true)
}

/** Seconds with three decimals at most. */
function seconds(ms: number): number {
  return Math.max(0, Math.round(ms)) / 1000
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'not an error'
}
