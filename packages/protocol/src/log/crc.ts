import { crc32 } from 'node:zlib'

/** Up to here a loop in JavaScript is faster than the view and the native call that it saves (both 0.23 µs at 256 bytes). */
const MAX_LOOP_BYTES = 256
const MAX_VIEW_LOOP_BYTES = 512
const TABLE_ENTRIES = 256
/** Eight tables, one after the other: entry `i` of table `t` is the CRC of byte `i` followed by `t` zeros. */
const TABLES: Int32Array = makeTables()

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

/**
 * {@link crcOf} of bytes that were just written and are still at hand, four at a time. Up to 512 bytes it is a loop here: the native
 * call is 0.1 µs faster in a burst, but 5 µs slower in a program that logs now and then (measured with cold caches).
 */
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
