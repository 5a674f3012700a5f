import fc from 'fast-check'
import { decodeTraceRequest, encodeTraceRequest } from '@kymo/protocol'
import { expect, test } from 'vitest'
import { isServerError } from '../../errors.ts'
import { decodeTraceJson } from './decode-trace-json.ts'

const REQUEST = {
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'app' } }] },
      schemaUrl: 'ru',
      scopeSpans: [
        {
          scope: { name: 'n', version: 'v', attributes: [{ key: 'a', value: { boolValue: true } }] },
          schemaUrl: 'su',
          spans: [
            {
              traceId: '5B8EFFF798038103D269B633813FC60C',
              spanId: 'EEE19B7EC3C1B174',
              parentSpanId: 'EEE19B7EC3C1B173',
              traceState: 'a=1',
              flags: 257,
              name: 'chat',
              kind: 3,
              startTimeUnixNano: '1544712660000000001',
              endTimeUnixNano: '1544712661000000002',
              attributes: [
                { key: 's', value: { stringValue: 'é' } },
                { key: 'i', value: { intValue: '-42' } },
                { key: 'n', value: { intValue: 7 } },
                { key: 'big', value: { intValue: '9223372036854775807' } },
                { key: 'd', value: { doubleValue: 0.5 } },
                { key: 'nan', value: { doubleValue: 'NaN' } },
                { key: 'l', value: { arrayValue: { values: [{ stringValue: 'x' }, { intValue: '2' }] } } },
                {
                  key: 'm',
                  value: { kvlistValue: { values: [{ key: '__proto__', value: { intValue: '1' } }] } },
                },
                { key: 'y', value: { bytesValue: 'AQI=' } },
                { key: 'none', value: {} },
              ],
              droppedAttributesCount: 4,
              events: [{ timeUnixNano: '5', name: 'e', attributes: [], droppedAttributesCount: 6 }],
              droppedEventsCount: 7,
              links: [{ traceId: '5B8EFFF798038103D269B633813FC60D', spanId: 'EEE19B7EC3C1B175', flags: 9 }],
              droppedLinksCount: 10,
              status: { code: 2, message: 'no' },
              aFieldOfTomorrow: [1, 2],
            },
          ],
        },
      ],
    },
  ],
}

test('decodeTraceJson() reads every field of OTLP/JSON', () => {
  const [{ resource, schemaUrl, scopes }] = decodeTraceJson(JSON.stringify(REQUEST))
  const [{ spans, ...scope }] = scopes

  expect({ resource, schemaUrl, scope }).toEqual({
    resource: [['service.name', 'app']],
    schemaUrl: 'ru',
    scope: { name: 'n', version: 'v', attributes: [['a', true]], schemaUrl: 'su' },
  })
  expect(spans).toEqual([
    {
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      parentSpanId: 'eee19b7ec3c1b173',
      traceState: 'a=1',
      flags: 257,
      name: 'chat',
      kind: 3,
      startNs: 1_544_712_660_000_000_001n,
      endNs: 1_544_712_661_000_000_002n,
      attributes: [
        ['s', 'é'],
        ['i', -42],
        ['n', 7],
        ['big', 9_223_372_036_854_775_807n],
        ['d', 0.5],
        ['nan', Number.NaN],
        ['l', ['x', 2]],
        ['m', Object.assign(Object.create(null), JSON.parse('{"__proto__":1}'))],
        ['y', new Uint8Array([1, 2])],
        ['none', null],
      ],
      droppedAttributes: 4,
      events: [{ timeNs: 5n, name: 'e', attributes: [], droppedAttributes: 6 }],
      droppedEvents: 7,
      links: [
        {
          traceId: '5b8efff798038103d269b633813fc60d',
          spanId: 'eee19b7ec3c1b175',
          traceState: '',
          attributes: [],
          droppedAttributes: 0,
          flags: 9,
        },
      ],
      droppedLinks: 10,
      status: { code: 2, message: 'no' },
    },
  ])
  expect(Object.keys(spans[0].attributes[7][1] as object)).toEqual(['__proto__'])
})

test('decodeTraceJson() takes members of a wrong type for absent, and gives what protobuf can hold', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom('', '-1', '99999999999999999999', 1e300, -1))
  const named = (...keys: string[]): fc.Arbitrary<unknown> =>
    fc.record(Object.fromEntries(keys.map((key) => [key, anything])), { requiredKeys: [] })
  const attribute = fc.record({
    key: anything,
    value: fc.oneof(
      anything,
      named('stringValue', 'intValue', 'doubleValue', 'bytesValue', 'arrayValue', 'kvlistValue'),
    ),
  })
  const span = named(
    'traceId',
    'spanId',
    'kind',
    'startTimeUnixNano',
    'flags',
    'events',
    'links',
    'status',
    'attributes',
  )
  fc.assert(
    fc.property(fc.array(span), fc.array(attribute), anything, (spans, attributes, resource) => {
      const request = { resourceSpans: [{ resource, scopeSpans: [{ spans, scope: { attributes } }] }] }

      const decoded = decodeTraceJson(JSON.stringify(request))

      expect(() => decodeTraceRequest(encodeTraceRequest(decoded))).not.toThrow()
    }),
  )
})

test.each(['', 'null', '[]', '"x"', '{"resourceSpans":{}}', '{'])('decodeTraceJson() refuses %j', (text) => {
  expect(() => decodeTraceJson(text)).toThrow(expect.objectContaining({ code: 'BODY_UNREADABLE' }))
})

test('decodeTraceJson() ends at a depth and at a number of parts', () => {
  let value: unknown = { stringValue: 'deep' }
  for (let level = 0; level < 500; level += 1) value = { arrayValue: { values: [value] } }
  const deep = { resourceSpans: [{ resource: { attributes: [{ key: 'a', value }] } }] }

  expect(decodeTraceJson(JSON.stringify(deep))[0].resource).toHaveLength(1)
  expect(decodeTraceJson('{}')).toEqual([])
  const many = `{"resourceSpans":[${'{},'.repeat(1000)}{}]}`
  let refusal: unknown
  try {
    decodeTraceJson(many, 500)
  } catch (error) {
    refusal = error
  }
  expect(isServerError(refusal, 'BODY_UNREADABLE')).toBe(true)
  const lists = `{"x":[${'[],'.repeat(1000)}[]]}`
  expect(() => decodeTraceJson(lists, 500)).toThrow('it has more parts than the limit of 500')
})
