import { assertOptions, fail, hasFunction } from './assert-arguments.ts'
import type { InferenceSessionLike, OrtModule } from './framework-types.ts'
import { guarded } from './guard.ts'
import { OwnProperties } from './own-properties.ts'
import { systemLoop } from './platform.ts'
import { isPromise } from './run-wrapper.ts'
import { markOf } from './session-watch.ts'
import type { WatchOptions, WatchSessionOptions } from './watch-options.ts'
import { startWatch } from './watch-session.ts'

/** Options of {@link autolog}: those of every session. */
export type AutologOptions = WatchOptions

/** Takes {@link autolog} back. */
export type StopAutolog = () => void

const MARK = Symbol.for('kymo.onnx.autolog')

interface AutologMark {
  readonly run: object
  readonly stop: StopAutolog
}

/**
 * Watches every session of a program's own ONNX Runtime: those that are made from now on, also inside of Transformers.js, and those
 * that exist, from their next run on.
 *
 * Each is named after the file of its model, and watched as by {@link watchSession}. Calling it again for the same run does nothing,
 * for another run it moves there. Taken back by what it returns, and when the run finishes.
 * @param ort the module, as in `import * as ort from 'onnxruntime-node'`
 * @returns takes it back; sessions that are watched by then are watched until the run finishes
 * @throws {TypeError | RangeError} when an argument is not what it should be
 * @example
 * ```js
 * import { init } from '@kymo/core'
 * import { autolog } from '@kymo/onnx'
 * import * as ort from 'onnxruntime-node'
 *
 * const run = await init({ project: 'serving' })
 * const stop = autolog(ort, { run })
 * // const session = await ort.InferenceSession.create('digits.onnx')
 * stop()
 * await run.finish()
 * ```
 */
export function autolog(ort: OrtModule, options: AutologOptions): StopAutolog {
  assertOptions(options)
  const factory = ort?.InferenceSession
  if (!hasFunction(factory, 'create') || !hasFunction(prototypeOf(factory), 'run'))
    fail('ort', "the module, as in `import * as ort from 'onnxruntime-node'`", ort)
  const earlier = (factory as { readonly [MARK]?: AutologMark })[MARK]
  if (earlier?.run === options.run) return earlier.stop
  earlier?.stop()
  if (options.run.isFinished === true) return () => {}
  return patch(ort, options)
}

function patch(ort: OrtModule, options: AutologOptions): StopAutolog {
  const { InferenceSession: factory } = ort
  const prototype = prototypeOf(factory) as InferenceSessionLike
  const owns = [new OwnProperties(factory), new OwnProperties(prototype)] as const
  let isOn = true
  const stop = (): void => {
    if (!isOn) return
    isOn = false
    for (const own of owns) own.restore()
    if (typeof forget === 'function') guarded(ignore, () => (forget as () => void)())
  }
  const prototypeRun = prototype.run
  const watch: Watch = (session, made, loadMs) => {
    if (!isOn || !isSession(session) || markOf(session) !== undefined) return false
    const started = startWatch({
      session,
      options: { ...options, ...made },
      loop: systemLoop,
      more: { ...(loadMs === undefined ? {} : { loadMs }), ...versionsOf(ort) },
      // What the session inherits is our own patch.
      originalRun: Object.hasOwn(session, 'run') ? session.run : prototypeRun,
    })
    return started !== undefined
  }
  owns[0].install('create', wrapCreate(factory.create, watch))
  owns[0].install(MARK, { run: options.run, stop } satisfies AutologMark)
  owns[1].install('run', function run(this: unknown, ...args: never[]): unknown {
    // A session that is watched comes here from its wrapper: only the call that begins the watch goes the other way round.
    const isNew = guarded(ignore, () => watch(this, {})) === true
    return Reflect.apply(isNew ? (this as InferenceSessionLike).run : prototypeRun, this, args)
  })
  const forget = options.run.onFinish?.(stop)
  return stop
}

type AnyFunction = (this: unknown, ...args: never[]) => unknown
type Watch = (
  session: unknown,
  made: Pick<WatchSessionOptions, 'model' | 'options'>,
  loadMs?: number,
) => boolean

function wrapCreate(original: AnyFunction, watch: Watch): AnyFunction {
  return function create(this: unknown, ...args: never[]): unknown {
    const beganMs = systemLoop.nowMs()
    const made = guarded(ignore, () => readArguments(args)) ?? {}
    const result = Reflect.apply(original, this, args)
    if (!isPromise(result)) return result
    return result.then((session: unknown) => {
      guarded(ignore, () => watch(session, made, systemLoop.nowMs() - beganMs))
      return session
    })
  }
}

/** `create(path, options?)`, `create(bytes, options?)`, `create(buffer, byteOffset, byteLength?, options?)`. */
function readArguments(args: readonly unknown[]): Pick<WatchSessionOptions, 'model' | 'options'> {
  const [model, offset, length] = args
  const options = args.slice(1).find((value) => typeof value === 'object' && value !== null)
  const isBuffer = model instanceof ArrayBuffer || model instanceof SharedArrayBuffer
  const part =
    isBuffer && typeof offset === 'number'
      ? new Uint8Array(model, offset, typeof length === 'number' ? length : undefined)
      : (model as WatchSessionOptions['model'])
  return { model: part, ...(options === undefined ? {} : { options }) }
}

function versionsOf(ort: OrtModule): { readonly onnxruntime?: Readonly<Record<string, string>> } {
  const versions = Object.entries(ort.env?.versions ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return versions.length === 0 ? {} : { onnxruntime: Object.fromEntries(versions) }
}

/** ONNX Runtime's own types have no prototype: they describe an object with a function. */
function prototypeOf(factory: object): object | undefined {
  return (factory as { readonly prototype?: object }).prototype
}

function isSession(value: unknown): value is InferenceSessionLike {
  return hasFunction(value, 'run') && Array.isArray((value as InferenceSessionLike).inputNames)
}

/** What cannot be watched is not watched. */
function ignore(): void {}
