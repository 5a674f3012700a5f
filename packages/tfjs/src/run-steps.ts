import type { RunLike } from './framework-types.ts'

/** Counts the batches of one run. */
export interface StepCounter {
  /** Step of the batch that is being trained, or of the next one. */
  next: number
  /** Whether a callback counts the batch that is being trained: who watches its optimizer then does not. */
  isInBatch: boolean
}

const counters = new WeakMap<object, StepCounter>()

/**
 * The counter that all callbacks of a run share.
 *
 * A second `fit`, be it with the same callback or with a new one, continues where the first ended. With a count of its
 * own it would start again at 0 and replace the values of the first: the last write of a metric at a step wins.
 */
export function stepCounterOf(run: RunLike): StepCounter {
  const known = counters.get(run)
  if (known) return known
  const counter = { next: 0, isInBatch: false }
  counters.set(run, counter)
  return counter
}

/** Step of the newest batch; undefined when nothing of ours counts the batches of this run. */
export function lastStepOf(run: RunLike): number | undefined {
  const { next } = stepCounterOf(run)
  return next > 0 ? next - 1 : undefined
}
