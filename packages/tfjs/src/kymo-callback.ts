import util from 'node:util'
import { assertArguments } from './assert-arguments.ts'
import { type CallbackHooks, callbackClassOf } from './callback-class.ts'
import { readDevice } from './describe-fit.ts'
import { FitInspection } from './fit-inspection.ts'
import { FitTracker } from './fit-tracker.ts'
import type { RunLike, TensorFlow, TrackedModel } from './framework-types.ts'
import { createGuard, type Guard } from './guard.ts'
import type { LoopYielder } from './loop-yielder.ts'
import type { LogFrequency } from './map-events.ts'
import { type Eventual, settle } from './settle.ts'
import { now, sharedLoop, warn } from './shared-loop.ts'
import { gpuHint, tfjsNodeHint } from './tfjs-node-hint.ts'

/** Options of {@link kymoCallback}. */
export interface KymoCallbackOptions {
  /** The run to log to, as `init()` of `@kymo/core` returned it. */
  readonly run: RunLike
  /**
   * The model that is trained. Worth passing: TensorFlow.js shows callbacks only the inner model of a
   * `tf.sequential`, and nothing at all when the list of callbacks begins with a plain object.
   */
  readonly model?: TrackedModel
  /**
   * Which batches are logged: `'batch'` for each, `'epoch'` for none, `n` for every n-th of the run and the last one
   * of every epoch. Epochs are always logged.
   * @default 'batch'
   */
  readonly logFreq?: LogFrequency
  /**
   * Put before every metric name and before the `tfjs` configuration, to keep apart two models that report to one run:
   * `'generator/'` makes `generator/epoch/loss`.
   * @default ''
   */
  readonly prefix?: string
  /**
   * Histograms of all gradients (`gradients/<variable>`), their norm and the number of those that are NaN or infinite, at every n-th batch.
   * @default false
   */
  readonly gradients?: number | false
  /**
   * Histograms of all weights (`weights/<variable>`) at every n-th batch.
   * @default false
   */
  readonly weights?: number | false
  /**
   * The layers as a table (`model/layers`) and the summary as text (`model/summary`), once per model.
   * @default true
   */
  readonly graph?: boolean
}

/**
 * Makes a callback for `model.fit` and `model.fitDataset` that logs the training to a run.
 *
 * Logs the metrics of batches (`batch/*`) and epochs (`epoch/*`) over the batches of the run as steps, and puts model,
 * optimizer and fit parameters into the run's configuration under `tfjs`. Gives timers and sockets of the program the
 * thread at least every 50 ms, as far as batches are shorter than that. Ends the training when the run is asked to stop.
 *
 * An error inside it never reaches the training: the first one is reported as a process warning. It reads the tensors
 * of TensorFlow.js without changing or disposing any, and keeps none. One callback serves any number of fits, one after
 * the other; fits at the same time take a callback each.
 * @param tf the program's own TensorFlow.js: the callback becomes an instance of its `tf.Callback`
 * @returns a `tf.Callback`. In a list that also has plain objects, use {@link callbacks}, or put it after them
 * @throws {TypeError | RangeError} when an argument is not what it should be, for example a `run` that was not awaited
 * @example
 * ```js
 * import * as tf from '@tensorflow/tfjs'
 * import { init } from '@kymo/core'
 * import { kymoCallback } from '@kymo/tfjs'
 *
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] })
 * model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
 *
 * const run = await init({ project: 'regression' })
 * await model.fit(tf.ones([64, 4]), tf.ones([64, 1]), { epochs: 3, callbacks: kymoCallback(tf, { run, model }) })
 * await run.finish()
 * ```
 */
export function kymoCallback<TF extends TensorFlow>(
  tf: TF,
  options: KymoCallbackOptions,
): InstanceType<TF['Callback']> {
  assertArguments(tf, options)
  warnAboutTfjsNode(tf)
  const KymoCallback = callbackClassOf(tf.Callback)
  return new KymoCallback(kymoHooks(tf, options)) as InstanceType<TF['Callback']>
}

/** What {@link kymoCallback} does, for a callback that is made elsewhere. */
export function kymoHooks(tf: TensorFlow, options: KymoCallbackOptions): CallbackHooks {
  const {
    run,
    model,
    logFreq = 'batch',
    prefix = '',
    gradients = false,
    weights = false,
    graph = true,
  } = options
  const inspection = new FitInspection({ tf, run, prefix, options: { gradients, weights, graph }, warn })
  const tracker = new FitTracker({ tf, run, model, logFrequency: logFreq, prefix, inspection, now })
  const guard = createGuard({ isActive: () => run.isFinished !== true, warn })
  return createHooks({ tracker, yielder: sharedLoop, guard })
}

interface HookParts {
  readonly tracker: FitTracker
  readonly yielder: LoopYielder
  readonly guard: Guard
}

function createHooks({ tracker, yielder, guard }: HookParts): CallbackHooks {
  const yieldLoop = (): Eventual<void> => yielder.yieldBefore(tracker.expectedHoldMs)
  return {
    setParams: (params) => void guard(() => tracker.setParams(params)),
    setModel: (model) => void guard(() => tracker.setModel(model)),
    onTrainBegin: async () => {
      await guard(() => tracker.trainBegin())
      await yielder.yieldBefore(Number.POSITIVE_INFINITY)
    },
    onTrainEnd: () => guard(() => tracker.trainEnd()) ?? DONE,
    onEpochBegin: () => guard(() => tracker.epochBegin()) ?? DONE,
    onEpochEnd: (epoch, logs) =>
      settle(
        guard(() => tracker.epochEnd(epoch, logs)),
        yieldLoop,
      ) ?? DONE,
    onBatchBegin: () => guard(() => tracker.batchBegin()) ?? DONE,
    onBatchEnd: (batch, logs) =>
      settle(
        guard(() => tracker.batchEnd(batch, logs)),
        yieldLoop,
      ) ?? DONE,
  }
}

/** What hooks return that have nothing to wait for. */
const DONE: Promise<void> = Promise.resolve()

/** The default export is Node's own object, where a program may have put the missing function back. */
export function warnAboutTfjsNode(tf: TensorFlow): void {
  const hint = tfjsNodeHint({
    backend: tf.getBackend(),
    nodeMajor: Number.parseInt(process.versions.node, 10),
    hasIsNullOrUndefined: 'isNullOrUndefined' in util,
  })
  if (hint !== undefined) warn(hint)
  const slow = gpuHint(readDevice(tf))
  if (slow !== undefined) warn(slow)
}
