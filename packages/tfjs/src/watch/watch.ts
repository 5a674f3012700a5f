import type { RunLike, TensorFlowWithOps } from '../framework-types.ts'
import { createGuard } from '../guard.ts'
import { assertEvery } from './assert-every.ts'
import type { LogFrequency } from '../map-events.ts'
import { now, warn } from '../shared-loop.ts'
import { OptimizerWatch } from './optimizer-watch.ts'
import type { TappedOptimizer } from './optimizer-tap.ts'
import type { ModelWithWeights } from './variable-names.ts'

/** What can be watched: an optimizer of `tf.train`, or a compiled model. */
export type Watchable = object

/** Options of {@link watch}. */
export interface WatchOptions {
  /** The run to log to, as `init()` of `@kymo/core` returned it. */
  readonly run: RunLike
  /**
   * Histograms of gradients at every n-th step; `false`: none.
   * @default 100
   */
  readonly gradients?: number | false
  /**
   * Histograms of weights at every n-th step; `false`: none.
   * @default 100
   */
  readonly weights?: number | false
  /**
   * Which steps of a loop of one's own get learning rate and time; in a `fit` with {@link kymoCallback} that one says it.
   * @default 'batch'
   */
  readonly logFreq?: LogFrequency
  /**
   * Put before every metric name.
   * @default ''
   */
  readonly prefix?: string
}

/** Everything of one run that is watched already. */
const watched = new WeakMap<object, WeakMap<object, OptimizerWatch>>()

/**
 * Watches an optimizer: logs histograms of gradients (`gradients/<variable>`) and weights (`weights/<variable>`), the norm of all gradients,
 * and how many of their values are NaN or infinite. Sees `fit`, `fitDataset`, `optimizer.minimize` and loops with `variableGrads`; in loops
 * without a {@link kymoCallback} it counts the steps, and logs learning rate and time of each, at the step that a `run.log()` after it gets.
 *
 * Looks at every n-th step only, and there at 65,536 values of a tensor at most; between them it costs a microsecond or two. Leaves no tensor
 * behind. Watching twice is watching once. Ends when the run finishes, or when what is returned here is called. Nothing of it reaches the
 * training.
 * @param tf the program's own TensorFlow.js
 * @param target an optimizer, or a compiled model, whose weights then have the names of its layers
 * @returns ends it
 * @throws {TypeError | RangeError} when an argument is not what it should be
 * @example
 * ```js
 * import * as tf from '@tensorflow/tfjs'
 * import { init } from '@kymo/core'
 * import { watch } from '@kymo/tfjs'
 *
 * const weight = tf.variable(tf.scalar(0), true, 'slope')
 * const optimizer = tf.train.sgd(0.1)
 *
 * const run = await init({ project: 'line' })
 * watch(tf, optimizer, { run, gradients: 10 })
 * for (let i = 0; i < 30; i++) {
 *   const loss = optimizer.minimize(() => weight.sub(3).square().asScalar(), true)
 *   run.log({ loss: loss.dataSync()[0] })
 *   loss.dispose()
 * }
 * await run.finish()
 * ```
 */
export function watch(tf: TensorFlowWithOps, target: Watchable, options: WatchOptions): () => void {
  assertWatch(tf, target, options)
  const { run, gradients = 100, weights = 100, logFreq = 'batch', prefix = '' } = options
  const { optimizer, model } = partsOf(target)
  return watchOptimizer({
    tf,
    run,
    optimizer,
    model,
    rhythm: { gradients, weights, logFrequency: logFreq },
    prefix,
  })
}

type WatchParts = Omit<ConstructorParameters<typeof OptimizerWatch>[0], 'guard' | 'now'>

/** @returns ends it; does nothing when another call began it */
export function watchOptimizer(parts: WatchParts): () => void {
  const { run, optimizer } = parts
  const ofRun = watched.get(run) ?? new WeakMap<object, OptimizerWatch>()
  watched.set(run, ofRun)
  if (ofRun.has(optimizer)) return () => undefined
  const guard = createGuard({
    isActive: () => run.isFinished !== true,
    warn,
    purpose: 'log what the optimizer does',
  })
  const optimizerWatch = new OptimizerWatch({ ...parts, guard, now })
  ofRun.set(optimizer, optimizerWatch)
  optimizerWatch.begin()
  const forget = run.onFinish?.(() => end())
  function end(): void {
    forget?.()
    optimizerWatch.end()
    ofRun.delete(optimizer)
  }
  return end
}

/** The optimizer of a model, or the one that was given. */
export function partsOf(target: object): { optimizer: TappedOptimizer; model: ModelWithWeights | undefined } {
  if (isOptimizer(target)) return { optimizer: target, model: undefined }
  const { optimizer } = target as { optimizer?: unknown }
  if (isOptimizer(optimizer)) return { optimizer, model: target }
  throw new TypeError(
    'Cannot watch: expected an optimizer of tf.train or a compiled model (is model.compile() missing?)',
  )
}

export function isOptimizer(value: unknown): value is TappedOptimizer {
  if (typeof value !== 'object' || value === null) return false
  return typeof (value as { applyGradients?: unknown }).applyGradients === 'function'
}

function assertWatch(tf: TensorFlowWithOps, target: unknown, options: WatchOptions): void {
  if (typeof tf?.tidy !== 'function')
    throw new TypeError('Cannot watch: tf must be the namespace of TensorFlow.js, as in `import * as tf`')
  if (typeof target !== 'object' || target === null)
    throw new TypeError(`Cannot watch: expected an optimizer or a model, but it is ${String(target)}`)
  if (typeof options?.run?.log !== 'function')
    throw new TypeError('Cannot watch: run must be what `await init()` returned')
  assertEvery('watch', 'gradients', options.gradients)
  assertEvery('watch', 'weights', options.weights)
}
