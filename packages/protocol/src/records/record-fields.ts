/**
 * Looks into a record without decoding it: what kind it is, and which contents an artifact has. An artifact of 100,000 files decodes to
 * some 100 MB of objects, of which its uploader needs two fields each.
 */

/** Numbers of the members of a record, as in records.proto. */
export const OUTPUT_RECORD = 4
export const FILES_RECORD = 6
export const ARTIFACT_RECORD = 8
export const OUTPUT_RAW_RECORD = 13
export const EXIT_RECORD = 18
export const USE_ARTIFACT_RECORD = 25

/** Everything in a record that is not its member: num, control, uuid, _info. */
const FRAME_FIELDS: ReadonlySet<number> = new Set([1, 16, 19, 200])
const NAME_FIELD = 5
const MANIFEST_FIELD = 12
const CONTENTS_FIELD = 4
const SIZE_FIELD = 4
const PATH_FIELD = 1
const LOCAL_PATH_FIELD = 6
const SHA256_FIELD = 1000

const VARINT = 0
const FIXED64 = 1
const BYTES = 2
const FIXED32 = 5

/** Content that an artifact record names by its SHA-256. */
export interface ArtifactContent {
  /** Path within the artifact. */
  readonly path: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
  readonly sizeBytes: number
  /** True when its writer put it into the run folder; else a server or another run has it. */
  readonly isStaged?: boolean
}

/** @returns the number of the record's member; 0 when it has none, or the bytes are no record */
export function recordMemberOf(payload: Uint8Array): number {
  const walk = new FieldWalk(payload, 0, payload.length)
  while (walk.next()) if (walk.kind === BYTES && !FRAME_FIELDS.has(walk.field)) return walk.field
  return 0
}

/** @returns the name of the artifact and those of its contents that have a SHA-256; undefined for other records */
export function readArtifactContents(
  payload: Uint8Array,
): { readonly name: string; readonly contents: ArtifactContent[] } | undefined {
  const walk = new FieldWalk(payload, 0, payload.length)
  while (walk.next()) if (walk.kind === BYTES && walk.field === ARTIFACT_RECORD) return readArtifact(walk)
  return undefined
}

function readArtifact(record: FieldWalk): { name: string; contents: ArtifactContent[] } {
  const contents: ArtifactContent[] = []
  let name = ''
  const artifact = record.enter()
  while (artifact.next()) {
    if (artifact.kind !== BYTES) continue
    if (artifact.field === NAME_FIELD) name = artifact.text()
    if (artifact.field !== MANIFEST_FIELD) continue
    const manifest = artifact.enter()
    while (manifest.next()) {
      if (manifest.kind !== BYTES || manifest.field !== CONTENTS_FIELD) continue
      const content = readEntry(manifest.enter())
      if (content !== undefined) contents.push(content)
    }
  }
  return { name, contents }
}

function readEntry(entry: FieldWalk): ArtifactContent | undefined {
  let path = ''
  let sha256 = ''
  let sizeBytes = 0
  let isStaged = false
  while (entry.next()) {
    if (entry.kind === BYTES && entry.field === PATH_FIELD) path = entry.text()
    else if (entry.kind === BYTES && entry.field === SHA256_FIELD) sha256 = entry.text()
    else if (entry.kind === BYTES && entry.field === LOCAL_PATH_FIELD) isStaged = true
    else if (entry.kind === VARINT && entry.field === SIZE_FIELD) sizeBytes = entry.value
  }
  if (!/^[0-9a-f]{64}$/.test(sha256) || sizeBytes < 0) return undefined
  return { path, sha256, sizeBytes, ...(isStaged ? { isStaged } : {}) }
}

/** Goes from field to field of one message. Ends at the first byte that makes no sense. */
class FieldWalk {
  readonly #bytes: Uint8Array
  readonly #end: number
  #at: number
  #start = 0
  field = 0
  kind = -1
  /** Of a varint; exact up to 2^53. */
  value = 0

  // oxlint-disable-next-line max-params -- made per message: an object for the range would be made too
  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
  }

  next(): boolean {
    if (this.#at >= this.#end) return false
    const tag = this.#varint()
    this.field = Math.floor(tag / 8)
    this.kind = tag % 8
    switch (this.kind) {
      case VARINT:
        this.value = this.#varint()
        return this.#at <= this.#end
      case BYTES: {
        const length = this.#varint()
        this.#start = this.#at
        this.#at += length
        return this.#at <= this.#end
      }
      case FIXED64:
      case FIXED32:
        this.#at += this.kind === FIXED64 ? 8 : 4
        return this.#at <= this.#end
      default:
        return false
    }
  }

  /** The message that the present field holds. */
  enter(): FieldWalk {
    return new FieldWalk(this.#bytes, this.#start, this.#at)
  }

  text(): string {
    return Buffer.from(
      this.#bytes.buffer,
      this.#bytes.byteOffset + this.#start,
      this.#at - this.#start,
    ).toString('utf8')
  }

  #varint(): number {
    let value = 0
    let factor = 1
    while (this.#at < this.#end) {
      const byte = this.#bytes[this.#at++]
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 128
    }
    // Cut off: no length leads back into the message.
    return this.#end + 1
  }
}
