import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'

/** First bytes that tell one log from another: header, run id and start time are among them. */
const HEAD_BYTES = 4096
/** Bytes before the place where reading continues. */
const MARK_BYTES = 64

/** Read at once for a checksum. */
const CRC_BYTES = 1_048_576

/** What is remembered of a log that has been read up to an offset, to notice that it is not the same any more. */
export interface LogIdentity {
  readonly headBytes: number
  readonly headHash: string
  readonly markHash: string
}

/** The same of a whole log, to notice also a change in its middle that leaves its size as it was. */
export interface LogContent {
  readonly crc: number
  /** Of the time that the checksum was taken: see {@link LogStat}. */
  readonly fileMark: string
}

/** What the file system says of a log; newer than the index. */
export interface LogStat {
  readonly sizeBytes: number
  readonly touchedMs: number
  /** Another one when the file was changed, or replaced by another, whatever its size and its time say. */
  readonly fileMark: string
}

export function toLogStat({ size, mtimeMs, ctimeMs, ino }: Stats): LogStat {
  return { sizeBytes: size, touchedMs: mtimeMs, fileMark: `${ino} ${mtimeMs} ${ctimeMs}` }
}

/** A log that is open for reading. */
export class LogFile {
  readonly #handle: FileHandle

  private constructor(handle: FileHandle) {
    this.#handle = handle
  }

  /** @returns undefined when there is no such file */
  static async open(path: string): Promise<LogFile | undefined> {
    try {
      return new LogFile(await open(path, 'r'))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
      throw error
    }
  }

  async stat(): Promise<LogStat> {
    return toLogStat(await this.#handle.stat())
  }

  /** @returns what is there of `[offset, offset + length)`, in a buffer of its own */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const buffer = new Uint8Array(length)
    let have = 0
    while (have < length) {
      const { bytesRead } = await this.#handle.read(buffer, have, length - have, offset + have)
      if (bytesRead === 0) break
      have += bytesRead
    }
    return buffer.subarray(0, have)
  }

  /** Identity of what has been read up to `offset`. */
  async identify(offset: number): Promise<LogIdentity> {
    const headBytes = Math.min(HEAD_BYTES, offset)
    const headHash = hash(await this.read(0, headBytes))
    const markHash = hash(await this.read(Math.max(0, offset - MARK_BYTES), Math.min(MARK_BYTES, offset)))
    return { headBytes, headHash, markHash }
  }

  /** True when the file still begins with what was read up to `offset`, as far as `identity` tells. */
  async is(identity: LogIdentity, offset: number): Promise<boolean> {
    const now = await this.identify(offset)
    return now.headHash === identity.headHash && now.markHash === identity.markHash
  }

  /** CRC-32 of what is there before `offset`. */
  async crcUpTo(offset: number): Promise<number> {
    let value = 0
    for (let at = 0; at < offset; at += CRC_BYTES) {
      value = crc32(await this.read(at, Math.min(CRC_BYTES, offset - at)), value)
    }
    return value
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64').slice(0, 22)
}
