import { currentRun } from '@kymo/core'
import { assertArguments } from './assert-arguments.ts'
import type { CallbackHooks } from './callback-class.ts'
import { waitForClaims, type WaitingFit } from './fit-claims.ts'
import type { FitParams, RunLike, TensorFlow, TrackedModel } from './framework-types.ts'
import { type KymoCallbackOptions, kymoHooks, warnAboutTfjsNode } from './kymo-callback.ts'

/** Options of {@link autolog}. */
export interface AutologOptions extends Omit<KymoCallbackOptions, 'run' | 'model'> {
  /** The run to log to. Default: at each fit, the one that `init()` of `@kymo/core` made last; without any, nothing is logged. */
  readonly run?: RunLike
}

/** {@link TensorFlow} with the registry of callbacks. */
export interface TensorFlowWithRegistry extends TensorFlow {
  /** Has an instance of this class made for every fit. */
  registerCallbackConstructor(verbosityLevel: number, callbackConstructor: never): void
}

type CallbackConstructor = new () => object

/** What every fit of a copy of TensorFlow.js gets; a class can be registered but not taken back, so it asks here. */
const slots = new WeakMap<object, { makeHooks: (() => CallbackHooks) | undefined }>()

/**
 * Logs every `fit` and `fitDataset` of every model from now on, as {@link kymoCallback} does, without a callback in the program's code.
 *
 * A fit that has a `kymoCallback` of the same run is logged by that one only. A second call takes the place of the first.
 * TensorFlow.js shows a `tf.sequential` as its inner model here, so that the model's name ends in `_model`.
 * @param tf the program's own TensorFlow.js
 * @returns switches it off
 * @throws {TypeError | RangeError} when an argument is not what it should be
 * @example
 * ```js
 * import * as tf from '@tensorflow/tfjs'
 * import { init } from '@kymo/core'
 * import { autolog } from '@kymo/tfjs'
 *
 * autolog(tf)
 * const run = await init({ project: 'regression' })
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] })
 * model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
 * await model.fit(tf.ones([64, 4]), tf.ones([64, 1]), { epochs: 3, verbose: 0 })
 * await run.finish()
 * ```
 */
export function autolog(tf: TensorFlowWithRegistry, options: AutologOptions = {}): () => void {
  const { run } = options
  assertArguments(tf, {
    ...options,
    run: run ?? { log: () => undefined, config: { update: () => undefined } },
  })
  if (typeof tf.registerCallbackConstructor !== 'function')
    throw new TypeError(
      'Cannot log by itself: tf must be the namespace of TensorFlow.js, as in `import * as tf`',
    )
  const slot = slotOf(tf)
  const makeHooks = (): CallbackHooks => autoHooks(tf, options, () => run ?? currentRun())
  slot.makeHooks = makeHooks
  const undo = (): void => {
    if (slot.makeHooks === makeHooks) slot.makeHooks = undefined
  }
  run?.onFinish?.(undo)
  return undo
}

function slotOf(tf: TensorFlowWithRegistry): { makeHooks: (() => CallbackHooks) | undefined } {
  const known = slots.get(tf.Callback)
  if (known !== undefined) return known
  const slot: { makeHooks: (() => CallbackHooks) | undefined } = { makeHooks: undefined }
  const Base = tf.Callback as unknown as CallbackConstructor
  class KymoAutolog extends Base {
    constructor() {
      super()
      const hooks = slot.makeHooks?.()
      if (hooks !== undefined) Object.assign(this, hooks)
    }
  }
  tf.registerCallbackConstructor(0, KymoAutolog as never)
  slots.set(tf.Callback, slot)
  return slot
}

/** The hooks of one fit. They begin at its first epoch: by then it is known whether a callback of the program logs it. */
function autoHooks(
  tf: TensorFlow,
  options: AutologOptions,
  findRun: () => RunLike | undefined,
): CallbackHooks {
  let hooks: CallbackHooks | undefined
  let params: FitParams | undefined
  let fit: WaitingFit = { model: undefined, isClaimed: false }
  let stopWaiting: (() => void) | undefined
  const begin = async (): Promise<void> => {
    stopWaiting?.()
    stopWaiting = undefined
    const run = findRun()
    if (hooks !== undefined || fit.isClaimed || run === undefined || run.isFinished === true) return
    warnAboutTfjsNode(tf)
    hooks = kymoHooks(tf, { ...options, run })
    if (params !== undefined) hooks.setParams(params)
    if (fit.model !== undefined) hooks.setModel(fit.model)
    await hooks.onTrainBegin()
  }
  return {
    setParams: (given) => void (params = given),
    setModel: (model: TrackedModel) => void (fit = { model, isClaimed: false }),
    onTrainBegin: async () => {
      const run = findRun()
      if (run !== undefined) stopWaiting = waitForClaims(run, fit)
    },
    onEpochBegin: async (epoch) => {
      if (hooks === undefined) await begin()
      await hooks?.onEpochBegin(epoch)
    },
    onBatchBegin: (batch) => hooks?.onBatchBegin(batch) ?? DONE,
    onBatchEnd: (batch, logs) => hooks?.onBatchEnd(batch, logs) ?? DONE,
    onEpochEnd: (epoch, logs) => hooks?.onEpochEnd(epoch, logs) ?? DONE,
    onTrainEnd: async () => {
      stopWaiting?.()
      await hooks?.onTrainEnd()
    },
  }
}

const DONE: Promise<void> = Promise.resolve()
