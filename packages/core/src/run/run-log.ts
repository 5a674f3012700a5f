import { encodeRecord, HistoryEncoder, LogFramer, type RecordInit, type ValueDrop } from '@kymo/protocol'
import { isMediaValue } from '../media/find-media.ts'
import { SLOT_RECORDS_APPENDED } from '../worker/shared-slots.ts'
import type { LogFile } from './log-file.ts'

/** After this long without a row, what the next one needs is no longer in the processor's caches. */
const PAUSE_MS = 2
/** Room for framing in a size estimate: one chunk header per block, and the header of the file. */
const FRAMING_BYTES = 32

export interface RunLogOptions {
  readonly file: LogFile
  /** Shared with the worker (worker/shared-slots.ts). */
  readonly slots: Int32Array
  readonly startedMs: number
  /** Time that earlier sessions of the run have taken. */
  readonly earlierMs: number
  /** A value of a row that cannot be logged; the rest of the row is. */
  readonly onDrop: (drop: ValueDrop) => void
}

/** What goes to the file; the same object for every record. */
interface Range {
  bytes: Uint8Array
  start: number
  end: number
}

export interface LatestRow {
  readonly step: number
  /** Unix milliseconds. */
  readonly timestampMs: number
  /** Since the run began, over its sessions. */
  readonly runtimeMs: number
}

/** One row as the hot path hands it on; the same object for every row. */
interface Row {
  num: number
  step: number
  timestampMs: number
  runtimeMs: number
  metrics: Readonly<Record<string, unknown>>
}

/** The writer of a run's log: encode, frame, write, count. The only code that a `log()` runs besides its own bookkeeping. */
export class RunLog {
  readonly #file: LogFile
  readonly #slots: Int32Array
  readonly #startedMs: number
  readonly #encoder: HistoryEncoder
  readonly #framer = new LogFramer(0)
  readonly #row: Row = { num: 0, step: 0, timestampMs: 0, runtimeMs: 0, metrics: {} }
  readonly #range: Range = { bytes: new Uint8Array(0), start: 0, end: 0 }
  #lastRowMs = 0
  #greatestStep = -1
  #recordCount = 0
  #rowCount = 0
  #lostRecordCount = 0
  #lostBytes = 0
  /** Where the records that wait for the disk end in the file; negative for rows. */
  readonly #waitingEnds: number[] = []
  #isEncoding = false

  constructor(options: RunLogOptions) {
    this.#file = options.file
    this.#slots = options.slots
    this.#startedMs = options.startedMs - options.earlierMs
    this.#encoder = new HistoryEncoder({ onDrop: options.onDrop, isForeign: isMediaValue })
  }

  /** Records that are on disk or wait for it. */
  get recordCount(): number {
    return this.#recordCount
  }

  get rowCount(): number {
    return this.#rowCount
  }

  /** Records that neither the disk nor the memory for such times could take. */
  get lostRecordCount(): number {
    return this.#lostRecordCount
  }

  /** The greatest step, and when the newest row was logged. Undefined without rows. */
  get latest(): LatestRow | undefined {
    const { timestampMs, runtimeMs } = this.#row
    return this.#greatestStep < 0 ? undefined : { step: this.#greatestStep, timestampMs, runtimeMs }
  }

  get lostBytes(): number {
    return this.#lostBytes
  }

  /** Bytes that the operating system has. */
  get writtenBytes(): number {
    return this.#file.writtenBytes
  }

  /** Bytes that wait for a disk that refuses, or for their turn. */
  get pendingBytes(): number {
    return this.#file.pendingBytes
  }

  /** Hot. @returns false when the row has media, and nothing was written. @throws only what a getter or a `toJSON` of the caller's values throws */
  appendRow(metrics: Readonly<Record<string, unknown>>, step: number, nowMs: number): boolean {
    // A getter or a toJSON among the values may log itself, while the encoder's buffer is in use.
    if (this.#isEncoding) throw new Error('log() was called from within a value that is being logged')
    const row = this.#row
    row.num = this.#recordCount + 1
    row.step = step
    row.timestampMs = nowMs
    row.runtimeMs = Math.max(0, nowMs - this.#startedMs)
    row.metrics = metrics
    this.#isEncoding = true
    let start: number
    try {
      start = this.#encoder.encodeInPlace(row)
    } finally {
      this.#isEncoding = false
    }
    const { buffer, view, end } = this.#encoder
    if (start < 0) return false
    if (!this.#hasRoomFor(end - start)) return true
    const frameStart = this.#framer.frameInPlace(view, start, end, nowMs - this.#lastRowMs > PAUSE_MS)
    this.#lastRowMs = nowMs
    if (step > this.#greatestStep) this.#greatestStep = step
    if (frameStart < 0) this.#writeFrame(this.#framer.frame(buffer.subarray(start, end)), nowMs)
    else this.#writeBytes(buffer, frameStart, end, nowMs)
    this.#rowCount++
    this.#noteWaiting(true)
    return true
  }

  append(record: RecordInit, nowMs: number): void {
    const payload = encodeRecord({ ...record, num: this.#recordCount + 1 })
    if (!this.#hasRoomFor(payload.byteLength)) return
    this.#writeFrame(this.#framer.frame(payload), nowMs)
    this.#noteWaiting(false)
  }

  /** @returns true when nothing waits for the disk */
  flush(): boolean {
    return this.#file.flush()
  }

  close(): void {
    const unwrittenBytes = this.#file.close()
    if (unwrittenBytes > 0) this.#countLost()
    this.#lostBytes += unwrittenBytes
    this.#waitingEnds.length = 0
  }

  #noteWaiting(isRow: boolean): void {
    const { pendingBytes, writtenBytes } = this.#file
    const ends = this.#waitingEnds
    // A timer may have written them since: with `flush: <ms>` it does so all the time.
    if (ends.length > 0 && Math.abs(ends[ends.length - 1]) <= writtenBytes) ends.length = 0
    if (pendingBytes === 0) return
    const end = writtenBytes + pendingBytes
    ends.push(isRow ? -end : end)
  }

  /** What still waited when the file was closed is not in the log, so it is not counted as if it were. */
  #countLost(): void {
    const { writtenBytes } = this.#file
    const lost = this.#waitingEnds.filter((end) => Math.abs(end) > writtenBytes)
    this.#recordCount -= lost.length
    this.#rowCount -= lost.filter((end) => end < 0).length
    this.#lostRecordCount += lost.length
  }

  /** Asked before framing, because the framing of what follows depends on what came before. */
  #hasRoomFor(payloadBytes: number): boolean {
    if (this.#file.canHold(payloadBytes + FRAMING_BYTES)) return true
    this.#lostRecordCount++
    this.#lostBytes += payloadBytes
    return false
  }

  #writeFrame(frame: Uint8Array, nowMs: number): void {
    this.#writeBytes(frame, 0, frame.byteLength, nowMs)
  }

  // oxlint-disable-next-line max-params -- hot: an object for them would be made at every call
  #writeBytes(bytes: Uint8Array, start: number, end: number, nowMs: number): void {
    const range = this.#range
    range.bytes = bytes
    range.start = start
    range.end = end
    this.#file.append(range, nowMs)
    this.#recordCount++
    // A plain store: this thread is the only writer, and waiting for the other core's copy would cost more than the row's checksum.
    // The worker loads atomically and looks again in 100 ms.
    this.#slots[SLOT_RECORDS_APPENDED] = this.#recordCount
  }
}
