import { decodeTraceRequest, isProtocolError, type TraceRequest } from '@kymo/protocol'
import { LIMITS } from '../../config.ts'
import { ServerError } from '../../errors.ts'
import { decodeBody } from '../../ingest/decode-body.ts'
import { decodeTraceJson } from '../../ingest/otlp/decode-trace-json.ts'
import { runOfResource } from '../../ingest/otlp/run-of-resource.ts'
import { sortSpans } from '../../ingest/otlp/sort-spans.ts'
import { encodeRecords } from '../../ingest/otlp/span-batches.ts'
import type { SpanIngest } from '../../ingest/otlp/span-ingest.ts'
import { ByteBudget } from '../byte-budget.ts'
import { OTLP_PATH, otlpMediaType, replyTraces, type OtlpMediaType } from '../otlp-reply.ts'
import { readBody } from '../read-body.ts'
import { defineRoute, type Route } from '../route.ts'

/** Decoded spans, and what is written of them, next to the bytes that they were sent in. */
const DECODED_RATIO = 8

/** OTLP over HTTP: what any OpenTelemetry exporter or collector sends traces to. */
export function otlpRoutes(spans: SpanIngest): Route[] {
  const budget = new ByteBudget(LIMITS.otlpBytesInFlight)
  return [
    defineRoute({
      method: 'POST',
      path: OTLP_PATH,
      access: 'write',
      limits: { bodyBytes: LIMITS.otlpBytes },
      handler: async ({ request }) => {
        const type = otlpMediaType(request.headers)
        if (type === undefined) throw unknownType()
        const encoding = request.headers.get('content-encoding')
        // Exporters do not announce the length of a body, so that memory is counted as it is taken.
        return budget.spendMore(async (more) => {
          const body = await readBody(request, LIMITS.otlpBytes, more)
          const bytes = await decodeBody(body, { encoding, maxBytes: LIMITS.otlpBytes })
          more(bytes.byteLength * DECODED_RATIO)
          const sorted = sortSpans(decode(type, bytes), ({ resource }) =>
            runOfResource(resource, request.headers),
          )
          await Promise.all(sorted.runs.map((run) => spans.append(run.ref, encodeRecords(run.spans))))
          return replyTraces(type, { rejectedSpans: sorted.rejectedCount, message: sorted.message })
        })
      },
    }),
  ]
}

/** @throws {ServerError} BODY_UNREADABLE */
function decode(type: OtlpMediaType, bytes: Uint8Array): TraceRequest {
  if (type === 'application/json')
    return decodeTraceJson(new TextDecoder().decode(bytes), LIMITS.otlpPartCount)
  try {
    return decodeTraceRequest(bytes, LIMITS.otlpPartCount)
  } catch (error) {
    if (!isProtocolError(error)) throw error
    throw new ServerError('BODY_UNREADABLE', error.message, {
      cause: error,
      remedy: 'Send an OTLP ExportTraceServiceRequest.',
    })
  }
}

function unknownType(): ServerError {
  return new ServerError('BODY_UNSUPPORTED', 'Cannot take the spans: their content type is not one of OTLP', {
    remedy: 'Send application/x-protobuf or application/json.',
  })
}
