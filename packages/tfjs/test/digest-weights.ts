import { createHash } from 'node:crypto'
import type * as TensorFlow from '@tensorflow/tfjs'

/** SHA-256 of the bytes of all weights of a model, in their order. */
export function digestWeights(model: TensorFlow.LayersModel): string {
  const hash = createHash('sha256')
  for (const weight of model.weights) {
    const values = weight.read().dataSync()
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  }
  return hash.digest('hex')
}
