import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { init } from '@kymo/core'
import { decodeChart, type MetricInfo, type PointPage, type RunDetail } from '@kymo/server/api'
import { createTempDir, runChild, waitFor, type Child, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startKymoServer } from './lib/kymo.ts'
import { getJson, type RunAddress } from './lib/points.ts'

const FIXTURES = '../packages/core/test/fixtures'
const WRITER = fileURLToPath(new URL(`${FIXTURES}/shared-writer.mjs`, import.meta.url))
const THREAD = new URL(`${FIXTURES}/shared-thread.mjs`, import.meta.url)
const ROWS = 10_000
const LABELS = ['process-1', 'process-2', 'thread-1', 'thread-2', 'thread-3', 'thread-4']

let temp: TempDir
let ui: Child | undefined
beforeEach(() => {
  temp = createTempDir()
})
afterEach(async () => {
  await ui?.kill()
  ui = undefined
  temp.remove()
})

test('four threads and two processes are six lines of 10,000 points, though one of them was killed', async () => {
  const run = await init({
    project: 'many',
    id: 'shared1',
    shared: true,
    label: 'main',
    dir: temp.join('kymo'),
    silent: true,
  })
  const options = { ...run.writerOptions(), silent: true }
  const threads = [1, 2, 3, 4].map(
    (n) =>
      new Worker(THREAD, { workerData: { options: { ...options, label: `thread-${n}` }, rowCount: ROWS } }),
  )
  const child = (label: string, deadAt: number): ReturnType<typeof runChild> =>
    runChild(WRITER, { args: [String(ROWS), String(deadAt)], env: run.writerEnv(label) })
  await Promise.all([
    child('process-1', -1),
    // It dies of SIGKILL right after its last row.
    child('process-2', ROWS - 1),
    ...threads.map((thread) => once(thread, 'exit')),
  ])
  run.log({ done: 1 })
  await run.finish()

  const server = await startKymoServer(['ui'], { cwd: temp.path })
  ui = server.child
  const address: RunAddress = { baseUrl: server.url, entity: 'default', project: 'many', run: 'shared1' }
  // The page is served while the logs are still being read.
  const isRead = ({ folders }: RunDetail): boolean =>
    folders.length === 7 && folders.every(({ logBytes, indexedBytes }) => logBytes === indexedBytes)
  await waitFor('all seven logs', async () => {
    const found = await getJson<RunDetail>(address, '').catch(() => undefined)
    return found !== undefined && isRead(found)
  })
  const detail = await getJson<RunDetail>(address, '')
  const { metrics } = await getJson<{ metrics: MetricInfo[] }>(address, 'metrics')

  // i and loss of each row, and what the run itself logged.
  expect([detail.pointCount, detail.metricCount]).toEqual([2 * 6 * ROWS + 1, 3])
  expect(
    metrics.filter(({ name }) => name === 'loss').map(({ writer, count, last }) => [writer, count, last]),
  ).toEqual(LABELS.map((label) => [label, ROWS, (ROWS - 1) / 2]))
  const body = { runs: [address], metrics: ['loss'], x: 'step', width: 8_192 }
  const response = await fetch(`${server.url}/api/v1/charts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { series } = decodeChart(new Uint8Array(await response.arrayBuffer()))
  expect(series.map(({ writer, totalCount }) => [writer, totalCount])).toEqual(
    LABELS.map((label) => [label, ROWS]),
  )
  const page = await getJson<PointPage>(address, 'points?metric=i&writer=process-2&limit=100000')
  expect(page.values).toEqual(Array.from({ length: ROWS }, (_, i) => i))
  const all = await getJson<PointPage>(address, 'points?metric=i&limit=12&after=9997')
  expect(all.steps).toEqual([...Array(6).fill(9_998), ...Array(6).fill(9_999)])
  expect(all.writers).toEqual([...LABELS, ...LABELS])
})
