import fc from 'fast-check'
import protobuf from 'protobufjs'
import { expect, test } from 'vitest'
import { isProtocolError } from '../errors.ts'
import { decodeTraceRequest } from './decode-trace-request.ts'
import { encodeTraceRequest, MAX_SPAN_VALUE_DEPTH } from './encode-trace-request.ts'
import { ProtoWriter } from './proto-writer.ts'
import type { SpanAttribute, SpanRecord, SpanValue, TraceRequest } from './span-record.ts'

/** The messages of OTLP 1.x, for an encoder and decoder that share nothing with ours. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Request { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; string schema_url = 3; }
  message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
  message ScopeSpans { Scope scope = 1; repeated Span spans = 2; string schema_url = 3; }
  message Scope { string name = 1; string version = 2; repeated KeyValue attributes = 3; uint32 dropped = 4; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValueList { repeated KeyValue values = 1; }
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
    ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7; } }
  message Event { fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3; uint32 dropped = 4; }
  message Link { bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; repeated KeyValue attributes = 4; uint32 dropped = 5;
    fixed32 flags = 6; }
  message Status { string message = 2; int32 code = 3; }
  message Span { bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
    fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9; uint32 dropped_attributes = 10;
    repeated Event events = 11; uint32 dropped_events = 12; repeated Link links = 13; uint32 dropped_links = 14; Status status = 15;
    fixed32 flags = 16; }
`)
const foreign = root.lookupType('Request')

const { value: anyValue } = fc.letrec<{ value: SpanValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double(),
    fc
      .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
      .map((value) => (Number.isSafeInteger(Number(value)) ? 2n ** 60n + 1n : value)),
    fc.constant(null),
    fc.uint8Array({ maxLength: 20 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: false }),
  ),
}))
const attributes = fc.array(fc.tuple(fc.string(), anyValue), { maxLength: 5 })
const hexOf = (bytes: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value) => Buffer.from(value).toString('hex'))
const count = fc.nat(2 ** 32 - 1)
const time = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const anySpan: fc.Arbitrary<SpanRecord> = fc.record({
  traceId: hexOf(16),
  spanId: hexOf(8),
  parentSpanId: fc.oneof(fc.constant(''), fc.constant('00f067aa0ba902b7')),
  traceState: fc.string(),
  flags: count,
  name: fc.string({ unit: 'grapheme' }),
  kind: fc.constantFrom(0, 1, 2, 3, 4, 5),
  startNs: time,
  endNs: time,
  attributes,
  droppedAttributes: count,
  events: fc.array(fc.record({ timeNs: time, name: fc.string(), attributes, droppedAttributes: count }), {
    maxLength: 3,
  }),
  droppedEvents: count,
  links: fc.array(
    fc.record({
      traceId: hexOf(16),
      spanId: hexOf(8),
      traceState: fc.string(),
      attributes,
      droppedAttributes: count,
      flags: count,
    }),
    { maxLength: 2 },
  ),
  droppedLinks: count,
  status: fc.record({ code: fc.constantFrom(0, 1, 2), message: fc.string() }),
})
const anyRequest: fc.Arbitrary<TraceRequest> = fc.array(
  fc.record({
    resource: attributes,
    scopes: fc.array(
      fc.record({
        name: fc.string(),
        version: fc.string(),
        attributes,
        spans: fc.array(anySpan, { maxLength: 3 }),
        schemaUrl: fc.string(),
      }),
      { maxLength: 2 },
    ),
    schemaUrl: fc.string(),
  }),
  { maxLength: 2 },
)

/** -0 is 0 in an int64, and texts are well-formed. Objects lose their prototype. */
function comparable(value: unknown): unknown {
  if (typeof value === 'string') return Buffer.from(value).toString()
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== 'object' || value === null) return value
  return new Map(
    Object.keys(value).map((key) => [comparable(key), comparable((value as Record<string, unknown>)[key])]),
  )
}

test('decoding gives back what was encoded', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      expect(comparable(decodeTraceRequest(encodeTraceRequest(request)))).toEqual(comparable(request))
    }),
  )
})

test('a foreign protobuf library writes the same bytes for what it reads from ours', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const bytes = encodeTraceRequest(request)
      const message = foreign.decode(bytes)
      expect(foreign.verify(message)).toBeNull()
      expect(comparable(decodeTraceRequest(foreign.encode(message).finish()))).toEqual(comparable(request))
    }),
  )
})

