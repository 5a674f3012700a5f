import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { TableReader, type TableQuery, type TableRows } from './table-reader.ts'

export type TableReply =
  | { readonly id: number; readonly rows: TableRows }
  | { readonly id: number; readonly kind: 'refused' | 'failed'; readonly reason: string }

interface Waiting {
  resolve(rows: TableRows): void
  reject(error: Error): void
}

/** Parsed tables are given back after this long without a question. */
const IDLE_MS = 120_000
/** A table that needs more ends the thread, not the server. */
const MAX_HEAP_MB = 2_048

/** Reads pages of tables on a thread of its own, which is started when needed and ended when idle. */
export class TableHost {
  #worker: Worker | undefined
  #idleTimer: NodeJS.Timeout | undefined
  #lastId = 0
  readonly #waiting = new Map<number, Waiting>()
  readonly #inline = new TableReader()

  /** @throws {RangeError} when the file is not a table that can be read */
  page(query: TableQuery): Promise<TableRows> {
    const worker = this.#start()
    // Sources that were not built have no file for a thread.
    if (worker === undefined) return this.#inline.page(query)
    clearTimeout(this.#idleTimer)
    const id = ++this.#lastId
    return new Promise<TableRows>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.postMessage({ id, query })
    })
  }

  /** Idempotent; questions that wait are rejected. */
  async close(): Promise<void> {
    clearTimeout(this.#idleTimer)
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  #start(): Worker | undefined {
    if (this.#worker !== undefined) return this.#worker
    const url = new URL('./table-thread.js', import.meta.url)
    if (!existsSync(fileURLToPath(url))) return undefined
    const worker = new Worker(url, {
      name: 'kymo tables',
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    })
    worker.unref()
    worker.on('message', (reply: TableReply) => this.#answer(reply))
    worker.on('error', (error) => this.#fail(worker, error))
    worker.on('exit', () => this.#fail(worker, new Error('the thread ended')))
    this.#worker = worker
    return worker
  }

  #answer(reply: TableReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('rows' in reply) waiting?.resolve(reply.rows)
    else waiting?.reject(reply.kind === 'refused' ? new RangeError(reply.reason) : new Error(reply.reason))
    if (this.#waiting.size > 0) return
    clearTimeout(this.#idleTimer)
    this.#idleTimer = setTimeout(() => void this.close(), IDLE_MS).unref()
  }

  #fail(worker: Worker, error: unknown): void {
    if (this.#worker === worker) this.#worker = undefined
    const isFull = (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY'
    const reason = isFull
      ? new RangeError(`reading it takes more than ${MAX_HEAP_MB} MB of memory`)
      : toError(error)
    for (const waiting of this.#waiting.values()) waiting.reject(reason)
    this.#waiting.clear()
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
