import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  encodeTraceRequest,
  LogFramer,
  type SpanAttribute,
  type SpanRecord,
  type SpanValue,
} from '@kymo/protocol'
import { createTempDir, writeRunFolder, type TempDir } from '@kymo/testkit'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunRef } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'
import { parentsFirst, type TraceQuery } from './trace-answers.ts'

const RUN: RunRef = { entity: 'default', project: 'uncategorized', run: 'a1b2c3d4' }
const NEWEST: TraceQuery = { order: 'start', isDescending: true, limit: 100 }
const START_MS = 1_795_000_000_000

let dir: TempDir
let plane: DataPlane
beforeEach(() => {
  dir = createTempDir()
  plane = open()
})
afterEach(async () => {
  await plane.close()
  dir.remove()
})

function open(): DataPlane {
  return openDataPlane({ runsDir: dir.path, indexPath: dir.join('index.sqlite'), layout: 'plain' })
}

interface SpanSpec {
  readonly trace?: number
  readonly id: number
  readonly parent?: number
  readonly name?: string
  readonly atMs?: number
  /** null: it is open. */
  readonly forMs?: number | null
  readonly attributes?: Readonly<Record<string, SpanValue>>
  readonly isError?: boolean
}

const traceIdOf = (trace = 1): string => trace.toString(16).padStart(32, '0')
const spanIdOf = (id: number): string => id.toString(16).padStart(16, '0')

function toSpan({
  trace,
  id,
  parent,
  name,
  atMs = 0,
  forMs = 10,
  attributes = {},
  isError,
}: SpanSpec): SpanRecord {
  const startNs = BigInt(START_MS + atMs) * 1_000_000n
  return {
    traceId: traceIdOf(trace),
    spanId: spanIdOf(id),
    parentSpanId: parent === undefined ? '' : spanIdOf(parent),
    traceState: '',
    flags: 0,
    name: name ?? `span ${id}`,
    kind: 1,
    startNs,
    endNs: forMs === null ? 0n : startNs + BigInt(forMs) * 1_000_000n,
    attributes: Object.entries(attributes),
    droppedAttributes: 0,
    events: [],
    droppedEvents: 0,
    links: [],
    droppedLinks: 0,
    status: { code: isError === true ? 2 : forMs === null ? 0 : 1, message: isError === true ? 'no' : '' },
  }
}

class SpanFile {
  readonly path: string
  #framer = new LogFramer(0)

  constructor(runPath: string) {
    this.path = join(runPath, 'run-a1b2c3d4.spans')
    const resource: SpanAttribute[] = [['service.name', 'test']]
    writeFileSync(
      this.path,
      this.#framer.frame(encodeTraceRequest([{ resource, scopes: [], schemaUrl: '' }])),
    )
  }

  add(...specs: readonly SpanSpec[]): this {
    for (const spec of specs) {
      const scope = { name: 'lib', version: '2', attributes: [], spans: [toSpan(spec)], schemaUrl: '' }
      appendFileSync(
        this.path,
        this.#framer.frame(encodeTraceRequest([{ resource: [], scopes: [scope], schemaUrl: '' }])),
      )
    }
    return this
  }
}

function makeRun(options: { exitCode?: number } = { exitCode: 0 }): SpanFile {
  return new SpanFile(writeRunFolder(dir.path, { rowCount: 3, ...options }).path)
}

const llm = (input: number, output: number, cost?: number): Record<string, SpanValue> => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.request.model': 'big',
  'gen_ai.usage.input_tokens': input,
  'gen_ai.usage.output_tokens': output,
  ...(cost === undefined ? {} : { 'kymo.cost_usd': cost }),
})

test('a list says of each trace what its spans add up to', async () => {
  makeRun().add(
    {
      id: 1,
      name: 'agent',
      forMs: null,
      attributes: { 'kymo.step': 7, 'kymo.input.value': 'why is the sky blue?' },
    },
    { id: 2, parent: 1, atMs: 1, forMs: 20, attributes: llm(100, 10, 0.25) },
    { id: 3, parent: 1, atMs: 30, forMs: 5, isError: true },
    {
      id: 1,
      name: 'agent',
      forMs: 40,
      attributes: { ...llm(100, 10, 0.25), 'gen_ai.operation.name': 'invoke_agent', 'kymo.step': 7 },
    },
    { trace: 2, id: 4, name: 'later', atMs: 100, forMs: null },
  )
  await plane.settle()
  const list = plane.listTraces({ run: RUN }, NEWEST)

  expect(list?.total).toBe(2)
  expect(list?.traces[0]).toMatchObject({ name: 'later', status: 'open', openCount: 1, durationMs: 0 })
  expect(list?.traces[1]).toEqual({
    ...RUN,
    traceId: traceIdOf(),
    name: 'agent',
    rootSpanId: spanIdOf(1),
    operation: 'agent',
    status: 'ok',
    startMs: START_MS,
    durationMs: 40,
    spanCount: 3,
    errorCount: 1,
    openCount: 0,
    usage: { input: 100, output: 10, total: 110 },
    costUsd: 0.25,
    models: ['big'],
    step: 7,
  })
})

