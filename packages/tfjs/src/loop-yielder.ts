import type { Eventual } from './settle.ts'

/** What yielding needs of the outside. */
export interface LoopPorts {
  /** Milliseconds of a monotonic clock. */
  now(): number
  /** Resolves after the event loop went round once. */
  nextTurn(): Promise<unknown>
}

/**
 * Longest time that training should hold the event loop, where its batches allow it.
 *
 * The promise is 50 ms. The rest is for batches that take longer than the one before them.
 */
export const MAX_HOLD_MS = 40

/**
 * Lets timers and sockets have the thread every {@link MAX_HOLD_MS} milliseconds.
 *
 * TensorFlow.js does that itself for plain callback objects, but with a callback instance in the list nothing yields:
 * without this, no timer of the program would fire for the whole of a `fit`.
 */
export class LoopYielder {
  readonly #ports: LoopPorts
  #lastMs = Number.NEGATIVE_INFINITY

  constructor(ports: LoopPorts) {
    this.#ports = ports
  }

  /**
   * Yields when the time is up, or would be up before the next chance.
   * @param expectedMs how long the thread will be held before the next call; Infinity yields in any case
   */
  yieldBefore(expectedMs: number): Eventual<void> {
    if (this.#ports.now() - this.#lastMs + expectedMs < MAX_HOLD_MS) return undefined
    return this.#yield()
  }

  async #yield(): Promise<void> {
    await this.#ports.nextTurn()
    this.#lastMs = this.#ports.now()
  }
}
