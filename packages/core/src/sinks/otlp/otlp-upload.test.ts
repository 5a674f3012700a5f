import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {
  encodeRpcStatus,
  encodeTraceRequest,
  encodeTraceResponse,
  LogFramer,
  type SpanAttribute,
  type SpanRecord,
} from '@kymo/protocol'
import {
  buildSpan,
  createTempDir,
  startFakeOtlpReceiver,
  waitFor,
  type FakeOtlpReceiver,
  type TempDir,
} from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OtlpUpload, type OtlpReport, type OtlpUploadOptions } from './open-otlp-upload.ts'
import type { OtlpTarget } from './target.ts'

const RESOURCE: SpanAttribute[] = [
  ['service.name', 'digits'],
  ['kymo.project', 'digits'],
]
const RETRY = { baseMs: 1, capMs: 5 }
const PACE = { liveIntervalMs: 5, catchUpBytes: 256 * 1024, heartbeatMs: 15_000, pollMs: 20 }

let dir: TempDir
let receiver: FakeOtlpReceiver
let framer: LogFramer
let warnings: string[]

beforeEach(async () => {
  dir = createTempDir()
  receiver = await startFakeOtlpReceiver()
  framer = new LogFramer(0)
  warnings = []
})
afterEach(async () => {
  await receiver.close()
  dir.remove()
})

const path = (): string => dir.join('run-a.spans')

function append(...spans: readonly SpanRecord[]): void {
  if (!existsSync(path())) write([{ resource: RESOURCE, scopes: [], schemaUrl: '' }])
  for (const one of spans) {
    const scope = { name: '@kymo/core', version: '1', attributes: [], spans: [one], schemaUrl: '' }
    write([{ resource: [], scopes: [scope], schemaUrl: '' }])
  }
}

function write(request: Parameters<typeof encodeTraceRequest>[0]): void {
  appendFileSync(path(), framer.frame(encodeTraceRequest(request)))
}

function span(number: number, change: Partial<SpanRecord> = {}): SpanRecord {
  return buildSpan({
    spanId: (number + 1).toString(16).padStart(16, '0'),
    name: `span ${number}`,
    startNs: 1_700_000_000_000_000_000n,
    endNs: 1_700_000_001_000_000_000n,
    ...change,
  })
}

const range = (count: number): SpanRecord[] => Array.from({ length: count }, (_, number) => span(number))

function targetOf(change: Partial<OtlpTarget> = {}): OtlpTarget {
  return {
    name: 'collector',
    url: `${receiver.url}/v1/traces`,
    headers: [['x-key', 'secret']],
    compression: 'gzip',
    timeoutMs: 5000,
    resource: [],
    resourceCopies: [],
    dialect: 'plain',
    ...change,
  }
}

function open(target: Partial<OtlpTarget> = {}, change: Partial<OtlpUploadOptions> = {}): OtlpUpload {
  return new OtlpUpload({
    logPath: dir.join('run-a.wandb'),
    target: targetOf(target),
    pace: PACE,
    retry: RETRY,
    giveUpAfterMs: 2000,
    onWarning: ({ code, message }) => warnings.push(`${code}: ${message}`),
    ...change,
  })
}

async function send(target: Partial<OtlpTarget> = {}, hasEnded = true): Promise<OtlpReport> {
  const upload = open(target)
  upload.finish(30_000, hasEnded)
  return upload.run()
}

const sentNames = (): string[] => receiver.spans.map(({ name }) => name)
const namesOf = (spans: readonly SpanRecord[]): string[] => spans.map(({ name }) => name)