test('every field is the one that the schema names', () => {
  const span: SpanRecord = {
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    parentSpanId: '53995c3f42cd8ad8',
    traceState: 'a=1',
    flags: 0x301,
    name: 'chat gpt',
    kind: 3,
    startNs: 1_544_712_660_000_000_001n,
    endNs: 1_544_712_661_000_000_002n,
    attributes: [
      ['s', 'é'],
      ['b', true],
      ['i', -42],
      ['d', 0.5],
      ['l', ['x', 2]],
      ['m', { k: null }],
      ['y', new Uint8Array([1, 2])],
    ],
    droppedAttributes: 4,
    events: [{ timeNs: 5n, name: 'e', attributes: [['k', 'v']], droppedAttributes: 6 }],
    droppedEvents: 7,
    links: [
      {
        traceId: '0af7651916cd43dd8448eb211c80319c',
        spanId: 'b7ad6b7169203331',
        traceState: 't',
        attributes: [],
        droppedAttributes: 8,
        flags: 9,
      },
    ],
    droppedLinks: 10,
    status: { code: 2, message: 'no' },
  }
  const request = [
    {
      resource: [['service.name', 'app']] as const,
      scopes: [{ name: 'n', version: 'v', attributes: [], spans: [span], schemaUrl: 'su' }],
      schemaUrl: 'ru',
    },
  ]
  const read = foreign.toObject(foreign.decode(encodeTraceRequest(request)), { longs: String, bytes: String })

  expect(read).toEqual({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'app' } }] },
        schemaUrl: 'ru',
        scopeSpans: [
          {
            scope: { name: 'n', version: 'v' },
            schemaUrl: 'su',
            spans: [
              {
                traceId: Buffer.from(span.traceId, 'hex').toString('base64'),
                spanId: Buffer.from(span.spanId, 'hex').toString('base64'),
                parentSpanId: Buffer.from(span.parentSpanId, 'hex').toString('base64'),
                traceState: 'a=1',
                flags: 0x301,
                name: 'chat gpt',
                kind: 3,
                startTimeUnixNano: '1544712660000000001',
                endTimeUnixNano: '1544712661000000002',
                attributes: [
                  { key: 's', value: { stringValue: 'é' } },
                  { key: 'b', value: { boolValue: true } },
                  { key: 'i', value: { intValue: '-42' } },
                  { key: 'd', value: { doubleValue: 0.5 } },
                  { key: 'l', value: { arrayValue: { values: [{ stringValue: 'x' }, { intValue: '2' }] } } },
                  { key: 'm', value: { kvlistValue: { values: [{ key: 'k', value: {} }] } } },
                  { key: 'y', value: { bytesValue: 'AQI=' } },
                ],
                droppedAttributes: 4,
                events: [
                  {
                    timeUnixNano: '5',
                    name: 'e',
                    attributes: [{ key: 'k', value: { stringValue: 'v' } }],
                    dropped: 6,
                  },
                ],
                droppedEvents: 7,
                links: [
                  {
                    traceId: Buffer.from('0af7651916cd43dd8448eb211c80319c', 'hex').toString('base64'),
                    spanId: Buffer.from('b7ad6b7169203331', 'hex').toString('base64'),
                    traceState: 't',
                    dropped: 8,
                    flags: 9,
                  },
                ],
                droppedLinks: 10,
                status: { message: 'no', code: 2 },
              },
            ],
          },
        ],
      },
    ],
  })
})

test('bytes that are not a request are refused with a code, never with anything else', () => {
  const good = encodeTraceRequest(fc.sample(anyRequest, { seed: 7, numRuns: 1 })[0])
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.boolean(), (noise, at, isCut) => {
      const bytes = isCut ? good.slice(0, at % (good.length + 1)) : noise
      try {
        decodeTraceRequest(bytes)
      } catch (error) {
        expect(isProtocolError(error, 'SPANS_UNDECODABLE')).toBe(true)
      }
    }),
    { numRuns: 1000 },
  )
})

test('values nested deeper than the limit are null, also when they are a cycle or come from another program', () => {
  const cycle: { self?: SpanValue } = {}
  cycle.self = cycle as SpanValue
  const request = (value: SpanValue): TraceRequest => [
    { resource: [['deep', value] as SpanAttribute], scopes: [], schemaUrl: '' },
  ]
  let value = decodeTraceRequest(encodeTraceRequest(request(cycle)))[0].resource[0][1]
  let depth = 0
  for (; value !== null; depth += 1) value = (value as { self: SpanValue }).self

  expect(depth).toBe(MAX_SPAN_VALUE_DEPTH)
  let nested: Record<string, unknown> = { stringValue: 'x' }
  for (let level = 0; level < 40; level += 1) nested = { arrayValue: { values: [nested] } }
  const deep = foreign.encode(
    foreign.fromObject({ resourceSpans: [{ resource: { attributes: [{ key: 'a', value: nested }] } }] }),
  )
  expect(decodeTraceRequest(deep.finish())[0].resource).toHaveLength(1)
})

test('a key named __proto__ is a key like any other', () => {
  const value = Object.create(null) as Record<string, SpanValue>
  value['__proto__'] = 1
  const [{ resource }] = decodeTraceRequest(
    encodeTraceRequest([{ resource: [['map', value]], scopes: [], schemaUrl: '' }]),
  )

  expect(Object.keys(resource[0][1] as object)).toEqual(['__proto__'])
})

test('decodeTraceRequest() stops at the limit of parts, which two bytes each are enough for', () => {
  const spans = Buffer.alloc(2_000_000)
  for (let at = 0; at < spans.length; at += 2) spans[at] = 0x12
  const scope = new ProtoWriter()
  scope.bytes(2, spans)
  const request = new ProtoWriter()
  request.bytes(1, scope.take())
  const bytes = request.take()

  expect(() => decodeTraceRequest(bytes, 10_000)).toThrow('more parts than the limit')
  expect(decodeTraceRequest(bytes.subarray(0, 0), 0)).toEqual([])
})
