import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeTraceRequest, LogReader, type SpanRecord } from '@kymo/protocol'
import { init, op, type Run } from '@kymo/core'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { afterEach, beforeEach, expect, test } from 'vitest'

let dir: TempDir
let run: Run
beforeEach(async () => {
  dir = createTempDir()
  run = await init({
    project: 'otel',
    mode: 'offline',
    quiet: true,
    dir: dir.path,
    console: false,
    reinit: 'create_new',
  })
})
afterEach(async () => {
  trace.disable()
  context.disable()
  await run.finish()
  dir.remove()
})

async function spans(): Promise<Map<string, SpanRecord>> {
  await run.finish()
  const folder = run.dir as string
  const name = readdirSync(folder).find((file) => file.endsWith('.spans')) ?? ''
  const reader = new LogReader()
  reader.push(readFileSync(join(folder, name)))
  const found = new Map<string, SpanRecord>()
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    for (const { scopes } of decodeTraceRequest(entry.payload))
      for (const span of scopes.flatMap((scope) => scope.spans)) found.set(span.name, span)
  return found
}

test('spans of OpenTelemetry and ours are one trace, whichever is around the other', async () => {
  const provider = new NodeTracerProvider({ spanProcessors: [run.otelSpanProcessor()] })
  provider.register()
  const tracer = trace.getTracer('theirs', '1.2')
  const inner = op(() => 1, { name: 'our inner' })
  await run.span('our outer', async () => {
    await tracer.startActiveSpan('their middle', { kind: SpanKind.CLIENT }, async (span) => {
      span.setAttributes({ text: 'x', list: [1, 2] }).addEvent('half', { done: 0.5 })
      await Promise.resolve()
      inner()
      span.setStatus({ code: SpanStatusCode.ERROR, message: 'no' }).end()
    })
  })
  tracer.startActiveSpan('their outer', (span) => {
    inner()
    span.end()
  })
  tracer.startSpan('left open')
  const found = await spans()

  const outer = found.get('our outer')
  const middle = found.get('their middle')
  expect(middle).toMatchObject({
    traceId: outer?.traceId,
    parentSpanId: outer?.spanId,
    kind: 3,
    status: { code: 2, message: 'no' },
    attributes: [
      ['text', 'x'],
      ['list', [1, 2]],
    ],
    events: [{ name: 'half', attributes: [['done', 0.5]] }],
  })
  expect(middle?.endNs).toBeGreaterThanOrEqual(middle?.startNs ?? 0n)
  expect(found.get('our inner')?.parentSpanId).toBe(found.get('their outer')?.spanId)
  expect(found.get('left open')?.endNs).toBe(0n)
})

test('an exporter behind the batches of OpenTelemetry keeps the same spans', async () => {
  const provider = new NodeTracerProvider({
    spanProcessors: [new BatchSpanProcessor(run.otelSpanExporter())],
  })
  const tracer = provider.getTracer('theirs')
  for (let i = 0; i < 300; i += 1)
    tracer.startSpan(`span ${i}`, { links: [{ context: tracer.startSpan('x').spanContext() }] }).end()
  await provider.shutdown()
  const found = await spans()

  expect(found.size).toBe(300)
  expect(found.get('span 7')?.links).toHaveLength(1)
})

test('what is no span costs nothing', async () => {
  const processor = run.otelSpanProcessor()
  for (const nonsense of [undefined, null, 1, {}, { spanContext: () => ({}) }, { spanContext: 'x' }]) {
    processor.onStart(nonsense)
    processor.onEnd(nonsense)
  }
  await processor.forceFlush()
  await processor.shutdown()
  run.startSpan('real').end()

  expect((await spans()).size).toBe(1)
})
