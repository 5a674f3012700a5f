import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { types } from 'node:util'
import { decodeTraceRequest, LogReader, type SpanRecord, type SpanValue } from '@kymo/protocol'
import { expect, test } from 'vitest'
import { currentSpan, init, op } from '../index.ts'
import type { InitOptions, Run, Span } from '../index.ts'

const quiet = {
  project: 'p',
  mode: 'offline',
  quiet: true,
  console: false,
  environment: false,
  git: false,
} as const

function start(options: InitOptions = {}): Promise<Run> {
  const dir = mkdtempSync(join(tmpdir(), 'kymo-spans-'))
  return init({ ...quiet, systemMetrics: false, dir, reinit: 'create_new', ...options })
}

/** Every record of a span, in the order of writing. */
function recordsOf(run: Run): SpanRecord[] {
  const dir = run.dir as string
  const name = readdirSync(dir).find((file) => file.endsWith('.spans'))
  if (name === undefined) return []
  const reader = new LogReader()
  reader.push(readFileSync(join(dir, name)))
  const records: SpanRecord[] = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    for (const { scopes } of decodeTraceRequest(entry.payload))
      records.push(...scopes.flatMap(({ spans }) => spans))
  expect(reader.end()).toEqual({ kind: 'clean' })
  return records
}

/** What a reader makes of the records: the end of a span in place of its start. */
function spansOf(run: Run): Map<string, SpanRecord> {
  return new Map(recordsOf(run).map((span) => [span.name, span]))
}

/** Of an attribute that is text. */
function textOf(span: SpanRecord | undefined, key: string): string {
  const value = attribute(span, key)
  return typeof value === 'string' ? value : ''
}

function attribute(span: SpanRecord | undefined, key: string): SpanValue | undefined {
  return span?.attributes.find(([name]) => name === key)?.[1]
}

test('a span is on disk at its start, and whole at its end', async () => {
  const run = await start()
  run.log({ loss: 1 })
  const span = run.startSpan('work', {
    attributes: { a: 1, list: ['x'], object: { b: [1] } },
    kind: 'client',
  })
  const [opened] = recordsOf(run)
  expect(opened).toMatchObject({ name: 'work', endNs: 0n, kind: 3, status: { code: 0 } })
  span.setAttribute('late', true).addEvent('half').end()
  span.setAttribute('too late', 1).end()
  await run.finish()

  const records = recordsOf(run)
  expect(records).toHaveLength(2)
  expect(records[1]?.attributes).toEqual([
    ['kymo.step', 1],
    ['a', 1],
    ['list', ['x']],
    ['object', '{"b":[1]}'],
    ['late', true],
  ])
  expect(records[1]?.endNs).toBeGreaterThan(records[1]?.startNs ?? 0n)
  expect(records[1]).toMatchObject({ status: { code: 1, message: '' }, events: [{ name: 'half' }] })
})

test('finish() reports how many spans have ended, those that it ends among them', async () => {
  const run = await start()
  run.span('done', () => run.startSpan('left open'))

  const report = await run.finish()

  expect(report).toMatchObject({ rowCount: 0, spanCount: 2 })
})

test('children find their parent behind awaits, and concurrent flows do not mix', async () => {
  const run = await start()
  const leaf = op(async (name: string) => {
    await Promise.resolve()
    return run.span(`leaf ${name}`, () => currentSpan()?.name)
  })
  const one = async (name: string): Promise<string | undefined> =>
    await run.span(name, async () => {
      await new Promise((resolve) => setImmediate(resolve))
      return await leaf(name)
    })
  expect(await Promise.all([one('a'), one('b')])).toEqual(['leaf a', 'leaf b'])
  expect(currentSpan()).toBeUndefined()
  await run.finish()

  const spans = spansOf(run)
  for (const name of ['a', 'b']) {
    const byId = new Map([...recordsOf(run)].map((span) => [span.spanId, span]))
    const middle = byId.get(spans.get(`leaf ${name}`)?.parentSpanId ?? '')
    expect(middle?.parentSpanId).toBe(spans.get(name)?.spanId)
    expect(middle?.traceId).toBe(spans.get(name)?.traceId)
  }
  expect(spans.get('a')?.traceId).not.toBe(spans.get('b')?.traceId)
})

