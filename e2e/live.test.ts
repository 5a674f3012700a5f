import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTempDir, startChild, waitFor, type Child, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { homeAt, startKymoServer } from './lib/kymo.ts'
import { comparePoints, fetchPoints, getJson, readLogPoints, type RunAddress } from './lib/points.ts'

const TRAINING = fileURLToPath(new URL('fixtures/train.mjs', import.meta.url))
const IDENTICAL = { missing: 0, invented: 0, different: 0 }

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

test('everything arrives when the server dies in the middle of a training and comes back', async () => {
  const first = await startServer()
  const training = startTraining({ KYMO_BASE_URL: first.url, ROWS: '3000', ROWS_PER_TICK: '5' })
  await waitFor('the first rows', async () => (await countRows(first.url)) > 100, { deadlineMs: 20_000 })

  await first.child.kill('SIGKILL')
  const rowsAtDeath = rowsLogged(training)
  await waitFor('training to go on without a server', () => rowsLogged(training) > rowsAtDeath + 300)
  expect(training.process.exitCode).toBeNull()
  const second = await startServer(new URL(first.url).port)
  const end = await training.exited

  expect(end).toMatchObject({ code: 0 })
  await expectAllServed(second.url, training)
})

test('rows arrive while the main thread is blocked', async () => {
  const server = await startServer()
  const training = startTraining({ KYMO_BASE_URL: server.url, ROWS: '500', BLOCK_UNTIL: temp.join('go-on') })

  await training.waitForLine(/^blocked$/)
  await waitFor('all rows on the server', async () => (await countRows(server.url)) === 500, {
    deadlineMs: 20_000,
  })

  expect(training.stdout()).not.toContain('unblocked')
  writeFileSync(temp.join('go-on'), '')
  expect(await training.exited).toMatchObject({ code: 0 })
})

test('a request to stop reaches run.stopRequested of a loop that never awaits', async () => {
  const server = await startServer()
  const training = startTraining({
    KYMO_BASE_URL: server.url,
    ROWS: '1000000',
    STOP_WHEN_ASKED: 'true',
    NEVER_AWAIT: 'true',
  })
  await waitFor('the first rows', async () => (await countRows(server.url)) > 0, { deadlineMs: 20_000 })

  const reply = await fetch(`${server.url}/api/v1/runs/default/live/live1/stop`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  const { code, stdout } = await training.exited

  expect(reply.ok).toBe(true)
  expect(stdout).toContain('stopped')
  expect(code).toBe(0)
})

async function startServer(port = '0'): Promise<{ url: string; child: Child }> {
  const server = await startKymoServer(['server', '--data', temp.join('data'), '--port', port], {
    cwd: temp.path,
  })
  children.add(server.child)
  return server
}

function startTraining(env: Record<string, string>): Child {
  const child = startChild(TRAINING, {
    cwd: temp.path,
    env: { ...homeAt(temp.path), KYMO_PROJECT: 'live', KYMO_RUN_ID: 'live1', ...env },
  })
  children.add(child)
  return child
}

function rowsLogged(training: Child): number {
  return Number(
    training
      .stdout()
      .match(/logged (\d+)/g)
      ?.at(-1)
      ?.split(' ')[1] ?? 0,
  )
}

function address(baseUrl: string): RunAddress {
  return { baseUrl, entity: 'default', project: 'live', run: 'live1' }
}

async function countRows(baseUrl: string): Promise<number> {
  const { metrics } = await getJson<{ metrics: { name: string; count: number }[] }>(
    address(baseUrl),
    'metrics',
  )
  return metrics.find(({ name }) => name === 'loss')?.count ?? 0
}

async function expectAllServed(baseUrl: string, training: Child): Promise<void> {
  const dir = /^folder (.+)$/m.exec(training.stdout())?.[1] ?? ''
  const expected = readLogPoints(`${dir}/run-live1.wandb`)
  await waitFor('the index', async () => (await countRows(baseUrl)) === 3000, { deadlineMs: 20_000 })
  const { points, duplicateCount } = await fetchPoints(address(baseUrl))
  const difference = comparePoints(expected, points)
  expect(difference).toMatchObject(IDENTICAL)
  expect(difference.expectedCount).toBe(6000)
  expect(duplicateCount).toBe(0)
}
