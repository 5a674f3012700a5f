import { types } from 'node:util'
import type { RunRecorder } from './run-recorder.ts'

type AnyFunction = (this: unknown, ...args: never[]) => unknown

/**
 * The `run` of a watched session. What it returns settles as that of the original does, with the same result or the same error;
 * a rejection that nobody handles stays one.
 */
export function wrapRun(original: AnyFunction, recorder: RunRecorder): AnyFunction {
  return function run(this: unknown, ...args: never[]): unknown {
    const call = recorder.begin(args[0])
    if (call === undefined) return Reflect.apply(original, this, args)
    let result: unknown
    try {
      result = Reflect.apply(original, this, args)
    } catch (error) {
      recorder.fail(call, error)
      throw error
    }
    recorder.handOver(call)
    if (!isPromise(result)) {
      recorder.succeed(call, result)
      return result
    }
    return result.then(
      (outputs) => {
        recorder.succeed(call, outputs)
        return outputs
      },
      (error: unknown) => {
        recorder.fail(call, error)
        throw error
      },
    )
  }
}

/** Not `instanceof`: test runners give modules a `Promise` of their own. Not by `then` either: that of others may do anything. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return types.isPromise(value)
}
