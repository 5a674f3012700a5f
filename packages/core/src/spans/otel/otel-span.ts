import type { ResourceSpans, SpanAttribute, SpanKindNumber, SpanRecord } from '@kymo/protocol'
import { loose, type Loose } from './loose.ts'

/** The SDK bounds neither. */
const MAX_KEY_CHARS = 1024
const MAX_TEXT_CHARS = 16_384

/** Keeps a value of an attribute, bounded and redacted; undefined: there is nothing to keep. */
export type KeepValue = (key: string, value: unknown) => SpanAttribute[1] | undefined

/**
 * A span as OpenTelemetry hands it to processors and exporters, `ReadableSpan` of its SDK 1.x, 2.x and 3.x, in the form of the log.
 * @returns undefined for what has no ids, such as a span that is not recorded
 */
export function fromOtelSpan(span: unknown, isEnded: boolean, keep: KeepValue): ResourceSpans | undefined {
  const source = loose(span)
  const context = callContext(source['spanContext'], span)
  const { traceId, spanId, traceState } = context
  if (typeof traceId !== 'string' || typeof spanId !== 'string') return undefined
  const scope = loose(source['instrumentationScope'] ?? source['instrumentationLibrary'])
  const record: SpanRecord = {
    traceId,
    spanId,
    parentSpanId: parentOf(source),
    traceState: stateText(traceState),
    flags: flagsOf(source, context),
    name: text(source['name'], MAX_KEY_CHARS),
    kind: kindOf(source['kind']),
    startNs: toNs(source['startTime']),
    // A span that began and ended within one tick of its clock has ended all the same.
    endNs: isEnded ? toNs(source['endTime']) || 1n : 0n,
    attributes: attributesOf(source['attributes'], keep),
    droppedAttributes: count(source['droppedAttributesCount']) + longKeyCount(source['attributes']),
    events: list(source['events']).map((event) => ({
      timeNs: toNs(event['time']),
      name: text(event['name'], MAX_KEY_CHARS),
      attributes: attributesOf(event['attributes'], keep),
      droppedAttributes: count(event['droppedAttributesCount']) + longKeyCount(event['attributes']),
    })),
    droppedEvents: count(source['droppedEventsCount']),
    links: list(source['links']).flatMap((link) => {
      const target = loose(link['context'])
      if (typeof target['traceId'] !== 'string' || typeof target['spanId'] !== 'string') return []
      return [
        {
          traceId: target['traceId'],
          spanId: target['spanId'],
          traceState: stateText(target['traceState']),
          attributes: attributesOf(link['attributes'], keep),
          droppedAttributes: count(link['droppedAttributesCount']),
          flags: 0,
        },
      ]
    }),
    droppedLinks: count(source['droppedLinksCount']),
    status: statusOf(loose(source['status'])),
  }
  return {
    resource: attributesOf(loose(source['resource'])['attributes'], keep),
    scopes: [
      {
        name: text(scope['name']),
        version: text(scope['version']),
        attributes: [],
        spans: [record],
        schemaUrl: '',
      },
    ],
    schemaUrl: '',
  }
}

function callContext(spanContext: unknown, span: unknown): Loose {
  return typeof spanContext === 'function' ? loose((spanContext as () => unknown).call(span)) : {}
}

/** SDK 2 has a context, SDK 1 only the id. */
function parentOf(source: Loose): string {
  const id = loose(source['parentSpanContext'])['spanId'] ?? source['parentSpanId']
  return typeof id === 'string' ? id : ''
}

function flagsOf(source: Loose, context: Loose): number {
  const isRemote = loose(source['parentSpanContext'])['isRemote'] === true
  return (count(context['traceFlags']) & 0xff) | 0x100 | (isRemote ? 0x200 : 0)
}

/** INTERNAL is 0 there and 1 in OTLP. */
function kindOf(kind: unknown): SpanKindNumber {
  return typeof kind === 'number' && kind >= 0 && kind <= 4 ? ((Math.floor(kind) + 1) as SpanKindNumber) : 0
}

function statusOf({ code, message }: Loose): SpanRecord['status'] {
  const known = code === 1 || code === 2 ? code : 0
  return { code: known, message: text(message) }
}

/** Times are `[seconds, nanoseconds]`. */
function toNs(time: unknown): bigint {
  if (!Array.isArray(time)) return 0n
  const [seconds, nanoseconds]: unknown[] = time
  if (!Number.isFinite(seconds) || !Number.isFinite(nanoseconds)) return 0n
  return BigInt(Math.trunc(seconds as number)) * 1_000_000_000n + BigInt(Math.trunc(nanoseconds as number))
}

function attributesOf(attributes: unknown, keep: KeepValue): SpanAttribute[] {
  return Object.entries(loose(attributes)).flatMap(([key, value]) => {
    if (key.length > MAX_KEY_CHARS) return []
    const kept = keep(key, value)
    return kept === undefined ? [] : [[key, kept] as const]
  })
}

function longKeyCount(attributes: unknown): number {
  return Object.keys(loose(attributes)).filter(({ length }) => length > MAX_KEY_CHARS).length
}

/** An object of the api with a method for its text. */
function stateText(state: unknown): string {
  const { serialize } = loose(state)
  return typeof serialize === 'function' ? text((serialize as () => unknown).call(state)) : ''
}

function list(value: unknown): Loose[] {
  return Array.isArray(value) ? value.map(loose) : []
}

function count(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.floor(value) : 0
}

function text(value: unknown, maxChars: number = MAX_TEXT_CHARS): string {
  if (typeof value !== 'string') return ''
  return value.length > maxChars ? `${value.slice(0, maxChars)}…` : value
}
