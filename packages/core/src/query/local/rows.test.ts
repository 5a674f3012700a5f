import { mkdirSync, writeFileSync } from 'node:fs'
import { encodeRecord, HistoryEncoder, LogFramer, type RecordInit } from '@kymo/protocol'
import { createTempDir, type TempDir } from '@kymo/testkit'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Api } from '../api.ts'
import type { HistoryRow } from '../run-source.ts'
import { RowSampler } from './row-sampler.ts'

let dir: TempDir

beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

type Row = readonly [step: number, metrics: Record<string, unknown>]

interface LogOptions {
  readonly second?: number
  readonly id?: string
  readonly run?: NonNullable<RecordInit['run']>
  readonly exitCode?: number
}

function writeLog(
  rows: readonly Row[],
  { second = 0, id = 'abc', run = {}, exitCode }: LogOptions = {},
): void {
  const framer = new LogFramer(0)
  const history = new HistoryEncoder()
  const parts: Uint8Array[] = []
  const add = (payload: Uint8Array): void => void parts.push(Uint8Array.from(framer.frame(payload)))
  const startS = 1_790_000_000 + second
  add(encodeRecord({ run: { runId: id, project: 'p', startTime: { seconds: startS, nanos: 0 }, ...run } }))
  for (const [i, [step, metrics]] of rows.entries()) {
    add(history.encode({ num: i, step, metrics, timestampMs: (startS + i) * 1000, runtimeMs: i * 1000 }))
  }
  if (exitCode !== undefined) add(encodeRecord({ exit: { exitCode, runtime: 9 } }))
  const folder = dir.join(`run-20261123_10000${second}-${id}`)
  mkdirSync(folder)
  writeFileSync(`${folder}/run-${id}.wandb`, Buffer.concat(parts))
}

async function historyOf(query = {}): Promise<HistoryRow[]> {
  const run = await new Api({ dir: dir.path }).run('p/abc')
  const rows: HistoryRow[] = []
  for await (const row of run.history(query)) rows.push(row)
  return rows
}

test('rows of one step are one row, and come ascending by step however they were logged', async () => {
  writeLog([
    [5, { loss: 5 }],
    [1, { loss: 1 }],
    [1, { accuracy: 0.5, loss: 2 }],
  ])

  expect(await historyOf()).toMatchObject([
    { _step: 1, loss: 2, accuracy: 0.5 },
    { _step: 5, loss: 5 },
  ])
})

test('a later session wins at a step; another writer has a row of its own', async () => {
  writeLog([
    [0, { loss: 1 }],
    [1, { loss: 2, old: 1 }],
  ])
  writeLog([[1, { loss: 3 }]], { second: 5 })
  writeLog([[1, { loss: 9 }]], { second: 7, run: { kymoShared: true, kymoWriter: 'gpu-1' } })

  const rows = await historyOf()

  expect(rows.map(({ _step, _writer, loss, old }) => [_step, _writer, loss, old])).toEqual([
    [0, undefined, 1, undefined],
    [1, undefined, 3, 1],
    [1, 'gpu-1', 9, undefined],
  ])
})

test('any order of steps over any sessions gives what last-write-wins gives', async () => {
  const session = fc.array(fc.tuple(fc.nat(20), fc.record({ a: fc.integer(), b: fc.integer() })), {
    maxLength: 30,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(session, { minLength: 1, maxLength: 3 }), async (sessions) => {
      dir.remove()
      dir = createTempDir()
      const expected = new Map<number, Record<string, unknown>>()
      for (const [second, rows] of sessions.entries()) {
        writeLog(rows, { second })
        for (const [step, metrics] of rows) expected.set(step, { ...expected.get(step), ...metrics })
      }

      const rows = await historyOf()

      expect(rows.map(({ _step, a, b }) => ({ _step, a, b }))).toEqual(
        [...expected].toSorted(([x], [y]) => x - y).map(([_step, values]) => ({ _step, ...values })),
      )
    }),
    { numRuns: 30 },
  )
})

test('keys and steps choose rows; values that are not numbers come as they were logged', async () => {
  writeLog([
    [0, { loss: Number.NaN, note: 'NaN' }],
    [1, { other: 1 }],
    [2, { loss: 2, nested: { x: 1 } }],
    [3, { loss: 3 }],
  ])

  expect(await historyOf({ keys: ['loss', 'note'], toStep: 3 })).toMatchObject([
    { _step: 0, loss: Number.NaN, note: 'NaN' },
    { _step: 2, loss: 2 },
  ])
  expect(await historyOf({ keys: ['nested.x'] })).toMatchObject([{ _step: 2, 'nested.x': 1 }])
})

test('runs are found by filter, in order; an unknown one is an error with its name', async () => {
  writeLog([[0, { loss: 3 }]], { id: 'a', exitCode: 0 })
  writeLog([[0, { loss: 1 }]], { id: 'b', second: 1, exitCode: 1 })
  writeLog([[0, { loss: 2 }]], { id: 'c', second: 2, exitCode: 0 })
  const api = new Api({ dir: dir.path })
  const ids: string[] = []

  for await (const { id } of api.runs('p', { filters: { state: 'finished' }, order: 'summary_metrics.loss' }))
    ids.push(id)

  expect(ids).toEqual(['c', 'a'])
  await expect(api.run('p/none')).rejects.toThrow(/default\/p\/none/)
  expect(await api.projects()).toMatchObject([{ entity: 'default', project: 'p', runCount: 3 }])
})

test('files are listed and read, and none from outside', async () => {
  writeLog([[0, { loss: 1 }]])
  mkdirSync(dir.join('run-20261123_100000-abc/files/sub'), { recursive: true })
  writeFileSync(dir.join('run-20261123_100000-abc/files/sub/a.txt'), 'hello')
  writeFileSync(dir.join('secret'), 'no')
  const run = await new Api({ dir: dir.path }).run('p/abc')
  const paths: string[] = []
  for await (const { path } of run.files()) paths.push(path)

  expect(paths).toEqual(['sub/a.txt'])
  expect(Buffer.from(await run.file('sub/a.txt').bytes()).toString()).toBe('hello')
  await expect(run.file('../../secret').bytes()).rejects.toThrow(/Cannot find the file/)
})

test('RowSampler keeps the first and the last and never more than asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 2, max: 50 }), (length, count) => {
      const sampler = new RowSampler<number>(count)
      for (let i = 0; i < length; i++) sampler.add(i)
      const rows = sampler.rows()

      expect(rows.length).toBe(Math.min(length, count))
      expect([rows[0], rows.at(-1)]).toEqual([0, length - 1])
      expect(rows).toEqual(rows.toSorted((a, b) => a - b))
      // Evenly: no gap is more than twice what it would be at best, and a stride.
      const gaps = rows.slice(1).map((row, i) => row - rows[i])
      expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(Math.ceil(((length - 1) / (count - 1)) * 2) + 1)
    }),
  )
})
