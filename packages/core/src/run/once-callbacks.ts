import type { Notices } from './notices.ts'

/** Callbacks of users and adapters, each called at most once. What one of them throws costs the others nothing. */
export class OnceCallbacks<Args extends readonly unknown[]> {
  readonly #name: string
  readonly #notices: Notices
  readonly #callbacks = new Set<(...args: Args) => unknown>()

  /** @param name of the method that takes them, for messages */
  constructor(name: string, notices: Notices) {
    this.#name = name
    this.#notices = notices
  }

  /** @returns takes it back */
  add(callback: (...args: Args) => unknown): () => void {
    this.#callbacks.add(callback)
    return () => void this.#callbacks.delete(callback)
  }

  /** @returns what is still being done, none of which rejects; undefined when all is done */
  call(...args: Args): Promise<unknown> | undefined {
    const pending: Promise<unknown>[] = []
    for (const callback of this.#callbacks) {
      this.#callbacks.delete(callback)
      try {
        const result = callback(...args)
        if (result instanceof Promise) pending.push(result.catch(this.#warn))
      } catch (error) {
        this.#warn(error)
      }
    }
    return pending.length === 0 ? undefined : Promise.all(pending)
  }

  readonly #warn = (error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error)
    this.#notices.warn(`CALLBACK ${this.#name}`, `A callback of ${this.#name}() failed: ${reason}`)
  }
}
