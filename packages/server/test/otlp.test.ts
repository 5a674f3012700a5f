import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { context, SpanStatusCode, trace, type Span } from '@opentelemetry/api'
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base'
import {
  decodeRpcStatus,
  decodeTraceRequest,
  decodeTraceResponse,
  encodeTraceRequest,
  LogReader,
  type SpanRecord,
} from '@kymo/protocol'
import { buildRunLog, buildSpan } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { startServerChild } from './server-child.ts'
import { addressOf, sendLog, serve, tempDir } from './serve.ts'

const PROTOBUF = { 'content-type': 'application/x-protobuf' }
const JSON_TYPE = { 'content-type': 'application/json' }

interface StoredSpan extends SpanRecord {
  readonly resource: ReadonlyMap<string, unknown>
  readonly scope: string
}

/** What lies in the data folder, read with nothing of the server. */
function storedSpans(dir: string, place: string): StoredSpan[] {
  const project = join(dir, 'runs', place)
  return readdirSync(project).flatMap((folder) => {
    const file = readdirSync(join(project, folder)).find((name) => name.endsWith('.spans'))
    if (file === undefined) return []
    const reader = new LogReader({
      onDamage: () => {
        throw new Error('the log is damaged')
      },
    })
    reader.push(readFileSync(join(project, folder, file)))
    const spans: StoredSpan[] = []
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      for (const { resource, scopes } of decodeTraceRequest(entry.payload))
        for (const scope of scopes)
          for (const one of scope.spans)
            spans.push({ ...one, resource: new Map(resource), scope: scope.name })
    }
    return spans
  })
}

function span(change: Partial<SpanRecord> = {}): SpanRecord {
  return buildSpan({ name: 'chat', kind: 3, ...change })
}

function request(...spans: readonly SpanRecord[]): Uint8Array<ArrayBuffer> {
  const scope = { name: 'lib', version: '1', attributes: [], schemaUrl: '', spans }
  return encodeTraceRequest([{ resource: [['service.name', 'app']], scopes: [scope], schemaUrl: '' }])
}

function post(
  url: string,
  body: Uint8Array | string,
  headers: Record<string, string> = PROTOBUF,
): Promise<Response> {
  return fetch(`${url}/v1/traces`, {
    method: 'POST',
    body: body as Uint8Array<ArrayBuffer> | string,
    headers,
  })
}

const bytesOf = async (response: Response): Promise<Uint8Array> =>
  new Uint8Array(await response.arrayBuffer())

function provider(exporter: SpanExporter, attributes: Record<string, string> = {}): BasicTracerProvider {
  return new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'agent', ...attributes }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
}

test.each([
  ['protobuf', ProtobufExporter, 'none'],
  ['protobuf with gzip', ProtobufExporter, 'gzip'],
  ['JSON', JsonExporter, 'none'],
  ['JSON with gzip', JsonExporter, 'gzip'],
] as const)(
  'the official exporter sends %s, and every field arrives',
  async (_name, Exporter, compression) => {
    const { url, dir } = await serve()
    const sdk = provider(new Exporter({ url: `${url}/v1/traces`, compression: compression as never }), {
      'kymo.entity': 'team',
      'kymo.project': 'agents',
      'kymo.run': 'run-1',
    })
    const tracer = sdk.getTracer('my-lib', '1.2.3')

    const parent = tracer.startSpan('invoke_agent', {
      attributes: { 'gen_ai.operation.name': 'invoke_agent' },
    })
    const child: Span = tracer.startSpan(
      'chat é',
      {
        kind: 2,
        attributes: {
          'gen_ai.usage.input_tokens': 12,
          ratio: 0.5,
          isOn: true,
          list: ['a', 'b'],
          numbers: [1, 2],
        },
        links: [{ context: { ...parent.spanContext() }, attributes: { why: 'because' } }],
      },
      trace.setSpan(context.active(), parent),
    )
    child.addEvent('gen_ai.choice', { index: 1 }, [1_700_000_000, 5])
    child.setStatus({ code: SpanStatusCode.ERROR, message: 'too long' })
    child.end()
    parent.end()
    await sdk.shutdown()

    const spans = storedSpans(dir, 'team/agents')
    expect(spans.map(({ name }) => name)).toEqual(['chat é', 'invoke_agent'])
    const [stored, root] = spans
    expect(stored).toMatchObject({
      traceId: parent.spanContext().traceId,
      spanId: child.spanContext().spanId,
      parentSpanId: parent.spanContext().spanId,
      kind: 3,
      scope: 'my-lib',
      attributes: [
        ['gen_ai.usage.input_tokens', 12],
        ['ratio', 0.5],
        ['isOn', true],
        ['list', ['a', 'b']],
        ['numbers', [1, 2]],
      ],
      events: [{ name: 'gen_ai.choice', timeNs: 1_700_000_000_000_000_005n, attributes: [['index', 1]] }],
      links: [{ traceId: parent.spanContext().traceId, attributes: [['why', 'because']] }],
      status: { code: 2, message: 'too long' },
    })
    expect(stored.endNs).toBeGreaterThan(stored.startNs)
    expect(root.parentSpanId).toBe('')
    expect(root.resource.get('service.name')).toBe('agent')
  },
)

