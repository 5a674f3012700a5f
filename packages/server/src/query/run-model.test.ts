import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createTempDir, type TempDir } from '@kymo/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LogBuilder, STARTED_MS } from '../../test/log-builder.ts'
import type { BucketSeries, PointPage, RunRef } from '../api/types.ts'
import type { HistoryPage, ValuePage } from '../api/value-types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'

/** Runs of several writers and sessions, rewound and forked in every way, against the few lines that say what is meant. */

const RUNS = ['a', 'b', 'c'] as const
const END = Number.MAX_SAFE_INTEGER

interface Branch {
  readonly run: string
  readonly step: number
}

interface Session {
  readonly run: string
  readonly writer: string
  readonly branch: Branch | undefined
  readonly stretches: readonly { readonly start: number; readonly stride: number; readonly count: number }[]
}

/** Ascending, but for where one begins before the end of the other. */
const stretchLists = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 60 }),
    stride: fc.integer({ min: 1, max: 3 }),
    // Some are longer than a chunk.
    count: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }) },
      { weight: 1, arbitrary: fc.integer({ min: 4_800, max: 5_000 }) },
    ),
  }),
  { maxLength: 2 },
)

interface Row {
  readonly step: number
  readonly value: number | string
}

function rowsOf({ stretches }: Session): Row[] {
  return stretches.flatMap(({ start, stride, count }, part) =>
    Array.from({ length: count }, (_, i) => ({
      step: start + i * stride,
      value: i % 7 === 3 ? `text ${part} ${i}` : Math.sin(i) * (part + 1),
    })),
  )
}

const branches = fc.option(
  fc.record({
    run: fc.constantFrom(...RUNS),
    step: fc.oneof(
      fc.integer({ min: -1, max: 120 }),
      fc.constantFrom(4_095, 4_096, 4_200),
      fc.constant(20.5),
    ),
  }),
  { nil: undefined, freq: 2 },
)

/** In order of their start. */
const sessionLists: fc.Arbitrary<Session[]> = fc.array(
  fc.record({
    run: fc.constantFrom(...RUNS),
    writer: fc.constantFrom('', 'w1', 'w2'),
    branch: branches,
    stretches: stretchLists,
  }),
  { minLength: 1, maxLength: 6 },
)

interface Cell {
  readonly writer: string
  readonly step: number
  readonly key: string
  readonly value: number | string
}

/** What the rows of a run are. */
function cellsOf(sessions: readonly Session[], run: string, ancestors: readonly string[] = []): Cell[] {
  const own = sessions.filter((session) => session.run === run)
  if (own.length === 0) return []
  let cells: Cell[] = []
  const fork = own.map(({ branch }) => branch).find((branch) => branch !== undefined && branch.run !== run)
  if (fork !== undefined && ![...ancestors, run].includes(fork.run)) {
    cells = cellsOf(sessions, fork.run, [...ancestors, run]).filter(({ step }) => step <= fork.step)
    const before = writersOf(sessions, fork.run, [...ancestors, run])
    const after = new Set(own.map(({ writer }) => writer))
    if (before.size <= 1 && after.size <= 1) cells = cells.map((cell) => ({ ...cell, writer: own[0].writer }))
  }
  for (const session of own) {
    const { writer, branch } = session
    if (branch?.run === run) cells = cells.filter(({ step }) => step <= branch.step)
    const rows = rowsOf(session)
    cells = cells.concat(
      rows.map((row) => ({ ...row, writer, key: typeof row.value === 'string' ? 'note' : 'loss' })),
    )
  }
  return cells
}

function writersOf(
  sessions: readonly Session[],
  run: string,
  ancestors: readonly string[] = [],
): Set<string> {
  const own = sessions.filter((session) => session.run === run)
  const after = new Set(own.map(({ writer }) => writer))
  const fork = own.map(({ branch }) => branch).find((branch) => branch !== undefined && branch.run !== run)
  if (own.length === 0 || fork === undefined || [...ancestors, run].includes(fork.run)) return after
  const before = writersOf(sessions, fork.run, [...ancestors, run])
  return before.size <= 1 && after.size <= 1 ? after : new Set([...before, ...after])
}

/** The last that was written of each key, step and writer; ascending by step, then writer. */
function lastOfEach(cells: readonly Cell[]): Cell[] {
  const last = new Map(cells.map((cell) => [JSON.stringify([cell.writer, cell.step, cell.key]), cell]))
  return [...last.values()].toSorted(
    (a, b) => a.step - b.step || (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : 0),
  )
}