test('what is thrown is recorded and thrown on; what is open at the end is cancelled', async () => {
  const run = await start()
  const failure = new RangeError('too far')
  expect(() =>
    run.span('sync', () => {
      throw failure
    }),
  ).toThrow(failure)
  await expect(run.span('async', () => Promise.reject(failure))).rejects.toBe(failure)
  expect(types.isProxy(run.span('plain', async () => 1))).toBe(false)
  run.startSpan('open')
  await run.finish()

  const spans = spansOf(run)
  for (const name of ['sync', 'async']) {
    expect(spans.get(name)?.status).toEqual({ code: 2, message: 'too far' })
    expect(attribute(spans.get(name), 'error.type')).toBe('RangeError')
  }
  expect(attribute(spans.get('open'), 'kymo.outcome')).toBe('cancelled')
  expect(spans.get('open')?.endNs).not.toBe(0n)
})

test('op() keeps arguments and results, name, this and length, and is only the function without a run', async () => {
  const run = await start()
  const counter = {
    base: 2,
    add: op(function add(this: { base: number }, a: number, b: number) {
      return this.base + a + b
    }),
  }
  expect([counter.add.name, counter.add.length, counter.add(3, 4)]).toEqual(['add', 2, 9])
  await run.finish()
  expect(counter.add(1, 1)).toBe(4)

  const span = spansOf(run).get('add')
  expect([attribute(span, 'kymo.input.value'), attribute(span, 'kymo.output.value')]).toEqual([[3, 4], 9])
  expect(recordsOf(run)).toHaveLength(2)
})

test('generators run in their span until they are used up, break off or throw', async () => {
  const run = await start()
  const count = op(function* count(n: number): Generator<number, string> {
    for (let i = 0; i < n; i += 1) {
      run.startSpan(`in ${i}`).end()
      yield i
    }
    return 'all'
  })
  const stream = op(async function* stream(): AsyncGenerator<string> {
    yield 'a'
    await Promise.resolve()
    yield 'b'
  })
  expect([...count(2)]).toEqual([0, 1])
  for await (const text of stream()) if (text === 'a') break
  const all: string[] = []
  for await (const text of stream()) all.push(text)
  expect(all).toEqual(['a', 'b'])
  await run.finish()

  const records = recordsOf(run).filter(({ endNs }) => endNs !== 0n)
  const counted = records.find(({ name }) => name === 'count')
  expect(attribute(counted, 'kymo.output.value')).toBe('all')
  expect(records.find(({ name }) => name === 'in 1')?.parentSpanId).toBe(counted?.spanId)
  const streams = records.filter(({ name }) => name === 'stream')
  expect(streams.map((span) => attribute(span, 'kymo.outcome'))).toEqual(['cancelled', undefined])
  expect(attribute(streams[1], 'kymo.output.value')).toEqual(['a', 'b'])
})

