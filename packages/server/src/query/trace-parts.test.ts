import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeTraceRequest, LogFramer, type SpanRecord, type SpanValue } from '@kymo/protocol'
import { createTempDir, writeRunFolder, type TempDir } from '@kymo/testkit'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunRef } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'
import type { TraceQuery } from './trace-answers.ts'

const RUN: RunRef = { entity: 'default', project: 'uncategorized', run: 'a1b2c3d4' }
const NEWEST: TraceQuery = { order: 'start', isDescending: true, limit: 100 }
const START_MS = 1_795_000_000_000
const TRACE_ID = '1'.padStart(32, '0')
const SPANS_PER_RECORD = 500

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
  readonly id: number
  readonly parent?: number
  readonly name?: string
  readonly atMs?: number
  /** null: it is open. */
  readonly forMs?: number | null
  readonly attributes?: Readonly<Record<string, SpanValue>>
}

function toSpan({ id, parent, name, atMs = 0, forMs = 10, attributes = {} }: SpanSpec): SpanRecord {
  const spanIdOf = (number: number): string => number.toString(16).padStart(16, '0')
  const startNs = BigInt(START_MS + atMs) * 1_000_000n
  return {
    traceId: TRACE_ID,
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
    status: { code: 0, message: '' },
  }
}

/** Writes one session of the run, and its spans. @returns path of the log of spans */
function writeSession(session: number, specs: readonly SpanSpec[]): string {
  const { path } = writeRunFolder(dir.path, { startedMs: START_MS + session * 60_000, exitCode: 0 })
  const framer = new LogFramer(0)
  const records: Buffer[] = []
  for (let from = 0; from < specs.length; from += SPANS_PER_RECORD) {
    const spans = specs.slice(from, from + SPANS_PER_RECORD).map(toSpan)
    const scopes = [{ name: 'lib', version: '', attributes: [], spans, schemaUrl: '' }]
    records.push(Buffer.from(framer.frame(encodeTraceRequest([{ resource: [], scopes, schemaUrl: '' }]))))
  }
  const spansPath = join(path, 'run-a1b2c3d4.spans')
  writeFileSync(spansPath, Buffer.concat(records))
  return spansPath
}

const call = (input: number, output: number, operation = 'chat'): Record<string, SpanValue> => ({
  'gen_ai.operation.name': operation,
  'gen_ai.request.model': 'big',
  'gen_ai.usage.input_tokens': input,
  'gen_ai.usage.output_tokens': output,
  'kymo.cost_usd': 0.5,
})

const FIRST_PART: readonly SpanSpec[] = [
  { id: 1, name: 'root', forMs: 50 },
  { id: 2, parent: 1, atMs: 1, attributes: call(100, 10) },
]
const SECOND_PART: readonly SpanSpec[] = [
  {
    id: 3,
    parent: 1,
    name: 'Elsewhere',
    atMs: 20,
    forMs: 100,
    attributes: { ...call(7, 1), 'kymo.input.value': 'needle' },
  },
  // Also delivered with the first part.
  { id: 2, parent: 1, atMs: 1, attributes: call(100, 10) },
]

const allAnswers = (): unknown => [
  plane.listTraces({ run: RUN }, NEWEST),
  plane.listTraces({ project: RUN }, NEWEST),
  plane.getTrace(RUN, TRACE_ID),
  plane.countTraces({ run: RUN }, {}, 3),
]

test.each([
  ['the first part comes first', [0, 1]],
  ['the first part comes last', [1, 0]],
])('a trace in two logs of a run is found and counted as one: %s', async (_, order) => {
  for (const session of order) {
    writeSession(session, session === 0 ? FIRST_PART : SECOND_PART)
    await plane.settle()
  }
  const found = (query: Partial<TraceQuery>): number | undefined =>
    plane.listTraces({ run: RUN }, { ...NEWEST, ...query })?.total
  const usage = { input: 107, output: 11, total: 118 }

  expect(plane.listTraces({ run: RUN }, NEWEST)).toMatchObject({
    total: 1,
    traces: [{ name: 'root', spanCount: 3, durationMs: 120, usage, costUsd: 1 }],
  })
  expect(found({ tokens: { min: 118, max: 118 } })).toBe(1)
  expect(found({ duration: { min: 120, max: 120 }, cost: { min: 1 } })).toBe(1)
  expect(found({ name: 'elsewhere' })).toBe(1)
  expect(found({ text: 'needle' })).toBe(1)
  expect(found({ text: 'root' })).toBe(1)
  expect(plane.countTraces({ run: RUN }, {}, 1)).toMatchObject({
    buckets: [{ traceCount: 1, inputTokens: 107, outputTokens: 11, costUsd: 1, p50Ms: 120 }],
    models: [{ callCount: 2, usage, costUsd: 1 }],
  })
})

