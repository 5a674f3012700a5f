import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeTraceRequest, LogReader, type SpanRecord } from '@kymo/protocol'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test, vi } from 'vitest'
import { init, type InitOptions, type Run, type Span } from '../index.ts'

function start(options: InitOptions = {}): Promise<Run> {
  const dir = mkdtempSync(join(tmpdir(), 'kymo-hostile-'))
  return init({
    project: 'p',
    mode: 'offline',
    quiet: true,
    console: false,
    environment: false,
    git: false,
    systemMetrics: false,
    reinit: 'create_new',
    dir,
    ...options,
  })
}

/** The last record of each span, by name. */
function spansOf(run: Run): Map<string, SpanRecord> {
  const dir = run.dir as string
  const reader = new LogReader()
  reader.push(readFileSync(join(dir, readdirSync(dir).find((file) => file.endsWith('.spans')) as string)))
  const spans = new Map<string, SpanRecord>()
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    for (const { scopes } of decodeTraceRequest(entry.payload))
      for (const span of scopes.flatMap((scope) => scope.spans)) spans.set(span.name, span)
  return spans
}

function outcomeOf(span: SpanRecord | undefined): unknown {
  return span?.attributes.find(([key]) => key === 'kymo.outcome')?.[1]
}

/** Whatever is asked of it, it throws. */
function thrower(): object {
  const fail = (): never => {
    throw new Error('hands off')
  }
  return new Proxy(
    {},
    {
      get: fail,
      has: fail,
      ownKeys: fail,
      getPrototypeOf: fail,
      getOwnPropertyDescriptor: fail,
      defineProperty: fail,
    },
  )
}

test('a result that throws whenever it is looked at is given back as it is', async () => {
  const run = await start()
  const results = [thrower(), Proxy.revocable({}, {}).proxy]
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  results.push(revoked.proxy)
  for (const result of results) {
    const given = run.span('sync', () => result)
    expect(Object.is(given, result)).toBe(true)
    const later = await run.span('async', async () => [result] as const)
    expect(Object.is(later[0], result)).toBe(true)
  }
  await run.finish()
  expect(spansOf(run).get('sync')?.endNs).toBeGreaterThan(0n)
})

test('a generator behind a proxy that forbids changes is given back and works', async () => {
  const run = await start()
  const make = (): Generator<number> => {
    const inner = (function* () {
      yield 1
    })()
    return new Proxy(inner, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key, target)
        return typeof member === 'function' ? member.bind(target) : member
      },
      defineProperty: () => {
        throw new Error('read only')
      },
    })
  }
  expect([...run.span('proxied', make)]).toEqual([1])
  await run.finish()
  expect(spansOf(run).get('proxied')?.endNs).toBeGreaterThan(0n)
})

test('a frozen promise with methods of its own keeps them', async () => {
  const run = await start()
  const make = (): Promise<number> & { cancel(): string } =>
    Object.freeze(Object.assign(Promise.resolve(7), { cancel: () => 'cancelled' }))
  const promise = run.span('frozen', make)
  expect(promise.cancel()).toBe('cancelled')
  expect(await promise).toBe(7)
  await run.finish()
})

test('a frozen async iterator keeps its methods', async () => {
  const run = await start()
  const iterable = {
    [Symbol.asyncIterator]: () => {
      let left = 2
      return Object.freeze({
        next: () => Promise.resolve({ done: left === 0, value: left-- }),
        peek: () => left,
      })
    },
  }
  const items: number[] = []
  for await (const item of run.span('frozen', () => iterable)) items.push(item)
  expect(items).toEqual([2, 1])
  const iterator = run.span('again', () => iterable)[Symbol.asyncIterator]()
  expect(iterator.peek()).toBe(2)
  await run.finish()
})

