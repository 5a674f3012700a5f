import type { SampleRow, Store } from '../store/store.ts'

/** Values that are not numbers and wait to be written, in the order of the log. */
export class SampleBuffer {
  readonly #waiting: (readonly [name: string, sample: SampleRow])[] = []

  add(name: string, sample: SampleRow): void {
    this.#waiting.push([name, sample])
  }

  /** Writes them. Inside a transaction; may be interrupted between steps. */
  *flush(store: Store, folderId: number): Generator<void> {
    for (const [name, sample] of this.#waiting) {
      store.putSample(folderId, name, sample)
      yield
    }
    this.#waiting.length = 0
  }
}
