import { Api } from '@kymo/core'
import type { RecordInit } from '@kymo/protocol'
import { startServer } from '@kymo/server'
import { createTempDir, writeRunFolder } from '@kymo/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'

/** Sessions, rewinds and forks in every order: a folder that is read without a server is what a server makes of it. */

const RUNS = ['a', 'b', 'c'] as const
const START_MS = 1_700_000_000_000

interface Session {
  readonly run: (typeof RUNS)[number]
  readonly origin: 'begin' | 'resume' | 'rewind' | { readonly fork: (typeof RUNS)[number] }
  readonly branchStep: number
  readonly from: number
  readonly rowCount: number
  readonly pins: boolean
  readonly exitCode: number | undefined
}

const sessions = fc.array(
  fc.record<Session>({
    run: fc.constantFrom(...RUNS),
    origin: fc.oneof(
      fc.constantFrom('begin' as const, 'resume' as const, 'rewind' as const),
      fc.record({ fork: fc.constantFrom(...RUNS) }),
    ),
    branchStep: fc.integer({ min: 0, max: 12 }),
    from: fc.integer({ min: 0, max: 10 }),
    rowCount: fc.integer({ min: 0, max: 8 }),
    pins: fc.boolean(),
    exitCode: fc.constantFrom(undefined, 0, 1, 143),
  }),
  { minLength: 1, maxLength: 5 },
)

function runRecord({ run, origin, branchStep, from }: Session, startedMs: number): RecordInit {
  const fork = typeof origin === 'object' ? origin.fork : undefined
  const branch = fork ?? (origin === 'rewind' ? run : undefined)
  return {
    run: {
      runId: run,
      entity: 'default',
      project: 'p',
      displayName: run,
      startTime: { seconds: startedMs / 1000, nanos: 0 },
      ...(origin === 'resume' || origin === 'rewind' ? { resumed: true } : {}),
      ...(fork === undefined ? {} : { forked: true }),
      ...(branch === undefined ? {} : { branchPoint: { run: branch, metric: '_step', value: branchStep } }),
      ...(origin === 'begin' ? {} : { startingStep: from }),
    },
  }
}

function write(dir: string, all: readonly Session[]): void {
  for (const [index, session] of all.entries()) {
    const startedMs = START_MS + index * 100_000
    writeRunFolder(dir, {
      id: session.run,
      startedMs,
      first: [runRecord(session, startedMs)],
      rowCount: session.rowCount,
      step: (row) => session.from + row,
      metrics: (row) => ({ [`m${index % 2}`]: index * 100 + row, note: `s${index} r${row}` }),
      records: session.pins
        ? [{ summary: { update: [{ key: 'pin', valueJson: String(index) }], kymoExplicit: true } }]
        : [],
      ...(session.exitCode === undefined ? {} : { exitCode: session.exitCode }),
    })
  }
}

async function readAll(api: Api): Promise<unknown[]> {
  const found: unknown[] = []
  for await (const run of api.runs('p', { order: 'name' })) {
    const rows: unknown[] = []
    // Two rows of a step have two times.
    for await (const { _timestamp, ...row } of run.history()) rows.push(row)
    const { id, state, lastStep, exitCode, summary } = run
    found.push({ id, state, lastStep, exitCode, rows, summary: { ...summary } })
  }
  return found
}

test('a folder and a server tell the same of every run', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(sessions, async (all) => {
      const dir = createTempDir()
      write(dir.path, all)
      const server = await startServer({ mode: 'ui', dir: dir.path, port: 0 })
      try {
        await server.settle()
        const fromServer = await readAll(new Api({ baseUrl: server.url }))

        expect(await readAll(new Api({ dir: dir.path }))).toEqual(fromServer)
      } finally {
        await server.close()
        dir.remove()
      }
    }),
    { numRuns: Number(process.env['KYMO_TEST_RUNS'] ?? 40) },
  )
})