function write(
  runs: TempDir,
  sessions: readonly Session[],
  take: (path: string, bytes: Uint8Array) => void,
): void {
  for (const [index, session] of sessions.entries()) {
    const { run, writer, branch } = session
    const startTime = { seconds: STARTED_MS / 1000 + index * 10_000, nanos: 0 }
    const log = new LogBuilder().run(run, {
      startTime,
      ...(writer === '' ? {} : { kymoShared: true, kymoWriter: writer }),
      ...(branch === undefined
        ? {}
        : {
            forked: branch.run !== run,
            branchPoint: { run: branch.run, metric: '_step', value: branch.step },
          }),
    })
    for (const [i, { step, value }] of rowsOf(session).entries()) {
      const timestampMs = startTime.seconds * 1000 + i
      log.row(typeof value === 'string' ? { note: value } : { loss: value }, { step, timestampMs })
    }
    const path = runs.join(`run-20261123_1000${String(index).padStart(2, '0')}-${run}`, `run-${run}.wandb`)
    mkdirSync(dirname(path), { recursive: true })
    take(path, log.bytes())
  }
}

const open = (runs: TempDir, indexPath: string): DataPlane =>
  openDataPlane({ runsDir: runs.path, indexPath, layout: 'plain' })
const refOf = (run: string): RunRef => ({ entity: 'team', project: 'digits', run })

async function answers(plane: DataPlane, run: string): Promise<unknown> {
  const ref = refOf(run)
  const detail = plane.getRun(ref)
  if (detail === undefined) return undefined
  const { revision: _, ...rest } = detail
  const metrics = plane.listMetrics(ref)!
  return {
    run: rest,
    metrics,
    points: metrics.map(({ name, writer = '' }) => plane.queryPoints(ref, name, { writer, limit: 100_000 })),
    all: plane.queryPoints(ref, 'loss', { limit: 100_000 }),
    values: plane.queryValues(ref, { key: 'note', from: -END, to: END, limit: 1_000, order: 'desc' }),
    keys: plane.listValueKeys(ref),
    history: await plane.queryHistory(ref, { keys: [], from: -END, to: END, limit: 10_000 }),
    charts: await Promise.all(
      (['step', 'time', 'relative'] as const).map((x) =>
        plane.queryChart({ runs: [ref], metrics: ['loss'], x, width: 64 }),
      ),
    ),
  }
}

function allPointsOf(plane: DataPlane, ref: RunRef, [only = '']: readonly string[]): unknown[] {
  const points: unknown[] = []
  for (let after: number | null | undefined; after !== null;) {
    const range = { limit: 700, ...(after === undefined ? {} : { after }) }
    const page: PointPage = plane.queryPoints(ref, 'loss', range)!
    points.push(...page.steps.map((step, i) => [page.writers?.[i] ?? only, step, page.values[i]]))
    after = page.next
  }
  return points
}

async function rowsInPages(plane: DataPlane, ref: RunRef): Promise<unknown[]> {
  const rows: unknown[] = []
  for (let from: number | null = 0; from !== null;) {
    const query = { keys: ['loss'], from, to: END, limit: 700 }
    const page: HistoryPage = (await plane.queryHistory(ref, query))!
    rows.push(...page.rows.map(({ step, writer, values }) => [writer, step, values[0][1]]))
    from = page.next
  }
  return rows
}

function valuesOf(plane: DataPlane, ref: RunRef): unknown[] {
  const values: unknown[] = []
  for (let from: number | null = 0; from !== null;) {
    const query = { key: 'note', from, to: END, limit: 500, order: 'asc' } as const
    const page: ValuePage = plane.queryValues(ref, query)!
    values.push(...page.items.map(({ step, writer, value }) => [writer, step, value]))
    from = page.next
  }
  return values
}

/** Every column is of the points that come next. */
function checkBuckets(columns: BucketSeries, points: readonly { step: number; value: number }[]): void {
  let at = 0
  for (const [i, count] of columns.count.entries()) {
    const mine = points.slice(at, (at += count))
    const values = mine.map(({ value }) => value)
    expect([columns.xFirst[i], columns.xLast[i], columns.min[i], columns.max[i], columns.last[i]]).toEqual([
      mine[0].step,
      mine.at(-1)!.step,
      Math.min(...values),
      Math.max(...values),
      values.at(-1),
    ])
  }
  expect(at).toBe(points.length)
}

