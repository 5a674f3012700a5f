/** Batches, or epochs, that have to grow one after the other before it is called a leak. */
export const LEAK_BATCHES = 50
export const LEAK_EPOCHS = 5

/** A leak, as it is told. */
export interface Leak {
  readonly unit: 'batch' | 'epoch'
  /** How many of them have grown one after the other. */
  readonly count: number
  readonly fromTensors: number
  readonly toTensors: number
}

/**
 * Finds tensors that a training makes and never disposes of: the count grows with every batch or with every epoch. Says so once per fit.
 *
 * A count that stays the same once in a while is none: caches and replay buffers fill up and then stop.
 */
export class LeakWatch {
  readonly #batches = new GrowthRow('batch', LEAK_BATCHES)
  readonly #epochs = new GrowthRow('epoch', LEAK_EPOCHS)
  #hasTold = false

  /** To be called when a fit begins. */
  reset(): void {
    this.#batches.reset()
    this.#epochs.reset()
    this.#hasTold = false
  }

  /** TensorFlow.js's own count moves at the edges of an epoch. */
  epochBegin(): void {
    this.#batches.reset()
  }

  /** @returns a leak, the first time that it is one */
  batchEnd(tensorCount: number): Leak | undefined {
    return this.#tell(this.#batches.add(tensorCount))
  }

  /** @returns a leak, the first time that it is one */
  epochEnd(tensorCount: number): Leak | undefined {
    return this.#tell(this.#epochs.add(tensorCount))
  }

  #tell(leak: Leak | undefined): Leak | undefined {
    if (leak === undefined || this.#hasTold) return undefined
    this.#hasTold = true
    return leak
  }
}

/** What to do about it. */
export function describeLeak({ unit, count, fromTensors, toTensors }: Leak): string {
  const units = unit === 'batch' ? 'batches' : 'epochs'
  return (
    `The number of tensors grew in each of the last ${count} ${units}, from ${fromTensors} to ${toTensors}. ` +
    'Something keeps them: wrap what makes them in tf.tidy(), or dispose of them'
  )
}

class GrowthRow {
  readonly #unit: Leak['unit']
  readonly #limit: number
  #last: number | undefined
  #first = 0
  #growthCount = 0

  constructor(unit: Leak['unit'], limit: number) {
    this.#unit = unit
    this.#limit = limit
  }

  reset(): void {
    this.#last = undefined
    this.#growthCount = 0
  }

  add(count: number): Leak | undefined {
    const last = this.#last
    this.#last = count
    if (last === undefined || count <= last) {
      this.#growthCount = 0
      this.#first = count
      return undefined
    }
    this.#growthCount += 1
    if (this.#growthCount < this.#limit) return undefined
    return { unit: this.#unit, count: this.#growthCount, fromTensors: this.#first, toTensors: count }
  }
}
