import {
  SLOT_DELAY_MAX_US,
  SLOT_DELAY_SUM_US,
  SLOT_EXTERNAL_KIB,
  SLOT_HEAP_TOTAL_KIB,
  SLOT_HEAP_USED_KIB,
  SLOT_TURN_COUNT,
  SLOT_TURN_MS,
} from '../capture-slots.ts'
import { TURN_INTERVAL_MS } from './loop-watch.ts'
import type { Measure, Reading } from './reading.ts'

/** Event loop and heap of the training thread, as the worker sees them (loop-watch.ts writes them). */
export class LoopReading implements Reading {
  readonly #slots: Int32Array
  readonly #monotonicMs: () => number

  constructor(slots: Int32Array, monotonicMs: () => number) {
    this.#slots = slots
    this.#monotonicMs = monotonicMs
  }

  read(measure: Measure): void {
    const slots = this.#slots
    // In 32 bits, so that a stamp that has wrapped still gives the difference.
    const sinceTurnMs = ((this.#monotonicMs() | 0) - Atomics.load(slots, SLOT_TURN_MS)) | 0
    const overdueMs = Math.max(0, sinceTurnMs - TURN_INTERVAL_MS)
    const maxMs = Atomics.exchange(slots, SLOT_DELAY_MAX_US, 0) / 1000
    // Unsigned: one delay may already be half of what 32 bits hold.
    const sumMs = (Atomics.exchange(slots, SLOT_DELAY_SUM_US, 0) >>> 0) / 1000
    const count = Atomics.exchange(slots, SLOT_TURN_COUNT, 0)
    measure('proc.eventLoop.maxDelayMs', Math.max(maxMs, overdueMs))
    measure('proc.eventLoop.meanDelayMs', count === 0 ? overdueMs : sumMs / count)
    measure('proc.heap.usedMB', Atomics.load(slots, SLOT_HEAP_USED_KIB) / 1024)
    measure('proc.heap.totalMB', Atomics.load(slots, SLOT_HEAP_TOTAL_KIB) / 1024)
    measure('proc.heap.externalMB', Atomics.load(slots, SLOT_EXTERNAL_KIB) / 1024)
  }
}
