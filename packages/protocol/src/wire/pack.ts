/**
 * A pack: many small files in one body. Layout, integers little-endian: the four bytes `KPK1`, then for each file
 * uint16 length of its name in UTF-8, the name (empty for blobs), 32 bytes SHA-256, uint32 size, the content.
 */
import { ProtocolError } from '../errors.ts'

export interface PackedFile {
  /** Path of a run file; empty for a blob. */
  readonly name: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
  readonly content: Uint8Array
}

const MAGIC = Uint8Array.of(0x4b, 0x50, 0x4b, 0x31)
const DIGEST_BYTES = 32
const FIXED_BYTES = 2 + DIGEST_BYTES + 4
const MAX_NAME_BYTES = 0xffff

/** Bytes that a file adds to a pack. */
export function packedSize(file: Pick<PackedFile, 'name'> & { readonly size: number }): number {
  return FIXED_BYTES + new TextEncoder().encode(file.name).length + file.size
}

/** @throws {RangeError} when a name is longer than 65,535 bytes or a digest is not one */
export function encodePack(files: readonly PackedFile[]): Uint8Array {
  const names = files.map(({ name }) => new TextEncoder().encode(name))
  const total = files.reduce(
    (sum, { content }, i) => sum + FIXED_BYTES + names[i].length + content.length,
    MAGIC.length,
  )
  const bytes = new Uint8Array(total)
  const view = new DataView(bytes.buffer)
  bytes.set(MAGIC)
  let at = MAGIC.length
  files.forEach(({ sha256, content }, i) => {
    const name = names[i]
    if (name.length > MAX_NAME_BYTES) throw new RangeError(`Cannot pack a name of ${name.length} bytes`)
    view.setUint16(at, name.length, true)
    bytes.set(name, at + 2)
    at += 2 + name.length
    bytes.set(fromHex(sha256), at)
    view.setUint32(at + DIGEST_BYTES, content.length, true)
    bytes.set(content, at + DIGEST_BYTES + 4)
    at += DIGEST_BYTES + 4 + content.length
  })
  return bytes
}

/**
 * The files of a pack; their contents are views into `bytes`. Digests are not checked here.
 * @throws {ProtocolError} PACK_UNREADABLE
 */
export function decodePack(bytes: Uint8Array): PackedFile[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) throw unreadable('it does not begin with KPK1')
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const files: PackedFile[] = []
  let at = MAGIC.length
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length) throw unreadable(`it ends within a file, at byte ${bytes.length}`)
    at += count
    return bytes.subarray(at - count, at)
  }
  while (at < bytes.length) {
    take(2)
    const nameBytes = take(view.getUint16(at - 2, true))
    const digest = take(DIGEST_BYTES)
    take(4)
    const content = take(view.getUint32(at - 4, true))
    files.push({ name: decodeName(decoder, nameBytes), sha256: toHex(digest), content })
  }
  return files
}

function decodeName(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (error) {
    throw unreadable('a name is not UTF-8', error)
  }
}

function unreadable(reason: string, cause?: unknown): ProtocolError {
  return new ProtocolError('PACK_UNREADABLE', `Cannot read a pack: ${reason}`, { cause })
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function fromHex(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new RangeError(`Cannot pack the digest '${hex}'`)
  return Uint8Array.from({ length: DIGEST_BYTES }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
}
