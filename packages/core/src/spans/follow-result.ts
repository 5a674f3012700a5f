/** Told once how a call came out. */
export interface ResultObserver {
  /** Runs a step of a generator where its span is active. */
  run<R>(action: () => R): R
  /** With the value, or the last items of what was iterated. */
  succeed(value: unknown): void
  fail(error: unknown): void
  /** Its consumer stopped early. */
  cancel(): void
}

/** What is remembered of an iteration, for the output of its span. */
const MAX_ITEMS = 200

/**
 * Follows what a function returned to its end and gives it back unharmed: a value as it is; a promise with its value, its rejection
 * (handled or not) and, for a class of promises such as `APIPromise`, its methods; a generator or async iterable itself.
 */
export function followResult<R>(result: R, observer: ResultObserver): R {
  const once = new Once(observer)
  return follow(result, once) as R
}

/** Ends the span of what the program dropped without using it up: nothing else would, and a run holds its open spans. */
const dropped = new FinalizationRegistry<() => void>((cancel) => cancel())

/** Lets through the first of several ends. */
class Once {
  readonly #observer: ResultObserver
  #isOver = false
  readonly run: ResultObserver['run']

  constructor(observer: ResultObserver) {
    this.#observer = observer
    this.run = (action) => observer.run(action)
  }

  readonly succeed = (value: unknown): void => this.#end(() => this.#observer.succeed(value))
  readonly fail = (error: unknown): void => this.#end(() => this.#observer.fail(error))
  readonly cancel = (): void => this.#end(() => this.#observer.cancel())

  #end(tell: () => void): void {
    if (this.#isOver) return
    this.#isOver = true
    try {
      tell()
    } catch {
      // The user's result is on its way: what cannot be noted of it must not change it.
    }
  }
}

function follow(result: unknown, once: Once): unknown {
  try {
    return followKind(result, once)
  } catch {
    // A proxy that forbids to be looked at.
    once.succeed(undefined)
    return result
  }
}

function followKind(result: unknown, once: Once): unknown {
  if (typeof result !== 'object' || result === null) {
    once.succeed(result)
    return result
  }
  if (result instanceof Promise) return followPromise(result, once)
  if (isGenerator(result)) return followGenerator(result, once)
  if (isAsyncIterable(result)) return followIterable(result, once)
  once.succeed(result)
  return result
}

function followPromise(promise: Promise<unknown>, once: Once): unknown {
  if (isPlainPromise(promise))
    return promise.then(
      (value) => follow(value, once),
      (error: unknown) => {
        once.fail(error)
        throw error
      },
    )
  return followPromiseObject(promise, once)
}

/** Node puts symbols of its own on promises while a flow of asynchronous work is being followed. */
function isPlainPromise(promise: Promise<unknown>): boolean {
  return (
    Object.getPrototypeOf(promise) === Promise.prototype && Object.getOwnPropertyNames(promise).length === 0
  )
}

/**
 * A promise with methods of its own, which may do their work only when they are called: nothing is called that the user does not
 * call, and whatever is called settles the span.
 */
function followPromiseObject(promise: Promise<unknown>, once: Once): unknown {
  const settled = (value: unknown): unknown => {
    follow(streamIn(value), once)
    return value
  }
  const failed = (error: unknown): never => {
    once.fail(error)
    throw error
  }
  return new Proxy(promise, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key, target)
      if (typeof member !== 'function' || key === 'constructor' || isFixed(target, key)) return member
      const call = member as (...args: unknown[]) => unknown
      if (key === 'then')
        return (ok?: (value: unknown) => unknown, no?: (error: unknown) => unknown) =>
          target.then(settled, failed).then(ok, no)
      if (key === 'catch') return (no?: (error: unknown) => unknown) => target.then(settled, failed).catch(no)
      if (key === 'finally') return (action?: () => void) => target.then(settled, failed).finally(action)
      return (...args: unknown[]) => {
        const answer = call.apply(target, args)
        return answer instanceof Promise && isPlainPromise(answer) ? answer.then(settled, failed) : answer
      }
    },
  })
}

/** For these a proxy must give what the object has. */
function isFixed(target: object, key: PropertyKey): boolean {
  const property = Object.getOwnPropertyDescriptor(target, key)
  return property !== undefined && property.configurable === false && property.writable === false
}

