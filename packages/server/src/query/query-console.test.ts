import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder, STARTED_MS } from '../../test/log-builder.ts'
import type { ConsolePage } from '../api/file-types.ts'
import type { RunRef } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'
import type { ConsoleQuery } from './query-console.ts'

let dir: TempDir
let plane: DataPlane
const ref: RunRef = { entity: 'team', project: 'digits', run: 'abc' }

beforeEach(() => {
  dir = createTempDir()
  plane = openDataPlane({ runsDir: dir.path, indexPath: ':memory:', layout: 'plain' })
})
afterEach(async () => {
  await plane.close()
  dir.remove()
})

const STDOUT = 1
const STDERR = 0
const logOf = (session: number): string => dir.join(`run-20261123_10000${session}-abc`, 'run-abc.wandb')
const at = (ms: number): { seconds: number; nanos: number } => ({
  seconds: Math.floor((STARTED_MS + ms) / 1000),
  nanos: ((STARTED_MS + ms) % 1000) * 1e6,
})
const print = (log: LogBuilder, line: string, { ms = 0, stream = STDOUT } = {}): LogBuilder =>
  log.record({ outputRaw: { outputType: stream, timestamp: at(ms), line } })

async function ask(query: Partial<ConsoleQuery> = {}): Promise<ConsolePage> {
  await plane.settle()
  return (await plane.queryConsole(ref, { from: 0, limit: 100, ...query }))!
}
const textsOf = ({ lines }: ConsolePage): string[] => lines.map(({ text }) => text)

test('what was printed comes as lines, in pages, with stream and time', async () => {
  const log = new LogBuilder().run('abc')
  for (let i = 0; i < 700; i++) print(log, `line ${i}\n`, { ms: i })
  print(log, 'oh no\n', { ms: 800, stream: STDERR }).writeTo(logOf(0))

  const page = await ask({ from: 254, limit: 4 })
  const errors = await ask({ stream: 'stderr' })

  expect(textsOf(page)).toEqual(['line 254', 'line 255', 'line 256', 'line 257'])
  expect(page).toMatchObject({ totalCount: 701, next: 258 })
  expect(errors.totalCount).toBe(1)
  expect((await ask({ stream: 'stdout', search: 'line 7' })).totalCount).toBe(700)
  expect(errors.lines).toEqual([
    { number: 700, timeMs: STARTED_MS + 800, stream: 'stderr', writer: '', text: 'oh no' },
  ])
})

test('a search finds text whatever its case and colours, and says where to go on', async () => {
  const log = new LogBuilder().run('abc')
  for (let i = 0; i < 600; i++) print(log, i % 100 === 7 ? `Lo\u001b[31mss\u001b[0m ${i}\n` : `x\n`)
  log.writeTo(logOf(0))

  const first = await ask({ search: 'LOSS', limit: 2 })
  const second = await ask({ search: 'loss', limit: 10, from: first.next! })

  expect([...first.lines, ...second.lines].map(({ number }) => number)).toEqual([7, 107, 207, 307, 407, 507])
  expect(second.next).toBeNull()
})

test('a progress bar that is written while the log is followed stays one line', async () => {
  const log = print(new LogBuilder().run('abc'), 'epoch 1: 10 %').writeTo(logOf(0))
  expect(textsOf(await ask())).toEqual(['epoch 1: 10 %'])

  print(log, '\repoch 1: 90 %').writeTo(logOf(0))
  expect(textsOf(await ask())).toEqual(['epoch 1: 90 %'])
  print(log, '\repoch 1: done\nnext').writeTo(logOf(0))

  expect(textsOf(await ask())).toEqual(['epoch 1: done', 'next'])
})

