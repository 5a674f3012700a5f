import { ServerError } from '../errors.ts'

/** Bounds the memory that all requests of one kind take together. What does not fit is told to come back. */
export class ByteBudget {
  readonly #maxBytes: number
  #usedBytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** @throws {ServerError} SERVER_BUSY when the budget is spent; a single task always fits */
  async spend<T>(byteCount: number, task: () => Promise<T>): Promise<T> {
    if (this.#usedBytes > 0 && byteCount > 0 && this.#usedBytes + byteCount > this.#maxBytes) {
      throw new ServerError(
        'SERVER_BUSY',
        `Cannot take the body now: ${this.#usedBytes} bytes of other requests are being stored, the limit is ${this.#maxBytes}`,
        {
          details: { afterMs: 1000 },
          remedy: 'Try again in a second.',
        },
      )
    }
    this.#usedBytes += byteCount
    try {
      return await task()
    } finally {
      this.#usedBytes -= byteCount
    }
  }
}
