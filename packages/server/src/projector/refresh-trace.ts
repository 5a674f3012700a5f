import type { SpanListRow, Store, TraceRow } from '../store/store.ts'
import { readStoredSpan } from '../traces/stored-span.ts'
import {
  findCalls,
  summarizeTrace,
  type SummarizedSpan,
  type TraceSummary,
} from '../traces/summarize-trace.ts'

/** Spans of one trace that its summary is made of, and that are shown: a tree of more is of no use. */
export const MAX_TRACE_SPANS = 50_000

/** A span, and the part of its trace that has it. */
export interface JoinedSpan<Part> {
  readonly part: Part
  readonly row: SpanListRow
  readonly span: SummarizedSpan
}

/** Of all parts, each span once: its end, where there is one. In order of their start. */
export function joinParts<Part extends TraceRow>(store: Store, parts: readonly Part[]): JoinedSpan<Part>[] {
  const spans = new Map<string, JoinedSpan<Part>>()
  for (const part of parts) {
    for (const row of store.listSpans(part.id, MAX_TRACE_SPANS)) {
      const known = spans.get(row.spanId)
      if (known !== undefined && (row.isOpen || !known.row.isOpen)) continue
      spans.set(row.spanId, { part, row, span: { ...readStoredSpan(row.facts), spanId: row.spanId } })
    }
  }
  const joined = [...spans.values()]
  if (parts.length === 1) return joined
  return joined.toSorted((a, b) => a.row.startMs - b.row.startMs || (a.row.spanId < b.row.spanId ? -1 : 1))
}

/**
 * Adds a trace up again from all parts of it that the logs of one run have, and gives the sum to each part: whichever stands for the
 * trace in a list is found by it. Inside a transaction.
 */
export function refreshTrace(store: Store, parts: readonly TraceRow[]): void {
  const joined = joinParts(store, parts)
  if (joined.length === 0) return
  const shown = joined.slice(0, MAX_TRACE_SPANS).map(({ span }) => span)
  const leftOut = joined.length - shown.length
  const isCut = leftOut > 0 || joined.length >= MAX_TRACE_SPANS
  const summary = isCut ? withAll(store, parts, summarizeTrace(shown)) : summarizeTrace(shown)
  markCalls(store, parts, joined)
  for (const part of parts) store.updateTrace({ ...part, ...columnsOf(summary) })
}

/** What can be counted without a list of all spans. Spans that are in two parts count twice here. */
function withAll(store: Store, parts: readonly TraceRow[], summary: TraceSummary): TraceSummary {
  let [spanCount, errorCount, openCount] = [0, 0, 0]
  let endMs = summary.startMs + summary.durationMs
  for (const { id } of parts) {
    const sizes = store.measureSpans(id)
    spanCount += sizes.spanCount
    errorCount += sizes.errorCount
    openCount += sizes.openCount
    endMs = Math.max(endMs, sizes.endMs)
  }
  return { ...summary, spanCount, errorCount, openCount, durationMs: endMs - summary.startMs }
}

/** Statistics by model are made of spans with a mark, and of a span in two parts only one has it. */
function markCalls(store: Store, parts: readonly TraceRow[], joined: readonly JoinedSpan<TraceRow>[]): void {
  const callIds = findCalls(joined.map(({ span }) => span))
  const chosen = new Set<number>()
  for (const { row } of joined) if (callIds.has(row.spanId)) chosen.add(row.id)
  // Of one part, everything that may have a mark is in `joined`.
  const rows =
    parts.length === 1
      ? joined.map(({ row }) => row)
      : parts.flatMap(({ id }) => store.listSpans(id, MAX_TRACE_SPANS))
  for (const { id, isCall } of rows) if (isCall !== chosen.has(id)) store.markCall(id, chosen.has(id))
}

function columnsOf(summary: TraceSummary): Omit<TraceRow, 'id' | 'logId' | 'traceId' | 'names' | 'text'> {
  const { usage, costUsd, models, step, thread, startMs, durationMs, status, operation, hasRoot } = summary
  const inputTokens = usage.input ?? 0
  const outputTokens = usage.output ?? 0
  return {
    hasRoot,
    startMs,
    durationMs,
    inputTokens,
    outputTokens,
    tokenCount: usage.total ?? inputTokens + outputTokens,
    costUsd: costUsd ?? -1,
    status,
    operation,
    step: step ?? null,
    thread: thread === undefined ? null : thread.replaceAll('\0', ' '),
    facts: JSON.stringify(summary),
    models: models.join('\n').toLowerCase().replaceAll('\0', ' '),
  }
}
