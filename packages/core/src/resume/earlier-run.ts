import type { ContinuedLabels } from '../run/continuation.ts'
import type { MetricDefinition } from '../run/metric-definitions.ts'

export type DottedEntries = readonly (readonly [name: string, value: unknown])[]

/** What is known of a run that somebody wants to go on with. */
export interface EarlierRun {
  /** Undefined: it has no rows. */
  readonly lastStep: number | undefined
  readonly durationMs: number
  readonly labels: ContinuedLabels
  readonly config: DottedEntries
  readonly summary: DottedEntries
  readonly metrics: readonly MetricDefinition[]
  /** Of each metric how many numbers it had. */
  readonly counts: ReadonlyMap<string, number>
  /** When its last session began, as far as is known; Unix milliseconds. */
  readonly lastStartMs: number
  /** Somebody may be writing it. */
  readonly mayBeRunning: boolean
}

/** What a server says. */
export type ServerAnswer =
  | { readonly kind: 'found'; readonly run: EarlierRun }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string }

/**
 * One run from what the folders here and the server say: after a crash the folders are ahead, after a session on another
 * machine the server is. The server knows what people have changed in its pages.
 */
export function mergeEarlier(local: EarlierRun, server: EarlierRun): EarlierRun {
  const isLocalAhead = (local.lastStep ?? -1) > (server.lastStep ?? -1)
  const [older, newer] = isLocalAhead ? [server, local] : [local, server]
  return {
    lastStep: newer.lastStep,
    durationMs: Math.max(local.durationMs, server.durationMs),
    labels: server.labels,
    config: [...older.config, ...newer.config],
    summary: [...older.summary, ...newer.summary],
    metrics: local.metrics.length > 0 ? local.metrics : server.metrics,
    counts: newer.counts,
    lastStartMs: Math.max(local.lastStartMs, server.lastStartMs),
    // The server has not heard of the end of a process that was killed here.
    mayBeRunning: local.mayBeRunning,
  }
}
