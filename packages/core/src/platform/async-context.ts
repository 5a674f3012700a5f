import { AsyncLocalStorage } from 'node:async_hooks'

/** A value that follows the flow of a program through promises, timers and callbacks. */
export interface AsyncContext<T> {
  get(): T | undefined
  run<R>(value: T, action: () => R): R
}

/** Costs the program nothing before the first `run`. */
export function createAsyncContext<T>(): AsyncContext<T> {
  const storage = new AsyncLocalStorage<T>()
  return { get: () => storage.getStore(), run: (value, action) => storage.run(value, action) }
}
