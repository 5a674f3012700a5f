import type { LogValues } from '../read-logs.ts'

/** When checkpoints are due. */
export interface CheckpointRhythm {
  /** Only when the monitored metric is the best so far. */
  readonly saveBestOnly: boolean
  /** Every n-th epoch; 0: none. */
  readonly everyEpochs: number
  /** Every n-th batch; 0: none. */
  readonly everyBatches: number
  /** Whether the names of the epochs stay on their versions: not when old versions are to go. */
  readonly hasEpochAliases: boolean
}

/** What an epoch came to. */
export interface EpochOutcome {
  readonly epoch: number
  /** Undefined: the metric is missing. */
  readonly isBest: boolean | undefined
}

/** The names of the checkpoint that an epoch is worth; undefined: none. `latest` is added by whoever numbers the versions. */
export function planEpoch(rhythm: CheckpointRhythm, { epoch, isBest }: EpochOutcome): string[] | undefined {
  const isDue = !rhythm.saveBestOnly && rhythm.everyEpochs > 0 && (epoch + 1) % rhythm.everyEpochs === 0
  if (!isDue && isBest !== true) return undefined
  return [...(isBest === true ? ['best'] : []), ...(rhythm.hasEpochAliases ? [`epoch-${epoch}`] : [])]
}

/** The names of the checkpoint that a batch is worth; undefined: none. @param batchCount batches of the fit so far */
export function planBatch(
  rhythm: CheckpointRhythm,
  { batchCount, step }: { readonly batchCount: number; readonly step: number },
): string[] | undefined {
  const { everyBatches, hasEpochAliases } = rhythm
  if (everyBatches === 0 || batchCount % everyBatches !== 0) return undefined
  return hasEpochAliases ? [`step-${step}`] : []
}

/** Values that JSON can hold: NaN and infinities as texts. */
export function toMetadata(values: LogValues): Record<string, number | string> {
  const entries = [...values].map(
    ([name, value]) => [name, Number.isFinite(value) ? value : String(value)] as const,
  )
  return Object.fromEntries(entries)
}
