import type { RunLike, TrackedModel } from './framework-types.ts'

/** A fit that autolog would log, unless a callback of the program does. */
export interface WaitingFit {
  readonly model: TrackedModel | undefined
  isClaimed: boolean
}

const waiting = new WeakMap<object, Set<WaitingFit>>()

/** To be called when a fit begins, which is before the callbacks of the program hear of it. @returns to be called at its first epoch */
export function waitForClaims(run: RunLike, fit: WaitingFit): () => void {
  const ofRun = waiting.get(run) ?? new Set<WaitingFit>()
  waiting.set(run, ofRun)
  ofRun.add(fit)
  return () => void ofRun.delete(fit)
}

/** Says that a callback logs the fit of this model, as TensorFlow.js shows it; undefined: it was not shown. */
export function claimFit(run: RunLike, model: TrackedModel | undefined): void {
  for (const fit of waiting.get(run) ?? []) {
    if (model === undefined || fit.model === undefined || fit.model === model) fit.isClaimed = true
  }
}
