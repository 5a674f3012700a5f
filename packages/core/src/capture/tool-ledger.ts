import type { ToolLedger } from '../platform/tools.ts'
import { SLOT_TOOLS, SLOT_TOOLS_ENDED, TOOL_COUNT } from './capture-slots.ts'

/** The worker's side: writes down what runs where the training thread can read it, because a thread is ended without a word. */
export function sharedToolLedger(slots: Int32Array): ToolLedger {
  return {
    note: (processId) => {
      for (let slot = SLOT_TOOLS; slot < SLOT_TOOLS + TOOL_COUNT; slot++) {
        if (Atomics.compareExchange(slots, slot, 0, processId) !== 0) continue
        const leave = (): void => void Atomics.compareExchange(slots, slot, processId, 0)
        // Looked at after it was written down: whoever ends the tools sees it, or it sees that they are ended.
        if (Atomics.load(slots, SLOT_TOOLS_ENDED) === 0) return leave
        leave()
        return undefined
      }
      return undefined
    },
  }
}

/** The training thread's side: no program outlives the run, however the process ends and whatever the program is stuck in. */
export function endTools(slots: Int32Array, kill: (processId: number) => void): void {
  Atomics.store(slots, SLOT_TOOLS_ENDED, 1)
  for (let slot = SLOT_TOOLS; slot < SLOT_TOOLS + TOOL_COUNT; slot++) {
    const processId = Atomics.exchange(slots, slot, 0)
    if (processId !== 0) kill(processId)
  }
}
