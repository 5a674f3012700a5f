import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createTempDir, seededRandom, waitFor, type Child, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runKymo, startKymo, startKymoServer } from './lib/kymo.ts'
import { comparePoints, fetchPoints, getJson, readLogPoints } from './lib/points.ts'
import { startSlowProxy, type SlowProxy } from './lib/slow-proxy.ts'
import { writeRun, type WrittenRun } from './lib/write-run.ts'

const KILL_COUNT = 50
/** A test of interruptions that interrupts nothing proves nothing. */
const MIN_MID_TRANSFER = 30
const SEED = Number(process.env['KYMO_TEST_SEED'] ?? Date.now() % 1_000_000)

const IDENTICAL = { missing: 0, invented: 0, different: 0 }

let temp: TempDir
let run: WrittenRun
let proxy: SlowProxy
const children = new Set<Child>()

beforeEach(async () => {
  temp = createTempDir()
  run = writeRun({
    dir: temp.join('kymo'),
    id: 'k3v9x2ab',
    project: 'kills',
    rowCount: 9000,
    metricCount: 10,
    seed: SEED,
    isWild: true,
  })
  proxy = await startSlowProxy({ maxAppendBytes: 16 * 1024, delayMs: 4 })
  console.log(`seed ${SEED} (KYMO_TEST_SEED repeats it)`)
})

afterEach(async () => {
  await Promise.all([...children].map((child) => child.kill()))
  children.clear()
  await proxy.close()
  temp.remove()
})

test('sync killed at 50 random moments and started again sends every point exactly once', async () => {
  const random = seededRandom(SEED)
  const server = await startServer()
  let midTransferCount = 0

  for (let i = 0; i < KILL_COUNT; i++) {
    const sync = startSync()
    const appendCount = proxy.appendCount
    await afterAppends(Math.floor(random() * 5), sync)
    await delay(random() * 12)
    const { signal } = await sync.kill('SIGKILL')
    const hasSent = proxy.appendCount > appendCount
    if (signal === 'SIGKILL' && hasSent && serverBytes() < logBytes()) midTransferCount++
  }
  const last = await runKymo(['sync', run.path, '--base-url', proxy.url], { cwd: temp.path })

  expect(last).toMatchObject({ code: 0 })
  console.log(`${midTransferCount} of ${KILL_COUNT} kills in the middle of a transfer`)
  expect(midTransferCount).toBeGreaterThanOrEqual(MIN_MID_TRANSFER)
  await expectIdentical(server.url)
})

test('a server killed at 50 random moments during one sync ends up with every point exactly once, also after a rebuild', async () => {
  const random = seededRandom(SEED + 1)
  let server = await startServer()
  const sync = startSync()
  let midTransferCount = 0

  for (let i = 0; i < KILL_COUNT; i++) {
    await afterAppends(1 + Math.floor(random() * 4), sync)
    await delay(random() * 12)
    await server.child.kill('SIGKILL')
    if (sync.process.exitCode === null && serverBytes() < logBytes()) midTransferCount++
    server = await startServer()
  }

  expect(await sync.exited).toMatchObject({ code: 0 })
  console.log(`${midTransferCount} of ${KILL_COUNT} kills in the middle of a transfer`)
  expect(midTransferCount).toBeGreaterThanOrEqual(MIN_MID_TRANSFER)
  await expectIdentical(server.url)

  const before = await readAnswers(server.url)
  await server.child.kill('SIGKILL')
  removeIndex()
  const rebuilt = await startServer()
  await expectIdentical(rebuilt.url)
  expect(await readAnswers(rebuilt.url)).toEqual(before)
})

async function startServer(): Promise<{ url: string; child: Child }> {
  const server = await startKymoServer(['server', '--data', temp.join('data')], { cwd: temp.path })
  children.add(server.child)
  proxy.setTarget(server.url)
  return server
}

function startSync(): Child {
  const sync = startKymo(['sync', run.path, '--base-url', proxy.url], { cwd: temp.path })
  children.add(sync)
  return sync
}

/** Resolves when so many more appends were answered, or the sync is over. */
async function afterAppends(count: number, sync: Child): Promise<void> {
  const wanted = proxy.appendCount + count
  await waitFor('appends', () => proxy.appendCount >= wanted || sync.process.exitCode !== null, {
    deadlineMs: 30_000,
  })
}

async function expectIdentical(baseUrl: string): Promise<void> {
  const address = { baseUrl, entity: 'default', project: 'kills', run: run.id }
  const expected = readLogPoints(run.logPath)
  await untilIndexed(baseUrl)

  const served = await fetchPoints(address)

  // Not toEqual(): it compares and prints millions of bytes one by one.
  expect(readFileSync(serverLogPath()).equals(readFileSync(run.logPath))).toBe(true)
  expect(served.duplicateCount).toBe(0)
  expect(comparePoints(expected, served.points)).toMatchObject(IDENTICAL)
}

async function untilIndexed(baseUrl: string): Promise<void> {
  const address = { baseUrl, entity: 'default', project: 'kills', run: run.id }
  await waitFor(
    'the index',
    async () => {
      const { folders } = await getJson<{ folders: { indexedBytes: number }[] }>(address, '')
      return folders.length === 1 && folders[0]?.indexedBytes === logBytes()
    },
    { deadlineMs: 30_000 },
  )
}

/** Everything that the query API says about the run, except the revision, which counts changes. */
async function readAnswers(baseUrl: string): Promise<unknown> {
  const address = { baseUrl, entity: 'default', project: 'kills', run: run.id }
  const { revision: _, ...detail } = await getJson<Record<string, unknown>>(address, '')
  const metrics = await getJson(address, 'metrics')
  const points = await fetchPoints(address)
  const request = {
    runs: [{ entity: 'default', project: 'kills', run: run.id }],
    metrics: ['metric/0', 'metric/1'],
    x: 'step',
    width: 300,
  }
  const headers = { 'content-type': 'application/json' }
  const chart = await fetch(`${baseUrl}/api/v1/charts`, {
    method: 'POST',
    headers,
    body: JSON.stringify(request),
  })
  expect(chart.status).toBe(200)
  return { detail, metrics, points, chart: Buffer.from(await chart.arrayBuffer()).toString('base64') }
}

function logBytes(): number {
  return readFileSync(run.logPath).length
}

function serverBytes(): number {
  const path = findServerLog()
  return path === undefined ? 0 : readFileSync(path).length
}

function serverLogPath(): string {
  const path = findServerLog()
  if (path === undefined) throw new Error('The server has no log')
  return path
}

function findServerLog(): string | undefined {
  const data = temp.join('data')
  if (!existsSync(data)) return undefined
  const found = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.wandb'),
  )
  expect(found.length).toBeLessThanOrEqual(1)
  return found[0] === undefined ? undefined : join(data, found[0])
}

/** The index is a projection: what it was made from stays. */
function removeIndex(): void {
  const names = readdirSync(temp.join('data')).filter((name) => /index/.test(name))
  expect(names).not.toHaveLength(0)
  for (const name of names) rmSync(temp.join('data', name), { recursive: true })
}
