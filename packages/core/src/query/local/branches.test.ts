import { createTempDir, writeRunFolder, type TempDir } from '@kymo/testkit'
import type { RecordInit } from '@kymo/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Api } from '../api.ts'

const START_MS = 1_700_000_000_000
let dir: TempDir
let sessionCount = 0

beforeEach(() => {
  dir = createTempDir()
  sessionCount = 0
})
afterEach(() => dir.remove())

interface SessionOptions {
  readonly id?: string
  readonly from?: number
  readonly to: number
  /** Of this session: tells its values from those of others. */
  readonly mark: string
  readonly rewindTo?: number
  readonly fork?: readonly [run: string, step: number]
  readonly records?: readonly RecordInit[]
  readonly exitCode?: number
}

/** Rows from `from` to `to`, each with `step` and `mark/…`; the sessions of a test are 100 s apart. */
function session(options: SessionOptions): void {
  const { id = 'r1', from = 0, to, mark, rewindTo, fork, records = [], exitCode = 0 } = options
  const startedMs = START_MS + 100_000 * sessionCount++
  const branch = rewindTo === undefined ? fork : ([id, rewindTo] as const)
  const run: RecordInit = {
    run: {
      runId: id,
      project: 'p',
      displayName: id,
      startTime: { seconds: startedMs / 1000, nanos: 0 },
      ...(fork === undefined ? (rewindTo === undefined ? {} : { resumed: true }) : { forked: true }),
      ...(branch === undefined ? {} : { branchPoint: { run: branch[0], metric: '_step', value: branch[1] } }),
      ...(branch === undefined ? {} : { startingStep: from }),
    },
  }
  writeRunFolder(dir.path, {
    id,
    project: 'p',
    startedMs,
    rowCount: to - from + 1,
    step: (row) => from + row,
    metrics: (row) => ({ at: from + row, [mark]: 1 }),
    first: [run],
    records,
    exitCode,
  })
}

async function read(id = 'r1', query = {}): Promise<string[]> {
  const run = await new Api({ dir: dir.path }).run(`p/${id}`)
  const rows: string[] = []
  for await (const row of run.history(query))
    rows.push(
      `${row['_step']}${Object.keys(row)
        .filter((key) => /^[a-z]$/.test(key))
        .join('')}`,
    )
  return rows
}

test('a rewind hides the later steps of the sessions before it, and nothing of those after', async () => {
  session({ to: 4, mark: 'a' })
  session({ from: 3, to: 5, mark: 'b', rewindTo: 2 })
  session({ from: 6, to: 7, mark: 'c' })

  expect(await read()).toEqual(['0a', '1a', '2a', '3b', '4b', '5b', '6c', '7c'])
})

test('of two rewinds the earlier step counts for the sessions before both', async () => {
  session({ to: 9, mark: 'a' })
  session({ from: 6, to: 9, mark: 'b', rewindTo: 5 })
  session({ from: 3, to: 4, mark: 'c', rewindTo: 2 })

  expect(await read()).toEqual(['0a', '1a', '2a', '3c', '4c'])
})

test('what was taken back is in no sample, summary, last step or count', async () => {
  const records: RecordInit[] = [
    { summary: { update: [{ key: 'best', valueJson: '9' }], kymoExplicit: true } },
    { summary: { update: [{ nestedKey: ['at'], valueJson: '9' }] } },
  ]
  session({ to: 9, mark: 'a', records })
  session({ from: 3, to: 3, mark: 'b', rewindTo: 2 })

  const run = await new Api({ dir: dir.path }).run('p/r1')
  const samples = await run.sampledHistory({ count: 100 })

  expect(run.summary).toEqual({ a: 1, b: 1, at: 3 })
  expect({ lastStep: run.lastStep, steps: samples.map((row) => row['_step']) }).toEqual({
    lastStep: 3,
    steps: [0, 1, 2, 3],
  })
})

test('a fork has the rows of the other run up to its step in front of its own', async () => {
  session({ to: 9, mark: 'a' })
  session({ id: 'f1', from: 4, to: 5, mark: 'b', fork: ['r1', 3] })

  expect(await read('f1')).toEqual(['0a', '1a', '2a', '3a', '4b', '5b'])
  expect(await read('f1', { fromStep: 2, toStep: 5 })).toEqual(['2a', '3a', '4b'])
  expect(await read('r1')).toHaveLength(10)
})

test('a fork of a fork goes back to the first run, and shows what a rewind has made of that', async () => {
  session({ to: 9, mark: 'a' })
  session({ id: 'f1', from: 6, to: 9, mark: 'b', fork: ['r1', 5] })
  session({ id: 'f2', from: 8, to: 8, mark: 'c', fork: ['f1', 7] })
  session({ id: 'f1', from: 2, to: 2, mark: 'd', rewindTo: 1 })

  expect(await read('f2')).toEqual(['0a', '1a', '2d', '8c'])
  expect(await read('f1')).toEqual(['0a', '1a', '2d'])
})

test('forks in a circle, of themselves and of runs that are gone have their own rows', async () => {
  session({ id: 'x', from: 5, to: 5, mark: 'a', fork: ['y', 4] })
  session({ id: 'y', from: 3, to: 4, mark: 'b', fork: ['x', 9] })
  session({ id: 'z', from: 1, to: 1, mark: 'c', fork: ['z', 0] })
  session({ id: 'o', from: 1, to: 1, mark: 'd', fork: ['gone', 0] })

  expect(await read('x')).toEqual(['3b', '4b', '5a'])
  expect(await read('z')).toEqual(['1c'])
  expect(await read('o')).toEqual(['1d'])
})

test.each([
  { exitCode: 0, state: 'finished' },
  { exitCode: 143, state: 'preempted' },
  { exitCode: 1, state: 'preempted' },
])('a run that was marked and ended with $exitCode is $state', async ({ exitCode, state }) => {
  session({ to: 1, mark: 'a', records: [{ preempting: {} }], exitCode })

  expect((await new Api({ dir: dir.path }).run('p/r1')).state).toBe(state)
})
