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

const SLOT_COUNT = 4

export function createSharedSlots(): SharedArrayBuffer {
  return new SharedArrayBuffer(SLOT_COUNT * Int32Array.BYTES_PER_ELEMENT)
}
