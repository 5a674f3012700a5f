import {
  isPlainObject,
  numberJson,
  toValueJson,
  MAX_VALUE_DEPTH,
  type DropReason,
} from '../values/to-value-json.ts'

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

/** Bytes of a metric's name, as `HistoryItem.key`, and their length as a record of the item needs it. */
interface KeyBytes {
  readonly bytes: Uint8Array
}

const TAG_NUM = 0x08
const TAG_HISTORY = 0x12
const TAG_ITEM = 0x0a
const TAG_KEY = 0x0a
const TAG_NESTED_KEY = 0x12
const TAG_STEP = 0x12
/** Field 16, wire type 2. */
const TAG_VALUE_0 = 0x82
const TAG_VALUE_1 = 0x01
const MAX_CACHED_KEYS = 20_000
/** Room for the longest number text and all tags of one item beside its key. */
const ITEM_SLACK_BYTES = 64
/** Tag, num, tag, and five bytes for the length of the history message, written last. */
const PREFIX_BYTES = 32
const RESERVED = new Set(['_step', '_runtime', '_timestamp'])
const utf8 = new TextEncoder()

/**
 * Encodes rows of `log()` as `Record { num, history { item…, step } }`, straight into a reused buffer: the bytes that
 * protobufjs writes for the same record, several times faster. Nested plain objects become items with a `nested_key` path.
 *
 * The items `_step`, `_runtime` and `_timestamp` (seconds) are added to each row; metrics of these names are ignored.
 * Never throws for a value: what cannot be kept is left out and given to `onDrop`.
 */
export class HistoryEncoder {
  readonly #onDrop: (drop: ValueDrop) => void
  readonly #keys: Map<string, KeyBytes> = new Map()
  #buffer: Uint8Array = new Uint8Array(16 * 1024)
  #at = 0

  constructor(options: HistoryEncoderOptions = {}) {
    this.#onDrop = options.onDrop ?? (() => {})
  }

  /** @returns the record; valid until the next call */
  encode(row: HistoryRow): Uint8Array {
    this.#at = PREFIX_BYTES
    this.#writeMetrics(row.metrics)
    this.#writeText(this.#key('_step') as KeyBytes, String(row.step))
    this.#writeText(this.#key('_runtime') as KeyBytes, secondsText(row.runtimeMs))
    this.#writeText(this.#key('_timestamp') as KeyBytes, secondsText(row.timestampMs))
    this.#writeStep(row.step)
    return this.#writePrefix(row.num)
  }

  #writeMetrics(metrics: Readonly<Record<string, unknown>>): void {
    let keys: string[]
    try {
      keys = Object.keys(metrics)
    } catch (error) {
      this.#drop([], 'unsupported', `reading the metrics threw: ${messageOf(error)}`)
      return
    }
    for (let i = 0; i < keys.length; i++) {
      const name = keys[i]
      let value: unknown
      try {
        value = metrics[name]
      } catch (error) {
        this.#drop([name], 'unsupported', `reading it threw: ${messageOf(error)}`)
        continue
      }
      if (typeof value === 'number' && !(name.charCodeAt(0) === 0x5f && RESERVED.has(name))) {
        const key = this.#key(name)
        if (key !== undefined) this.#writeNumber(key, value)
        continue
      }
      if (!RESERVED.has(name)) this.#writeOther(name, value)
    }
  }

  #writeNumber(key: KeyBytes, value: number): void {
    if (Number.isInteger(value) && value >= 0 && value < 1_000_000_000 && !Object.is(value, -0)) {
      this.#writeInteger(key, value)
      return
    }
    this.#writeText(key, numberJson(value))
  }

  #writeInteger(key: KeyBytes, value: number): void {
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
  #writeText(key: KeyBytes, text: string): void {
    const length = text.length
    let at = this.#startItem(key, length)
    const buffer = this.#buffer
    for (let i = 0; i < length; i++) buffer[at++] = text.charCodeAt(i)
    this.#at = at
  }

  /** Writes everything of an item before its value's bytes. */
  #startItem(key: KeyBytes, valueBytes: number): number {
    const keyBytes = key.bytes
    this.#reserve(keyBytes.length + valueBytes + ITEM_SLACK_BYTES)
    const buffer = this.#buffer
    let at = this.#at
    buffer[at++] = TAG_ITEM
    at = writeVarint(buffer, at, keyBytes.length + 2 + varintBytes(valueBytes) + valueBytes)
    if (keyBytes.length < 48) for (let i = 0; i < keyBytes.length; i++) buffer[at++] = keyBytes[i]
    else {
      buffer.set(keyBytes, at)
      at += keyBytes.length
    }
    buffer[at++] = TAG_VALUE_0
    buffer[at++] = TAG_VALUE_1
    return writeVarint(buffer, at, valueBytes)
  }

  #writeOther(name: string, value: unknown): void {
    if (isBranch(value)) {
      const path = [name]
      this.#writeBranch(path, value, new Set([value]))
      return
    }
    const key = this.#key(name)
    if (key !== undefined) this.#writeValue([name], key, value)
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
    const bytes =
      path.length === 1
        ? keyField(TAG_KEY, parts[0])
        : joinBytes(parts.map((part) => keyField(TAG_NESTED_KEY, part)))
    this.#writeValue(path, { bytes }, value)
  }

  #writeValue(path: readonly string[], key: KeyBytes, value: unknown): void {
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

  #key(name: string): KeyBytes | undefined {
    const cached = this.#keys.get(name)
    if (cached !== undefined) return cached
    const text = utf8.encode(name)
    if (text.length > MAX_KEY_BYTES) {
      this.#drop(
        [name],
        'key-too-long',
        `a name of ${text.length} bytes exceeds the limit of ${MAX_KEY_BYTES}`,
      )
      return undefined
    }
    const key = { bytes: keyField(TAG_KEY, text) }
    if (this.#keys.size < MAX_CACHED_KEYS) this.#keys.set(name, key)
    return key
  }

  #drop(path: readonly string[], reason: DropReason, detail: string): void {
    this.#onDrop({ path: [...path], reason, detail })
  }

  #reserve(byteCount: number): void {
    if (this.#at + byteCount <= this.#buffer.length) return
    const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.#at + byteCount))
    grown.set(this.#buffer.subarray(0, this.#at))
    this.#buffer = grown
  }
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

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts)
}

/** Seconds with three decimals at most, exact for integer milliseconds. */
function secondsText(ms: number): string {
  const whole = Math.max(0, Math.round(ms))
  return String(whole / 1000)
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
