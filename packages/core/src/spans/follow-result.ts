import { followGenerator, followIterable, isAsyncIterable, isFixed, isGenerator } from './follow-iteration.ts'
import { followNodeStream, followWebStream } from './follow-stream.ts'
import { isNodeReadable } from '../platform/stream-end.ts'
import { dropped, Once, type ResultObserver } from './once.ts'

/**
 * Follows what a function returned to its end and gives it back unharmed: a value as it is; a promise with its value, its rejection
 * (handled or not) and, for a class of promises such as `APIPromise`, its methods; a generator, async iterable or stream itself.
 */
export function followResult<R>(result: R, observer: ResultObserver): R {
  const once = new Once(observer)
  return follow(result, once) as R
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
  if (result instanceof ReadableStream) return followWebStream(result, once)
  if (isNodeReadable(result)) return followNodeStream(result, once)
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
  const followed: object = new Proxy(promise, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key, target)
      if (typeof member !== 'function' || key === 'constructor' || isFixed(target, key)) return member
      // It is about to be asked: what that gives settles the span, whoever holds the promise.
      dropped.unregister(once)
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
  dropped.register(followed, once.cancel, once)
  return followed
}

/** OpenAI's and others' `withResponse()` gives `{data, response}`, and `data` may be a stream. */
function streamIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { data } = value as { data?: unknown }
  return typeof data === 'object' && data !== null && isAsyncIterable(data) ? data : value
}
