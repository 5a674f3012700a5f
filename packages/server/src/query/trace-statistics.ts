import type { ModelStatistics, TraceStatistics } from '../api/trace-types.ts'
import { omit } from '../domain/omit.ts'
import type { Store, TraceBuckets, TraceRowQuery, TraceSums } from '../store/store.ts'

/** What charts over time show. */
export function countBuckets(
  store: Store,
  query: TraceRowQuery,
  bucketCount: number,
): Pick<TraceStatistics, 'fromMs' | 'toMs' | 'buckets'> {
  const range = store.findTraceRange(query)
  if (range === undefined) return { fromMs: 0, toMs: 0, buckets: [] }
  const { fromMs, toMs } = range
  // All at one moment: one bucket of a millisecond.
  const widthMs = Math.max(1, (toMs - fromMs) / bucketCount)
  const buckets: TraceBuckets = { fromMs, widthMs, count: bucketCount }
  const sums = new Map(store.sumTraces(query, buckets).map((sum) => [sum.bucket, sum]))
  const count = Math.max(...sums.keys()) + 1
  return {
    fromMs,
    toMs,
    buckets: Array.from({ length: count }, (_, index) => {
      const sum = sums.get(index) ?? NONE
      return {
        startMs: fromMs + index * widthMs,
        ...omit(sum, 'bucket', 'durationsMs'),
        p50Ms: percentile(sum.durationsMs, 0.5) ?? null,
        p95Ms: percentile(sum.durationsMs, 0.95) ?? null,
      }
    }),
  }
}

const NONE: TraceSums = {
  bucket: 0,
  traceCount: 0,
  errorCount: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  durationsMs: new Float64Array(),
}

/** By model, the dearest first, then the most called. */
export function countModels(store: Store, query: TraceRowQuery): ModelStatistics[] {
  return store
    .sumModelCalls(query)
    .map(({ costUsd, durationsMs, ...sums }): ModelStatistics => ({
      ...sums,
      ...(costUsd === undefined ? {} : { costUsd }),
      p50Ms: percentile(durationsMs, 0.5) ?? 0,
      p95Ms: percentile(durationsMs, 0.95) ?? 0,
    }))
    .toSorted(
      (a, b) =>
        (b.costUsd ?? 0) - (a.costUsd ?? 0) || b.callCount - a.callCount || (a.model < b.model ? -1 : 1),
    )
}

/** The smallest value that at least this share of all values does not exceed. @param sorted ascending */
export function percentile(sorted: ArrayLike<number>, share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}
