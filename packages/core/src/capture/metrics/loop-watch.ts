import type { Pulse } from '../../platform/pulse.ts'
import {
  SLOT_DELAY_MAX_US,
  SLOT_DELAY_SUM_US,
  SLOT_EXTERNAL_KIB,
  SLOT_HEAP_TOTAL_KIB,
  SLOT_HEAP_USED_KIB,
  SLOT_TURN_COUNT,
  SLOT_TURN_MS,
} from '../capture-slots.ts'

/** How often the training thread shows that its event loop turns. */
export const TURN_INTERVAL_MS = 100
/** The heap is looked at every so many turns. */
const TURNS_PER_HEAP = 10

export interface HeapSize {
  readonly usedBytes: number
  readonly totalBytes: number
  readonly externalBytes: number
}

export interface LoopWatchOptions {
  readonly pulse: Pulse
  readonly slots: Int32Array
  /** The same clock for all threads of the process. */
  readonly monotonicMs: () => number
  readonly heap: () => HeapSize
}

/**
 * Stamps every turn of the training thread's event loop where the worker can see it, and how late the turn was. The worker
 * sees from an old stamp that the thread is blocked, while it is.
 * @returns stops it
 */
export function watchLoop({ pulse, slots, monotonicMs, heap }: LoopWatchOptions): () => void {
  let lastMs = monotonicMs()
  let turnCount = 0
  const stamp = (nowMs: number): void => void Atomics.store(slots, SLOT_TURN_MS, nowMs | 0)
  const lookAtHeap = (): void => {
    const { usedBytes, totalBytes, externalBytes } = heap()
    Atomics.store(slots, SLOT_HEAP_USED_KIB, usedBytes / 1024)
    Atomics.store(slots, SLOT_HEAP_TOTAL_KIB, totalBytes / 1024)
    Atomics.store(slots, SLOT_EXTERNAL_KIB, externalBytes / 1024)
  }
  stamp(lastMs)
  lookAtHeap()
  return pulse.every(TURN_INTERVAL_MS, () => {
    const nowMs = monotonicMs()
    const delayUs = Math.min(2 ** 31 - 1, Math.max(0, (nowMs - lastMs - TURN_INTERVAL_MS) * 1000))
    lastMs = nowMs
    stamp(nowMs)
    Atomics.add(slots, SLOT_TURN_COUNT, 1)
    Atomics.add(slots, SLOT_DELAY_SUM_US, delayUs)
    // The worker may take the maximum in between; then this delay counts for the next sample as well.
    if (delayUs > Atomics.load(slots, SLOT_DELAY_MAX_US)) Atomics.store(slots, SLOT_DELAY_MAX_US, delayUs)
    if (++turnCount % TURNS_PER_HEAP === 0) lookAtHeap()
  })
}
