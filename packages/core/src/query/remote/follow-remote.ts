import type { Timers } from '../../platform/timers.ts'

export interface Page<T> {
  /** Ascending by place. */
  readonly items: readonly T[]
  readonly isRunning: boolean
}

export interface FollowRemoteOptions<T> {
  /** Everything from this place on, the place included, as far as one page goes. */
  readonly read: (from: number) => Promise<Page<T>>
  readonly placeOf: (item: T) => number
  readonly from: number
  readonly timers: Timers
  readonly signal: AbortSignal | undefined
}

const POLL_MS = 1_000

/**
 * Asks again and again for what lies behind the last place. What is at the very last place may still change (rows of one step
 * merge, a progress bar is drawn anew), so it is given when there is something behind it, when it did not change for a while,
 * or when the run is over.
 */
export async function* followRemote<T>(options: FollowRemoteOptions<T>): AsyncGenerator<T> {
  const { read, placeOf, timers, signal } = options
  let next = options.from
  let held: string | undefined
  const isAborted = (): boolean => signal?.aborted === true
  while (!isAborted()) {
    const { items, isRunning } = await read(next)
    const newest = items.at(-1)
    const text = newest === undefined ? undefined : JSON.stringify(newest)
    const lastPlace = newest === undefined ? next : placeOf(newest)
    const isLastReady = !isRunning || text === held
    for (const item of items) {
      if (!isLastReady && placeOf(item) === lastPlace) continue
      yield item
      next = placeOf(item) + 1
    }
    held = text
    // A page of one place alone that is waited for is no progress.
    if (items.some((item) => placeOf(item) < lastPlace)) continue
    if (!isRunning && items.length === 0) return
    if (isRunning) await timers.sleep(POLL_MS, signal)
  }
}
