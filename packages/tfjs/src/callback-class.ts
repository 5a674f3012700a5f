import type { FitLogs, FitParams, TensorFlow, TrackedModel } from './framework-types.ts'

/** The hooks of a `tf.Callback`, as functions that need no `this`. */
export interface CallbackHooks {
  setParams(params: FitParams): void
  setModel(model: TrackedModel): void
  onTrainBegin(): Promise<void>
  onTrainEnd(): Promise<void>
  onEpochBegin(epoch: number): Promise<void>
  onEpochEnd(epoch: number, logs?: FitLogs): Promise<void>
  onBatchBegin(batch: number): Promise<void>
  onBatchEnd(batch: number, logs?: FitLogs): Promise<void>
}

type CallbackClass = new (hooks: CallbackHooks) => object
type BaseClass = new () => { params?: FitParams; model?: TrackedModel }

const classes = new WeakMap<object, CallbackClass>()

/**
 * The subclass of a `tf.Callback`, one per copy of TensorFlow.js.
 *
 * A real subclass, because TensorFlow.js calls `setModel` on instances of its own class only. Hooks as own properties,
 * because it takes any callback apart that stands after a plain object: it then wraps the functions it finds, which with
 * methods of a class that expects its `this` ends in an error, and with a `tf.CustomCallback` in an endless recursion
 * (https://github.com/tensorflow/tfjs/issues/1792).
 */
export function callbackClassOf(base: TensorFlow['Callback']): CallbackClass {
  const known = classes.get(base)
  if (known) return known
  // Abstract in its declaration only.
  const Base = base as unknown as BaseClass
  class KymoCallback extends Base {
    constructor(hooks: CallbackHooks) {
      super()
      Object.assign(this, hooks, {
        setParams: (params: FitParams) => {
          this.params = params
          hooks.setParams(params)
        },
        setModel: (model: TrackedModel) => {
          this.model = model
          hooks.setModel(model)
        },
      })
    }
  }
  classes.set(base, KymoCallback)
  return KymoCallback
}
