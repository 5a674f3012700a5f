import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { init } from '@kymo/core'
import { decodeChart, type MetricInfo, type PointPage, type RunDetail } from '@kymo/server/api'
import { createTempDir, runChild, waitFor, type Child, type TempDir } from '@kymo/testkit'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startKymoServer } from './lib/kymo.ts'
import { getJson, type RunAddress } from './lib/points.ts'

const FIXTURES = '../packages/core/test/fixtures'
const WRITER = fileURLToPath(new URL(`${FIXTURES}/shared-writer.mjs`, import.meta.url))
const THREAD = new URL(`${FIXTURES}/shared-thread.mjs`, import.meta.url)
const ROWS = 10_000
/** The last row of the process that is killed. */
const DEAD_AT = 4_321
const LABELS = ['process-1', 'process-2', 'thread-1', 'thread-2', 'thread-3', 'thread-4']

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

let temp: TempDir
let ui: Child | undefined
let address: RunAddress

beforeAll(async () => {
  temp = createTempDir()
  await train(temp.join('kymo'))
  const server = await startKymoServer(['ui'], { cwd: temp.path })
  ui = server.child
  address = { baseUrl: server.url, entity: 'default', project: 'many', run: 'shared1' }
  // The page is served while the logs are still being read.
  const isRead = ({ folders }: RunDetail): boolean =>
    folders.length === 8 && folders.every(({ logBytes, indexedBytes }) => logBytes === indexedBytes)
  await waitFor('all eight logs', async () => {
    const found = await getJson<RunDetail>(address, '').catch(() => undefined)
    return found !== undefined && isRead(found)
  })
}, 120_000)
afterAll(async () => {
  await ui?.kill()
  temp.remove()
})

/** Four threads and two processes, of which one is killed under way; another goes on under its label. */
async function train(dir: string): Promise<void> {
  const run = await init({ project: 'many', id: 'shared1', shared: true, label: 'main', dir, silent: true })
  const options = { ...run.writerOptions(), silent: true }
  const threads = [1, 2, 3, 4].map(
    (n) =>
      new Worker(THREAD, { workerData: { options: { ...options, label: `thread-${n}` }, rowCount: ROWS } }),
  )
  const child = (label: string, deadAt = -1, start = 0): ReturnType<typeof runChild> =>
    runChild(WRITER, { args: [ROWS, deadAt, start].map(String), env: run.writerEnv(label) })
  await Promise.all([
    child('process-1'),
    child('process-2', DEAD_AT).then(({ signal }) => {
      expect(signal).toBe('SIGKILL')
      return child('process-2', -1, DEAD_AT + 1)
    }),
    ...threads.map((thread) => once(thread, 'exit')),
  ])
  run.log({ done: 1 })
  await run.finish()
}

test('four threads and two processes are six lines of 10,000 points, though one of them was killed', async () => {
  const detail = await getJson<RunDetail>(address, '')
  const { metrics } = await getJson<{ metrics: MetricInfo[] }>(address, 'metrics')

  // i and loss of each row, and what the run itself logged.
  expect([detail.pointCount, detail.metricCount]).toEqual([2 * 6 * ROWS + 1, 3])
  expect(
    metrics.filter(({ name }) => name === 'loss').map(({ writer, count, last }) => [writer, count, last]),
  ).toEqual(LABELS.map((label) => [label, ROWS, (ROWS - 1) / 2]))
  const body = { runs: [address], metrics: ['loss'], x: 'step', width: 8_192 }
  const response = await fetch(`${address.baseUrl}/api/v1/charts`, {
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

test.skipIf(!existsSync(CHROMIUM))(
  'the page names each writer in the legend, each in a colour of its own',
  async () => {
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
    })
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      await page.goto(`${address.baseUrl}/default/many/runs/shared1?tab=charts`)
      const lines = page.locator('.line-legend li')
      await lines.nth(LABELS.length).waitFor()
      const shown = await lines.evaluateAll((items) =>
        items.map((item) => [
          item.textContent,
          getComputedStyle(item.firstElementChild ?? item).backgroundColor,
        ]),
      )

      expect(shown.map(([label]) => label)).toEqual(['main', ...LABELS])
      expect(new Set(shown.map(([, colour]) => colour)).size).toBe(LABELS.length + 1)
    } finally {
      await browser.close()
    }
  },
)