test('a class of promises keeps its methods, does its work only when asked, and a stream in it is followed', async () => {
  class ApiPromise<T> extends Promise<T> {
    static calls = 0
    #data: () => T
    constructor(data: () => T) {
      super(() => undefined)
      this.#data = data
    }
    // oxlint-disable-next-line unicorn/no-thenable -- what is tested is a promise that does its work when it is asked
    override then<A = T, B = never>(
      ok?: ((value: T) => A | PromiseLike<A>) | null,
      no?: ((error: unknown) => B | PromiseLike<B>) | null,
    ): Promise<A | B> {
      ApiPromise.calls += 1
      return Promise.resolve(this.#data()).then(ok, no)
    }
    async withResponse(): Promise<{ data: T; response: string }> {
      return { data: this.#data(), response: '200' }
    }
    static override get [Symbol.species](): PromiseConstructor {
      return Promise
    }
  }
  const run = await start()
  async function* words(): AsyncGenerator<string> {
    yield 'x'
    yield 'y'
  }
  const create = op(
    (streams: boolean) => new ApiPromise(() => (streams ? { [Symbol.asyncIterator]: words } : 'plain')),
    {
      name: 'create',
    },
  )
  const lazy = create(false)
  expect(lazy).toBeInstanceOf(ApiPromise)
  expect(ApiPromise.calls).toBe(0)
  expect(await lazy).toBe('plain')
  const { data, response } = await create(true).withResponse()
  const got: string[] = []
  for await (const word of data as AsyncIterable<string>) got.push(word)
  expect([got, response]).toEqual([['x', 'y'], '200'])
  await run.finish()

  const ended = recordsOf(run).filter(({ endNs }) => endNs !== 0n)
  expect(ended.map((span) => attribute(span, 'kymo.output.value'))).toEqual(['plain', ['x', 'y']])
})

test('a rejection that nobody handles is still an unhandled rejection, once', async () => {
  const run = await start()
  const seen: unknown[] = []
  const listeners = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  const heard = new Promise((resolve) => {
    process.on('unhandledRejection', (reason) => {
      seen.push(reason)
      resolve(undefined)
    })
  })
  const failure = new Error('nobody looks')
  void op(() => Promise.reject(failure), { name: 'fails' })()
  await heard
  process.removeAllListeners('unhandledRejection')
  for (const listener of listeners) process.on('unhandledRejection', listener)
  await run.finish()

  expect(seen).toEqual([failure])
})

test('traceparent goes out and comes in', async () => {
  const run = await start()
  const span = run.startSpan('here')
  expect(span.traceparent()).toBe(`00-${span.traceId}-${span.spanId}-03`)
  const there = run.startSpan('there', { parent: span.traceparent() })
  const lost = run.startSpan('lost', { parent: '00-nonsense' })
  expect([there.traceId, lost.traceId === span.traceId]).toEqual([span.traceId, false])
  await run.finish()

  const spans = spansOf(run)
  expect(spans.get('there')).toMatchObject({ parentSpanId: span.spanId, flags: 0x301 })
  expect(spans.get('lost')?.parentSpanId).toBe('')
})

test('content is bounded and redacted, and a redaction that throws keeps nothing', async () => {
  const run = await start({
    spans: {
      maxValueChars: 100,
      redact: (value, key) => {
        if (key === 'bad') throw new Error('no')
        return typeof value === 'string' ? value.replaceAll('secret', '***') : value
      },
    },
  })
  const cycle: Record<string, unknown> = {}
  cycle['me'] = cycle
  run
    .startSpan('bounded', {
      attributes: {
        text: `secret ${'x'.repeat(500)}`,
        bad: 'secret',
        cycle,
        big: { list: Array.from({ length: 100_000 }, (_, i) => i) },
        bytes: { data: new Float32Array(9) },
        thrower: {
          get x(): never {
            throw new Error('getter')
          },
        },
      },
    })
    .end()
  await run.finish()

  const span = spansOf(run).get('bounded')
  expect(attribute(span, 'text')).toMatch(/^\*\*\* x{96}… \(504 characters\)$/)
  expect(attribute(span, 'bad')).toBe('[redaction failed]')
  expect(attribute(span, 'cycle')).toBe('{"me":"[Circular]"}')
  expect(attribute(span, 'bytes')).toBe('{"data":"[Float32Array of 9]"}')
  expect(JSON.parse(textOf(span, 'thrower'))).toContain('getter')
  expect(textOf(span, 'big').length).toBeLessThan(400)
  expect(JSON.parse(textOf(span, 'big'))).toHaveProperty('list')
  expect(span?.droppedAttributes).toBeGreaterThan(0)
})

test('without spans there is no file, and after the end of the run a span keeps nothing', async () => {
  const off = await start({ spans: false })
  expect(off.span('nothing', (span) => [span.isRecording, span.traceId.length])).toEqual([false, 32])
  await off.finish()
  const run = await start()
  await run.finish()
  expect(run.startSpan('late').isRecording).toBe(false)

  expect([recordsOf(off), recordsOf(run)]).toEqual([[], []])
})

test('nonsense for arguments costs nothing but itself', async () => {
  const run = await start()
  const { startSpan } = run as unknown as Record<'startSpan', (...args: unknown[]) => Span>
  for (const args of [
    [undefined],
    [Symbol('x')],
    ['kind', { kind: 'nope', startMs: Number.NaN, links: 'x', attributes: 7 }],
    ['parent', { parent: { traceId: 'zz', spanId: 1 } }],
    ['null', null],
    ['time', { startMs: -5 }],
  ])
    startSpan
      .apply(run, args)
      .setAttribute('', 1)
      .setAttributes(undefined as never)
      .addEvent(3 as never, null as never, Number.POSITIVE_INFINITY)
      .recordException(Object.create(null))
      .end({ endMs: -1, message: 4 as never, outcome: 'bogus' as never })
  const report = await run.finish()

  expect(recordsOf(run)).toHaveLength(12)
  expect(report.lostRecordCount).toBe(0)
})
