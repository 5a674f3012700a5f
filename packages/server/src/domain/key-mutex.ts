/** Runs tasks of one name one after the other, tasks of different names side by side. */
export class KeyMutex {
  readonly #tails = new Map<string, Promise<void>>()

  async run<T>(name: string, task: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(name) ?? Promise.resolve()
    const result = before.then(task)
    const tail = result.then(
      () => undefined,
      () => undefined,
    )
    this.#tails.set(name, tail)
    try {
      return await result
    } finally {
      if (this.#tails.get(name) === tail) this.#tails.delete(name)
    }
  }

  /** Resolves when every task that is known now has ended. */
  async settle(): Promise<void> {
    await Promise.all(this.#tails.values())
  }
}