describe('a run that has ended', () => {
  test('has all its spans sent, with the resource, as compressed protobuf with the headers', async () => {
    append(...range(3))

    const report = await send()

    expect(report).toMatchObject({ complete: true, sentCount: 3, refusedCount: 0 })
    expect(sentNames()).toEqual(['span 0', 'span 1', 'span 2'])
    expect(receiver.calls).toHaveLength(1)
    expect(receiver.calls[0]).toMatchObject({
      path: '/v1/traces',
      headers: { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip', 'x-key': 'secret' },
      request: [{ resource: RESOURCE, scopes: [{ name: '@kymo/core', version: '1' }] }],
    })
  })

  test('is not sent again, and what was added since is', async () => {
    append(...range(2))
    await send()
    append(span(7))

    expect(await send()).toMatchObject({ complete: true, sentCount: 1 })
    expect(await send()).toMatchObject({ complete: true, sentCount: 0 })
    expect(sentNames()).toEqual(['span 0', 'span 1', 'span 7'])
  })

  test('leaves a cursor without a secret', async () => {
    append(span(1))
    await send({ url: `${receiver.url}/v1/traces?api_key=hidden` })

    const [name] = readdirSync(dir.join('cursors'))
    const text = readFileSync(dir.join(`cursors/${name}`), 'utf8')

    expect(name).toMatch(/^otlp-collector-[0-9a-f]{8}\.json$/)
    expect(text).not.toMatch(/secret|hidden/)
  })

  test('goes to two backends, each with a cursor of its own', async () => {
    const other = await startFakeOtlpReceiver()
    append(...range(2))
    await send()
    await send({ name: 'jaeger', url: `${other.url}/v1/traces` })
    await other.close()

    expect(namesOf(other.spans)).toEqual(sentNames())
    expect(readdirSync(dir.join('cursors'))).toHaveLength(2)
  })

  test('sends a span once, with its end; one that never ended as cancelled, where the process was last heard of', async () => {
    append(
      span(1, { endNs: 0n, attributes: [['at', 'start']] }),
      span(2, { endNs: 0n, attributes: [['kymo.input.value', '{}']] }),
      span(1, { attributes: [['at', 'end']] }),
    )
    utimesSync(path(), 1_700_000_060, 1_700_000_060)

    expect(await send()).toMatchObject({ complete: true, sentCount: 2 })
    expect(receiver.spans).toMatchObject([
      { name: 'span 1', attributes: [['at', 'end']] },
      {
        name: 'span 2',
        endNs: 1_700_000_060_000_000_000n,
        status: { code: 0 },
        attributes: [
          ['kymo.input.value', '{}'],
          ['kymo.outcome', 'cancelled'],
        ],
      },
    ])
    expect(await send()).toMatchObject({ complete: true, sentCount: 0 })
  })

  test('keeps open spans back while it may go on, and sends their ends when they come', async () => {
    append(span(1, { endNs: 0n }))
    expect(await send({}, false)).toMatchObject({ complete: true, sentCount: 0 })

    append(span(1))
    expect(await send({}, false)).toMatchObject({ complete: true, sentCount: 1 })
    expect(await send({}, true)).toMatchObject({ complete: true, sentCount: 0 })
    expect(receiver.spans).toHaveLength(1)
  })

  test('that went on after its open spans were sent is sent on from the right place', async () => {
    append(span(1, { endNs: 0n }))
    await send()
    append(span(2), span(1))

    expect(await send()).toMatchObject({ complete: true, sentCount: 2 })
    expect(sentNames()).toEqual(['span 1', 'span 2', 'span 1'])
  })

  test('is split into requests of at most 512 spans', async () => {
    append(...range(1300))

    await send()

    expect(receiver.calls.map(({ spans }) => spans.length)).toEqual([512, 512, 276])
    expect(new Set(sentNames()).size).toBe(1300)
  })

  test('is split into requests below 4 MB, also where one record is larger than what is read at once', async () => {
    const large = (number: number, bytes: number): SpanRecord =>
      span(number, { attributes: [['text', 'x'.repeat(bytes)]] })
    append(large(1, 1_500_000), large(2, 1_500_000), large(3, 1_500_000), large(4, 9_000_000), span(5))

    expect(await send({ compression: 'none' })).toMatchObject({ complete: true, sentCount: 5 })

    expect(sentNames()).toEqual([1, 2, 3, 4, 5].map((number) => `span ${number}`))
    for (const { bodyBytes, spans } of receiver.calls)
      if (spans.length > 1) expect(bodyBytes).toBeLessThan(4_000_000)
    expect(receiver.calls.every(({ headers }) => headers['content-encoding'] === undefined)).toBe(true)
  })

  test('whose log is torn is sent up to the tear, and nothing waits for the rest', async () => {
    append(...range(3))
    truncateSync(path(), readFileSync(path()).byteLength - 5)

    expect(await send()).toMatchObject({ complete: true, sentCount: 2 })
  })

  test('whose log is damaged in the middle is sent but for that', async () => {
    append(...range(3000))
    const bytes = readFileSync(path())
    bytes.fill(0xff, 40_000, 40_100)
    writeFileSync(path(), bytes)

    const report = await send()

    expect(report.complete).toBe(true)
    expect(report.sentCount).toBeGreaterThan(2000)
    expect(sentNames()).toContain('span 2999')
  })

  test('without spans has nothing to send', async () => {
    expect(await send()).toEqual({ target: targetOf(), sentCount: 0, refusedCount: 0, complete: true })
  })
})

describe('a run that is being written', () => {
  test('has its spans sent while it goes on, also when the first comes late', async () => {
    const upload = open()
    const running = upload.run()
    append(span(1))
    await waitFor('the first span', () => receiver.spans.length === 1)
    append(span(2))
    upload.poke()
    await waitFor('the second span', () => receiver.spans.length === 2)

    append(span(3, { endNs: 0n }))
    upload.finish(5000, true)

    expect(await running).toMatchObject({ complete: true, sentCount: 3 })
  })

  test('survives a backend that is away, and is complete once it is back', async () => {
    append(...range(3))
    receiver.judge = () => 'drop'
    const upload = open({}, { giveUpAfterMs: Infinity })
    const running = upload.run()
    await waitFor('four tries', () => receiver.calls.length >= 4)

    receiver.judge = () => undefined
    upload.finish(10_000, true)

    expect(await running).toMatchObject({ complete: true, sentCount: 3 })
    expect(warnings).toEqual([expect.stringContaining('UPLOAD_UNREACHABLE')])
  })

  test('ends at its deadline when the backend stays away, and is sent later', async () => {
    append(span(1))
    receiver.judge = () => ({ status: 503 })
    const upload = open({}, { giveUpAfterMs: Infinity })
    upload.finish(50, true)

    expect(await upload.run()).toMatchObject({
      complete: false,
      reason: expect.stringContaining('it answered 503'),
    })
    receiver.judge = () => undefined
    expect(await send()).toMatchObject({ complete: true, sentCount: 1 })
  })
})

describe('answers', () => {
  test.each([
    [429, undefined],
    [502, undefined],
    [503, '0'],
    [504, new Date(Date.now() - 60_000).toUTCString()],
  ])('%i is tried again (Retry-After %s)', async (status, retryAfter) => {
    append(span(1))
    receiver.script.push({ status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } })

    expect(await send()).toMatchObject({ complete: true, sentCount: 1 })
    expect(receiver.calls).toHaveLength(2)
  })

  test('that ask for a pause get it', async () => {
    append(span(1))
    receiver.script.push({ status: 429, headers: { 'retry-after': '1' } })
    const startedMs = performance.now()

    await send()

    expect(performance.now() - startedMs).toBeGreaterThan(990)
  })

  test.each([400, 413, 422, 500, 599])('%i to one bad span loses that one alone', async (status) => {
    append(...range(100))
    const isBad = ({ name }: SpanRecord): boolean => name === 'span 57'
    receiver.judge = ({ spans }) => {
      const body = encodeRpcStatus({ code: 3, message: 'bad id' })
      return spans.some(isBad)
        ? { status, body, headers: { 'content-type': 'application/x-protobuf' } }
        : undefined
    }

    const report = await send()

    expect(report).toMatchObject({ complete: true, sentCount: 99, refusedCount: 1 })
    expect(new Set(sentNames()).size).toBe(99)
    expect(warnings).toEqual([
      `OTLP_SPANS_REFUSED: Cannot send the span 'span 57' to collector: it answered ${status}: bad id; left out`,
    ])
  })

  test('400 to everything ends, with few requests, and what comes later is sent', async () => {
    append(...range(500))
    receiver.judge = () => ({ status: 400 })

    expect(await send()).toMatchObject({ complete: true, sentCount: 0, refusedCount: 500 })
    expect(receiver.calls.length).toBeLessThan(60)
    receiver.judge = () => undefined
    append(span(501))
    expect(await send()).toMatchObject({ complete: true, sentCount: 1 })
  })

  test.each([401, 403, 404, 302])(
    '%i loses nothing: the address or the key is wrong, and the spans wait',
    async (status) => {
      append(...range(3))
      receiver.judge = () => ({ status, headers: { location: 'http://elsewhere' } })

      expect(await send()).toMatchObject({ complete: false, sentCount: 0, refusedCount: 0 })
      receiver.judge = () => undefined
      expect(await send()).toMatchObject({ complete: true, sentCount: 3 })
    },
  )

  test('of partial success are told and counted, and nothing is sent again', async () => {
    append(...range(5))
    receiver.script.push({
      status: 200,
      body: encodeTraceResponse({ rejectedSpans: 2, message: 'too old' }),
      headers: {},
    })

    expect(await send()).toMatchObject({ complete: true, sentCount: 3, refusedCount: 2 })
    expect(receiver.calls).toHaveLength(1)
    expect(warnings).toEqual(['OTLP_SPANS_REJECTED: collector did not take 2 of 5 spans: too old'])
  })

  test.each([
    [
      'JSON to protobuf',
      'application/json',
      '{"partialSuccess":{"rejectedSpans":"1","errorMessage":"old"}}',
      1,
    ],
    ['JSON that is none', 'application/json', '{', 0],
    ['HTML', 'text/html', '<html>', 0],
  ])('of %s are a success', async (_what, type, body, refusedCount) => {
    append(...range(2))
    receiver.script.push({ status: 200, headers: { 'content-type': type }, body })

    expect(await send()).toMatchObject({ complete: true, sentCount: 2 - refusedCount, refusedCount })
  })

  test('that are lost after the spans were taken cost a second sending, and no span', async () => {
    append(...range(600))
    receiver.script.push({ status: 200 }, 'drop')

    expect(await send()).toMatchObject({ complete: true })
    // The first request was acknowledged: only the second is sent again.
    expect(receiver.calls.map(({ spans }) => spans.length)).toEqual([512, 88, 88])
  })
})

