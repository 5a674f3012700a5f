import type { TrackedModel } from '../framework-types.ts'

/** A weight of a layer, as far as it is copied. */
interface Weight {
  read(): { readonly shape: number[]; readonly dtype: string; dataSync(): ArrayLike<number> }
  write(value: object): unknown
}

/** What putting weights back needs of `tf`. */
export interface TensorMaker {
  tensor(values: never, shape?: never, dtype?: never): { dispose(): void }
}

interface KeptWeight {
  readonly shape: number[]
  readonly dtype: string
  readonly values: ArrayLike<number>
}

/** The weights of a model as they were at some moment, outside of TensorFlow.js: they are no tensors, and nothing has to be disposed. */
export class BestWeights {
  #kept: readonly KeptWeight[] | undefined

  get isEmpty(): boolean {
    return this.#kept === undefined
  }

  /** Copies all weights. Costs one copy of the model in memory. */
  keep(model: TrackedModel): void {
    this.#kept = weightsOf(model).map((weight) => {
      const tensor = weight.read()
      const values = tensor.dataSync()
      // The cpu back-end gives its own memory, which the next batch may write into.
      return { shape: tensor.shape, dtype: tensor.dtype, values: copyOf(values) }
    })
  }

  /**
   * Puts them into the model.
   * @returns false when there are none
   * @throws {Error} when the model has other weights now
   */
  restore(tf: TensorMaker, model: TrackedModel): boolean {
    const kept = this.#kept
    if (kept === undefined) return false
    const weights = weightsOf(model)
    if (weights.length !== kept.length)
      throw new Error(`the model has ${weights.length} weights, and ${kept.length} were kept`)
    for (const [i, { values, shape, dtype }] of kept.entries()) {
      const tensor = tf.tensor(values as never, shape as never, dtype as never)
      try {
        weights[i].write(tensor)
      } finally {
        tensor.dispose()
      }
    }
    return true
  }

  clear(): void {
    this.#kept = undefined
  }
}

function weightsOf(model: TrackedModel): readonly Weight[] {
  return (model as unknown as { readonly weights?: readonly Weight[] }).weights ?? []
}

function copyOf(values: ArrayLike<number>): ArrayLike<number> {
  const isTyped = ArrayBuffer.isView(values) && !(values instanceof DataView)
  return isTyped ? (values as unknown as Float32Array).slice() : Array.from(values)
}
