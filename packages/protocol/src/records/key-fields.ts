/** UTF-8 bytes of one metric name (of each part of a nested one). */
export const MAX_KEY_BYTES = 16_000

/** Ids below 0 stand for names that have no field here. */
export const KEY_RESERVED = -1
export const KEY_TOO_LONG = -2
/** The table is full: the field is made anew at each use. */
export const KEY_UNCACHED = -3

/** The names that a row gets from the encoder, with the ids 0, 1, 2. */
export const RESERVED_KEYS: readonly string[] = ['_step', '_runtime', '_timestamp']
export const STEP_ID = 0
export const RUNTIME_ID = 1
export const TIMESTAMP_ID = 2
/** Id of the first metric. */
export const FIRST_METRIC_ID = 3

const TAG_KEY = 0x0a
const TAG_NESTED_KEY = 0x12
/** Of the value, which follows the name: field 16, wire type 2. */
const VALUE_TAG = Uint8Array.of(0x82, 0x01)
const MAX_CACHED_KEYS = 20_000
const MAX_CACHED_BYTES: number = 2 * 1024 * 1024
const utf8 = new TextEncoder()

/** The bytes of an item between its length and its value's length: the metric's name and the tag of the value. */
export interface KeyField {
  readonly view: DataView
  readonly start: number
  readonly length: number
}

/**
 * The fields of all names seen, one after the other in one piece of memory, in the order of first use. The rows of a run name
 * the same metrics in the same order, so the next field needed is most often the next in memory, even when a pause between
 * two rows has cost the processor everything else it had at hand.
 */
export class KeyFields {
  /** By id. The encoder compares before it looks up. */
  readonly names: string[] = []
  readonly #ids = new Map<string, number>()
  /** Of each id: where its field starts, a multiple of 4, and its length. */
  #places: Int32Array = new Int32Array(256)
  #view: DataView = new DataView(new ArrayBuffer(4096))
  #usedBytes = 0

  constructor() {
    for (const name of RESERVED_KEYS) this.#add(name, keyField(name, utf8.encode(name)))
  }

  /** @returns an id ≥ {@link FIRST_METRIC_ID}, or one of the negative ones */
  idOf(name: string): number {
    const known = this.#ids.get(name)
    if (known !== undefined) return known < FIRST_METRIC_ID ? KEY_RESERVED : known
    const text = utf8.encode(name)
    if (text.length > MAX_KEY_BYTES) return KEY_TOO_LONG
    const isFull = this.names.length >= MAX_CACHED_KEYS || this.#usedBytes + text.length > MAX_CACHED_BYTES
    return isFull ? KEY_UNCACHED : this.#add(name, keyField(name, text))
  }

  lengthOf(id: number): number {
    return this.#places[2 * id + 1]
  }

  /** Copies the field of `id`, and up to three bytes more: what follows is written after it. */
  copyTo(target: DataView, at: number, id: number): void {
    const start = this.#places[2 * id]
    const end = start + this.#places[2 * id + 1]
    for (let from = start, to = at; from < end; from += 4, to += 4) {
      target.setUint32(to, this.#view.getUint32(from, true), true)
    }
  }

  field(id: number): KeyField {
    return { view: this.#view, start: this.#places[2 * id], length: this.#places[2 * id + 1] }
  }

  #add(name: string, field: KeyField): number {
    const id = this.names.length
    this.#reserve(id, field.length)
    const start = this.#usedBytes
    for (let i = 0; i < field.length; i++) this.#view.setUint8(start + i, field.view.getUint8(i))
    this.#places[2 * id] = start
    this.#places[2 * id + 1] = field.length
    this.#usedBytes = (start + field.length + 3) & ~3
    this.names.push(name)
    this.#ids.set(name, id)
    return id
  }

  #reserve(id: number, byteCount: number): void {
    if (2 * id + 1 >= this.#places.length) {
      const places = new Int32Array(this.#places.length * 2)
      places.set(this.#places)
      this.#places = places
    }
    // Four more, because copies are made in fours.
    const wanted = this.#usedBytes + byteCount + 4
    if (wanted <= this.#view.byteLength) return
    const bytes = new Uint8Array(Math.max(this.#view.byteLength * 2, wanted))
    bytes.set(new Uint8Array(this.#view.buffer))
    this.#view = new DataView(bytes.buffer)
  }
}

/** Of a name that stands for itself. */
export function keyField(name: string, text: Uint8Array = utf8.encode(name)): KeyField {
  return joinParts([taggedText(TAG_KEY, text)])
}

/**
 * Of a path of names. A path of one is the same as the name alone.
 * @returns undefined when a part is longer than {@link MAX_KEY_BYTES}
 */
export function pathField(path: readonly string[]): KeyField | undefined {
  const texts = path.map((part) => utf8.encode(part))
  if (texts.some((text) => text.length > MAX_KEY_BYTES)) return undefined
  return joinParts(texts.map((text) => taggedText(texts.length === 1 ? TAG_KEY : TAG_NESTED_KEY, text)))
}

function joinParts(parts: readonly Uint8Array[]): KeyField {
  const content = Buffer.concat([...parts, VALUE_TAG])
  const padded = new Uint8Array(content.length + 4)
  padded.set(content)
  return { view: new DataView(padded.buffer), start: 0, length: content.length }
}

/** proto3 leaves out an empty `key`. A length below 16,384 takes two bytes at most. */
function taggedText(tag: number, text: Uint8Array): Uint8Array {
  const { length } = text
  if (length === 0 && tag === TAG_KEY) return new Uint8Array(0)
  const head = length < 128 ? [tag, length] : [tag, (length & 127) | 128, length >>> 7]
  return Uint8Array.from([...head, ...text])
}