/** What the plane must answer, from the cells alone. */
async function check(plane: DataPlane, sessions: readonly Session[], run: string): Promise<void> {
  const ref = refOf(run)
  const cells = lastOfEach(cellsOf(sessions, run))
  const numbers = cells.filter((cell): cell is Cell & { value: number } => typeof cell.value === 'number')
  const texts = cells.filter(({ key }) => key === 'note')
  const labels = [...writersOf(sessions, run)].toSorted()
  const detail = plane.getRun(ref)!
  expect(detail.pointCount).toBe(numbers.length)
  expect(detail.lastStep).toBe(numbers.length === 0 ? null : Math.max(...numbers.map(({ step }) => step)))

  const series = labels
    .map((writer) => ({ writer, points: numbers.filter((cell) => cell.writer === writer) }))
    .filter(({ points }) => points.length > 0)
  const label = (writer: string): object => (labels.length > 1 && writer !== '' ? { writer } : {})
  expect(plane.listMetrics(ref)).toEqual(
    series.map(({ writer, points }) => {
      const values = points.map(({ value }) => value)
      const [first, last] = [points[0], points.at(-1)!]
      return {
        name: 'loss',
        count: points.length,
        firstStep: first.step,
        lastStep: last.step,
        last: last.value,
        min: Math.min(...values),
        max: Math.max(...values),
        nonFiniteCount: 0,
        ...label(writer),
      }
    }),
  )
  const chart = await plane.queryChart({ runs: [ref], metrics: ['loss'], x: 'step', width: 8_192 })
  expect(
    chart.series.map((each) => ({
      writer: each.writer,
      points: each.kind === 'raw' ? Array.from(each.x, (x, i) => [x, each.value[i]]) : [],
    })),
  ).toEqual(
    series.map(({ writer, points }) => ({
      writer: undefined,
      ...label(writer),
      points: points.map(({ step, value }) => [step, value]),
    })),
  )
  for (const { writer, points } of series) {
    const page = plane.queryPoints(ref, 'loss', { writer, limit: 100_000 })!
    expect(page.steps).toEqual(points.map(({ step }) => step))
    expect(page.values).toEqual(points.map(({ value }) => value))
  }
  const coarse = await plane.queryChart({ runs: [ref], metrics: ['loss'], x: 'step', width: 16 })
  for (const [i, each] of coarse.series.entries()) {
    if (each.kind === 'buckets') checkBuckets(each, series[i].points)
  }
  const all = numbers.map(({ step, writer, value }) => [writer, step, value])
  expect(allPointsOf(plane, ref, labels)).toEqual(all)
  expect(await rowsInPages(plane, ref)).toEqual(all)
  expect(valuesOf(plane, ref)).toEqual(texts.map(({ step, writer, value }) => [writer, step, value]))
  const [key] = plane.listValueKeys(ref)!
  expect(key?.lastStep).toBe(texts.length === 0 ? undefined : Math.max(...texts.map(({ step }) => step)))
  expect(key?.firstStep).toBe(texts.length === 0 ? undefined : Math.min(...texts.map(({ step }) => step)))
}

test('rows of any writers, sessions, rewinds and forks are those that the definition names', async () => {
  await fc.assert(
    fc.asyncProperty(sessionLists, async (sessions) => {
      const runs = createTempDir()
      write(runs, sessions, writeFileSync)
      const plane = open(runs, ':memory:')
      await plane.settle()

      for (const run of new Set(sessions.map((session) => session.run))) await check(plane, sessions, run)

      await plane.close()
      runs.remove()
    }),
    { numRuns: 40 },
  )
}, 120_000)

test('an index that grew with its logs answers as one that is made anew', async () => {
  await fc.assert(
    fc.asyncProperty(sessionLists, fc.double({ min: 0, max: 1, noNaN: true }), async (sessions, part) => {
      const runs = createTempDir()
      const indexPath = runs.join('.index', 'kymo.sqlite')
      let plane = open(runs, indexPath)
      write(runs, sessions, (path, bytes) => writeFileSync(path, bytes.subarray(0, bytes.length * part)))
      await plane.settle()
      for (const run of RUNS) await answers(plane, run)
      write(runs, sessions, (path, bytes) => {
        appendFileSync(path, bytes.subarray(Math.floor(bytes.length * part)))
        utimesSync(path, 1_700_000_000, 1_700_000_000)
      })
      await plane.settle()
      const grown = await Promise.all(RUNS.map((run) => answers(plane, run)))
      await plane.close()
      plane = open(runs, indexPath)
      await plane.settle()
      const opened = await Promise.all(RUNS.map((run) => answers(plane, run)))
      await plane.close()
      const anew = open(runs, ':memory:')
      await anew.settle()
      const made = await Promise.all(RUNS.map((run) => answers(anew, run)))

      expect(grown).toEqual(made)
      expect(opened).toEqual(made)

      await anew.close()
      runs.remove()
    }),
    { numRuns: 25 },
  )
}, 120_000)
