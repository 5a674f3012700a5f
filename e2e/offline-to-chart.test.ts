import { fileURLToPath } from 'node:url'
import { decodeChart } from '@kymo/server/api'
import { createTempDir, startChild, waitFor, type Child, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { homeAt, startKymoServer } from './lib/kymo.ts'
import { comparePoints, fetchPoints, getJson, readLogPoints, type RunAddress } from './lib/points.ts'

const TRAINING = fileURLToPath(new URL('fixtures/train.mjs', import.meta.url))
/** From `log()` to the query API. The dashboard adds its own part to the second that users are promised. */
const MAX_LAG_MS = 1000

let temp: TempDir
const children = new Set<Child>()

beforeEach(() => {
  temp = createTempDir()
})

afterEach(async () => {
  await Promise.all([...children].map((child) => child.kill()))
  children.clear()
  temp.remove()
})

test('kymo ui shows an offline run while it is being written, within a second, and all of it at the end', async () => {
  const training = startChild(TRAINING, {
    cwd: temp.path,
    env: {
      ...homeAt(temp.path),
      KYMO_PROJECT: 'live',
      KYMO_RUN_ID: 'off1',
      ROWS: '400',
      ROWS_PER_TICK: '1',
      TICK_MS: '10',
    },
  })
  children.add(training)
  const [, dir = ''] = await training.waitForLine(/^folder (.+)$/)
  const ui = await startKymoServer(['ui'], { cwd: temp.path })
  children.add(ui.child)
  const address: RunAddress = { baseUrl: ui.url, entity: 'default', project: 'live', run: 'off1' }

  const lagsMs: number[] = []
  await waitFor(
    'the end of the training',
    async () => {
      const lagMs = await newestLagMs(address)
      if (lagMs !== undefined && training.process.exitCode === null) lagsMs.push(lagMs)
      return training.process.exitCode !== null
    },
    { deadlineMs: 30_000, pollMs: 20 },
  )

  expect(lagsMs.length).toBeGreaterThan(10)
  expect(quantile(lagsMs, 0.9)).toBeLessThan(MAX_LAG_MS)
  await waitFor(
    'the end of the log',
    async () => (await getJson<{ state: string }>(address, '')).state === 'finished',
  )
  const { points, duplicateCount } = await fetchPoints(address)
  expect(comparePoints(readLogPoints(`${dir}/run-off1.wandb`), points)).toEqual({
    expectedCount: 800,
    missing: 0,
    invented: 0,
    different: 0,
  })
  expect(duplicateCount).toBe(0)
  expect(await chartValues(address)).toEqual(Array.from({ length: 400 }, (_, step) => 1 / (step + 1)))
})

/** Age of the newest row that the API shows; undefined before the first. */
async function newestLagMs(address: RunAddress): Promise<number | undefined> {
  const shownAtMs = Date.now()
  const { metrics } = await getJson<{ metrics: { name: string; last: number }[] }>(address, 'metrics').catch(
    () => ({ metrics: [] }),
  )
  const newest = metrics.find(({ name }) => name === 'sentAtMs')
  return newest === undefined ? undefined : shownAtMs - newest.last
}

function quantile(values: readonly number[], ratio: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * ratio)] ?? Number.NaN
}

async function chartValues({ baseUrl, entity, project, run }: RunAddress): Promise<number[]> {
  const body = JSON.stringify({ runs: [{ entity, project, run }], metrics: ['loss'], x: 'step', width: 1200 })
  const response = await fetch(`${baseUrl}/api/v1/charts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const { series } = decodeChart(new Uint8Array(await response.arrayBuffer()))
  const [first] = series
  return first?.kind === 'raw' ? [...first.value] : []
}