/** OpenAI's and others' `withResponse()` gives `{data, response}`, and `data` may be a stream. */
function streamIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { data } = value as { data?: unknown }
  return typeof data === 'object' && data !== null && isAsyncIterable(data) ? data : value
}

type Step = IteratorResult<unknown, unknown>
type AnyGenerator = Record<'next' | 'return' | 'throw', (value?: unknown) => Step | Promise<Step>>

const STEPS = ['next', 'return', 'throw'] as const

function isGenerator(value: object): value is AnyGenerator {
  const tag: unknown = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]
  return (
    (tag === 'Generator' || tag === 'AsyncGenerator') &&
    typeof (value as { next?: unknown }).next === 'function'
  )
}

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return typeof (value as { [Symbol.asyncIterator]?: unknown })[Symbol.asyncIterator] === 'function'
}

/** The same object, whose methods also tell how it goes on. */
function followGenerator(generator: AnyGenerator, once: Once): unknown {
  const tap = new IterationTap(once)
  dropped.register(generator, once.cancel)
  for (const name of STEPS) {
    const original = generator[name]
    const tapped = (...args: unknown[]): unknown =>
      tap.step(name, () => once.run(() => original.apply(generator, args as [])))
    if (!Reflect.defineProperty(generator, name, { value: tapped, configurable: true, writable: true })) {
      once.succeed(undefined)
      break
    }
  }
  return generator
}

/** The same object; the iterators that it gives out are followed. */
function followIterable(iterable: AsyncIterable<unknown>, once: Once): unknown {
  // Read with `getReader()` or piped as well, which would not be seen.
  if (iterable instanceof ReadableStream) {
    once.succeed(undefined)
    return iterable
  }
  const original = iterable[Symbol.asyncIterator]
  const open = (...args: unknown[]): unknown => {
    const tap = new IterationTap(once)
    const iterator = once.run(() => (original as (...args: unknown[]) => AnyGenerator).apply(iterable, args))
    // From here on the iterator counts: a loop holds that, and not always what it came from.
    dropped.unregister(iterable)
    const followed = followIterator(iterator, tap, once)
    dropped.register(followed, once.cancel)
    return followed
  }
  const property = { value: open, configurable: true, writable: true, enumerable: false }
  if (Reflect.defineProperty(iterable, Symbol.asyncIterator, property))
    dropped.register(iterable, once.cancel, iterable)
  else once.succeed(undefined)
  return iterable
}

function followIterator(iterator: AnyGenerator, tap: IterationTap, once: Once): AnyGenerator {
  // Methods of a frozen object could not be followed.
  const isFrozen = STEPS.some((name) => isFixed(iterator, name))
  const shadow = isFrozen
    ? (Object.create(Object.getPrototypeOf(iterator) as object) as AnyGenerator)
    : iterator
  return new Proxy(shadow, {
    has: (_, key) => Reflect.has(iterator, key),
    get: (_, key) => {
      const member: unknown = Reflect.get(iterator, key, iterator)
      if (typeof member !== 'function' || isFixed(shadow, key)) return member
      const call = member as (...args: unknown[]) => Step | Promise<Step>
      if (key === 'next' || key === 'return' || key === 'throw')
        return (...rest: unknown[]) => tap.step(key, () => once.run(() => call.apply(iterator, rest)))
      return call.bind(iterator)
    },
  })
}

/** Follows an iteration through its steps. */
class IterationTap {
  readonly #once: Once
  readonly #items: unknown[] = []

  constructor(once: Once) {
    this.#once = once
  }

  step(kind: 'next' | 'return' | 'throw', action: () => Step | Promise<Step>): Step | Promise<Step> {
    let step: Step | Promise<Step>
    try {
      step = action()
    } catch (error) {
      this.#once.fail(error)
      throw error
    }
    if (!(step instanceof Promise)) return this.#note(kind, step)
    return step.then(
      (value) => this.#note(kind, value),
      (error: unknown) => {
        this.#once.fail(error)
        throw error
      },
    )
  }

  #note(kind: string, step: Step): Step {
    if (kind === 'return') this.#once.cancel()
    else if (step.done === true) this.#once.succeed(step.value === undefined ? this.#items : step.value)
    else if (this.#items.length < MAX_ITEMS) this.#items.push(step.value)
    return step
  }
}
