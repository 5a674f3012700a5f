import { LogReader, type LogDamage, type LogEntry, type LogTail } from '@kymo/protocol'
import type { LogFile } from '../platform/log-file.ts'

/** Read at a time; nothing larger than this and one record is held. */
const CHUNK_BYTES = 1024 * 1024

/** Reads a log from its beginning to its current end, and later from there to its next end. */
export class LogScan {
  readonly #log: LogFile
  readonly #reader: LogReader
  #readBytes = 0
  #damagedBytes = 0

  constructor(log: LogFile) {
    this.#log = log
    this.#reader = new LogReader({
      onDamage: (damage: LogDamage) => (this.#damagedBytes += damage.byteCount),
    })
  }

  /** Bytes in the middle of the log that could not be read. */
  get damagedBytes(): number {
    return this.#damagedBytes
  }

  /**
   * Calls `onEntry` for every intact record up to the current end; stops early when it returns true.
   * @returns true when it was stopped
   */
  async read(onEntry: (entry: LogEntry) => boolean | void): Promise<boolean> {
    for (;;) {
      for (let entry = this.#reader.next(); entry !== undefined; entry = this.#reader.next()) {
        if (onEntry(entry) === true) return true
      }
      const bytes = await this.#log.read(this.#readBytes, CHUNK_BYTES)
      if (bytes.byteLength === 0) return false
      this.#readBytes += bytes.byteLength
      this.#reader.push(bytes)
    }
  }

  /** What lies behind the last record, were the log to end here. */
  tail(): LogTail {
    return this.#reader.end()
  }

  /** Call once, after the last `read`. @returns bytes of an unfinished record at the end */
  tornBytes(): number {
    const tail = this.#reader.end()
    return tail.kind === 'torn' ? tail.byteCount : 0
  }
}
