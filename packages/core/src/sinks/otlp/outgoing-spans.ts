import {
  encodeTraceRequest,
  KYMO_SPAN,
  type ResourceSpans,
  type SpanAttribute,
  type SpanRecord,
  type TraceRequest,
} from '@kymo/protocol'
import type { OtlpTarget } from './target.ts'
import { toSharedDialect } from './to-shared-dialect.ts'

/** One request holds no more, as the batch processor of OpenTelemetry. */
export const MAX_REQUEST_SPANS = 512
/** Hosted backends refuse more than 4 MB. */
export const MAX_REQUEST_BYTES = 3_500_000

/** A span with what it is sent with. */
export interface OutgoingSpan {
  readonly span: SpanRecord
  readonly context: Omit<ResourceSpans, 'scopes'>
  readonly scope: Omit<ResourceSpans['scopes'][number], 'spans'>
}

/** The spans of a request that have ended, in order. */
export function endedSpans(request: TraceRequest): OutgoingSpan[] {
  return request.flatMap(({ scopes, ...context }) =>
    scopes.flatMap(({ spans, ...scope }) =>
      spans.filter(({ endNs }) => endNs !== 0n).map((span) => ({ span, context, scope })),
    ),
  )
}

/** Spans that never ended, ended where their process was last heard of. @param endMs Unix milliseconds */
export function cancelledSpans(request: TraceRequest, endMs: number): OutgoingSpan[] {
  const endNs = BigInt(Math.max(0, Math.round(endMs))) * 1_000_000n
  return request.flatMap(({ scopes, ...context }) =>
    scopes.flatMap(({ spans, ...scope }) =>
      spans.map((span) => ({
        span: {
          ...span,
          endNs: endNs > span.startNs ? endNs : span.startNs,
          attributes: span.attributes.some(([key]) => key === KYMO_SPAN.outcome)
            ? span.attributes
            : [...span.attributes, [KYMO_SPAN.outcome, 'cancelled'] as const],
        },
        context,
        scope,
      })),
    ),
  )
}

/** Encodes spans for a target; those of one resource and one scope share them. */
export function encodeOutgoing(
  spans: readonly OutgoingSpan[],
  target: Pick<OtlpTarget, 'resource' | 'resourceCopies' | 'dialect'>,
  runResource: readonly SpanAttribute[],
): Uint8Array {
  const groups: {
    context: OutgoingSpan['context']
    scopes: { scope: OutgoingSpan['scope']; spans: SpanRecord[] }[]
  }[] = []
  for (const { span, context, scope } of spans) {
    const sent =
      target.dialect === 'shared' ? { ...span, attributes: toSharedDialect(span.attributes) } : span
    let group = groups.at(-1)
    if (group === undefined || !isSameContext(group.context, context))
      groups.push((group = { context, scopes: [] }))
    const last = group.scopes.at(-1)
    if (last !== undefined && isSameScope(last.scope, scope)) last.spans.push(sent)
    else group.scopes.push({ scope, spans: [sent] })
  }
  return encodeTraceRequest(
    groups.map(({ context, scopes }) => ({
      ...context,
      resource: resourceFor(context.resource.length === 0 ? runResource : context.resource, target),
      scopes: scopes.map(({ scope, spans: ofScope }) => ({ ...scope, spans: ofScope })),
    })),
  )
}

function resourceFor(
  resource: readonly SpanAttribute[],
  target: Pick<OtlpTarget, 'resource' | 'resourceCopies'>,
): SpanAttribute[] {
  const merged = new Map(resource)
  for (const [key, value] of target.resource) merged.set(key, value)
  for (const [from, to] of target.resourceCopies) {
    const value = merged.get(from)
    if (value !== undefined && !merged.has(to)) merged.set(to, value)
  }
  return [...merged]
}

/** Each record of a log is decoded by itself, so that equal contexts are different objects. Those of our own spans have nothing in them. */
function isSameContext(a: OutgoingSpan['context'], b: OutgoingSpan['context']): boolean {
  return a === b || (a.resource.length === 0 && b.resource.length === 0 && a.schemaUrl === b.schemaUrl)
}

function isSameScope(a: OutgoingSpan['scope'], b: OutgoingSpan['scope']): boolean {
  const isPlain = a.attributes.length === 0 && b.attributes.length === 0
  return a === b || (isPlain && a.name === b.name && a.version === b.version && a.schemaUrl === b.schemaUrl)
}
