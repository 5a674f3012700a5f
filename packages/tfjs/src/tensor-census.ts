import type { ScalarTensor } from './framework-types.ts'

/**
 * Counts the tensors that the user's program holds, without those that TensorFlow.js keeps for its history.
 *
 * `fit` holds the logs of every epoch as tensors until it returns, unless some callback resolved them. Counted in, a
 * program without any leak would show one tensor more per metric and epoch.
 */
export class TensorCensus {
  #historyCount = 0
  #lastEpoch: readonly ScalarTensor[] = []

  /**
   * @param allocatedCount what `tf.memory().numTensors` says
   * @param epochTensors those of this epoch's logs
   */
  count(allocatedCount: number, epochTensors: readonly ScalarTensor[]): number {
    // What survived the callbacks after us is in the history until the fit ends.
    this.#historyCount += this.#lastEpoch.filter((tensor) => !tensor.isDisposed).length
    this.#lastEpoch = epochTensors
    return allocatedCount - this.#historyCount - epochTensors.length
  }

  /** To be called when a fit begins: the history of the one before is gone. */
  reset(): void {
    this.#historyCount = 0
    this.#lastEpoch = []
  }
}
