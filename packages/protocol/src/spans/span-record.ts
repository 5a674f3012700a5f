/**
 * Spans as OTLP has them (`opentelemetry/proto/trace/v1/trace.proto`), with ids in lower-case hex and times in nanoseconds.
 * What an absent field means there is written out here.
 */

/**
 * A value of an attribute. Whole numbers up to 2^53 are `int64` in protobuf, other numbers `double`; larger integers are bigint.
 * Objects have no prototype: their keys are data.
 */
export type SpanValue =
  | string
  | boolean
  | number
  | bigint
  | null
  | Uint8Array
  | readonly SpanValue[]
  | { readonly [key: string]: SpanValue }

export type SpanAttribute = readonly [key: string, value: SpanValue]

/** UNSPECIFIED, INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER. */
export type SpanKindNumber = 0 | 1 | 2 | 3 | 4 | 5

/** UNSET, OK, ERROR. */
export type SpanStatusCode = 0 | 1 | 2

export interface SpanRecord {
  /** 32 hex digits. */
  readonly traceId: string
  /** 16 hex digits. */
  readonly spanId: string
  /** Empty for a root. */
  readonly parentSpanId: string
  readonly traceState: string
  /** The low 8 bits are those of W3C; 0x100 says that 0x200 means something: the parent is in another process. */
  readonly flags: number
  readonly name: string
  readonly kind: SpanKindNumber
  /** Nanoseconds since 1970. */
  readonly startNs: bigint
  /** 0 while the span is open. */
  readonly endNs: bigint
  readonly attributes: readonly SpanAttribute[]
  readonly droppedAttributes: number
  readonly events: readonly SpanEventRecord[]
  readonly droppedEvents: number
  readonly links: readonly SpanLinkRecord[]
  readonly droppedLinks: number
  readonly status: { readonly code: SpanStatusCode; readonly message: string }
}

export interface SpanEventRecord {
  readonly timeNs: bigint
  readonly name: string
  readonly attributes: readonly SpanAttribute[]
  readonly droppedAttributes: number
}

export interface SpanLinkRecord {
  readonly traceId: string
  readonly spanId: string
  readonly traceState: string
  readonly attributes: readonly SpanAttribute[]
  readonly droppedAttributes: number
  readonly flags: number
}

/** Spans of one resource: of one process, most often. */
export interface ResourceSpans {
  readonly resource: readonly SpanAttribute[]
  readonly scopes: readonly ScopeSpans[]
  readonly schemaUrl: string
}

/** Spans that one library wrote. */
export interface ScopeSpans {
  readonly name: string
  readonly version: string
  readonly attributes: readonly SpanAttribute[]
  readonly spans: readonly SpanRecord[]
  readonly schemaUrl: string
}

/** An OTLP `ExportTraceServiceRequest`; also the payload of one record of a `.spans` log. */
export type TraceRequest = readonly ResourceSpans[]