test('filters, orders and pages', async () => {
  const file = makeRun()
  for (let trace = 1; trace <= 30; trace += 1)
    file.add({
      trace,
      id: trace,
      name: trace % 2 === 0 ? 'Even one' : 'odd',
      atMs: trace * 10,
      forMs: trace,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': trace > 20 ? 'Big-Model' : 'small',
        'gen_ai.usage.input_tokens': trace,
        'kymo.step': trace % 5,
        'gen_ai.conversation.id': trace % 3 === 0 ? 'talk' : 'other',
        'kymo.input.value': `needle${trace} %_\\'`,
      },
      isError: trace === 13,
    })
  await plane.settle()
  const ids = (query: Partial<TraceQuery>): number[] =>
    (plane.listTraces({ run: RUN }, { ...NEWEST, ...query })?.traces ?? []).map(({ traceId }) =>
      Number(`0x${traceId}`),
    )

  expect(ids({ name: 'even' })).toHaveLength(15)
  expect(ids({ status: 'error' })).toEqual([13])
  expect(ids({ text: "needle7 %_\\'" })).toEqual([7])
  expect(ids({ text: 'needle%' })).toEqual([])
  expect(ids({ model: 'big-' })).toHaveLength(10)
  expect(ids({ step: 4, thread: 'talk' })).toEqual([24, 9])
  expect(ids({ duration: { min: 28 } })).toEqual([30, 29, 28])
  expect(ids({ tokens: { max: 2 } })).toEqual([2, 1])
  expect(ids({ cost: { min: 0 } })).toEqual([])
  expect(ids({ start: { min: START_MS + 295 } })).toEqual([30])
  expect(ids({ operation: 'llm', order: 'tokens', isDescending: false, limit: 3 })).toEqual([1, 2, 3])
  const paged: string[] = []
  let cursor: string | undefined
  do {
    const page = plane.listTraces(
      { run: RUN },
      { ...NEWEST, limit: 7, ...(cursor === undefined ? {} : { cursor }) },
    )
    expect(page?.total).toBe(30)
    paged.push(...(page?.traces ?? []).map(({ traceId }) => traceId))
    cursor = page?.nextCursor
  } while (cursor !== undefined)
  expect(paged).toEqual(Array.from({ length: 30 }, (_, index) => traceIdOf(30 - index)))
  expect(() => plane.listTraces({ run: RUN }, { ...NEWEST, cursor: 'nonsense' })).toThrow(RangeError)
})

test('a trace is a list of spans with parents first, and a span shows all that its record says', async () => {
  makeRun().add(
    { id: 2, parent: 1, atMs: 5 },
    { id: 1, name: 'root', atMs: 6 },
    {
      id: 3,
      parent: 9,
      atMs: 1,
      attributes: {
        ...llm(1, 2),
        'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"hi"}]}]',
        ['__proto__']: 'data',
      },
    },
  )
  await plane.settle()
  const detail = plane.getTrace(RUN, traceIdOf())
  const span = await plane.getSpan(RUN, traceIdOf(), spanIdOf(3))

  expect(detail?.spans.map(({ spanId }) => Number(spanId))).toEqual([3, 1, 2])
  expect(detail?.spans[0]).toMatchObject({
    parentId: spanIdOf(9),
    operation: 'llm',
    model: 'big',
    durationMs: 10,
  })
  expect(span).toMatchObject({
    scope: 'lib@2',
    kind: 'internal',
    resource: [['service.name', 'test']],
    inputMessages: [{ role: 'user', parts: [{ type: 'text', text: 'hi' }] }],
  })
  expect(span?.attributes).toContainEqual(['__proto__', 'data'])
  expect(plane.getTrace(RUN, traceIdOf(5))).toBeUndefined()
  expect(await plane.getSpan(RUN, traceIdOf(), spanIdOf(77))).toBeUndefined()
  expect(plane.getTrace({ ...RUN, run: 'nobody' }, traceIdOf())).toBeUndefined()
})

