/** Work runs this long before it lets requests through. */
const SLICE_MS = 12

/** Lets long work give way to everything else in this process. */
export class TimeSlice {
  #endsAt = performance.now() + SLICE_MS

  /** True when it is time to {@link rest}. */
  get isOver(): boolean {
    return performance.now() >= this.#endsAt
  }

  /** Waits until everything that is due has run. */
  async rest(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    this.#endsAt = performance.now() + SLICE_MS
  }

  async restIfOver(): Promise<void> {
    if (this.isOver) await this.rest()
  }
}
