import { SLOT_FACTS_DONE } from './capture-slots.ts'

/** Also wakes a thread that waits for them. */
export function setFactsDone(shared: SharedArrayBuffer): void {
  const slots = new Int32Array(shared)
  Atomics.store(slots, SLOT_FACTS_DONE, 1)
  Atomics.notify(slots, SLOT_FACTS_DONE)
}