test('sessions follow each other; writers are put in order of time', async () => {
  print(new LogBuilder().run('abc'), 'one\n').writeTo(logOf(0))
  const later = { startTime: at(60_000) }
  print(new LogBuilder().run('abc', later), 'two\n', { ms: 60_000 }).writeTo(logOf(1))
  expect(textsOf(await ask())).toEqual(['one', 'two'])

  const writer = (label: string): { kymoShared: boolean; kymoWriter: string; startTime: object } => ({
    kymoShared: true,
    kymoWriter: label,
    startTime: at(70_000),
  })
  let log = new LogBuilder().run('abc', writer('a'))
  for (const ms of [70_000, 72_000]) print(log, `a ${ms}\n`, { ms })
  log.writeTo(logOf(2))
  log = new LogBuilder().run('abc', writer('b'))
  for (const ms of [71_000, 73_000]) print(log, `b ${ms}\n`, { ms })
  log.writeTo(logOf(3))
  const page = await ask({ from: 2 })

  expect(page.lines.map(({ writer: label, text }) => [label, text])).toEqual([
    ['a', 'a 70000'],
    ['b', 'b 71000'],
    ['a', 'a 72000'],
    ['b', 'b 73000'],
  ])
  expect(page.writers).toEqual(['', 'a', 'b'])
  expect(textsOf(await ask({ writer: 'b' }))).toEqual(['b 71000', 'b 73000'])
})

test('the order of writers that go on is that of a console which is made anew', async () => {
  const writer = (label: string): LogBuilder =>
    new LogBuilder().run('abc', { kymoShared: true, kymoWriter: label, startTime: at(0) })
  const logs = [writer('a'), writer('b'), writer('c')]
  const grow = (from: number, to: number): void => {
    for (let i = from; i < to; i++) print(logs[(i * 7) % 3], `line ${i}\n`, { ms: i })
    logs.forEach((log, i) => log.writeTo(logOf(i)))
  }
  const all = async (): Promise<string[]> => textsOf(await ask({ limit: 5_000 }))

  grow(0, 1_000)
  const first = await all()
  grow(1_000, 2_000)
  const second = await all()

  const lines = Array.from({ length: 2_000 }, (_, i) => `line ${i}`)
  expect(first).toEqual(lines.slice(0, 1_000))
  expect(second).toEqual(lines)
  expect((await ask({ writer: 'b' })).totalCount).toBe(667)
})

test('measurements of the machine are charted apart from history', async () => {
  const log = new LogBuilder().run('abc').row({ cpu: 1 })
  for (let i = 0; i < 3; i++) {
    log.record({ stats: { timestamp: at(i * 15_000), item: [{ key: 'cpu', valueJson: String(10 + i) }] } })
  }
  log.writeTo(logOf(0))
  await plane.settle()
  const request = { runs: [ref], metrics: ['cpu'], x: 'relative', width: 100 } as const

  const system = await plane.queryChart({ ...request, kind: 'system' })
  const history = await plane.queryChart(request)

  expect(system.series).toMatchObject([{ x: Float64Array.of(0, 15, 30), value: Float64Array.of(10, 11, 12) }])
  expect(history.series).toMatchObject([{ value: Float64Array.of(1) }])
  expect(plane.listMetrics(ref, 'system')).toMatchObject([{ name: 'cpu', count: 3, last: 12 }])
  expect(plane.listMetrics(ref)).toMatchObject([{ name: 'cpu', count: 1 }])
  expect(plane.getRun(ref)).toMatchObject({ metricCount: 1, pointCount: 1, summary: [['cpu', 1]] })
  const rows = await plane.queryHistory(ref, { keys: [], from: 0, to: 2 ** 53 - 1, limit: 10 })
  expect(rows?.rows.map(({ values }) => values)).toEqual([[['cpu', 1]]])
})

test('what a process found around it has the names of wandb-metadata.json', async () => {
  new LogBuilder()
    .run('abc')
    .record({
      environment: {
        os: 'Linux',
        cpuCount: 4,
        startedAt: at(0),
        args: ['--lr', '1'],
        disk: { '/': { total: 10, used: 3 } },
        gpuNvidia: [{ name: 'H200' }],
        git: { commit: 'abc' },
      },
    })
    // What took longer to find out comes later.
    .record({ environment: { python: '', executable: '/usr/bin/node', cpuCount: 8 } })
    .writeTo(logOf(0))
  await plane.settle()

  expect(plane.listEnvironments(ref)?.environments).toEqual([
    {
      folder: 'run-20261123_100000-abc',
      writer: '',
      environment: {
        os: 'Linux',
        cpu_count: 8,
        executable: '/usr/bin/node',
        startedAt: '2026-11-23T10:00:00.000Z',
        args: ['--lr', '1'],
        disk: { '/': { total: 10, used: 3 } },
        gpu_nvidia: [{ name: 'H200' }],
        git: { commit: 'abc' },
      },
    },
  ])
})