test('a rebuilt index answers the same, and what is delivered twice counts once', async () => {
  const specs: SpanSpec[] = Array.from({ length: 300 }, (_, index) => ({
    trace: (index % 7) + 1,
    id: index + 1,
    ...(index < 7 ? {} : { parent: (index % 7) + 1 }),
    atMs: index,
    attributes: llm(index, 1, 0.001),
  }))
  const file = makeRun()
  for (const spec of specs) {
    file.add({ ...spec, forMs: null })
    if (spec.id % 50 === 0) await plane.settle()
  }
  file.add(...specs, ...specs.map((spec) => ({ ...spec, forMs: null })), ...specs)
  await plane.settle()
  const answers = (): unknown => [
    plane.listTraces({ run: RUN }, NEWEST),
    plane.listTraces({ project: RUN }, NEWEST),
    Array.from({ length: 7 }, (_, index) => plane.getTrace(RUN, traceIdOf(index + 1))),
    plane.countTraces({ run: RUN }, {}, 10),
  ]
  const before = answers()
  expect(plane.listTraces({ run: RUN }, NEWEST)?.traces.map(({ spanCount }) => spanCount)).toEqual(
    [42, 43, 43, 43, 43, 43, 43].toSorted((a, b) => a - b),
  )
  await plane.close()
  rmSync(dir.join('index.sqlite'))
  plane = open()
  await plane.settle()

  expect(answers()).toEqual(before)
  expect(existsSync(dir.join('index.sqlite'))).toBe(true)
})

test('a log that is cut off, replaced, damaged or deleted leaves nothing behind that it does not say', async () => {
  const file = makeRun({})
  file.add({ id: 1 }, { trace: 2, id: 2, atMs: 1 })
  const bytes = readFileSync(file.path)
  writeFileSync(file.path, bytes.subarray(0, bytes.length - 3))
  await plane.settle()
  const names = (): string[] => (plane.listTraces({ run: RUN }, NEWEST)?.traces ?? []).map(({ name }) => name)
  expect(names()).toEqual(['span 1'])

  writeFileSync(file.path, bytes)
  await plane.settle()
  expect(names()).toEqual(['span 2', 'span 1'])

  const other = makeOther()
  writeFileSync(file.path, other)
  await plane.settle()
  expect(names()).toEqual(['other'])

  writeFileSync(file.path, Buffer.alloc(other.length, 7))
  await plane.settle()
  expect(names()).toEqual([])
  rmSync(file.path)
  await plane.settle()
  expect(plane.listTraces({ run: RUN }, NEWEST)?.total).toBe(0)
})

function makeOther(): Buffer {
  const framer = new LogFramer(0)
  const span = toSpan({ id: 8, name: 'other' })
  const scopes = [{ name: 'x', version: '', attributes: [], spans: [span], schemaUrl: '' }]
  return Buffer.from(framer.frame(encodeTraceRequest([{ resource: [], scopes, schemaUrl: '' }])))
}

test('statistics add up, by time and by model', async () => {
  const file = makeRun()
  for (let index = 0; index < 100; index += 1)
    file.add({
      trace: index + 1,
      id: index + 1,
      atMs: index * 10,
      forMs: index + 1,
      attributes: llm(10, index < 50 ? 1 : 3, 0.01),
      isError: index === 99,
    })
  await plane.settle()
  const statistics = plane.countTraces({ run: RUN }, {}, 2)

  expect(statistics?.buckets).toMatchObject([
    {
      startMs: START_MS,
      traceCount: 50,
      errorCount: 0,
      inputTokens: 500,
      outputTokens: 50,
      p50Ms: 25,
      p95Ms: 48,
    },
    { traceCount: 50, errorCount: 1, inputTokens: 500, outputTokens: 150, p50Ms: 75, p95Ms: 98 },
  ])
  expect(statistics?.models).toMatchObject([
    {
      model: 'big',
      callCount: 100,
      errorCount: 1,
      p50Ms: 50,
      p95Ms: 95,
      usage: { input: 1000, output: 200 },
    },
  ])
  expect(statistics?.models[0]?.costUsd).toBeCloseTo(1)
})

test('parents come before their children whatever the clocks and the parents say', () => {
  const span = fc.record({ spanId: fc.nat(9).map(String), parentId: fc.nat(9).map(String) })
  fc.assert(
    fc.property(fc.uniqueArray(span, { selector: ({ spanId }) => spanId }), (spans) => {
      const sorted = parentsFirst(spans)
      expect(new Set(sorted)).toEqual(new Set(spans))
      const isInCircle = (start: string): boolean => {
        const seen = new Set<string>()
        let next: string | undefined = start
        while (next !== undefined && !seen.has(next)) {
          seen.add(next)
          next = spans.find(({ spanId }) => spanId === next)?.parentId
        }
        return next !== undefined
      }
      for (const [index, { parentId, spanId }] of sorted.entries()) {
        const parentIndex = sorted.findIndex((one) => one.spanId === parentId)
        if (!isInCircle(spanId)) expect(parentIndex).toBeLessThan(index)
      }
    }),
  )
})
