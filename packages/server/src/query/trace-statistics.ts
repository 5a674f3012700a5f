import type { ModelStatistics, TokenUsage, TraceBucket, TraceStatistics } from '../api/trace-types.ts'
import type { ModelCallRow, TraceNumbers } from '../store/store.ts'
import { ExactSum } from '../domain/exact-sum.ts'
import { readStoredSpan } from '../traces/stored-span.ts'
import { USAGE_NAMES, type UsageName } from '../traces/usage.ts'

/** What charts over time show, whatever the order of the traces. */
export function countBuckets(
  traces: readonly TraceNumbers[],
  bucketCount: number,
): Pick<TraceStatistics, 'fromMs' | 'toMs' | 'buckets'> {
  if (traces.length === 0) return { fromMs: 0, toMs: 0, buckets: [] }
  let [fromMs, toMs] = [Infinity, -Infinity]
  for (const { startMs } of traces) {
    fromMs = Math.min(fromMs, startMs)
    toMs = Math.max(toMs, startMs)
  }
  // All at one moment: one bucket of a millisecond.
  const widthMs = Math.max(1, (toMs - fromMs) / bucketCount)
  const groups = new Map<number, TraceNumbers[]>()
  for (const trace of traces) {
    const index = Math.min(bucketCount - 1, Math.floor((trace.startMs - fromMs) / widthMs))
    const group = groups.get(index)
    if (group === undefined) groups.set(index, [trace])
    else group.push(trace)
  }
  const count = Math.max(...groups.keys()) + 1
  const buckets = Array.from({ length: count }, (_, index) =>
    toBucket(fromMs + index * widthMs, groups.get(index) ?? []),
  )
  return { fromMs, toMs, buckets }
}

function toBucket(startMs: number, traces: readonly TraceNumbers[]): TraceBucket {
  const durations = Float64Array.from(traces, ({ durationMs }) => durationMs).toSorted()
  const cost = new ExactSum()
  for (const { costUsd } of traces) if (costUsd > 0) cost.add(costUsd)
  const sum = (read: (trace: TraceNumbers) => number): number =>
    traces.reduce((total, trace) => total + read(trace), 0)
  return {
    startMs,
    traceCount: traces.length,
    errorCount: traces.filter(({ status }) => status === 'error').length,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costUsd: cost.value,
    p50Ms: percentile(durations, 0.5) ?? null,
    p95Ms: percentile(durations, 0.95) ?? null,
  }
}

/** By model, the dearest first, then the most called, whatever the order of the calls. */
export function countModels(calls: readonly ModelCallRow[]): ModelStatistics[] {
  const groups = new Map<string, ModelCallRow[]>()
  for (const call of calls) {
    const group = groups.get(call.model)
    if (group === undefined) groups.set(call.model, [call])
    else group.push(call)
  }
  return [...groups]
    .map(([model, group]) => toModel(model, group))
    .toSorted(
      (a, b) =>
        (b.costUsd ?? 0) - (a.costUsd ?? 0) || b.callCount - a.callCount || (a.model < b.model ? -1 : 1),
    )
}

function toModel(model: string, calls: readonly ModelCallRow[]): ModelStatistics {
  const durations = Float64Array.from(
    calls.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs])),
  ).toSorted()
  const usage: { -readonly [name in UsageName]?: number } = {}
  let cost: ExactSum | undefined
  for (const { facts } of calls) {
    const span = readStoredSpan(facts)
    if (span.costUsd !== undefined) cost = (cost ?? new ExactSum()).add(span.costUsd)
    addUsage(usage, span.usage)
  }
  return {
    model,
    callCount: calls.length,
    errorCount: calls.filter(({ isError }) => isError).length,
    usage,
    ...(cost === undefined ? {} : { costUsd: cost.value }),
    p50Ms: percentile(durations, 0.5) ?? 0,
    p95Ms: percentile(durations, 0.95) ?? 0,
  }
}

function addUsage(sums: { -readonly [name in UsageName]?: number }, usage: TokenUsage | undefined): void {
  for (const name of USAGE_NAMES) {
    const value = usage?.[name]
    if (value !== undefined) sums[name] = (sums[name] ?? 0) + value
  }
}

/** The smallest value that at least this share of all values does not exceed. @param sorted ascending */
export function percentile(sorted: ArrayLike<number>, share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}
