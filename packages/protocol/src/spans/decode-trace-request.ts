import { ProtocolError } from '../errors.ts'
import { MAX_SPAN_VALUE_DEPTH } from './encode-trace-request.ts'
import { ProtoReader } from './proto-reader.ts'
import type {
  ResourceSpans,
  ScopeSpans,
  SpanAttribute,
  SpanEventRecord,
  SpanKindNumber,
  SpanLinkRecord,
  SpanRecord,
  SpanStatusCode,
  SpanValue,
  TraceRequest,
} from './span-record.ts'

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/**
 * Decodes OTLP protobuf, `ExportTraceServiceRequest`. Fields that this version does not know are left out. Ids are given as they
 * came: whether they have 16 and 8 bytes is for the caller to judge.
 * @param maxParts spans, attributes and all other nested messages together; a request of few bytes can hold very many
 * @throws {ProtocolError} SPANS_UNDECODABLE when the bytes are not one
 */
export function decodeTraceRequest(bytes: Uint8Array, maxParts: number = Infinity): TraceRequest {
  try {
    const request: ResourceSpans[] = []
    const reader = new ProtoReader(bytes, 0, bytes.length, { left: maxParts })
    while (reader.next()) {
      if (reader.field === 1) request.push(readResourceSpans(reader.message()))
      else reader.skip()
    }
    return request
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ProtocolError(
      'SPANS_UNDECODABLE',
      `Cannot decode spans: the ${bytes.length} bytes are not an OTLP request: ${reason}`,
      { details: { byteCount: bytes.length }, cause },
    )
  }
}

function readResourceSpans(reader: ProtoReader): ResourceSpans {
  const resource: SpanAttribute[] = []
  const scopes: ScopeSpans[] = []
  let schemaUrl = ''
  while (reader.next()) {
    if (reader.field === 1) readResource(reader.message(), resource)
    else if (reader.field === 2) scopes.push(readScope(reader.message()))
    else if (reader.field === 3) schemaUrl = reader.string()
    else reader.skip()
  }
  return { resource, scopes, schemaUrl }
}

function readResource(reader: ProtoReader, attributes: SpanAttribute[]): void {
  while (reader.next()) {
    if (reader.field === 1) attributes.push(readPair(reader.message(), 0))
    else reader.skip()
  }
}

function readScope(reader: ProtoReader): ScopeSpans {
  const attributes: SpanAttribute[] = []
  const spans: SpanRecord[] = []
  const scope: Writable<ScopeSpans> = { name: '', version: '', attributes, spans, schemaUrl: '' }
  while (reader.next()) {
    if (reader.field === 1) readScopeHead(reader.message(), scope, attributes)
    else if (reader.field === 2) spans.push(readSpan(reader.message()))
    else if (reader.field === 3) scope.schemaUrl = reader.string()
    else reader.skip()
  }
  return scope
}

function readScopeHead(reader: ProtoReader, scope: Writable<ScopeSpans>, attributes: SpanAttribute[]): void {
  while (reader.next()) {
    if (reader.field === 1) scope.name = reader.string()
    else if (reader.field === 2) scope.version = reader.string()
    else if (reader.field === 3) attributes.push(readPair(reader.message(), 0))
    else reader.skip()
  }
}

interface OpenSpan extends Writable<SpanRecord> {
  attributes: SpanAttribute[]
  events: SpanEventRecord[]
  links: SpanLinkRecord[]
}

function emptySpan(): OpenSpan {
  return {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: '',
    kind: 0,
    startNs: 0n,
    endNs: 0n,
    attributes: [],
    droppedAttributes: 0,
    events: [],
    droppedEvents: 0,
    links: [],
    droppedLinks: 0,
    status: { code: 0, message: '' },
  }
}

const SPAN_FIELDS: Readonly<Record<number, (span: OpenSpan, reader: ProtoReader) => void>> = {
  1: (span, reader) => void (span.traceId = reader.hex()),
  2: (span, reader) => void (span.spanId = reader.hex()),
  3: (span, reader) => void (span.traceState = reader.string()),
  4: (span, reader) => void (span.parentSpanId = parentId(reader.hex())),
  5: (span, reader) => void (span.name = reader.string()),
  6: (span, reader) => void (span.kind = within(reader.uint(), 5) as SpanKindNumber),
  7: (span, reader) => void (span.startNs = reader.fixed64()),
  8: (span, reader) => void (span.endNs = reader.fixed64()),
  9: (span, reader) => void span.attributes.push(readPair(reader.message(), 0)),
  10: (span, reader) => void (span.droppedAttributes = reader.uint()),
  11: (span, reader) => void span.events.push(readEvent(reader.message())),
  12: (span, reader) => void (span.droppedEvents = reader.uint()),
  13: (span, reader) => void span.links.push(readLink(reader.message())),
  14: (span, reader) => void (span.droppedLinks = reader.uint()),
  15: (span, reader) => void (span.status = readStatus(reader.message())),
  16: (span, reader) => void (span.flags = reader.fixed32()),
}

