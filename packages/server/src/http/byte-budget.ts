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
    return this.spendMore(async (more) => {
      more(byteCount)
      return task()
    })
  }

  /**
   * For a task that finds out what it needs as it goes.
   * @param task calls `more` before it takes so many bytes more, which throws SERVER_BUSY when they are not there
   */
  async spendMore<T>(task: (more: (byteCount: number) => void) => Promise<T>): Promise<T> {
    let ownBytes = 0
    try {
      return await task((byteCount) => {
        this.#check(byteCount, ownBytes)
        this.#usedBytes += byteCount
        ownBytes += byteCount
      })
    } finally {
      this.#usedBytes -= ownBytes
    }
  }

  #check(byteCount: number, ownBytes: number): void {
    const othersBytes = this.#usedBytes - ownBytes
    if (othersBytes > 0 && byteCount > 0 && this.#usedBytes + byteCount > this.#maxBytes) {
      throw new ServerError(
        'SERVER_BUSY',
        `Cannot take the body now: ${othersBytes} bytes of other requests are being stored, the limit is ${this.#maxBytes}`,
        {
          details: { afterMs: 1000 },
          remedy: 'Try again in a second.',
        },
      )
    }
  }
}
