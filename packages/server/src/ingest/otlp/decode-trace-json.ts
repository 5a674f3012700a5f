import {
  MAX_SPAN_VALUE_DEPTH,
  type ResourceSpans,
  type ScopeSpans,
  type SpanAttribute,
  type SpanEventRecord,
  type SpanKindNumber,
  type SpanLinkRecord,
  type SpanRecord,
  type SpanStatusCode,
  type SpanValue,
  type TraceRequest,
} from '@kymo/protocol'
import { ServerError } from '../../errors.ts'

type Json = { readonly [key: string]: unknown }

const MAX_INT64 = 2n ** 63n
const MAX_UINT64 = 2n ** 64n

/**
 * Decodes OTLP/JSON, `ExportTraceServiceRequest`: names in lowerCamelCase, ids in hex, 64-bit integers as text. What this
 * version does not know is left out; a member of a wrong type counts as absent.
 * @param maxParts of the objects in it, and of the lists: three characters are enough for one, in memory it is a hundred times that
 * @see https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 * @throws {ServerError} BODY_UNREADABLE when it is not JSON, or not such a request
 */
export function decodeTraceJson(json: string, maxParts: number = Infinity): TraceRequest {
  if (countOf('{', json) > maxParts || countOf('[', json) > maxParts)
    throw unreadable(`it has more parts than the limit of ${maxParts}`)
  let request: unknown
  try {
    request = JSON.parse(json)
  } catch (cause) {
    throw unreadable('it is not JSON', cause)
  }
  if (!isObject(request)) throw unreadable('it is not an object')
  const { resourceSpans } = request
  if (resourceSpans !== undefined && !Array.isArray(resourceSpans))
    throw unreadable("'resourceSpans' is not a list")
  return objects(resourceSpans).map(readResourceSpans)
}

/** Those in texts count too: an upper limit is all that is asked. */
function countOf(bracket: '{' | '[', json: string): number {
  let total = 0
  for (let at = json.indexOf(bracket); at >= 0; at = json.indexOf(bracket, at + 1)) total += 1
  return total
}

function unreadable(reason: string, cause?: unknown): ServerError {
  return new ServerError('BODY_UNREADABLE', `Cannot read the spans: ${reason}`, {
    cause,
    remedy: 'Send an OTLP ExportTraceServiceRequest.',
  })
}

function readResourceSpans(json: Json): ResourceSpans {
  const resource = isObject(json['resource']) ? readAttributes(json['resource']['attributes'], 0) : []
  return { resource, scopes: objects(json['scopeSpans']).map(readScope), schemaUrl: text(json['schemaUrl']) }
}

function readScope(json: Json): ScopeSpans {
  const scope = isObject(json['scope']) ? json['scope'] : {}
  return {
    name: text(scope['name']),
    version: text(scope['version']),
    attributes: readAttributes(scope['attributes'], 0),
    spans: objects(json['spans']).map(readSpan),
    schemaUrl: text(json['schemaUrl']),
  }
}

function readSpan(json: Json): SpanRecord {
  const status = isObject(json['status']) ? json['status'] : {}
  return {
    traceId: readId(json['traceId']),
    spanId: readId(json['spanId']),
    parentSpanId: readParent(json['parentSpanId']),
    traceState: text(json['traceState']),
    flags: count(json['flags']),
    name: text(json['name']),
    kind: within(json['kind'], 5) as SpanKindNumber,
    startNs: time(json['startTimeUnixNano']),
    endNs: time(json['endTimeUnixNano']),
    attributes: readAttributes(json['attributes'], 0),
    droppedAttributes: count(json['droppedAttributesCount']),
    events: objects(json['events']).map(readEvent),
    droppedEvents: count(json['droppedEventsCount']),
    links: objects(json['links']).map(readLink),
    droppedLinks: count(json['droppedLinksCount']),
    status: { code: within(status['code'], 2) as SpanStatusCode, message: text(status['message']) },
  }
}

function readEvent(json: Json): SpanEventRecord {
  return {
    timeNs: time(json['timeUnixNano']),
    name: text(json['name']),
    attributes: readAttributes(json['attributes'], 0),
    droppedAttributes: count(json['droppedAttributesCount']),
  }
}

function readLink(json: Json): SpanLinkRecord {
  return {
    traceId: readId(json['traceId']),
    spanId: readId(json['spanId']),
    traceState: text(json['traceState']),
    attributes: readAttributes(json['attributes'], 0),
    droppedAttributes: count(json['droppedAttributesCount']),
    flags: count(json['flags']),
  }
}

function readAttributes(value: unknown, depth: number): SpanAttribute[] {
  return objects(value).map((pair) => [text(pair['key']), readValue(pair['value'], depth)] as const)
}

/** Whether an id has the right length is judged later, together with those of protobuf. */
function readId(value: unknown): string {
  return text(value).toLowerCase()
}

/** Some exporters write an id of zeros where they mean none. */
function readParent(value: unknown): string {
  const id = readId(value)
  return /^0*$/.test(id) ? '' : id
}

function readValue(value: unknown, depth: number): SpanValue {
  if (!isObject(value)) return null
  const { stringValue, boolValue, intValue, doubleValue, bytesValue, arrayValue, kvlistValue } = value
  if (typeof stringValue === 'string') return stringValue
  if (typeof boolValue === 'boolean') return boolValue
  if (intValue !== undefined) return integer(intValue)
  if (doubleValue !== undefined) return double(doubleValue)
  if (typeof bytesValue === 'string') return new Uint8Array(Buffer.from(bytesValue, 'base64'))
  if (depth >= MAX_SPAN_VALUE_DEPTH) return null
  if (isObject(arrayValue)) return objects(arrayValue['values']).map((item) => readValue(item, depth + 1))
  return isObject(kvlistValue) ? readMap(kvlistValue['values'], depth) : null
}

function readMap(value: unknown, depth: number): SpanValue {
  const map = Object.create(null) as Record<string, SpanValue>
  for (const [key, inner] of readAttributes(value, depth + 1)) map[key] = inner
  return map
}

function integer(value: unknown): SpanValue {
  const number = bigintOf(value)
  if (number === undefined || number >= MAX_INT64 || number < -MAX_INT64) return null
  return Number.isSafeInteger(Number(number)) ? Number(number) : number
}

/** The texts are how proto3's JSON writes what JSON has no number for. */
function double(value: unknown): SpanValue {
  if (typeof value === 'number') return value
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value)
  return null
}

function time(value: unknown): bigint {
  const number = bigintOf(value)
  return number === undefined || number < 0n || number >= MAX_UINT64 ? 0n : number
}

function bigintOf(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32 ? value : 0
}

/** An enum value that this version does not know is that of number 0. */
function within(value: unknown, max: number): number {
  const number = count(value)
  return number <= max ? number : 0
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
