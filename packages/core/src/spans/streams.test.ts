import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { decodeTraceRequest, LogReader, type SpanRecord, type SpanValue } from '@kymo/protocol'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { init, op, type Run } from '../index.ts'

let run: Run
beforeEach(async () => {
  run = await init({
    project: 'p',
    mode: 'offline',
    quiet: true,
    console: false,
    environment: false,
    git: false,
    systemMetrics: false,
    reinit: 'create_new',
    dir: mkdtempSync(join(tmpdir(), 'kymo-streams-')),
  })
})
afterEach(() => run.finish())

/** The last record of the span of this name. */
function spanOf(name: string): SpanRecord | undefined {
  const dir = run.dir as string
  const reader = new LogReader()
  reader.push(readFileSync(join(dir, readdirSync(dir).find((file) => file.endsWith('.spans')) as string)))
  let found: SpanRecord | undefined
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    for (const { scopes } of decodeTraceRequest(entry.payload))
      for (const span of scopes.flatMap((scope) => scope.spans)) if (span.name === name) found = span
  return found
}

/** `open`, or how it ended. */
function stateOf(name: string): string {
  const span = spanOf(name)
  if (span === undefined) return 'missing'
  if (span.endNs === 0n) return 'open'
  if (span.status.code === 2) return `failed: ${span.status.message}`
  return attribute(name, 'kymo.outcome') === 'cancelled' ? 'cancelled' : 'ok'
}

function attribute(name: string, key: string): SpanValue | undefined {
  return spanOf(name)?.attributes.find(([known]) => known === key)?.[1]
}

/** Once what waits in the event loop has had its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}

const WORDS = ['one', 'two', 'three']

/** Gives its words one by one, when they are asked for. */
function words(end?: Error): ReadableStream<string> & { pulls?: number } {
  let at = 0
  const stream: ReadableStream<string> & { pulls?: number } = new ReadableStream<string>(
    {
      pull: (controller) => {
        stream.pulls = at + 1
        const word = WORDS[at++]
        if (word !== undefined) controller.enqueue(word)
        else if (end === undefined) controller.close()
        else controller.error(end)
      },
    },
    { highWaterMark: 0 },
  )
  return stream
}

const traced = op((make: () => unknown) => make(), { name: 'web', captureInput: false }) as <T>(
  make: () => T,
) => T

async function readAll(stream: ReadableStream<string>): Promise<string[]> {
  const reader = stream.getReader()
  const items: string[] = []
  for (let step = await reader.read(); !step.done; step = await reader.read()) items.push(step.value)
  return items
}

test('a stream is given back as the very object, unread and unlocked, and its span stays open', async () => {
  const stream = words()
  expect(traced(() => stream)).toBe(stream)
  await turn()
  expect([stream.locked, stream.pulls, stateOf('web')]).toEqual([false, undefined, 'open'])
  expect(Object.keys(stream)).toEqual([])
})

test.each([
  ['a reader', readAll],
  [
    'for await',
    async (stream: ReadableStream<string>) => {
      const items: string[] = []
      for await (const item of stream) items.push(item)
      return items
    },
  ],
  [
    'Readable.fromWeb',
    (stream: ReadableStream<string>) => Readable.fromWeb(stream as never, { objectMode: true }).toArray(),
  ],
])('a stream that is read with %s ends its span before the program sees the end', async (_, read) => {
  expect(await read(traced(() => words()))).toEqual(WORDS)
  expect(stateOf('web')).toBe('ok')
  expect(attribute('web', 'kymo.output.value')).toEqual(WORDS)
})

test('a body of a response stays one', async () => {
  const response = traced(() => new Response('hello'))
  expect(response).toBeInstanceOf(Response)
  expect([stateOf('web'), await response.text()]).toEqual(['ok', 'hello'])
  const body = traced(() => new Response('hello').body)
  expect(stateOf('web')).toBe('open')
  expect(await new Response(body).text()).toBe('hello')
  expect(stateOf('web')).toBe('ok')
})