describe('what is sent', () => {
  test('has attributes of the resource from the target, and copies where there are none', async () => {
    append(span(1))
    await send({
      resource: [['service.name', 'mine']],
      resourceCopies: [
        ['kymo.project', 'openinference.project.name'],
        ['kymo.project', 'service.name'],
        ['kymo.entity', 'wandb.entity'],
      ],
    })

    expect(receiver.calls[0].request[0].resource).toEqual([
      ['service.name', 'mine'],
      ['kymo.project', 'digits'],
      ['openinference.project.name', 'digits'],
    ])
  })

  test('keeps the resource and the scope of spans that another library wrote', async () => {
    append(span(1))
    const scope = {
      name: 'other',
      version: '2',
      attributes: [['k', 'v']] as const,
      schemaUrl: 's',
      spans: [span(2)],
    }
    write([{ resource: [['service.name', 'other']], scopes: [scope], schemaUrl: 'r' }])
    await send()

    expect(receiver.calls[0].request).toMatchObject([
      { resource: RESOURCE, scopes: [{ name: '@kymo/core' }] },
      {
        resource: [['service.name', 'other']],
        schemaUrl: 'r',
        scopes: [{ name: 'other', attributes: [['k', 'v']] }],
      },
    ])
  })

  test('says in names that all backends know what only Kymo calls by its own', async () => {
    append(
      span(1, {
        attributes: [
          ['kymo.input.value', '[1]'],
          ['kymo.output.value', '2'],
          ['kymo.operation', 'node'],
          ['gen_ai.conversation.id', 'c1'],
        ],
      }),
      span(2, { attributes: [['gen_ai.operation.name', 'chat']] }),
    )
    await send({ dialect: 'shared' })

    const [first, second] = receiver.spans.map(({ attributes }) => new Map(attributes))
    expect(Object.fromEntries(first)).toMatchObject({
      'kymo.input.value': '[1]',
      'input.value': '[1]',
      'input.mime_type': 'application/json',
      'output.value': '2',
      'session.id': 'c1',
      'openinference.span.kind': 'CHAIN',
    })
    expect([...second.keys()]).toEqual(['gen_ai.operation.name'])
  })
})

describe('a backend that takes no compressed bodies', () => {
  test.each([400, 415, 500])('and says so with %i gets plain ones, from then on', async (status) => {
    append(...range(1000))
    receiver.judge = ({ headers }) => (headers['content-encoding'] === undefined ? undefined : { status })

    expect(await send()).toMatchObject({ complete: true, sentCount: 1000, refusedCount: 0 })
    expect(receiver.calls.map(({ headers }) => headers['content-encoding'])).toEqual([
      'gzip',
      undefined,
      undefined,
    ])
  })

  test('is not guessed at once it has taken one', async () => {
    append(...range(600))
    receiver.script.push({ status: 200, keeps: true })
    receiver.judge = ({ spans }) =>
      spans.some(({ name }) => name === 'span 550') ? { status: 400 } : undefined

    expect(await send()).toMatchObject({ complete: true, sentCount: 599, refusedCount: 1 })
    expect(receiver.calls.every(({ headers }) => headers['content-encoding'] === 'gzip')).toBe(true)
  })
})
