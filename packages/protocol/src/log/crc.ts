import { crc32 } from 'node:zlib'

/** Up to here a loop in JavaScript is faster than the view and the native call that it saves (both 0.23 µs at 256 bytes). */
const MAX_LOOP_BYTES = 256
const MAX_VIEW_LOOP_BYTES = 512
/** Above, the native call is faster even when nothing is at hand. */
const MAX_PAUSE_LOOP_BYTES = 4096
const TABLE_ENTRIES = 256
/** Eight tables, one after the other: entry `i` of table `t` is the CRC of byte `i` followed by `t` zeros. */
const TABLES: Int32Array = makeTables()
/** The first four tables for half a byte: 16 entries for the lower half, 16 for the upper, of each table. */
const NIBBLES: Int32Array = Int32Array.from({ length: 128 }, (_, i) => {
  const half = i & 15
  return TABLES[(i >> 5) * TABLE_ENTRIES + ((i & 16) === 0 ? half : half << 4)]
})

/**
 * CRC-32 (IEEE, as in zlib) of `bytes` from `start` to `end`, unsigned.
 *
 * Not continued from the CRC of a kind over the payload alone: zlib's function forgets what it was given to continue from when a
 * view is empty and has no memory of its own.
 */
export function crcOf(bytes: Uint8Array, start: number, end: number): number {
  return end - start > MAX_LOOP_BYTES ? crc32(bytes.subarray(start, end)) : crcLoop(bytes, start, end)
}

/** Eight bytes a turn (Kounavis and Berry, A systematic approach to building high performance software-based CRC generators, 2005). */
function crcLoop(bytes: Uint8Array, start: number, end: number): number {
  let crc = -1
  let at = start
  for (const lastTurn = end - 8; at <= lastTurn; at += 8) {
    crc ^= bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
    crc =
      TABLES[7 * TABLE_ENTRIES + (crc & 0xff)] ^
      TABLES[6 * TABLE_ENTRIES + ((crc >>> 8) & 0xff)] ^
      TABLES[5 * TABLE_ENTRIES + ((crc >>> 16) & 0xff)] ^
      TABLES[4 * TABLE_ENTRIES + (crc >>> 24)] ^
      TABLES[3 * TABLE_ENTRIES + bytes[at + 4]] ^
      TABLES[2 * TABLE_ENTRIES + bytes[at + 5]] ^
      TABLES[TABLE_ENTRIES + bytes[at + 6]] ^
      TABLES[bytes[at + 7]]
  }
  for (; at < end; at++) crc = (crc >>> 8) ^ TABLES[(crc ^ bytes[at]) & 0xff]
  return ~crc >>> 0
}

/** {@link crcOf} of bytes that were just written and are still at hand, four at a time. */
export function crcOfView(view: DataView, start: number, end: number): number {
  if (end - start > MAX_VIEW_LOOP_BYTES)
    return crc32(new Uint8Array(view.buffer, view.byteOffset + start, end - start))
  let crc = -1
  let at = start
  for (const lastTurn = end - 8; at <= lastTurn; at += 8) {
    crc ^= view.getInt32(at, true)
    const next = view.getInt32(at + 4, true)
    crc =
      TABLES[7 * TABLE_ENTRIES + (crc & 0xff)] ^
      TABLES[6 * TABLE_ENTRIES + ((crc >>> 8) & 0xff)] ^
      TABLES[5 * TABLE_ENTRIES + ((crc >>> 16) & 0xff)] ^
      TABLES[4 * TABLE_ENTRIES + (crc >>> 24)] ^
      TABLES[3 * TABLE_ENTRIES + (next & 0xff)] ^
      TABLES[2 * TABLE_ENTRIES + ((next >>> 8) & 0xff)] ^
      TABLES[TABLE_ENTRIES + ((next >>> 16) & 0xff)] ^
      TABLES[next >>> 24]
  }
  for (; at < end; at++) crc = (crc >>> 8) ^ TABLES[(crc ^ view.getUint8(at)) & 0xff]
  return ~crc >>> 0
}

/**
 * {@link crcOfView} for a caller that comes back after a pause, when the processor has none of the tables at hand: half a kilobyte of
 * them instead of eight. Of 477 bytes: 1 µs instead of 3.4, and 10 for the native call, with cold caches; 0.8 µs instead of
 * 0.4 with warm ones.
 */
export function crcAfterPause(view: DataView, start: number, end: number): number {
  if (end - start > MAX_PAUSE_LOOP_BYTES)
    return crc32(new Uint8Array(view.buffer, view.byteOffset + start, end - start))
  let crc = -1
  let at = start
  for (const lastTurn = end - 4; at <= lastTurn; at += 4) {
    crc ^= view.getInt32(at, true)
    crc =
      NIBBLES[96 + (crc & 15)] ^
      NIBBLES[112 + ((crc >>> 4) & 15)] ^
      NIBBLES[64 + ((crc >>> 8) & 15)] ^
      NIBBLES[80 + ((crc >>> 12) & 15)] ^
      NIBBLES[32 + ((crc >>> 16) & 15)] ^
      NIBBLES[48 + ((crc >>> 20) & 15)] ^
      NIBBLES[(crc >>> 24) & 15] ^
      NIBBLES[16 + (crc >>> 28)]
  }
  for (; at < end; at++) {
    const byte = (crc ^ view.getUint8(at)) & 0xff
    crc = (crc >>> 8) ^ NIBBLES[byte & 15] ^ NIBBLES[16 + (byte >>> 4)]
  }
  return ~crc >>> 0
}

function makeTables(): Int32Array {
  const tables = new Int32Array(8 * TABLE_ENTRIES)
  for (let i = 0; i < TABLE_ENTRIES; i++) {
    let crc = i
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
    tables[i] = crc
  }
  for (let i = TABLE_ENTRIES; i < tables.length; i++) {
    const shorter = tables[i - TABLE_ENTRIES]
    tables[i] = (shorter >>> 8) ^ tables[shorter & 0xff]
  }
  return tables
}
