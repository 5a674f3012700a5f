import { expect, test } from 'vitest'
import { otelExporter, otelProcessor } from './otel-bridge.ts'
import { fromOtelSpan } from './otel-span.ts'

const IDS = { traceId: '1'.repeat(32), spanId: '2'.repeat(16) }

test('names, keys and messages of a span of OpenTelemetry are bounded', () => {
  const long = 'x'.repeat(1_000_000)
  const span = {
    spanContext: () => IDS,
    name: long,
    startTime: [1, 0],
    attributes: { [long]: 1, short: 2 },
    events: [{ name: long, time: [1, 0], attributes: { [long]: 1 } }],
    status: { code: 2, message: long },
  }

  const written = fromOtelSpan(span, false, () => 1)

  expect(
    JSON.stringify(written?.scopes, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value)).length,
  ).toBeLessThan(40_000)
  expect(written?.scopes[0]?.spans[0]).toMatchObject({ attributes: [['short', 1]], droppedAttributes: 1 })
})

test('whatever is handed over as a span, nothing is thrown at the SDK', () => {
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error('hands off')
      },
    },
  )
  const ports = { append: () => undefined, keep: () => 1 }
  const results: unknown[] = []
  for (const span of [
    hostile,
    undefined,
    1,
    { spanContext: () => hostile },
    { spanContext: () => IDS, startTime: [-5, -5] },
  ]) {
    otelProcessor(ports).onStart(span)
    otelProcessor(ports).onEnd(span)
    otelExporter(ports).export([span], (result) => results.push(result))
  }
  otelExporter(ports).export(undefined as never, (result) => results.push(result))
  expect(results).toEqual(Array.from({ length: 6 }, () => ({ code: 0 })))
})
