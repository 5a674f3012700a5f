import * as tf from '@tensorflow/tfjs'

/** Sets a metric, epoch by epoch: comes in the list before whoever watches it. */
export function scripted(name: string, values: readonly number[]): tf.CustomCallback {
  return new tf.CustomCallback({
    onEpochEnd: (epoch, logs) => void (logs![name] = values[epoch] as never),
  })
}
