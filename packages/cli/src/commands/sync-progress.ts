import type { SyncProgress } from '@kymo/core/sync'
import type { Progress } from '../output/progress.ts'

/** The sum over all runs of one `kymo sync`, as one line. */
export class SyncTotals {
  readonly #progress: Progress
  readonly #runs = new Map<string, { done: number; total: number }>()

  constructor(progress: Progress) {
    this.#progress = progress
  }

  /** A run that is going to be sent; its size counts from the start, so that the percentage never falls back. */
  expect(path: string, totalBytes: number): void {
    const known = this.#runs.get(path)
    this.#runs.set(path, { done: known?.done ?? 0, total: totalBytes })
  }

  update(path: string, label: string, { sentBytes, totalBytes }: SyncProgress): void {
    this.#runs.set(path, { done: sentBytes, total: totalBytes })
    let [doneBytes, allBytes] = [0, 0]
    for (const { done, total } of this.#runs.values()) {
      doneBytes += done
      allBytes += total
    }
    this.#progress.update({ doneBytes, totalBytes: allBytes, label })
  }
}
