import { ProtoWriter } from './proto-writer.ts'
import type {
  ScopeSpans,
  SpanAttribute,
  SpanEventRecord,
  SpanLinkRecord,
  SpanRecord,
  SpanValue,
  TraceRequest,
} from './span-record.ts'

/** Deeper values become null: no backend shows them, and a cycle must end. */
export const MAX_SPAN_VALUE_DEPTH = 32

const writer = new ProtoWriter()

/**
 * Encodes spans as OTLP protobuf, `ExportTraceServiceRequest`. Fields at their default are left out, as protobuf does; lone
 * surrogates become U+FFFD.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto (field numbers of version 1.x)
 */
export function encodeTraceRequest(request: TraceRequest): Uint8Array<ArrayBuffer> {
  try {
    for (let index = request.length - 1; index >= 0; index -= 1) {
      const { resource, scopes, schemaUrl } = request[index]
      const mark = writer.length
      writeText(3, schemaUrl)
      for (let at = scopes.length - 1; at >= 0; at -= 1) writeScope(scopes[at])
      if (resource.length > 0) {
        const resourceMark = writer.length
        writeAttributes(1, resource)
        writer.endMessage(1, resourceMark)
      }
      writer.endMessage(1, mark)
    }
  } catch (error) {
    writer.take()
    throw error
  }
  return writer.take()
}

function writeScope({ name, version, attributes, spans, schemaUrl }: ScopeSpans): void {
  const mark = writer.length
  writeText(3, schemaUrl)
  for (let index = spans.length - 1; index >= 0; index -= 1) writeSpan(spans[index])
  if (name !== '' || version !== '' || attributes.length > 0) {
    const scopeMark = writer.length
    writeAttributes(3, attributes)
    writeText(2, version)
    writeText(1, name)
    writer.endMessage(1, scopeMark)
  }
  writer.endMessage(2, mark)
}

function writeSpan(span: SpanRecord): void {
  const mark = writer.length
  if (span.flags !== 0) writer.fixed32(16, span.flags)
  if (span.status.code !== 0 || span.status.message !== '') {
    const statusMark = writer.length
    writeCount(3, span.status.code)
    writeText(2, span.status.message)
    writer.endMessage(15, statusMark)
  }
  writeCount(14, span.droppedLinks)
  for (let index = span.links.length - 1; index >= 0; index -= 1) writeLink(span.links[index])
  writeCount(12, span.droppedEvents)
  for (let index = span.events.length - 1; index >= 0; index -= 1) writeEvent(span.events[index])
  writeCount(10, span.droppedAttributes)
  writeAttributes(9, span.attributes)
  if (span.endNs !== 0n) writer.fixed64(8, span.endNs)
  writer.fixed64(7, span.startNs)
  writeCount(6, span.kind)
  writeText(5, span.name)
  if (span.parentSpanId !== '') writer.hex(4, span.parentSpanId)
  writeText(3, span.traceState)
  writer.hex(2, span.spanId)
  writer.hex(1, span.traceId)
  writer.endMessage(2, mark)
}

function writeEvent({ timeNs, name, attributes, droppedAttributes }: SpanEventRecord): void {
  const mark = writer.length
  writeCount(4, droppedAttributes)
  writeAttributes(3, attributes)
  writeText(2, name)
  writer.fixed64(1, timeNs)
  writer.endMessage(11, mark)
}

function writeLink(link: SpanLinkRecord): void {
  const mark = writer.length
  if (link.flags !== 0) writer.fixed32(6, link.flags)
  writeCount(5, link.droppedAttributes)
  writeAttributes(4, link.attributes)
  writeText(3, link.traceState)
  writer.hex(2, link.spanId)
  writer.hex(1, link.traceId)
  writer.endMessage(13, mark)
}

function writeAttributes(field: number, attributes: readonly SpanAttribute[]): void {
  for (let index = attributes.length - 1; index >= 0; index -= 1)
    writePair(field, attributes[index][0], attributes[index][1], 0)
}

// oxlint-disable-next-line max-params -- an object for them would be made for every attribute
function writePair(field: number, key: string, value: SpanValue, depth: number): void {
  const mark = writer.length
  const valueMark = writer.length
  writeValue(value, depth)
  writer.endMessage(2, valueMark)
  writeText(1, key)
  writer.endMessage(field, mark)
}

/** Writes the members of an AnyValue; none for null. */
function writeValue(value: SpanValue, depth: number): void {
  if (typeof value === 'string') writer.string(1, value)
  else if (typeof value === 'boolean') writer.uint(2, value ? 1 : 0)
  else if (typeof value === 'bigint') writer.int64(3, value)
  else if (typeof value === 'number') writeNumber(value)
  else if (value === null) return
  else if (value instanceof Uint8Array) writer.bytes(7, value)
  else if (depth < MAX_SPAN_VALUE_DEPTH) writeStructure(value, depth)
}

function writeNumber(value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) writer.double(4, value)
  else if (value >= 0) writer.uint(3, value)
  else writer.int64(3, BigInt(value))
}

function writeStructure(
  value: readonly SpanValue[] | { readonly [key: string]: SpanValue },
  depth: number,
): void {
  const mark = writer.length
  if (isList(value)) {
    for (let index = value.length - 1; index >= 0; index -= 1) {
      const itemMark = writer.length
      writeValue(value[index], depth + 1)
      writer.endMessage(1, itemMark)
    }
    writer.endMessage(5, mark)
    return
  }
  for (const key of Object.keys(value).toReversed()) writePair(1, key, value[key], depth + 1)
  writer.endMessage(6, mark)
}

function isList(value: object): value is readonly SpanValue[] {
  return Array.isArray(value)
}

function writeText(field: number, text: string): void {
  if (text !== '') writer.string(field, text)
}

function writeCount(field: number, count: number): void {
  if (count !== 0) writer.uint(field, count)
}
