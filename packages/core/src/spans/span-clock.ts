/** Further apart, the machine slept or its clock was set, and new times follow the clock again. */
const MAX_DRIFT_MS = 1000

/**
 * Wall-clock times with the resolution of the monotonic clock, so that the spans of one trace fit into each other to the microsecond.
 */
export class SpanClock {
  readonly #wallMs: () => number
  readonly #monotonicMs: () => number
  #offsetMs: number

  constructor(wallMs: () => number, monotonicMs: () => number) {
    this.#wallMs = wallMs
    this.#monotonicMs = monotonicMs
    this.#offsetMs = wallMs() - monotonicMs()
  }

  /** Unix milliseconds with fractions. */
  nowMs(): number {
    const monotonicMs = this.#monotonicMs()
    const wallMs = this.#wallMs()
    if (Math.abs(monotonicMs + this.#offsetMs - wallMs) > MAX_DRIFT_MS) this.#offsetMs = wallMs - monotonicMs
    return monotonicMs + this.#offsetMs
  }
}

const MAX_TIME_MS = 8.64e15

/** @returns nanoseconds, to the microsecond: a double has no more; `fallbackMs` for what is not a time */
export function toNanoseconds(timeMs: number | undefined, fallbackMs: number): bigint {
  const isTime = typeof timeMs === 'number' && timeMs >= 0 && timeMs <= MAX_TIME_MS
  const time = isTime ? timeMs : Math.max(0, fallbackMs)
  const wholeMs = Math.floor(time)
  return BigInt(wholeMs) * 1_000_000n + BigInt(Math.round((time - wholeMs) * 1000)) * 1000n
}
