/** What a span stands for, as in OpenTelemetry. Default `internal`. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer'

/** `cancelled` and `interrupted` are written as UNSET with the attribute `kymo.outcome`: neither is an error. */
export type SpanOutcome = 'ok' | 'error' | 'cancelled' | 'interrupted'

/**
 * Any logged value. Strings, booleans, numbers (whole ones as int64) and lists of one of these are kept as they are; objects and
 * mixed lists as JSON text, which is what every OTLP backend reads.
 */
export type SpanAttributes = Readonly<Record<string, unknown>>

/** Where a span belongs: another span, the text of a `traceparent` header, or `null` for a trace of its own. */
export type SpanParent = Span | SpanContext | string | null

/** Ids in lower-case hex: 32 digits and 16 digits. */
export interface SpanContext {
  readonly traceId: string
  readonly spanId: string
}

export interface SpanOptions {
  readonly kind?: SpanKind
  readonly attributes?: SpanAttributes
  /** Default: the span around the call (`run.span`, `op`, or an active OpenTelemetry span), else a new trace. */
  readonly parent?: SpanParent
  /** Unix milliseconds, with fractions. Default: now. */
  readonly startMs?: number
  readonly links?: readonly SpanContext[]
  /** Step of the run that the span belongs to. Default: the run's step at the start of a root span. */
  readonly step?: number
}

/** Options of `run.span()`. */
export interface SpanCallOptions extends SpanOptions {
  /**
   * Keep what the function returns, resolves to or yields (the first 200 items, of bytes the first MiB; of streams as the program reads
   * them); or what this function makes of it. Default false.
   */
  readonly captureOutput?: boolean | ((result: unknown) => unknown)
}

export interface SpanEnd {
  readonly attributes?: SpanAttributes
  /** Default `ok` unless {@link Span.recordException} was called. */
  readonly outcome?: SpanOutcome
  /** Text of the status, for an outcome of `error`. */
  readonly message?: string
  /** Unix milliseconds, with fractions. Default: now. */
  readonly endMs?: number
}

/**
 * One operation of a trace, with at most 256 attributes, 256 events and 128 links; what is more is counted. Keys have at most 1,024
 * characters; names and messages are cut at 1,024 and 16,384. No method throws, blocks or returns a promise; after `end()` all are
 * no-ops.
 */
export interface Span extends SpanContext {
  readonly name: string
  /** False after `end()`, after the end of its run, and for a run that is disabled. */
  readonly isRecording: boolean
  setName(name: string): this
  setAttribute(key: string, value: unknown): this
  setAttributes(attributes: SpanAttributes): this
  addEvent(name: string, attributes?: SpanAttributes, timeMs?: number): this
  /** Adds an `exception` event and makes the outcome `error`. */
  recordException(error: unknown): this
  /** The value of a W3C `traceparent` header that makes another process's spans children of this one. */
  traceparent(): string
  end(end?: SpanEnd): void
}