test('twelve exporters at once into one run: every span is there once, and the run is listed', async () => {
  const { url, dir, settle } = await serve()
  const sdks = Array.from({ length: 12 }, (_, index) =>
    provider(new (index % 2 === 0 ? ProtobufExporter : JsonExporter)({ url: `${url}/v1/traces` })),
  )

  for (const sdk of sdks)
    for (let count = 0; count < 100; count++) sdk.getTracer('t').startSpan(`s${count}`).end()
  await Promise.all(sdks.map((sdk) => sdk.shutdown()))

  const spans = storedSpans(dir, 'default/agent')
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(1200)
  expect(spans).toHaveLength(1200)
  await settle()
  const { runs } = (await fetch(`${url}/api/v1/projects/default/agent/runs`).then((reply) =>
    reply.json(),
  )) as {
    runs: { run: string; state: string }[]
  }
  expect(runs).toMatchObject([{ run: 'agent', state: 'finished' }])
})

test('what a server acknowledged survives its being killed', async () => {
  const dir = tempDir()
  const { url, child } = await startServerChild({ mode: 'server', dir: dir.path, port: 0 })

  const acknowledged: string[] = []
  for (let count = 1; count <= 20; count++) {
    const spanId = count.toString(16).padStart(16, '0')
    const response = await post(url, request(span({ spanId })))
    if (response.ok) acknowledged.push(spanId)
  }
  await child.kill('SIGKILL')

  expect(acknowledged).toHaveLength(20)
  expect(storedSpans(dir.path, 'default/app').map(({ spanId }) => spanId)).toEqual(acknowledged)
})

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
] as const)('a body in %s is read, and its answer is protobuf', async (encoding, compress) => {
  const { url, dir } = await serve()

  const response = await post(url, compress(request(span())), { ...PROTOBUF, 'content-encoding': encoding })

  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/x-protobuf')
  expect(await bytesOf(response)).toHaveLength(0)
  expect(storedSpans(dir, 'default/app')).toHaveLength(1)
})

test('bad spans are rejected and counted, the good ones beside them kept', async () => {
  const { url, dir } = await serve()
  const body = request(
    span(),
    span({ traceId: '1234' }),
    span({ spanId: '0000000000000000' }),
    span({ spanId: 'aaaaaaaaaaaaaaaa', startNs: 0n, endNs: 0n }),
    span({ spanId: 'bbbbbbbbbbbbbbbb', parentSpanId: '12' }),
  )

  const protobuf = await post(url, body)
  const json = await post(
    url,
    JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 'xyz', name: 'n' }] }] }] }),
    JSON_TYPE,
  )

  expect(protobuf.status).toBe(200)
  expect(decodeTraceResponse(await bytesOf(protobuf))).toEqual({
    rejectedSpans: 3,
    message:
      '1 span: the trace id is not 16 bytes, or all zero; 1 span: the span id is not 8 bytes, or all zero; 1 span: it has neither a start nor an end',
  })
  expect(json.status).toBe(200)
  expect(json.headers.get('content-type')).toBe('application/json')
  expect(await json.json()).toEqual({
    partialSuccess: {
      rejectedSpans: '1',
      errorMessage: '1 span: the trace id is not 16 bytes, or all zero',
    },
  })
  expect(storedSpans(dir, 'default/app').map(({ spanId, parentSpanId }) => [spanId, parentSpanId])).toEqual([
    ['eee19b7ec3c1b174', ''],
    ['bbbbbbbbbbbbbbbb', ''],
  ])
})

