import type { TensorFlowWithCustomCallback } from './framework-types.ts'

/** Numbers by name; a tensor where nobody before has read it. */
export type CallbackLogs = Readonly<Record<string, unknown>>

/** A plain object of functions, as `fit` takes it. */
export interface CallbackFunctions {
  onTrainBegin?(logs?: CallbackLogs): unknown
  onTrainEnd?(logs?: CallbackLogs): unknown
  onEpochBegin?(epoch: number, logs?: CallbackLogs): unknown
  onEpochEnd?(epoch: number, logs?: CallbackLogs): unknown
  onBatchBegin?(batch: number, logs?: CallbackLogs): unknown
  onBatchEnd?(batch: number, logs?: CallbackLogs): unknown
  onYield?(epoch: number, batch: number, logs?: CallbackLogs): unknown
}

/** Something that `fit` takes as a callback, or nothing, so that `condition && callback` may stand in the list. */
export type CallbackItem = CallbackFunctions | object | null | undefined | false

/**
 * Makes a list of callbacks that TensorFlow.js handles correctly in any order.
 *
 * TensorFlow.js looks at the first item only: after a callback instance a plain object fails, after a plain object
 * `earlyStopping` fails, and a `tf.CustomCallback` ends in an endless recursion. Here every plain object is wrapped in
 * a `tf.CustomCallback`, which makes the list one of instances.
 * @param tf the program's own TensorFlow.js
 * @param list instances and plain objects in the order in which they shall be called; empty items are left out
 * @throws {TypeError} when an instance belongs to another copy of TensorFlow.js
 * @example
 * ```js
 * import * as tf from '@tensorflow/tfjs'
 * import { init } from '@kymo/core'
 * import { callbacks, kymoCallback } from '@kymo/tfjs'
 *
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] })
 * model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
 *
 * const run = await init({ project: 'regression' })
 * const say = { onEpochEnd: (epoch) => console.log(`epoch ${epoch} is done`) }
 * await model.fit(tf.ones([64, 4]), tf.ones([64, 1]), { callbacks: callbacks(tf, [kymoCallback(tf, { run, model }), say]) })
 * await run.finish()
 * ```
 */
export function callbacks<TF extends TensorFlowWithCustomCallback>(
  tf: TF,
  list: readonly CallbackItem[],
): InstanceType<TF['Callback'] | TF['CustomCallback']>[] {
  // The class that TensorFlow.js itself tests with; it is not exported.
  const BaseCallback = Object.getPrototypeOf(tf.Callback) as TF['Callback']
  const items = list.filter((item) => item !== null && item !== undefined && item !== false)
  const instances = items.map((item, index) => {
    if (item instanceof BaseCallback) return item
    if ('setParams' in item) {
      throw new TypeError(
        `Cannot use callback ${index} of the list: it is an instance of another copy of TensorFlow.js than the one given`,
      )
    }
    return new tf.CustomCallback(item as never)
  })
  return instances as InstanceType<TF['Callback'] | TF['CustomCallback']>[]
}
