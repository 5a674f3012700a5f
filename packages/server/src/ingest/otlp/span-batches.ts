import { encodeTraceRequest, type ResourceSpans, type SpanRecord } from '@kymo/protocol'

/** Spans of one record of a log: readers work through a log record by record, in small steps. */
const MAX_RECORD_SPANS = 256
/** Above this a record is split, down to single spans. */
const MAX_RECORD_BYTES = 2 * 1024 * 1024

/** The payloads of the records that hold these spans, in order. */
export function encodeRecords(spans: readonly ResourceSpans[]): Uint8Array[] {
  return spans.flatMap((one) =>
    one.scopes.flatMap((scope) => {
      const encode = (part: readonly SpanRecord[]): Uint8Array[] => {
        const payload = encodeTraceRequest([{ ...one, scopes: [{ ...scope, spans: part }] }])
        if (payload.length <= MAX_RECORD_BYTES || part.length <= 1) return [payload]
        const half = part.length >>> 1
        return [...encode(part.slice(0, half)), ...encode(part.slice(half))]
      }
      return chunksOf(scope.spans, MAX_RECORD_SPANS).flatMap(encode)
    }),
  )
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = []
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size))
  return chunks
}
