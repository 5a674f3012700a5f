import type { TraceRequest } from '@kymo/protocol'

/** A span is written at its start, without an end, and once more when it has ended. */
export function countEndedSpans(request: TraceRequest): number {
  const spans = request.flatMap(({ scopes }) => scopes.flatMap((scope) => scope.spans))
  return spans.filter(({ endNs }) => endNs !== 0n).length
}