test('no method of a span throws, whatever it is given', async () => {
  const run = await start()
  const bad = Object.create(null) as never
  const hostile = thrower() as never
  for (const value of [bad, hostile, null as never, Symbol('s') as never, 1n as never]) {
    const span: Span = run.startSpan(value, value)
    span.setName(value).setAttribute('a', value).setAttribute(value, 1).setAttributes(value)
    span.addEvent(value, value, value).recordException(value)
    span.end(value)
    span.end(value)
    run
      .startSpan('with', {
        attributes: value,
        parent: value,
        links: value,
        kind: value,
        startMs: value,
        step: value,
      })
      .end({
        attributes: value,
        message: value,
        outcome: value,
        endMs: value,
      })
    run.startSpan('links', { links: [value] }).end()
    expect(run.span('option', () => 1, value)).toBe(1)
    expect(run.span('options', () => 2, { attributes: value, parent: value, captureOutput: value })).toBe(2)
  }
  await run.finish()
  expect(spansOf(run).get('links')?.endNs).toBeGreaterThan(0n)
})

test('what a span throws at itself while it is thrown is the very object', async () => {
  const run = await start()
  const error = thrower()
  let caught: unknown
  try {
    run.span('throws', () => {
      // oxlint-disable-next-line typescript/only-throw-error -- JavaScript throws anything
      throw error
    })
  } catch (thrown) {
    caught = thrown
  }
  expect(Object.is(caught, error)).toBe(true)
  await run.finish()
})

test('an asynchronous redaction keeps nothing, and its rejection does not end the program', async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  const redact = (() => Promise.reject(new Error('too late'))) as (value: unknown) => unknown
  const run = await start({ spans: { redact } })
  run.startSpan('s', { attributes: { secret: 'hunter2' } }).end()
  await run.finish()
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
  expect(
    spansOf(run)
      .get('s')
      ?.attributes.find(([key]) => key === 'secret')?.[1],
  ).toBe('[redaction failed]')
})

test('names of attributes are bounded', async () => {
  const run = await start()
  run.startSpan('s', { attributes: { ['k'.repeat(10_000_000)]: 1, short: 2 } }).end()
  await run.finish()
  const span = spansOf(run).get('s')
  expect(Math.max(...(span?.attributes ?? []).map(([key]) => key.length))).toBeLessThan(2000)
  expect(span?.droppedAttributes).toBe(1)
})

test('a stream that is never read ends its span once nobody has it, and holds no memory', async () => {
  const run = await start()
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  for (let at = 0; at < 50; at += 1)
    run.span('dropped', async function* () {
      yield 1
    })
  await vi.waitFor(
    () => {
      gc()
      expect(spansOf(run).get('dropped')?.endNs).toBeGreaterThan(0n)
      expect(outcomeOf(spansOf(run).get('dropped'))).toBe('cancelled')
    },
    { timeout: 5000, interval: 20 },
  )
  await run.finish()
})

test('a promise that does its work when it is asked ends its span when it is dropped unasked, and not when it was asked', async () => {
  class Lazy extends Promise<unknown> {
    static override get [Symbol.species](): PromiseConstructor {
      return Promise
    }
    start(): Promise<string> {
      return new Promise((resolve) => void setTimeout(() => resolve('done'), 50))
    }
  }
  const run = await start()
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  void run.span('unasked', () => new Lazy(() => undefined))
  const asked = run.span('asked', () => new Lazy(() => undefined)).start()
  await vi.waitFor(
    () => {
      gc()
      expect(outcomeOf(spansOf(run).get('unasked'))).toBe('cancelled')
    },
    { timeout: 5000, interval: 5 },
  )
  await asked
  await run.finish()
  expect(spansOf(run).get('asked')?.status.code).toBe(1)
})

test('a stream that is still being read is not taken for dropped when what it came from is', async () => {
  const run = await start()
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  const make = (): AsyncIterable<number> => {
    let left = 5
    return {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: left === 0, value: left-- }) }),
    }
  }
  for await (const item of run.span('read', make)) {
    gc()
    await new Promise((resolve) => setImmediate(resolve))
    expect(item).toBeGreaterThan(0)
  }
  await run.finish()
  expect(outcomeOf(spansOf(run).get('read'))).toBeUndefined()
})
