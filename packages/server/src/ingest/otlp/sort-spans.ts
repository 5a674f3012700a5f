import type { ResourceSpans, ScopeSpans, SpanRecord, TraceRequest } from '@kymo/protocol'
import type { RunRef } from '../../api/types.ts'
import type { RunPlace } from './run-of-resource.ts'

const TRACE_ID = /^(?!0{32}$)[0-9a-f]{32}$/
const SPAN_ID = /^(?!0{16}$)[0-9a-f]{16}$/
/** Kinds of faults that are named in one answer. */
const MAX_REASONS = 5

/** Spans of one run that are to be stored. */
export interface RunSpans {
  readonly ref: RunRef
  readonly spans: ResourceSpans[]
}

export interface SortedSpans {
  readonly runs: readonly RunSpans[]
  readonly acceptedCount: number
  readonly rejectedCount: number
  /** Why some were not taken, a sentence; empty when all were. */
  readonly message: string
}

/** Sorts spans by run and takes out those that no reader could place: one bad span costs nothing but itself. */
export function sortSpans(request: TraceRequest, placeOf: (one: ResourceSpans) => RunPlace): SortedSpans {
  const runs = new Map<string, RunSpans>()
  const faults = new Map<string, number>()
  let acceptedCount = 0
  for (const one of request) {
    const place = placeOf(one)
    const scopes = one.scopes.flatMap((scope): ScopeSpans[] => {
      const spans = scope.spans.filter((span) => {
        const fault = place.kind === 'invalid' ? place.reason : faultOf(span)
        if (fault !== undefined) faults.set(fault, (faults.get(fault) ?? 0) + 1)
        return fault === undefined
      })
      acceptedCount += spans.length
      return spans.length === 0 ? [] : [{ ...scope, spans: spans.map(withUsableParent) }]
    })
    if (place.kind === 'invalid' || scopes.length === 0) continue
    const { ref } = place
    const key = JSON.stringify([ref.entity, ref.project, ref.run])
    const run = runs.get(key) ?? { ref, spans: [] }
    run.spans.push({ ...one, scopes })
    runs.set(key, run)
  }
  const rejectedCount = [...faults.values()].reduce((sum, count) => sum + count, 0)
  return { runs: [...runs.values()], acceptedCount, rejectedCount, message: describe(faults) }
}

function faultOf({ traceId, spanId, startNs, endNs }: SpanRecord): string | undefined {
  if (!TRACE_ID.test(traceId)) return 'the trace id is not 16 bytes, or all zero'
  if (!SPAN_ID.test(spanId)) return 'the span id is not 8 bytes, or all zero'
  if (startNs === 0n && endNs === 0n) return 'it has neither a start nor an end'
  return undefined
}

/** A parent that cannot be one makes a span a root; a start that is missing is its end. */
function withUsableParent(span: SpanRecord): SpanRecord {
  const isUsable =
    span.parentSpanId === '' || (SPAN_ID.test(span.parentSpanId) && span.parentSpanId !== span.spanId)
  if (isUsable && span.startNs !== 0n) return span
  return {
    ...span,
    parentSpanId: isUsable ? span.parentSpanId : '',
    startNs: span.startNs === 0n ? span.endNs : span.startNs,
  }
}

function describe(faults: ReadonlyMap<string, number>): string {
  const reasons = [...faults].map(
    ([reason, count]) => `${count} ${count === 1 ? 'span' : 'spans'}: ${reason}`,
  )
  const more = reasons.length > MAX_REASONS ? `; and ${reasons.length - MAX_REASONS} other reasons` : ''
  return reasons.length === 0 ? '' : `${reasons.slice(0, MAX_REASONS).join('; ')}${more}`
}
