import type { TraceRequest } from '@kymo/protocol'
import { fromOtelSpan, type KeepValue } from './otel-span.ts'

/** What OpenTelemetry's SDK calls a `SpanProcessor`, of any of its versions. */
export interface OtelSpanProcessor {
  onStart(span: unknown): void
  onEnd(span: unknown): void
  forceFlush(): Promise<void>
  shutdown(): Promise<void>
}

/** What OpenTelemetry's SDK calls a `SpanExporter`. */
export interface OtelSpanExporter {
  export(spans: readonly unknown[], done: (result: { code: number; error?: Error }) => void): void
  forceFlush(): Promise<void>
  shutdown(): Promise<void>
}

export interface OtelBridgePorts {
  readonly append: (request: TraceRequest) => void
  readonly keep: KeepValue
}

/** Writes every span at its start and whole at its end, on the calling thread: nothing is queued, so nothing is to flush. */
export function otelProcessor({ append, keep }: OtelBridgePorts): OtelSpanProcessor {
  const write = (span: unknown, isEnded: boolean): void => {
    try {
      const request = fromOtelSpan(span, isEnded, keep)
      if (request !== undefined) append([request])
    } catch {
      // An SDK of a form that is not known: its spans are not kept, and the program goes on.
    }
  }
  return {
    onStart: (span) => write(span, false),
    onEnd: (span) => write(span, true),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  }
}

const SUCCESS = 0

/** For programs whose processor samples or batches: keeps what that hands on. */
export function otelExporter(ports: OtelBridgePorts): OtelSpanExporter {
  const processor = otelProcessor(ports)
  return {
    export: (spans, done) => {
      if (Array.isArray(spans)) for (const span of spans) processor.onEnd(span)
      done({ code: SUCCESS })
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  }
}
