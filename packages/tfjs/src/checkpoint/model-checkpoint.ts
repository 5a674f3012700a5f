import { setTimeout as sleep } from 'node:timers/promises'
import { Artifact } from '@kymo/core'
import type { RunLike, TensorFlow, TrackedModel } from '../framework-types.ts'
import { makeCallback } from '../make-callback.ts'
import { assertMonitor, type MonitorOptions } from '../monitor/monitor.ts'
import { readLogs } from '../read-logs.ts'
import { settle } from '../settle.ts'
import { Checkpointer } from './checkpointer.ts'

/** Options of {@link modelCheckpoint}. */
export interface ModelCheckpointOptions extends MonitorOptions {
  /** The run that keeps the checkpoints, as `init()` of `@kymo/core` returned it. */
  readonly run: RunLike
  /**
   * The model that is trained. Worth passing: of a `tf.sequential` TensorFlow.js shows callbacks only the inner model, which is saved
   * with one layer more.
   */
  readonly model?: TrackedModel
  /**
   * Name of the artifact. A name of your own makes one line of versions over all runs of the project.
   * @default `run_<id>_model`
   */
  readonly name?: string
  /**
   * Only epochs that are the best so far are saved.
   * @default false
   */
  readonly saveBestOnly?: boolean
  /**
   * Every n-th epoch is saved, besides the best and the last one; 0: none.
   * @default 1
   */
  readonly every?: number
  /** Every n-th batch is saved too. Default: none. */
  readonly everyBatches?: number
  /**
   * With the state of the optimizer, so that a training can go on where it was. Two times the size more with Adam.
   * @default true
   */
  readonly includeOptimizer?: boolean
  /**
   * How many checkpoints the server keeps besides the best one: the older ones lose their names and are deleted there within two hours.
   * They are then called `recent-0` to `recent-<n-1>` instead of `epoch-<n>`. Default: all.
   */
  readonly keep?: number
  /**
   * A value to be surpassed by the first `best`. Default: what the run's summary says, so that a resumed run goes on comparing with
   * its best.
   */
  readonly initialBest?: number
}

/**
 * Saves the model while it trains: checkpoints are versions of one artifact of the run, with the aliases `best`, `latest` and
 * `epoch-<n>`, and with epoch, step and metrics as metadata. They have the layout of TensorFlow.js, and
 * `tf.loadLayersModel('artifact://run_<id>_model:best')` restores one after {@link artifactRouter}.
 *
 * A checkpoint is there whole or not at all: killed half-way through saving, a run still has the one before, to the bit. Bytes are taken
 * at the end of the epoch; copying them to the disk goes on beside the training, which waits only when the next checkpoint comes
 * sooner than that. One that has not changed is not saved again. A checkpoint that fails is a warning; the training goes on.
 * When the machine is being taken away, one more is saved after the current batch.
 * @param tf the program's own TensorFlow.js
 * @returns a `tf.Callback`
 * @throws {TypeError | RangeError} when an option is not what it should be
 * @example
 * ```js
 * import * as tf from '@tensorflow/tfjs'
 * import { init } from '@kymo/core'
 * import { artifactRouter, modelCheckpoint } from '@kymo/tfjs'
 *
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] })
 * model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
 *
 * const run = await init({ project: 'regression' })
 * await model.fit(tf.ones([64, 4]), tf.ones([64, 1]), {
 *   epochs: 3,
 *   validationSplit: 0.25,
 *   verbose: 0,
 *   callbacks: modelCheckpoint(tf, { run, model, monitor: 'val_loss' }),
 * })
 * artifactRouter(tf, { run })
 * const best = await tf.loadLayersModel(`artifact://run_${run.id}_model:best`)
 * best.predict(tf.ones([1, 4])).print()
 * await run.finish()
 * ```
 */
export function modelCheckpoint<TF extends TensorFlow>(
  tf: TF,
  options: ModelCheckpointOptions,
): InstanceType<TF['Callback']> {
  assertOptions(options)
  const { run } = options
  const checkpointer = new Checkpointer(options, (durationMs, signal) =>
    // The program may end meanwhile: what is waited for is not worth holding it.
    sleep(durationMs, undefined, { signal, ref: false }),
  )
  return makeCallback(tf, {
    run,
    purpose: 'save a checkpoint',
    hooks: {
      setModel: (model) => checkpointer.setModel(model),
      onTrainBegin: () => checkpointer.begin(),
      onEpochBegin: (epoch) => checkpointer.epochBegin(epoch),
      onBatchEnd: () => checkpointer.batchEnd(),
      onEpochEnd: (epoch, logs) =>
        settle(readLogs(logs, tf.getBackend()), (values) => checkpointer.epochEnd(epoch, values)),
      onTrainEnd: () => checkpointer.end(),
    },
  })
}

const WHAT = 'a checkpoint callback'

function assertOptions(options: ModelCheckpointOptions): void {
  if (typeof options?.run?.logArtifact !== 'function')
    throw new TypeError(`Cannot create ${WHAT}: run must be what \`await init()\` returned`)
  assertMonitor(WHAT, options)
  assertCount('every', options.every, 0)
  assertCount('everyBatches', options.everyBatches, 1)
  assertCount('keep', options.keep, 1)
  // It refuses what cannot be the name of an artifact: better now than after the first epoch.
  if (options.name !== undefined) void new Artifact(options.name, 'model')
}

function assertCount(name: string, value: number | undefined, least: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return
  throw new RangeError(
    `Cannot create ${WHAT}: ${name} must be a whole number ≥ ${least}, but it is ${String(value)}`,
  )
}
