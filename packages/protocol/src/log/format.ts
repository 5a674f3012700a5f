/** The first bytes of every log: ident `:W&B`, magic 0xBEE1 little-endian, version 0. */
export const LOG_HEADER: Uint8Array = Uint8Array.of(0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0x00)
/** Blocks start at absolute multiples of this. */
export const BLOCK_BYTES = 32_768
/** CRC-32 (4), payload length (2), kind (1). */
export const CHUNK_HEADER_BYTES = 7
/** A record longer than this is taken for damage. */
export const MAX_RECORD_BYTES: number = 256 * 1024 * 1024
export const CHUNK_FULL = 1
export const CHUNK_FIRST = 2
export const CHUNK_MIDDLE = 3
export const CHUNK_LAST = 4
