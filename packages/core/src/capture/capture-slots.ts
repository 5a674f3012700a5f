/** What the training thread and the worker share for measuring; all 32-bit. */

/** Monotonic milliseconds of the last turn of the training thread's event loop; wraps. */
export const SLOT_TURN_MS = 0
/** The longest delay of a turn since the last sample, in microseconds. */
export const SLOT_DELAY_MAX_US = 1
export const SLOT_DELAY_SUM_US = 2
export const SLOT_TURN_COUNT = 3
/** Of the training thread's heap, in KiB. */
export const SLOT_HEAP_USED_KIB = 4
export const SLOT_HEAP_TOTAL_KIB = 5
export const SLOT_EXTERNAL_KIB = 6
/** Samples that the training thread has taken; wraps. */
export const SLOT_SAMPLES_TAKEN = 7
/** 1 once the facts about repository, packages and machine are posted, or never will be. */
export const SLOT_FACTS_DONE = 8
/** 1 once no program may be started any more. */
export const SLOT_TOOLS_ENDED = 9
/** From here on: numbers of the processes that the worker has started and that run, 0 for none. */
export const SLOT_TOOLS = 10
export const TOOL_COUNT = 22

const SLOT_COUNT: number = SLOT_TOOLS + TOOL_COUNT

export function createCaptureSlots(): SharedArrayBuffer {
  return new SharedArrayBuffer(SLOT_COUNT * Int32Array.BYTES_PER_ELEMENT)
}