test('what is no OTLP is refused with a Status, in the type of the request', async () => {
  const { url } = await serve()
  const statusOf = async (response: Response): Promise<unknown> =>
    response.headers.get('content-type') === 'application/json'
      ? response.json()
      : decodeRpcStatus(await bytesOf(response))

  const refused = [
    await post(url, 'not protobuf'),
    await post(url, 'not JSON', JSON_TYPE),
    await post(url, 'x', { ...PROTOBUF, 'content-encoding': 'gzip' }),
    await post(url, 'x', { ...PROTOBUF, 'content-encoding': 'br' }),
    await post(url, 'x', { 'content-type': 'text/plain' }),
    await post(url, gzipSync(new Uint8Array(30_000_000)), { ...PROTOBUF, 'content-encoding': 'gzip' }),
    await post(url, Buffer.alloc(10_000_000, Buffer.from([0x0a, 0x00]))),
    await fetch(`${url}/v1/traces`),
  ]

  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 415, 415, 413, 400, 404])
  for (const response of refused)
    expect(await statusOf(response)).toMatchObject({
      code: expect.any(Number),
      message: expect.stringMatching(/\[[A-Z_]+\]$/),
    })
})

test('a body above the limit is refused before it is read', async () => {
  const { url } = await serve()

  const response = await post(url, new Uint8Array(21_000_000)).catch(() => undefined)

  // The connection may be closed before all of it was sent, which fetch reports as a failure.
  expect([413, undefined]).toContain(response?.status)
})

test('with keys, spans need one: as a bearer token or as the password of Basic', async () => {
  const { url, dir, firstKey } = await serve({ requireKey: true })
  const key = firstKey?.key ?? ''

  const without = await post(url, request(span()))
  const wrong = await post(url, request(span()), { ...PROTOBUF, authorization: 'Bearer kymo_wrong' })
  const bearer = await post(url, request(span()), { ...PROTOBUF, authorization: `Bearer ${key}` })
  const basic = await post(url, request(span()), {
    ...PROTOBUF,
    authorization: `Basic ${btoa(`api:${key}`)}`,
  })

  expect([without, wrong, bearer, basic].map(({ status }) => status)).toEqual([401, 401, 200, 200])
  expect(decodeRpcStatus(await bytesOf(without))?.code).toBe(16)
  expect(storedSpans(dir, 'default/app')).toHaveLength(2)
})

test('"kymo ui" says that it takes nothing', async () => {
  const { url, dir } = await serve({ mode: 'ui' })

  const response = await post(url, request(span()))

  expect(response.status).toBe(405)
  expect(decodeRpcStatus(await bytesOf(response))?.message).toContain('kymo server')
  expect(readdirSync(dir)).toEqual([])
})

test('headers name the run where no attribute does', async () => {
  const { url, dir } = await serve()

  await post(url, request(span()), {
    ...PROTOBUF,
    'kymo-entity': 'team',
    'kymo-project': 'p',
    'kymo-run': 'r7',
  })

  expect(readdirSync(join(dir, 'runs', 'team', 'p'))).toEqual([expect.stringMatching(/-r7\+otlp$/)])
})

test('a run of our own keeps its state beside spans that come by OTLP', async () => {
  const { url, settle } = await serve()
  await sendLog(
    url,
    addressOf('mine', { entity: 'team', project: 'p' }),
    buildRunLog({ id: 'mine', exitCode: 3 }),
  )
  await post(url, request(span()), {
    ...PROTOBUF,
    'kymo-entity': 'team',
    'kymo-project': 'p',
    'kymo-run': 'mine',
  })
  await settle()

  const { runs } = (await fetch(`${url}/api/v1/projects/team/p/runs`).then((reply) => reply.json())) as {
    runs: { run: string; state: string }[]
  }

  expect(runs).toMatchObject([{ run: 'mine', state: 'failed' }])
})
