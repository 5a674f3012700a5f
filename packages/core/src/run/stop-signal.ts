import { SLOT_STOP_REQUESTED } from '../worker/shared-slots.ts'

/** Somebody asked the run to stop. The slot can be read by a loop that never lets a message in. */
export class StopSignal {
  readonly #slots: Int32Array
  #callback: (() => void) | undefined

  constructor(slots: Int32Array) {
    this.#slots = slots
  }

  get isRequested(): boolean {
    return Atomics.load(this.#slots, SLOT_STOP_REQUESTED) !== 0
  }

  onRequest(callback: () => void): void {
    this.#callback = callback
  }

  /** The worker's message came in. */
  report(): void {
    this.#callback?.()
  }
}
