import type { SpanInfo } from '@kymo/server/api'

/** A span for tests: `id` is short, times in ms. */
export function sampleSpan(id: string, span: Partial<SpanInfo> = {}): SpanInfo {
  return { spanId: id, name: id, operation: 'other', status: 'ok', startMs: 0, durationMs: 10, ...span }
}
