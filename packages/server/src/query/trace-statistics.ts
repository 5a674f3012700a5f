import type { ModelStatistics, TraceStatistics } from '../api/trace-types.ts'
import type { Store, TraceBuckets, TraceRowQuery, TraceSums } from '../store/store.ts'

/** Calls of models whose duration the table of models tells: the newest. */
const MAX_CALL_DURATIONS = 200_000

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
  const durations = groupDurations(store.listTraceDurations(query, buckets), ({ bucket }) => bucket)
  const count = Math.max(...sums.keys()) + 1
  return {
    fromMs,
    toMs,
    buckets: Array.from({ length: count }, (_, index) => {
      const { bucket: _bucket, ...sum } = sums.get(index) ?? NONE
      const sorted = durations.get(index) ?? new Float64Array()
      return {
        startMs: fromMs + index * widthMs,
        ...sum,
        p50Ms: percentile(sorted, 0.5) ?? null,
        p95Ms: percentile(sorted, 0.95) ?? null,
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
}

/** By model, the dearest first, then the most called. */
export function countModels(store: Store, query: TraceRowQuery): ModelStatistics[] {
  const models = store.sumModelCalls(query)
  const callCount = models.reduce((sum, model) => sum + model.callCount, 0)
  const limits = { callCount, limit: MAX_CALL_DURATIONS }
  const durations = groupDurations(store.listCallDurations(query, limits), ({ model }) => model)
  return models
    .map(({ costUsd, ...sums }): ModelStatistics => {
      const sorted = durations.get(sums.model) ?? new Float64Array()
      return {
        ...sums,
        ...(costUsd === undefined ? {} : { costUsd }),
        p50Ms: percentile(sorted, 0.5) ?? 0,
        p95Ms: percentile(sorted, 0.95) ?? 0,
      }
    })
    .toSorted(
      (a, b) =>
        (b.costUsd ?? 0) - (a.costUsd ?? 0) || b.callCount - a.callCount || (a.model < b.model ? -1 : 1),
    )
}

/** @returns the durations of each group, ascending */
function groupDurations<Key, Row extends { readonly durationMs: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Map<Key, Float64Array> {
  const groups = new Map<Key, number[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row.durationMs])
    else group.push(row.durationMs)
  }
  return new Map(Array.from(groups, ([key, group]) => [key, Float64Array.from(group).toSorted()]))
}

/** The smallest value that at least this share of all values does not exceed. @param sorted ascending */
export function percentile(sorted: ArrayLike<number>, share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}
