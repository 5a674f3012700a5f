import type { RunLike, TensorFlow, TrackedModel } from '../framework-types.ts'
import { makeCallback } from '../make-callback.ts'
import { readLogs } from '../read-logs.ts'
import { settle } from '../settle.ts'
import { BestWeights, type TensorMaker } from './best-weights.ts'
import { assertMonitor, missingMetric, Monitor, type MonitorOptions } from './monitor.ts'

/** Options of {@link restoreBestWeights}. */
export interface RestoreBestWeightsOptions extends MonitorOptions {
  /** Where the best epoch is noted in the summary. */
  readonly run?: RunLike
  /** The model that is trained; needed where the list of callbacks begins with a plain object. */
  readonly model?: TrackedModel
}

/** Options of {@link earlyStopping}. */
export interface EarlyStoppingOptions extends RestoreBestWeightsOptions {
  /**
   * Epochs without improvement after which the training ends.
   * @default 0
   */
  readonly patience?: number
  /** A value that has to be surpassed. */
  readonly baseline?: number
  /**
   * Epochs that are not counted at the beginning.
   * @default 0
   */
  readonly startFromEpoch?: number
  /**
   * Puts the weights of the best epoch back when the training ends.
   * @default false
   */
  readonly restoreBestWeights?: boolean
}

/** {@link TensorFlow} with what putting weights back takes. */
export type TensorFlowWithTensors = TensorFlow & TensorMaker

/**
 * Ends a training when a metric stops getting better, and can put the weights of the best epoch back, which `tf.callbacks.earlyStopping`
 * cannot. Stands in a list in any place beside other callback instances.
 *
 * The copy of the best weights lies outside of TensorFlow.js and takes as much memory as the model. The state of the optimizer is not put
 * back. An error inside it never reaches the training.
 * @param tf the program's own TensorFlow.js
 * @returns a `tf.Callback`
 * @throws {TypeError | RangeError} when an option is not what it should be
 * @example
 * ```js
 * import * as tf from '@tensorflow/tfjs'
 * import { init } from '@kymo/core'
 * import { earlyStopping, kymoCallback } from '@kymo/tfjs'
 *
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] })
 * model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
 *
 * const run = await init({ project: 'regression' })
 * await model.fit(tf.ones([64, 4]), tf.ones([64, 1]), {
 *   epochs: 50,
 *   validationSplit: 0.25,
 *   verbose: 0,
 *   callbacks: [kymoCallback(tf, { run, model }), earlyStopping(tf, { run, model, patience: 3, restoreBestWeights: true })],
 * })
 * await run.finish()
 * ```
 */
export function earlyStopping<TF extends TensorFlowWithTensors>(
  tf: TF,
  options: EarlyStoppingOptions = {},
): InstanceType<TF['Callback']> {
  const what = 'early stopping'
  assertMonitor(what, options)
  assertCount(what, 'patience', options.patience)
  assertCount(what, 'startFromEpoch', options.startFromEpoch)
  return followingCallback(tf, options)
}

/**
 * Puts the weights of the best epoch back when a training ends, however it ends: composes with `tf.callbacks.earlyStopping`.
 * @param tf the program's own TensorFlow.js
 * @returns a `tf.Callback`
 * @throws {TypeError | RangeError} when an option is not what it should be
 * @example
 * ```js
 * import * as tf from '@tensorflow/tfjs'
 * import { restoreBestWeights } from '@kymo/tfjs'
 *
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] })
 * model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
 * await model.fit(tf.ones([64, 4]), tf.ones([64, 1]), {
 *   epochs: 5,
 *   verbose: 0,
 *   callbacks: [tf.callbacks.earlyStopping({ monitor: 'loss' }), restoreBestWeights(tf, { monitor: 'loss' })],
 * })
 * ```
 */
export function restoreBestWeights<TF extends TensorFlowWithTensors>(
  tf: TF,
  options: RestoreBestWeightsOptions = {},
): InstanceType<TF['Callback']> {
  assertMonitor('a callback that restores weights', options)
  return followingCallback(tf, { ...options, restoreBestWeights: true, patience: Number.POSITIVE_INFINITY })
}

function followingCallback<TF extends TensorFlowWithTensors>(
  tf: TF,
  options: EarlyStoppingOptions,
): InstanceType<TF['Callback']> {
  const follower = new EpochFollower(tf, options)
  return makeCallback(tf, {
    // Not stopped by the end of the run: a training that goes on is still to be ended, and its weights put back.
    run: undefined,
    purpose: 'follow the best epoch',
    hooks: {
      setModel: (model) => follower.setModel(model),
      onTrainBegin: () => follower.begin(),
      onEpochEnd: (epoch, logs) =>
        settle(readLogs(logs, tf.getBackend()), (values) => follower.epochEnd(epoch, values)),
      onTrainEnd: () => follower.end(),
    },
  })
}

/** Knows the best epoch of a fit, and when there has not been a better one for too long. */
class EpochFollower {
  readonly #tf: TensorFlowWithTensors
  readonly #options: EarlyStoppingOptions
  readonly #monitor: Monitor
  readonly #weights = new BestWeights()
  #fittedModel: TrackedModel | undefined
  #waitedCount = 0
  #stoppedEpoch: number | undefined
  #name = 'loss'

  constructor(tf: TensorFlowWithTensors, options: EarlyStoppingOptions) {
    this.#tf = tf
    this.#options = options
    this.#monitor = new Monitor(options)
  }

  setModel(model: TrackedModel): void {
    this.#fittedModel = model
  }

  begin(): void {
    this.#monitor.reset(this.#options.baseline)
    this.#weights.clear()
    this.#waitedCount = 0
    this.#stoppedEpoch = undefined
  }

  epochEnd(epoch: number, values: ReadonlyMap<string, number>): void {
    const { patience = 0, startFromEpoch = 0 } = this.#options
    if (epoch < startFromEpoch) return
    const isBetter = this.#monitor.observe(epoch, values)
    this.#name = this.#monitor.nameIn(values)
    if (isBetter === undefined) throw missingMetric(this.#name, values)
    if (isBetter) return this.#noteBest()
    this.#waitedCount += 1
    if (this.#waitedCount < patience) return
    const model = this.#fittedModel ?? this.#options.model
    if (model === undefined) throw new Error('it is not known which model is trained; pass it as `model`')
    model.stopTraining = true
    this.#stoppedEpoch = epoch
  }

  end(): void {
    const { restoreBestWeights: isRestoring = false, run } = this.#options
    const model = this.#model
    if (isRestoring && model !== undefined) this.#weights.restore(this.#tf, model)
    this.#weights.clear()
    this.#fittedModel = undefined
    const { best, bestEpoch } = this.#monitor
    if (bestEpoch === undefined || run?.isFinished === true) return
    run?.summary?.update({
      best_epoch: bestEpoch,
      [`best_${this.#name}`]: best,
      ...(this.#stoppedEpoch === undefined ? {} : { stopped_epoch: this.#stoppedEpoch }),
    })
  }

  #noteBest(): void {
    this.#waitedCount = 0
    const model = this.#model
    if (this.#options.restoreBestWeights !== true) return
    if (model === undefined) throw new Error('it is not known which model is trained; pass it as `model`')
    this.#weights.keep(model)
  }

  get #model(): TrackedModel | undefined {
    return this.#options.model ?? this.#fittedModel
  }
}

function assertCount(what: string, name: string, value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return
  throw new RangeError(
    `Cannot create ${what}: ${name} must be a whole number of epochs ≥ 0, but it is ${String(value)}`,
  )
}