test('a stream that is broken off is cancelled', async () => {
  for await (const item of traced(() => words())) {
    expect(item).toBe('one')
    break
  }
  expect(stateOf('web')).toBe('cancelled')
  const second = run.span('second', () => words())
  await second.cancel()
  await turn()
  expect(stateOf('second')).toBe('cancelled')
  const reader = run.span('third', () => words()).getReader()
  await reader.read()
  await reader.cancel()
  await turn()
  expect(stateOf('third')).toBe('cancelled')
})

test('a loop that leaves the stream open leaves its span open', async () => {
  const stream = traced(() => words())
  for await (const item of stream.values({ preventCancel: true })) if (item === 'one') break
  expect(stateOf('web')).toBe('open')
  expect(await readAll(stream)).toEqual(['two', 'three'])
  expect(attribute('web', 'kymo.output.value')).toEqual(WORDS)
})

test('a stream that fails is recorded, whoever reads it, and fails as before', async () => {
  const failure = new Error('cut off')
  await expect(readAll(traced(() => words(failure)))).rejects.toBe(failure)
  expect(stateOf('web')).toBe('failed: cut off')
  const iterate = async (): Promise<void> => {
    for await (const item of run.span('loop', () => words(failure))) expect(WORDS).toContain(item)
  }
  await expect(iterate()).rejects.toBe(failure)
  expect(stateOf('loop')).toBe('failed: cut off')
  const [left] = run.span('tee', () => words(failure)).tee()
  await expect(readAll(left)).rejects.toBe(failure)
  await turn()
  expect(stateOf('tee')).toBe('failed: cut off')
})

test('a reader that is released is no failure', async () => {
  const stream = traced(() => new ReadableStream<string>())
  const reader = stream.getReader()
  const pending = reader.read()
  reader.releaseLock()
  await expect(pending).rejects.toThrow(TypeError)
  await turn()
  expect(stateOf('web')).toBe('open')
})

test('tee, pipes and a transfer are followed to the end of the stream', async () => {
  const [left, right] = run.span('tee', () => words()).tee()
  expect(await Promise.all([readAll(left), readAll(right)])).toEqual([WORDS, WORDS])
  const upper = new TransformStream<string, string>({
    transform: (word, controller) => controller.enqueue(word.toUpperCase()),
  })
  expect(await readAll(run.span('through', () => words()).pipeThrough(upper))).toEqual([
    'ONE',
    'TWO',
    'THREE',
  ])
  const got: string[] = []
  await run
    .span('to', () => words())
    .pipeTo(new WritableStream({ write: (word: string) => void got.push(word) }))
  expect([got, stateOf('to')]).toEqual([WORDS, 'ok'])
  const source = run.span('moved', () => words())
  const moved = structuredClone(source, { transfer: [source as never] })
  expect(await readAll(moved)).toEqual(WORDS)
  await turn()
  expect(['tee', 'through', 'moved'].map(stateOf)).toEqual(['ok', 'ok', 'ok'])
})

test('bytes are read into the buffers of the program', async () => {
  const stream = traced(
    () =>
      new ReadableStream({
        type: 'bytes',
        start: (controller) => {
          controller.enqueue(new Uint8Array([1, 2, 3]))
          controller.close()
        },
      }),
  )
  const reader = stream.getReader({ mode: 'byob' })
  const { value } = await reader.read(new Uint8Array(8))
  expect([...(value ?? [])]).toEqual([1, 2, 3])
  await reader.read(new Uint8Array(8))
  expect(stateOf('web')).toBe('ok')
})