test('a rebuilt index answers the same of a trace in two logs', async () => {
  writeSession(1, SECOND_PART)
  await plane.settle()
  writeSession(0, FIRST_PART)
  await plane.settle()
  const before = allAnswers()
  await plane.close()
  rmSync(dir.join('index.sqlite'))
  plane = open()
  await plane.settle()

  expect(allAnswers()).toEqual(before)
})

test('when one of two logs is deleted, what the other says is left', async () => {
  const spansPath = writeSession(1, SECOND_PART)
  writeSession(0, FIRST_PART)
  await plane.settle()
  rmSync(spansPath)
  await plane.settle()

  expect(plane.listTraces({ run: RUN }, NEWEST)).toMatchObject({
    total: 1,
    traces: [{ spanCount: 2, durationMs: 50, usage: { total: 110 } }],
  })
  expect(plane.countTraces({ run: RUN }, {}, 1)?.models).toMatchObject([
    { callCount: 1, usage: { total: 110 } },
  ])
})

test('a log of spans that is deleted while nobody looks is not shown afterwards', async () => {
  const spansPath = writeSession(0, FIRST_PART)
  await plane.settle()
  expect(plane.listTraces({ run: RUN }, NEWEST)?.total).toBe(1)
  await plane.close()
  rmSync(spansPath)
  plane = open()
  await plane.settle()

  expect(plane.listTraces({ run: RUN }, NEWEST)?.total).toBe(0)
})

test('what an agent or an outer call repeats of its calls is counted once by model', async () => {
  writeSession(0, [
    { id: 1, attributes: call(100, 10, 'invoke_agent') },
    { id: 2, parent: 1, attributes: call(100, 10) },
    { id: 3, parent: 2 },
    { id: 4, parent: 3, atMs: 1, attributes: call(100, 10) },
    // An agent that names its model, and says nothing that it cost.
    { id: 5, attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.request.model': 'big' } },
  ])
  await plane.settle()
  const statistics = plane.countTraces({ run: RUN }, {}, 1)

  expect(statistics?.buckets).toMatchObject([{ inputTokens: 100, outputTokens: 10, costUsd: 0.5 }])
  expect(statistics?.models).toMatchObject([
    { model: 'big', callCount: 1, usage: { input: 100, output: 10, total: 110 }, costUsd: 0.5 },
  ])
})

test('of a trace with more spans than are shown, all are counted and the rest is said to be left out', async () => {
  const spans = Array.from({ length: 50_200 }, (_, index): SpanSpec => ({
    id: index + 1,
    ...(index === 0 ? {} : { parent: 1 }),
    atMs: index,
    forMs: index === 50_199 ? null : 10,
  }))
  writeSession(0, spans)
  await plane.settle()
  const detail = plane.getTrace(RUN, TRACE_ID)

  expect(detail?.spans).toHaveLength(50_000)
  expect(detail?.omitted).toBe(200)
  expect(detail?.trace).toMatchObject({ spanCount: 50_200, openCount: 1 })
  expect(detail?.trace.durationMs).toBeCloseTo(50_208, 2)
}, 60_000)

const anySpan = fc.record(
  {
    id: fc.integer({ min: 1, max: 8 }),
    parent: fc.integer({ min: 1, max: 9 }),
    atMs: fc.nat(3),
    forMs: fc.option(fc.nat(50)),
    attributes: fc.constantFrom({}, call(3, 1), call(5, 2, 'invoke_agent'), call(1, 0, 'embeddings')),
  },
  { requiredKeys: ['id'] },
)

test('however two logs grow, whatever parents say: the answers of a new index, and models add up to their traces', async () => {
  const session = fc.array(anySpan, { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(session, session, fc.nat(12), async (first, second, cut) => {
      writeSession(0, first.slice(0, cut))
      writeSession(1, second.slice(0, cut))
      await plane.settle()
      writeSession(1, second)
      await plane.settle()
      writeSession(0, first)
      await plane.settle()
      const before = allAnswers()
      const trace = plane.getTrace(RUN, TRACE_ID)?.trace
      const models = plane.countTraces({ run: RUN }, {}, 1)?.models ?? []
      expect(models.reduce((sum, { usage }) => sum + (usage.total ?? 0), 0)).toBe(trace?.usage.total ?? 0)
      expect(trace?.spanCount ?? 0).toBe(new Set([...first, ...second].map(({ id }) => id)).size)
      await plane.close()
      rmSync(dir.join('index.sqlite'))
      plane = open()
      await plane.settle()
      expect(allAnswers()).toEqual(before)
    }),
    { numRuns: 40 },
  )
}, 60_000)
