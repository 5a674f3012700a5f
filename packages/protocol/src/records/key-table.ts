/** The name in an item of a history record. */
export interface HistoryKey {
  /** Of the record: everything of the item before its value's length. */
  readonly bytes: Uint8Array
  /** Nested names are joined with dots. */
  readonly name: string
  readonly role: 'metric' | '_step' | '_runtime' | '_timestamp'
}

/** Keys that are remembered, and the bytes of one that is. Others are made anew each time. */
const MAX_KEYS = 200_000
const MAX_BYTES_OF_KEY = 4096
/** Longer runs than this mean names that were made to collide. */
const MAX_PROBES = 32
const FIRST_SLOT_COUNT = 256

/** Finds the key that stands in a stretch of bytes, without making a string of it. Open addressing; at most half full. */
export class KeyTable {
  #slots: (HistoryKey | undefined)[] = emptySlots(FIRST_SLOT_COUNT)
  #count = 0

  get(bytes: Uint8Array, start: number, end: number): HistoryKey | undefined {
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = hash(bytes, start, end) & mask
    for (let probe = 0; probe < MAX_PROBES; probe++) {
      const key = slots[slot]
      if (key === undefined) return undefined
      if (key.bytes.length === end - start && startsWith(bytes, start, key.bytes)) return key
      slot = (slot + 1) & mask
    }
    return undefined
  }

  /** Remembers a key that `get` did not find, unless the table is full. */
  add(key: HistoryKey): void {
    if (this.#count >= MAX_KEYS || key.bytes.length > MAX_BYTES_OF_KEY) return
    if (this.#count * 2 >= this.#slots.length) {
      const old = this.#slots
      this.#slots = emptySlots(old.length * 2)
      for (const one of old) if (one !== undefined) this.#place(one)
    }
    if (this.#place(key)) this.#count++
  }

  #place(key: HistoryKey): boolean {
    const mask = this.#slots.length - 1
    let slot = hash(key.bytes, 0, key.bytes.length) & mask
    for (let probe = 0; probe < MAX_PROBES; probe++) {
      if (this.#slots[slot] === undefined) {
        this.#slots[slot] = key
        return true
      }
      slot = (slot + 1) & mask
    }
    return false
  }
}

/** True when `part` stands in `bytes` at `start`. */
export function startsWith(bytes: Uint8Array, start: number, part: Uint8Array): boolean {
  for (let i = 0; i < part.length; i++) if (bytes[start + i] !== part[i]) return false
  return true
}

function emptySlots(count: number): (HistoryKey | undefined)[] {
  return Array.from({ length: count }, () => undefined)
}

/** FNV-1a, with its high bits folded into the low ones that select a slot. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5
  for (let at = start; at < end; at++) value = Math.imul(value ^ bytes[at], 0x01000193)
  return value ^ (value >>> 15)
}
