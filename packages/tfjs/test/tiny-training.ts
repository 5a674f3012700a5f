import type * as TensorFlow from '@tensorflow/tfjs'

type TF = typeof TensorFlow

/** Batches per epoch of {@link fitTiny}: 32 samples in batches of 8. */
export const STEPS_PER_EPOCH = 4

/** A model of 13 parameters that trains in a millisecond per batch. */
export function createTinyModel(tf: TF): TensorFlow.Sequential {
  const model = tf.sequential({
    name: 'tiny',
    layers: [tf.layers.dense({ name: 'first', units: 2, inputShape: [4] })],
  })
  model.add(tf.layers.dense({ name: 'last', units: 1 }))
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError', metrics: ['mae'] })
  return model
}

/** `fit` as users write it; leaves no tensor of its own behind. */
export async function fitTiny(
  tf: TF,
  model: TensorFlow.LayersModel,
  args: Omit<TensorFlow.ModelFitArgs, 'callbacks'> & { callbacks: unknown },
): Promise<TensorFlow.History> {
  const xs = tf.ones([32, 4])
  const ys = tf.zeros([32, 1])
  try {
    return await model.fit(xs, ys, {
      batchSize: 8,
      epochs: 2,
      verbose: 0,
      ...args,
    } as TensorFlow.ModelFitArgs)
  } finally {
    tf.dispose([xs, ys])
  }
}

/** The samples of {@link fitTiny} as a data set of batches, for `fitDataset`; as many as asked for. */
export function tinyDataset(
  tf: TF,
  { sampleCount, batchSize }: { sampleCount: number; batchSize: number },
): TensorFlow.data.Dataset<TensorFlow.TensorContainerObject> {
  const rows = <T>(row: readonly T[]): T[][] => Array.from({ length: sampleCount }, () => [...row])
  const pairs = { xs: tf.data.array(rows([1, 1, 1, 1])), ys: tf.data.array(rows([0])) }
  return tf.data.zip(pairs).batch(batchSize) as never
}
