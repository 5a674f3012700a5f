import type { Pulse } from '../platform/pulse.ts'
import type { ByteRange, RunFiles } from '../platform/run-files.ts'
import { ByteQueue } from './byte-queue.ts'

/** What cannot be written is kept up to this size. */
export const MAX_PENDING_BYTES: number = 64 * 1024 * 1024
/** With `flush: <ms>`: written without waiting for the timer from this size on. */
const MAX_BATCH_BYTES = 64 * 1024
/** A failed write is tried again by later calls, at most this often: a failing system call costs the caller time too. */
const RETRY_AFTER_MS = 250
/** … and by a timer, for a program that logs rarely. */
const RETRY_INTERVAL_MS = 1000

export interface LogFileOptions {
  readonly files: RunFiles
  readonly pulse: Pulse
  /** Makes the file. Called until it succeeds; throws Node's errors. */
  readonly open: () => number
  /** 0: every record is written before `append` returns. */
  readonly flushMs: number
  readonly maxPendingBytes?: number
  /** A write failed after all was well. @param code ENOSPC, EIO … */
  readonly onFault: (code: string) => void
  /** Everything that waited has been written. */
  readonly onRecovered: () => void
}

/**
 * The file under a run's log. Never throws: what the disk does not take waits in memory, in order, and is tried again.
 * A short or failed write moves the descriptor by what was written, so what follows continues there.
 */
export class LogFile {
  readonly #options: LogFileOptions
  readonly #files: RunFiles
  readonly #maxPendingBytes: number
  readonly #flushMs: number
  readonly #queue = new ByteQueue()
  #fd: number | undefined
  #writtenBytes = 0
  #lastWriteMs = 0
  #retryAtMs = 0
  #stopTimer: (() => void) | undefined
  #hasFault = false
  #isClosed = false

  constructor(options: LogFileOptions) {
    this.#options = options
    this.#files = options.files
    this.#maxPendingBytes = options.maxPendingBytes ?? MAX_PENDING_BYTES
    this.#flushMs = options.flushMs
    this.#openFile(options.pulse.nowMs())
    if (this.#flushMs > 0) this.#startTimer(this.#flushMs)
  }

  /** Bytes that the operating system has. */
  get writtenBytes(): number {
    return this.#writtenBytes
  }

  get pendingBytes(): number {
    return this.#queue.byteCount
  }

  get isOpen(): boolean {
    return this.#fd !== undefined
  }

  /** False when `byteCount` more would exceed what is kept while the disk refuses. Ask before framing a record. */
  canHold(byteCount: number): boolean {
    return !this.#isClosed && (!this.#hasFault || this.#queue.byteCount + byteCount <= this.#maxPendingBytes)
  }

  /** @param range may be reused by the caller after the call, and its bytes too */
  append(range: ByteRange, nowMs: number): void {
    if (this.#flushMs === 0 && this.#queue.byteCount === 0 && this.#fd !== undefined) {
      this.#writeNow(this.#fd, range, nowMs)
      return
    }
    this.#queue.push(viewOf(range))
    const isDue = this.#hasFault ? nowMs >= this.#retryAtMs : this.#isBatchDue(nowMs)
    if (isDue) this.#drain(nowMs)
  }

  /** Writes what waits, now. @returns true when nothing is left waiting */
  flush(): boolean {
    if (!this.#isClosed) this.#drain(this.#options.pulse.nowMs())
    return this.#queue.byteCount === 0
  }

  /** @returns bytes that never reached the disk */
  close(): number {
    if (this.#isClosed) return this.#queue.byteCount
    this.flush()
    this.#isClosed = true
    this.#stopTimer?.()
    try {
      if (this.#fd !== undefined) this.#files.close(this.#fd)
    } catch {
      // Network file systems may fail here; the worker's fdatasync has reported what that means.
    }
    this.#fd = undefined
    return this.#queue.byteCount
  }

  #isBatchDue(nowMs: number): boolean {
    // In a loop that never turns no timer fires, so a call past its time writes as well.
    return this.#queue.byteCount >= MAX_BATCH_BYTES || nowMs - this.#lastWriteMs >= this.#flushMs
  }

  #writeNow(fd: number, range: ByteRange, nowMs: number): void {
    try {
      const written = this.#files.write(fd, range)
      this.#writtenBytes += written
      if (written === range.end - range.start) return
      this.#queue.push(viewOf(range).subarray(written))
    } catch (error) {
      this.#queue.push(viewOf(range))
      this.#noteFault(error, nowMs)
      return
    }
    // A short write: the next one says why.
    this.#drain(nowMs)
  }

  #drain(nowMs: number): void {
    this.#lastWriteMs = nowMs
    if (this.#fd === undefined) this.#openFile(nowMs)
    if (this.#fd === undefined) return
    try {
      for (let bytes = this.#queue.peek(); bytes !== undefined; bytes = this.#queue.peek()) {
        const written = this.#files.write(this.#fd, { bytes, start: 0, end: bytes.byteLength })
        if (written === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
        this.#writtenBytes += written
        this.#queue.drop(written)
      }
    } catch (error) {
      this.#noteFault(error, nowMs)
      return
    }
    this.#noteRecovery()
  }

  #openFile(nowMs: number): void {
    try {
      this.#fd = this.#options.open()
    } catch (error) {
      this.#noteFault(error, nowMs)
    }
  }

  #noteFault(error: unknown, nowMs: number): void {
    this.#retryAtMs = nowMs + RETRY_AFTER_MS
    if (this.#hasFault) return
    this.#hasFault = true
    if (this.#flushMs === 0) this.#startTimer(RETRY_INTERVAL_MS)
    this.#options.onFault((error as NodeJS.ErrnoException).code ?? 'unknown error')
  }

  #noteRecovery(): void {
    if (!this.#hasFault) return
    this.#hasFault = false
    if (this.#flushMs === 0) this.#stopTimer?.()
    this.#options.onRecovered()
  }

  #startTimer(intervalMs: number): void {
    this.#stopTimer = this.#options.pulse.every(intervalMs, () => {
      if (this.#queue.byteCount > 0) this.flush()
    })
  }
}

function viewOf({ bytes, start, end }: ByteRange): Uint8Array {
  return bytes.subarray(start, end)
}
