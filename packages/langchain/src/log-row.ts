import type { RunLike } from './framework-types.ts'

/** Step of the newest row, by run: all handlers of a run share it. */
const lastSteps = new WeakMap<object, number>()

/**
 * Logs at the step that the run is at, without moving it on as long as the program does: else a loop that logs a score per step would find
 * gaps in its steps. A second row at a step would take the place of the first, so it gets the next one.
 */
export function logRow(run: RunLike, metrics: Readonly<Record<string, unknown>>): void {
  const step = Math.max((lastSteps.get(run) ?? -1) + 1, run.step ?? 0)
  lastSteps.set(run, step)
  run.log(metrics, { step })
}
