import { FirstItems } from './first-items.ts'
import { dropped, type Once } from './once.ts'

type Step = IteratorResult<unknown, unknown>
export type AnyGenerator = Record<'next' | 'return' | 'throw', (value?: unknown) => Step | Promise<Step>>

const STEPS = ['next', 'return', 'throw'] as const

export function isGenerator(value: object): value is AnyGenerator {
  const tag: unknown = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]
  return (
    (tag === 'Generator' || tag === 'AsyncGenerator') &&
    typeof (value as { next?: unknown }).next === 'function'
  )
}

/** For these a proxy must give what the object has. */
export function isFixed(target: object, key: PropertyKey): boolean {
  const property = Object.getOwnPropertyDescriptor(target, key)
  return property !== undefined && property.configurable === false && property.writable === false
}

export function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return typeof (value as { [Symbol.asyncIterator]?: unknown })[Symbol.asyncIterator] === 'function'
}

/** The same object, whose methods also tell how it goes on. */
export function followGenerator(generator: AnyGenerator, once: Once): unknown {
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
export function followIterable(iterable: AsyncIterable<unknown>, once: Once): unknown {
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

export function followIterator(iterator: AnyGenerator, tap: IterationTap, once: Once): AnyGenerator {
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
export class IterationTap {
  readonly #once: Once
  readonly #items = new FirstItems()

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
    else if (step.done === true) this.#once.succeed(step.value === undefined ? this.#items.list : step.value)
    else if (this.#once.keepsItems) this.#items.add(step.value)
    return step
  }
}