test('a class of streams that is its own iterator keeps its class, and two spans follow one stream', async () => {
  class IterableStream extends ReadableStream<string> {
    #reader: ReadableStreamDefaultReader<string> | undefined
    next(): Promise<ReadableStreamReadResult<string>> {
      this.#reader ??= this.getReader()
      return this.#reader.read()
    }
    async return(): Promise<{ done: true; value: undefined }> {
      await this.#reader?.cancel()
      return { done: true, value: undefined }
    }
    // oxlint-disable-next-line typescript/no-explicit-any -- as LangChain's class has it
    override [Symbol.asyncIterator](): any {
      return this
    }
  }
  const make = (): IterableStream =>
    new IterableStream({
      start: (controller) => {
        for (const word of WORDS) controller.enqueue(word)
        controller.close()
      },
    })
  const items: string[] = []
  const stream = await traced(async () => traced(make))
  expect(stream).toBeInstanceOf(IterableStream)
  for await (const item of stream) items.push(item as string)
  expect([items, stateOf('web')]).toEqual([WORDS, 'ok'])
  expect(attribute('web', 'kymo.output.value')).toEqual(WORDS)
  const both = run.span('outer', () => run.span('inner', () => words()))
  for await (const item of both) if (item === 'one') break
  expect([stateOf('outer'), stateOf('inner')]).toEqual(['cancelled', 'cancelled'])
})

test('streams that nobody reads end their spans once nobody has them', async () => {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  run.span('web', () => words())
  run.span('node', () => Readable.from(WORDS))
  await vi.waitFor(
    () => {
      gc()
      expect([stateOf('web'), stateOf('node')]).toEqual(['cancelled', 'cancelled'])
    },
    { timeout: 5000, interval: 20 },
  )
})

test('a stream that is there is not taken for dropped while something reads it', async () => {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  const reader = traced(() => words()).getReader()
  for (const word of WORDS) {
    gc()
    await turn()
    expect(await reader.read()).toEqual({ done: false, value: word })
  }
  await reader.read()
  expect(stateOf('web')).toBe('ok')
})

test('a stream of Node is followed to its end, in a loop, by events and through a pipe', async () => {
  const make = (): Readable => Readable.from(WORDS)
  const items: string[] = []
  for await (const item of traced(make)) items.push(item as string)
  expect([items, stateOf('web')]).toEqual([WORDS, 'ok'])
  expect(attribute('web', 'kymo.output.value')).toEqual(WORDS)

  const stream = run.span('events', make)
  expect([stateOf('events'), stream.readableFlowing]).toEqual(['open', null])
  stream.resume()
  await new Promise((resolve) => void stream.once('close', resolve))
  expect(stateOf('events')).toBe('ok')

  const sink = new PassThrough().resume()
  await pipeline(run.span('pipe', make), sink)
  expect(stateOf('pipe')).toBe('ok')
})

test('a stream of Node that is broken off is cancelled, and one that fails is recorded', async () => {
  for await (const item of traced(() => Readable.from(WORDS))) if (item === 'one') break
  expect(stateOf('web')).toBe('cancelled')
  const destroyed = run.span('destroyed', () => Readable.from(WORDS))
  destroyed.destroy()
  await new Promise((resolve) => void destroyed.once('close', resolve))
  expect(stateOf('destroyed')).toBe('cancelled')
  const failing = run.span('failing', () => Readable.from(WORDS))
  const heard = new Promise((resolve) => void failing.once('error', resolve))
  const failure = new Error('cut off')
  failing.destroy(failure)
  expect(await heard).toBe(failure)
  expect(stateOf('failing')).toBe('failed: cut off')
  const before = new PassThrough()
  before.destroy()
  run.span('before', () => before)
  expect(stateOf('before')).toBe('cancelled')
})

test('a failure of a stream that nobody handles is still thrown', () => {
  const stream = traced(() => new PassThrough())
  expect(() => stream.emit('error', new Error('unheard'))).toThrow('unheard')
  expect(stateOf('web')).toBe('failed: unheard')
})

test('a stream of another maker ends its span at once', () => {
  const foreign = { getReader: () => undefined, cancel: () => undefined, pipeThrough: () => undefined }
  Object.setPrototypeOf(foreign, ReadableStream.prototype)
  expect(traced(() => foreign)).toBe(foreign)
  expect(stateOf('web')).toBe('ok')
})
