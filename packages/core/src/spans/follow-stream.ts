import {
  hasWebStreamFailed,
  onNodeStreamEnd,
  onWebStreamEnd,
  type NodeReadable,
  type StreamEnd,
} from '../platform/stream-end.ts'
import { FirstItems } from './first-items.ts'
import { followIterator, IterationTap, type AnyGenerator } from './follow-iteration.ts'
import { dropped, type Once } from './once.ts'

type Method = (...args: unknown[]) => unknown

/**
 * The same stream, whose span ends when it has been read to its end, is cancelled or fails. It is not read, locked or buffered for that;
 * items are noted where the program itself reads them with `for await` or a reader.
 */
export function followWebStream(stream: ReadableStream, once: Once): ReadableStream {
  const tap = new ReaderTap(once)
  if (!onWebStreamEnd(stream, tap.end)) {
    once.succeed(undefined)
    return stream
  }
  dropped.register(stream, once.cancel)
  tap.watchCancel(stream)
  replace(stream, 'getReader', (getReader) => (...args) => {
    const reader = getReader(...args) as object
    tap.watchCancel(reader)
    replace(
      reader,
      'read',
      (read) =>
        (...rest) =>
          tap.read(stream, () => read(...rest)),
    )
    return reader
  })
  replace(stream, 'pipeTo', (pipeTo) => async (...args) => {
    await tap.pipe(stream, () => pipeTo(...args))
  })
  for (const name of ['values', Symbol.asyncIterator])
    // Iterators of other makers read through `getReader()`.
    if (isIterationWatchable(stream, name))
      replace(stream, name, (open) => {
        const watched: Method = (...args) => tap.watchIterator(stream, open(...args) as object, args[0])
        watchedIterations.add(watched)
        return watched
      })
  return stream
}

/** The same stream, whose span ends with the stream. */
export function followNodeStream(stream: NodeReadable, once: Once): NodeReadable {
  let isIterated = false
  onNodeStreamEnd(stream, (end) => {
    // A loop is about to see the end, with the last items.
    if (!end.isWhole || !isIterated) tellEnd(once, end, undefined)
  })
  dropped.register(stream, once.cancel)
  replace(stream, Symbol.asyncIterator, (open) => (...args) => {
    isIterated = true
    return followIterator(open(...args) as AnyGenerator, new IterationTap(once), once)
  })
  return stream
}

/** Methods that take the place of native ones; several spans may follow one stream. */
const watchedIterations = new WeakSet<object>()

function isIterationWatchable(stream: ReadableStream, name: PropertyKey): boolean {
  const open: unknown = Reflect.get(stream, name)
  if (typeof open !== 'function') return false
  return open === Reflect.get(ReadableStream.prototype, name) || watchedIterations.has(open)
}

/** Follows what is read of a WHATWG stream. It must not hold the stream: one that is dropped ends its span. */
class ReaderTap {
  readonly #once: Once
  readonly #items = new FirstItems()
  #isBrokenOff = false

  constructor(once: Once) {
    this.#once = once
  }

  readonly end = (end: StreamEnd): void =>
    tellEnd(this.#once, this.#isBrokenOff && end.isWhole ? { isWhole: false } : end, this.#output)

  /** @returns the promise of the next item, after it has been noted */
  async read(stream: ReadableStream, action: () => unknown): Promise<unknown> {
    try {
      const step = (await this.#once.run(action)) as IteratorResult<unknown>
      if (step.done === true) this.#once.succeed(this.#output)
      else if (this.#once.keepsItems) this.#items.add(step.value)
      return step
    } catch (error) {
      // A reader that was released fails, too; the stream goes on.
      if (hasWebStreamFailed(stream)) this.#once.fail(error)
      throw error
    }
  }

  async pipe(stream: ReadableStream, action: () => unknown): Promise<void> {
    try {
      await action()
      this.#once.succeed(this.#output)
    } catch (error) {
      if (hasWebStreamFailed(stream)) this.#once.fail(error)
      else this.#isBrokenOff = true
      throw error
    }
  }

  /** Of a stream or a reader. */
  watchCancel(source: object): void {
    replace(source, 'cancel', (cancel) => (...args) => {
      this.#isBrokenOff = true
      return cancel(...args)
    })
  }

  watchIterator(stream: ReadableStream, iterator: object, options: unknown): object {
    replace(
      iterator,
      'next',
      (next) =>
        (...args) =>
          this.read(stream, () => next(...args)),
    )
    const { preventCancel } = Object(options) as { preventCancel?: unknown }
    if (!preventCancel)
      replace(iterator, 'return', (finish) => (...args) => {
        this.#once.cancel()
        return finish(...args)
      })
    return iterator
  }

  get #output(): unknown {
    return this.#items.list.length === 0 ? undefined : this.#items.list
  }
}

function tellEnd(once: Once, { isWhole, failure }: StreamEnd, output: unknown): void {
  if (failure !== undefined) once.fail(failure.error)
  else if (isWhole) once.succeed(output)
  else once.cancel()
}

/** Puts a method of our own before the one of an object; of a frozen object the method stays. */
function replace(target: object, name: PropertyKey, make: (original: Method) => Method): void {
  const original: unknown = Reflect.get(target, name)
  if (typeof original !== 'function') return
  const value = make((...args) => Reflect.apply(original, target, args) as unknown)
  Reflect.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: false })
}