function readSpan(reader: ProtoReader): SpanRecord {
  const span = emptySpan()
  while (reader.next()) {
    const read = SPAN_FIELDS[reader.field]
    if (read === undefined) reader.skip()
    else read(span, reader)
  }
  return span
}

/** Some exporters write an id of zeros where they mean none. */
function parentId(hex: string): string {
  return /^0*$/.test(hex) ? '' : hex
}

/** An enum value that this version does not know is that of number 0. */
function within(value: number, max: number): number {
  return value <= max ? value : 0
}

function readStatus(reader: ProtoReader): SpanRecord['status'] {
  let code: SpanStatusCode = 0
  let message = ''
  while (reader.next()) {
    if (reader.field === 2) message = reader.string()
    else if (reader.field === 3) code = within(reader.uint(), 2) as SpanStatusCode
    else reader.skip()
  }
  return { code, message }
}

function readEvent(reader: ProtoReader): SpanEventRecord {
  const attributes: SpanAttribute[] = []
  const event: Writable<SpanEventRecord> = { timeNs: 0n, name: '', attributes, droppedAttributes: 0 }
  while (reader.next()) {
    if (reader.field === 1) event.timeNs = reader.fixed64()
    else if (reader.field === 2) event.name = reader.string()
    else if (reader.field === 3) attributes.push(readPair(reader.message(), 0))
    else if (reader.field === 4) event.droppedAttributes = reader.uint()
    else reader.skip()
  }
  return event
}

function readLink(reader: ProtoReader): SpanLinkRecord {
  const attributes: SpanAttribute[] = []
  const link: Writable<SpanLinkRecord> = {
    traceId: '',
    spanId: '',
    traceState: '',
    attributes,
    droppedAttributes: 0,
    flags: 0,
  }
  while (reader.next()) {
    if (reader.field === 1) link.traceId = reader.hex()
    else if (reader.field === 2) link.spanId = reader.hex()
    else if (reader.field === 3) link.traceState = reader.string()
    else if (reader.field === 4) attributes.push(readPair(reader.message(), 0))
    else if (reader.field === 5) link.droppedAttributes = reader.uint()
    else if (reader.field === 6) link.flags = reader.fixed32()
    else reader.skip()
  }
  return link
}

function readPair(reader: ProtoReader, depth: number): SpanAttribute {
  let key = ''
  let value: SpanValue = null
  while (reader.next()) {
    if (reader.field === 1) key = reader.string()
    else if (reader.field === 2) value = readValue(reader.message(), depth)
    else reader.skip()
  }
  return [key, value]
}

function readValue(reader: ProtoReader, depth: number): SpanValue {
  let value: SpanValue = null
  while (reader.next()) {
    if (reader.field === 1) value = reader.string()
    else if (reader.field === 2) value = reader.uint() !== 0
    else if (reader.field === 3) value = plainInteger(reader.int64())
    else if (reader.field === 4) value = reader.double()
    else if (reader.field === 5) value = readList(reader.message(), depth)
    else if (reader.field === 6) value = readMap(reader.message(), depth)
    else if (reader.field === 7) value = reader.copy()
    else reader.skip()
  }
  return value
}

function plainInteger(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

function readList(reader: ProtoReader, depth: number): SpanValue {
  if (depth >= MAX_SPAN_VALUE_DEPTH) return null
  const items: SpanValue[] = []
  while (reader.next()) {
    if (reader.field === 1) items.push(readValue(reader.message(), depth + 1))
    else reader.skip()
  }
  return items
}

function readMap(reader: ProtoReader, depth: number): SpanValue {
  if (depth >= MAX_SPAN_VALUE_DEPTH) return null
  const map = Object.create(null) as Record<string, SpanValue>
  while (reader.next()) {
    if (reader.field === 1) {
      const [key, value] = readPair(reader.message(), depth + 1)
      map[key] = value
    } else reader.skip()
  }
  return map
}
