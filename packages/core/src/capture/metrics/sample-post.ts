import type { SampleMessage } from '../capture-messages.ts'
import { SLOT_SAMPLES_TAKEN } from '../capture-slots.ts'

/** So many samples may wait for a blocked training thread: eight hours of them at 15 s. */
export const FULL_RATE_COUNT = 2048
/** … then every eighth, up to so many: three days in all, in a few megabytes. */
export const MAX_WAITING_COUNT = 4096
const SPARSE_EVERY = 8

export interface SamplePostOptions {
  readonly slots: Int32Array
  readonly post: (message: SampleMessage) => void
}

/** Sends samples to the thread that owns the log, which may not look for hours. What waits for it is bounded. */
export class SamplePost {
  readonly #options: SamplePostOptions
  readonly #firstTaken: number
  #postedCount = 0
  #skippedCount = 0
  #lastKeys: readonly string[] = []

  constructor(options: SamplePostOptions) {
    this.#options = options
    this.#firstTaken = Atomics.load(options.slots, SLOT_SAMPLES_TAKEN)
  }

  /** @returns false when the sample was left out */
  send(timestampMs: number, values: ReadonlyMap<string, number>): boolean {
    const takenCount = (Atomics.load(this.#options.slots, SLOT_SAMPLES_TAKEN) - this.#firstTaken) | 0
    const waitingCount = this.#postedCount - takenCount
    const isSparse = waitingCount >= FULL_RATE_COUNT && ++this.#skippedCount % SPARSE_EVERY !== 0
    if (isSparse || waitingCount >= MAX_WAITING_COUNT || values.size === 0) return false
    const keys = [...values.keys()]
    const isSame = keys.length === this.#lastKeys.length && keys.every((key, i) => key === this.#lastKeys[i])
    this.#lastKeys = keys
    this.#postedCount++
    this.#options.post({
      kind: 'sample',
      timestampMs,
      ...(isSame ? {} : { keys }),
      values: Float64Array.from(values.values()),
    })
    return true
  }
}
