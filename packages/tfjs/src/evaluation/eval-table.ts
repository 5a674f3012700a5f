import type { RunLike, TensorFlowWithOps, TensorLike, TrackedModel } from '../framework-types.ts'
import { makeCallback } from '../make-callback.ts'
import { Evaluator } from './evaluator.ts'
import type { EvaluationTask, Prediction } from './read-predictions.ts'

/** One example, for a table of one's own making. */
export interface EvalRow extends Prediction {
  /** Place of the example in the data, from 0. */
  readonly index: number
  /** What the table would show of the input: an `Image`, numbers, or its shape. */
  readonly input: unknown
  /** Name of a class; its number where there are no names. */
  readonly className: (value: number) => string
}

/** Options of {@link evalTable}. */
export interface EvalTableOptions {
  /** The run to log to, as `init()` of `@kymo/core` returned it. */
  readonly run: RunLike
  /** The model that is trained; needed where the list of callbacks begins with a plain object. */
  readonly model?: TrackedModel
  /** Examples, `[count, …]`; several for a model with several inputs. They stay the caller's, and have to live as long as the training. */
  readonly xs: TensorLike | readonly TensorLike[]
  /** What is right: one-hot `[count, classes]`, class numbers `[count]` or `[count, 1]`, or values. */
  readonly ys: TensorLike
  /**
   * Every n-th epoch, and after the last one; 0: only after the last.
   * @default 1
   */
  readonly every?: number
  /** Names of the classes, by their number. Two names for a model with one output make it a classification. */
  readonly classNames?: readonly string[]
  /** Default: a classification when the model has several outputs per example, or `classNames` has two. */
  readonly task?: EvaluationTask
  /**
   * Examples that the table shows, the first ones; the confusion matrix counts all.
   * @default 64
   */
  readonly maxRows?: number
  /**
   * Of the prediction.
   * @default 32
   */
  readonly batchSize?: number
  /** Predicts in another way than `model.predict`; what it returns is disposed of. */
  readonly predict?: (model: never, xs: never) => object | Promise<object>
  /** Makes a row of the table; default: input, truth, prediction, confidence and scores. Cells may be media. */
  readonly row?: (example: EvalRow) => Readonly<Record<string, unknown>>
  /**
   * Put before the names.
   * @default 'eval/'
   */
  readonly prefix?: string
}

/**
 * Shows what a model predicts while it trains: a table of examples with their input, as a picture where it is one, what is right, what was
 * predicted and how sure the model was (`eval/predictions`), the confusion matrix (`eval/confusion_matrix`), and accuracy or mean error.
 *
 * Predicts on the training thread, at the end of every n-th epoch. Leaves no tensor behind. An error inside it never reaches the training.
 * @param tf the program's own TensorFlow.js
 * @returns a `tf.Callback`
 * @throws {TypeError | RangeError} when an option is not what it should be
 * @example
 * ```js
 * import * as tf from '@tensorflow/tfjs'
 * import { init } from '@kymo/core'
 * import { evalTable } from '@kymo/tfjs'
 *
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [4], activation: 'softmax' })] })
 * model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' })
 * const xs = tf.randomUniform([32, 4])
 * const ys = tf.oneHot(tf.randomUniform([32], 0, 2, 'int32'), 2)
 *
 * const run = await init({ project: 'coins' })
 * await model.fit(xs, ys, {
 *   epochs: 4,
 *   verbose: 0,
 *   callbacks: evalTable(tf, { run, model, xs, ys, every: 2, classNames: ['heads', 'tails'] }),
 * })
 * await run.finish()
 * ```
 */
export function evalTable<TF extends TensorFlowWithOps>(
  tf: TF,
  options: EvalTableOptions,
): InstanceType<TF['Callback']> {
  assertOptions(options)
  const evaluator = new Evaluator(tf, options)
  return makeCallback(tf, {
    run: options.run,
    purpose: 'log an evaluation table',
    hooks: {
      setModel: (model) => evaluator.setModel(model),
      onTrainBegin: () => evaluator.begin(),
      onEpochEnd: (epoch) => evaluator.epochEnd(epoch),
      onTrainEnd: () => evaluator.end(),
    },
  })
}

const WHAT = 'an evaluation table'

function assertOptions(options: EvalTableOptions): void {
  if (typeof options?.run?.log !== 'function')
    throw new TypeError(`Cannot create ${WHAT}: run must be what \`await init()\` returned`)
  const inputs = Array.isArray(options.xs) ? (options.xs as readonly unknown[]) : [options.xs]
  if (inputs.length === 0 || !inputs.every(isTensor) || !isTensor(options.ys))
    throw new TypeError(`Cannot create ${WHAT}: xs and ys must be tensors`)
  assertCount('every', options.every, 0)
  assertCount('maxRows', options.maxRows, 0)
  assertCount('batchSize', options.batchSize, 1)
}

function isTensor(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'dataSync' in value && 'shape' in value
}

function assertCount(name: string, value: number | undefined, least: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return
  throw new RangeError(
    `Cannot create ${WHAT}: ${name} must be a whole number ≥ ${least}, but it is ${String(value)}`,
  )
}
