import { LogFramer, type LogAddress } from '@kymo/protocol'
import type { RunRef } from '../../api/types.ts'
import { toWriteError } from '../../blobs/durable-files.ts'
import type { Clock } from '../../data-plane.ts'
import { KeyMutex } from '../../domain/key-mutex.ts'
import { toLogPlace } from '../log-place.ts'
import type { LogStorage, StoredLog } from '../log-storage.ts'
import { repairTail } from '../repair-tail.ts'
import { findReceivedFolder, receivedLogs, receivedResource, receivedRunRecords } from './received-run.ts'

export interface SpanIngestOptions {
  readonly storage: LogStorage
  readonly runsDir: string
  readonly clock: Clock
  /** Called with the absolute path of a log that has grown; what it tells of is durable by then. */
  readonly onTouched: (path: string) => void
}

/** Runs whose folder is remembered; one that is forgotten is looked for once more. */
const MAX_KNOWN_RUNS = 10_000

interface Waiting {
  readonly payloads: readonly Uint8Array[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Appends spans that come by OTLP to a log of their run. Any number of exporters may send at once: one run has one writer, and
 * what waits for it is written and made durable together.
 */
export class SpanIngest {
  readonly #options: SpanIngestOptions
  readonly #mutex = new KeyMutex()
  readonly #waiting = new Map<string, Waiting[]>()
  /** Folders of runs whose logs are known to be whole. */
  readonly #folders = new Map<string, string>()

  constructor(options: SpanIngestOptions) {
    this.#options = options
  }

  /**
   * Appends records to the spans of a run, which is made where needed. When this resolves, they survive a power loss. After it
   * rejects they may be sent again: readers keep each span once.
   * @throws {ServerError} NAME_INVALID, LOG_PLACE_UNSAFE, DISK_FULL, LOG_UNWRITABLE
   */
  append(ref: RunRef, payloads: readonly Uint8Array[]): Promise<void> {
    const key = JSON.stringify([ref.entity, ref.project, ref.run])
    const done = new Promise<void>((resolve, reject) => {
      const waiting = this.#waiting.get(key) ?? []
      waiting.push({ payloads, resolve, reject })
      this.#waiting.set(key, waiting)
    })
    void this.#mutex.run(key, () => this.#drain(key, ref))
    return done
  }

  /** Resolves when nothing is being written. */
  settle(): Promise<void> {
    return this.#mutex.settle()
  }

  /** Writes all that waits by now. Never rejects. */
  async #drain(key: string, ref: RunRef): Promise<void> {
    const waiting = this.#waiting.get(key)
    if (waiting === undefined) return
    this.#waiting.delete(key)
    try {
      await this.#write(key, ref, waiting)
      for (const { resolve } of waiting) resolve()
    } catch (error) {
      // What is on disk now is not known, so the next request looks.
      this.#folders.delete(key)
      const known = toWriteError(error, 'log')
      for (const { reject } of waiting) reject(known)
    }
  }

  async #write(key: string, ref: RunRef, waiting: readonly Waiting[]): Promise<void> {
    const { storage, runsDir, clock } = this.#options
    const known = this.#folders.get(key)
    const folder = known ?? (await findReceivedFolder(runsDir, ref, clock.nowMs()))
    const { log, spans } = receivedLogs(ref, folder)
    const place = toLogPlace(spans)
    const found = await storage.open(place)
    // Without its spans the folder is new, or was deleted since.
    if (found === undefined || known === undefined) await this.#ensureLog(log, ref)
    const stored = found ?? (await storage.create(place))
    try {
      const offset = known === undefined ? await repairTail(stored) : await stored.size()
      const first = offset === 0 ? [receivedResource(ref)] : []
      await appendDurably(stored, offset, [...first, ...waiting.flatMap(({ payloads }) => payloads)])
    } finally {
      await stored.close()
    }
    if (this.#folders.size >= MAX_KNOWN_RUNS) this.#folders.clear()
    this.#folders.set(key, folder)
    this.#options.onTouched(stored.path)
  }

  /** Makes the log that says that there is a run, unless it is whole already. */
  async #ensureLog(address: LogAddress, ref: RunRef): Promise<void> {
    const { storage, clock, onTouched } = this.#options
    const log = await storage.create(toLogPlace(address))
    try {
      const records = receivedRunRecords(ref, clock.nowMs())
      const size = await log.size()
      if (size >= framed(0, records).byteLength) return
      if (size > 0) await log.truncate(0)
      await appendDurably(log, 0, records)
    } finally {
      await log.close()
    }
    onTouched(log.path)
  }
}

/** After a failure the log has its old size again: what was written only in part was not acknowledged. */
async function appendDurably(log: StoredLog, offset: number, payloads: readonly Uint8Array[]): Promise<void> {
  try {
    await log.write(framed(offset, payloads), offset)
    await log.sync()
  } catch (error) {
    await log.truncate(offset).catch(() => undefined)
    throw error
  }
}

function framed(offset: number, payloads: readonly Uint8Array[]): Uint8Array {
  const framer = new LogFramer(offset)
  return Buffer.concat(payloads.map((payload) => Uint8Array.from(framer.frame(payload))))
}
