/** A result that is there already, or will be. */
export type Eventual<T> = T | Promise<T>

/**
 * Goes on with a result at once when it is there, and after it otherwise.
 *
 * `await` would do, but costs a trip through the microtask queue each time. A hook between two batches runs with cold
 * caches, where every such trip is worth microseconds of training.
 */
export function settle<T, U>(result: Eventual<T>, next: (value: T) => Eventual<U>): Eventual<U> {
  return result instanceof Promise ? settleLater(result, next) : next(result)
}

async function settleLater<T, U>(result: Promise<T>, next: (value: T) => Eventual<U>): Promise<U> {
  return next(await result)
}
