import type { SpanRecord, SpanValue } from '@kymo/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { omit } from '../domain/omit.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { readSpan, type ReadSpan } from '../traces/read-span.ts'
import { TraceTallies, type TallyLimits } from './trace-tallies.ts'

const TRACE_ID = '1'.padStart(32, '0')
const ALWAYS: TallyLimits = { minKeptSpans: 0, maxKeptSpans: 1_000 }
const NEVER: TallyLimits = { minKeptSpans: Infinity, maxKeptSpans: 0 }
const START_MS = 1_795_000_000_000
const idOf = (id: number): string => id.toString(16).padStart(16, '0')

const call = (model: string, costUsd?: number): Record<string, SpanValue> => ({
  'gen_ai.operation.name': 'chat',
  'gen_ai.request.model': model,
  'gen_ai.usage.input_tokens': 3,
  ...(costUsd === undefined ? {} : { 'kymo.cost_usd': costUsd }),
})

const anySpan: fc.Arbitrary<ReadSpan> = fc
  .record({
    id: fc.integer({ min: 1, max: 5 }),
    parent: fc.option(fc.integer({ min: 1, max: 6 })),
    atMs: fc.nat(3),
    /** Mostly, all that is written of a span agrees about its place. */
    isOdd: fc.nat(5).map((number) => number === 0),
    forMs: fc.option(fc.nat(5)),
    isError: fc.boolean(),
    attributes: fc.constantFrom<Record<string, SpanValue>>(
      {},
      call('a', 0.1),
      call('a', 0.2),
      call('b', 0.7),
      call('b'),
      { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'c' },
      { 'kymo.step': 1, 'gen_ai.conversation.id': 'x' },
      { 'kymo.step': 2, 'kymo.cost_usd': 0.3 },
    ),
  })
  .map(({ id, parent: oddParent, atMs, isOdd, forMs, isError, attributes }) => {
    const parent = isOdd ? oddParent : id === 1 ? null : Math.floor(id / 2)
    const startNs = BigInt(START_MS + (isOdd ? atMs : id)) * 1_000_000n
    const record: SpanRecord = {
      traceId: TRACE_ID,
      spanId: idOf(id),
      parentSpanId: parent === null ? '' : idOf(parent),
      traceState: '',
      flags: 0,
      name: `span ${id}`,
      kind: 1,
      startNs,
      endNs: forMs === null ? 0n : startNs + BigInt(forMs) * 1_000_000n,
      attributes: Object.entries(attributes),
      droppedAttributes: 0,
      events: [],
      droppedEvents: 0,
      links: [],
      droppedLinks: 0,
      status: { code: isError ? 2 : 0, message: '' },
    }
    return readSpan(record, 0)!
  })

/** Some spans of a log in one commit. */
interface Commit {
  readonly logPath: string
  readonly spans: readonly ReadSpan[]
}

function index(commits: readonly Commit[], limits: TallyLimits): unknown {
  const { store } = openStore(':memory:')
  const tallies = new TraceTallies(store, limits)
  const logIds = new Map<string, number>()
  for (const { logPath, spans } of commits) {
    store.begin()
    let logId = logIds.get(logPath)
    if (logId === undefined) {
      logId = store.insertSpanLog({ logPath, runKey: 'r', projectKey: 'p', state: '' })
      logIds.set(logPath, logId)
    }
    const { id } = store.openTrace(logId, TRACE_ID)
    const open = tallies.open(store.findTraces('r', TRACE_ID))
    for (const span of spans) tallies.put(open, id, span)
    tallies.refresh(open)
    store.commit()
  }
  const answers = answersOf(store)
  store.close()
  return answers
}

function answersOf(store: Store): unknown {
  const parts = store.findTraces('r', TRACE_ID)
  const query = { runKey: 'r', order: 'start', isDescending: true, limit: 10 } as const
  return {
    parts: parts.map((part) => omit(part, 'id', 'logId')),
    calls: parts.map(({ id }) =>
      store
        .listCalls(id)
        .map(({ spanId }) => spanId)
        .toSorted(),
    ),
    models: store.sumModelCalls(query),
    sums: store.sumTraces(query, { fromMs: START_MS, widthMs: 1, count: 3 }),
    total: store.countTraces(query),
  }
}

/** Of which log the next commit is, and how many spans it has. */
const anyTurns = fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 2 })), {
  minLength: 6,
  maxLength: 20,
})
const anyLogs = fc.array(fc.array(anySpan, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 })

test('TraceTallies say the same, whatever the commits and the order of the logs, kept in memory or read again', () => {
  fc.assert(
    fc.property(anyLogs, anyTurns, (logs, turns) => {
      const whole = logs.map((spans, at): Commit => ({ logPath: `${at}`, spans }))
      const pieces = inTurns(whole, turns)
      const expected = index(whole, NEVER)
      expect(index(pieces, ALWAYS)).toEqual(expected)
      expect(index(pieces, NEVER)).toEqual(expected)
      expect(index(whole.toReversed(), ALWAYS)).toEqual(expected)
    }),
    { numRuns: 200 },
  )
}, 60_000)

/** The same logs, cut into commits that take turns. */
function inTurns(logs: readonly Commit[], turns: readonly (readonly [number, number])[]): Commit[] {
  const left = logs.map(({ spans }) => [...spans])
  const commits = turns.map(([log, count]): Commit => {
    const at = log % logs.length
    return { logPath: logs[at].logPath, spans: left[at].splice(0, count) }
  })
  const rest = logs.map(({ logPath }, at): Commit => ({ logPath, spans: left[at] }))
  return [...commits, ...rest].filter(({ spans }) => spans.length > 0)
}

test('TraceTallies keep no more spans than their limit, and say the same', () => {
  fc.assert(
    fc.property(anyLogs, (logs) => {
      const commits = logs.flatMap((spans, at): Commit[] =>
        spans.map((span) => ({ logPath: `${at}`, spans: [span] })),
      )
      expect(index(commits, { minKeptSpans: 2, maxKeptSpans: 3 })).toEqual(index(commits, NEVER))
    }),
    { numRuns: 50 },
  )
}, 60_000)
