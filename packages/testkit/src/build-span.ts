import type { SpanRecord } from '@kymo/protocol'

/** A root that began at 1,000 ms of 1970 and ended a second later. */
export function buildSpan(change: Partial<SpanRecord> = {}): SpanRecord {
  return {
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: 'eee19b7ec3c1b174',
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: 'span',
    kind: 1,
    startNs: 1_000_000_000n,
    endNs: 2_000_000_000n,
    attributes: [],
    droppedAttributes: 0,
    events: [],
    droppedEvents: 0,
    links: [],
    droppedLinks: 0,
    status: { code: 0, message: '' },
    ...change,
  }
}
