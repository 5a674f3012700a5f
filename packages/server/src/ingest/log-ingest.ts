import { LOG_HEADER, type LogAddress } from '@kymo/protocol'
import type { Clock } from '../data-plane.ts'
import { toWriteError } from '../blobs/durable-files.ts'
import { ServerError } from '../errors.ts'
import { checkCrc, type AppendHeaders } from './append-headers.ts'
import { KeyMutex } from '../domain/key-mutex.ts'
import { toLogPlace, type LogPlace } from './log-place.ts'
import type { LogStorage, StoredLog } from './log-storage.ts'
import { repairTail } from './repair-tail.ts'

/** In both, `offset` is where the next byte belongs. */
export type AppendOutcome =
  | { readonly kind: 'appended'; readonly offset: number }
  | { readonly kind: 'wrong-offset'; readonly offset: number }

export interface LogAppend {
  readonly headers: AppendHeaders
  /** Decompressed. */
  readonly bytes: Uint8Array
}

export interface LogIngestOptions {
  readonly storage: LogStorage
  readonly clock: Clock
  /** Called with an absolute path when a log has grown or its sender was heard of; what it tells of is durable by then. */
  readonly onTouched: (path: string) => void
  /** The end of a log was cut, which a power loss had left unreadable. */
  readonly onRepaired?: (path: string, byteCount: number) => void
}

/** How many logs are remembered as looked at; a log that is forgotten is looked at once more. */
const MAX_CHECKED_LOGS = 100_000

/** Appends what clients send to this server's copies of their logs: one writer per log, different logs side by side. */
export class LogIngest {
  readonly #options: LogIngestOptions
  readonly #mutex = new KeyMutex()
  /** Paths of the logs whose end is known to be whole. */
  readonly #checked = new Set<string>()

  constructor(options: LogIngestOptions) {
    this.#options = options
  }

  /**
   * How many bytes of a log this server holds; 0 for one that it does not know.
   * @throws {ServerError} NAME_INVALID, LOG_PLACE_UNSAFE, LOG_UNWRITABLE
   */
  async readOffset(address: LogAddress): Promise<number> {
    const place = toLogPlace(address)
    return this.#mutex.run(place.path, () => this.#withLog({ place }, (log) => this.#sizeOf(log, place)))
  }

  /**
   * Appends at the end of a log. An empty body asks for the offset and says that the sender is alive.
   * When this resolves, the bytes survive a power loss.
   * @throws {ServerError} NAME_INVALID, LOG_BAD_CHECKSUM, LOG_BAD_HEADER, LOG_PLACE_UNSAFE, DISK_FULL, LOG_UNWRITABLE
   */
  async append(address: LogAddress, append: LogAppend): Promise<AppendOutcome> {
    const place = toLogPlace(address)
    checkBytes(append)
    const mayCreate = append.headers.offset === 0 && append.bytes.byteLength > 0
    return this.#mutex.run(place.path, () =>
      this.#withLog({ place, mayCreate }, (log) => this.#append(log, place, append)),
    )
  }

  /** Resolves when nothing is being written. */
  settle(): Promise<void> {
    return this.#mutex.settle()
  }

  async #append(log: StoredLog | undefined, place: LogPlace, append: LogAppend): Promise<AppendOutcome> {
    const { headers, bytes } = append
    const size = await this.#sizeOf(log, place)
    if (headers.offset !== size) return { kind: 'wrong-offset', offset: size }
    if (log === undefined) return { kind: 'appended', offset: 0 }
    if (bytes.byteLength > 0) await writeDurably(log, { bytes, offset: size })
    await log.setModified(this.#options.clock.nowMs() - headers.ageMs)
    this.#options.onTouched(log.path)
    return { kind: 'appended', offset: size + bytes.byteLength }
  }

  async #sizeOf(log: StoredLog | undefined, place: LogPlace): Promise<number> {
    if (log === undefined) return 0
    const size = await log.size()
    if (this.#checked.has(place.path)) return size
    const wholeSize = await repairTail(log)
    if (this.#checked.size >= MAX_CHECKED_LOGS) this.#checked.clear()
    this.#checked.add(place.path)
    if (wholeSize < size) this.#options.onRepaired?.(log.path, size - wholeSize)
    return wholeSize
  }

  async #withLog<T>(
    { place, mayCreate = false }: { readonly place: LogPlace; readonly mayCreate?: boolean },
    task: (log: StoredLog | undefined) => Promise<T>,
  ): Promise<T> {
    const { storage } = this.#options
    let log: StoredLog | undefined
    try {
      log = (await storage.open(place)) ?? (mayCreate ? await storage.create(place) : undefined)
      return await task(log)
    } catch (error) {
      // What is on disk now is not known, so the next request looks.
      this.#checked.delete(place.path)
      throw toWriteError(error, 'log')
    } finally {
      await log?.close()
    }
  }
}

function checkBytes({ headers, bytes }: LogAppend): void {
  checkCrc(bytes, headers.crc32, 'append to the log')
  if (headers.offset !== 0 || bytes.byteLength === 0) return
  if (!LOG_HEADER.every((byte, index) => bytes[index] === byte)) {
    throw new ServerError(
      'LOG_BAD_HEADER',
      `Cannot start the log: its first ${LOG_HEADER.byteLength} bytes are not the header of a run log`,
      { remedy: 'Check that the file was written by Kymo or wandb and was not changed since.' },
    )
  }
}

/** After a failure the log has its old size again: what was written only in part was not acknowledged. */
async function writeDurably(
  log: StoredLog,
  { bytes, offset }: { readonly bytes: Uint8Array; readonly offset: number },
): Promise<void> {
  try {
    await log.write(bytes, offset)
    await log.sync()
  } catch (error) {
    await log.truncate(offset).catch(() => undefined)
    throw error
  }
}
