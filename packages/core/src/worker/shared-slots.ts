/**
 * The slots of the Int32Array that the training thread and the worker share. They are in one place because the two
 * threads have nothing else in common.
 */

/** Count of appended records; wraps. The training thread stores it, without notifying; the worker looks every 100 ms. */
export const SLOT_RECORDS_APPENDED = 0
/** 1 once the user asked the server to stop this run. Readable by a training loop that never awaits. */
export const SLOT_STOP_REQUESTED = 1
/** Count of finished fdatasyncs; wraps. */
export const SLOT_SYNCS_DONE = 2

/** Count of records appended to the log of spans; wraps. 0: there is none yet. */
export const SLOT_SPANS_APPENDED = 3

export const SLOT_COUNT = 4
/** Behind the slots, in 64 bits each: bytes of the log that are durable, and those that a server has acknowledged. */
const PROGRESS_COUNT = 2
const PROGRESS_OFFSET = SLOT_COUNT * Int32Array.BYTES_PER_ELEMENT

export function createSharedSlots(): SharedArrayBuffer {
  return new SharedArrayBuffer(PROGRESS_OFFSET + PROGRESS_COUNT * BigInt64Array.BYTES_PER_ELEMENT)
}

/** How far the worker has come with the log. It writes, the training thread reads. */
export class LogProgress {
  readonly #cells: BigInt64Array

  constructor(shared: SharedArrayBuffer) {
    this.#cells = new BigInt64Array(shared, PROGRESS_OFFSET, PROGRESS_COUNT)
  }

  get durableBytes(): number {
    return Number(Atomics.load(this.#cells, 0))
  }

  set durableBytes(byteCount: number) {
    Atomics.store(this.#cells, 0, BigInt(byteCount))
  }

  get acknowledgedBytes(): number {
    return Number(Atomics.load(this.#cells, 1))
  }

  set acknowledgedBytes(byteCount: number) {
    Atomics.store(this.#cells, 1, BigInt(byteCount))
  }
}
