import type { SpanListRow, Store, TraceRow } from '../store/store.ts'
import { compareStarts } from '../traces/first-spans.ts'
import { readStoredSpan } from '../traces/stored-span.ts'
import type { SummarizedSpan } from '../traces/trace-summary.ts'

/** Spans of one trace that its summary is made of, and that are shown: a tree of more is of no use. */
export const MAX_TRACE_SPANS = 50_000

/** A span, and the part of its trace that has it. */
export interface JoinedSpan<Part> {
  readonly part: Part
  readonly row: SpanListRow
  readonly span: SummarizedSpan
}

/** Of all parts, each span once: its end, where there is one. In order of their start, at most {@link MAX_TRACE_SPANS}. */
export function joinParts<Part extends Pick<TraceRow, 'id'>>(
  store: Store,
  parts: readonly Part[],
): JoinedSpan<Part>[] {
  const rows = new Map<string, { part: Part; row: SpanListRow }>()
  for (const part of parts) {
    for (const row of store.listSpans(part.id, MAX_TRACE_SPANS)) {
      const known = rows.get(row.spanId)
      if (known === undefined || (known.row.isOpen && !row.isOpen)) rows.set(row.spanId, { part, row })
    }
  }
  const joined = Array.from(rows.values(), ({ part, row }) => ({
    part,
    row,
    span: Object.assign(readStoredSpan(row.facts), { spanId: row.spanId }),
  }))
  if (parts.length === 1) return joined
  return joined.toSorted((a, b) => compareStarts(a.span, b.span)).slice(0, MAX_TRACE_SPANS)
}
