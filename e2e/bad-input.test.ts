import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createTempDir, runChild, type Child, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { homeAt, runKymo, startKymoServer } from './lib/kymo.ts'
import { comparePoints, fetchPoints, readLogPoints } from './lib/points.ts'
import { writeRun, type WrittenRun } from './lib/write-run.ts'

const TRAINING = fileURLToPath(new URL('fixtures/train.mjs', import.meta.url))
const WRONG_KEY = `kymo_${'x'.repeat(50)}`

let temp: TempDir
let run: WrittenRun
let logBefore: Buffer
const children = new Set<Child>()
const servers = new Set<Server>()

beforeEach(() => {
  temp = createTempDir()
  run = writeRun({
    dir: temp.join('kymo'),
    id: 'k3v9x2ab',
    project: 'digits',
    rowCount: 500,
    metricCount: 3,
    seed: 1,
  })
  logBefore = readFileSync(run.logPath)
})

afterEach(async () => {
  await Promise.all([...children].map((child) => child.kill()))
  children.clear()
  for (const server of servers) server.close()
  servers.clear()
  temp.remove()
})

describe('kymo sync', () => {
  test('with a wrong key ends with 4, keeps the log, and the right key sends all of it later', async () => {
    const { url, firstKey } = await startSecuredServer()

    const refused = await sync(url, { KYMO_API_KEY: WRONG_KEY })
    const missing = await sync(url)

    expectError(refused, { code: 4, errorCode: 'KEY_REFUSED', remedy: 'kymo login' })
    expectError(missing, { code: 4, errorCode: 'KEY_REQUIRED', remedy: 'kymo login' })
    expect(refused.stdout + refused.stderr).not.toContain(WRONG_KEY)
    expectNothingLost()

    const accepted = await sync(url, { KYMO_API_KEY: firstKey })
    expect(accepted).toMatchObject({ code: 0 })
    const { points } = await fetchPoints({
      baseUrl: url,
      entity: 'default',
      project: 'digits',
      run: run.id,
      apiKey: firstKey,
    })
    expect(comparePoints(readLogPoints(run.logPath), points)).toEqual({
      expectedCount: 1500,
      missing: 0,
      invented: 0,
      different: 0,
    })
  })

  test('to a port where nothing listens ends with 5 and says so', async () => {
    const port = await freePort()

    const end = await sync(`http://127.0.0.1:${port}`)

    expectError(end, { code: 5, errorCode: 'SERVER_UNREACHABLE', remedy: 'kymo server' })
    expect(end.stderr).toContain('ECONNREFUSED')
    expectNothingLost()
  })

  test('to a host that does not exist ends with 5', async () => {
    const end = await sync('http://no-such-host.invalid')

    expectError(end, { code: 5, errorCode: 'SERVER_UNREACHABLE', remedy: 'address' })
    expectNothingLost()
  })

  test.each<[string, RequestListener]>([
    [
      'a W&B server',
      (request, response) =>
        request.url === '/graphql'
          ? answer(response, 200, '{"data":{"viewer":null}}')
          : answer(response, 404, '404 page not found'),
    ],
    ['a web site', (_, response) => answer(response, 200, '<!doctype html><title>Welcome</title>')],
    ['an endless answer', (_, response) => answer(response, 200, 'x'.repeat(10_000_000))],
    [
      'a login page',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/login' }).end(),
    ],
  ])('to %s ends with 5 and says that it is not a Kymo server', async (_, listener) => {
    const url = await listen(listener)

    const end = await sync(url)

    expectError(end, { code: 5, errorCode: 'SERVER_NOT_KYMO', remedy: 'kymo server' })
    expectNothingLost()
  })

  test('to a proxy whose server is away ends with 5', async () => {
    const url = await listen((_, response) => answer(response, 502, 'Bad Gateway'))

    const end = await sync(url)

    expectError(end, { code: 5, errorCode: 'SERVER_UNREACHABLE', remedy: 'log' })
  })

  test('to what speaks a later wire ends with 5 and says what to update', async () => {
    const url = await listen((_, response) =>
      answer(response, 200, JSON.stringify({ product: 'kymo', wire: 7, authenticated: true })),
    )

    const end = await sync(url)

    expectError(end, { code: 5, errorCode: 'SERVER_VERSION_UNKNOWN', remedy: 'npm install' })
  })

  test.each(['ftp://127.0.0.1', 'not a url', 'http://user:secret@127.0.0.1'])(
    'to the address %j ends with 2',
    async (address) => {
      const end = await sync(address)

      expectError(end, { code: 2, errorCode: 'SETTING_INVALID', remedy: '' })
      expect(end.stderr).toContain('baseUrl')
    },
  )

  test('without any server ends with 2 and names every way to choose one', async () => {
    const end = await runKymo(['sync'], { cwd: temp.path })

    expectError(end, { code: 2, errorCode: 'CLI_USAGE', remedy: 'kymo login' })
    expect(end.stderr).toContain('--base-url')
    expect(end.stderr).toContain('KYMO_BASE_URL')
  })

  test.each(['../escape', 'a/b', '..'])(
    'into the project %j ends with 2 before anything is sent',
    async (project) => {
      const { url } = await startServer()

      const end = await runKymo(['sync', '--base-url', url, '--project', project], { cwd: temp.path })

      expectError(end, { code: 2, errorCode: 'SETTING_INVALID', remedy: '' })
      expect(existsSync(temp.join('data', 'escape'))).toBe(false)
    },
  )

  test('goes on after a folder that cannot be read, and ends with 6', async () => {
    const { url } = await startServer()
    writeFileSync(temp.join('stray.txt'), 'no run')

    const end = await runKymo(['sync', 'nowhere', 'stray.txt', 'kymo', '--base-url', url], { cwd: temp.path })

    expect(end.code).toBe(6)
    expect(end.stderr).toContain('nowhere')
    expect(end.stderr).toContain('stray.txt')
    expect(end.stdout).toContain('Sent 1 run')
    expect(end.stdout).toContain('2 runs failed')
  })

  test('of a folder that is no run ends with 3', async () => {
    const { url } = await startServer()

    const end = await runKymo(['sync', 'nowhere', '--base-url', url], { cwd: temp.path })

    expectError(end, { code: 3, errorCode: 'FOLDER_NOT_FOUND', remedy: 'kymo ls' })
  })
})

describe('the query API', () => {
  test('answers 404 with a reason to an unknown project and run, and stays alive', async () => {
    const { url } = await startServer()

    for (const path of [
      'projects/default/nothing/runs',
      'runs/default/nothing/r1',
      'runs/default/nothing/r1/points?metric=loss',
    ]) {
      const response = await fetch(`${url}/api/v1/${path}`)
      expect(response.status, path).toBe(404)
      expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('Cannot') } })
    }
    expect((await fetch(`${url}/api/v1/server`)).status).toBe(200)
  })
})

describe('a training program', () => {
  test.each<[string, () => Promise<Record<string, string>>]>([
    [
      'a wrong key',
      async () => ({ KYMO_BASE_URL: (await startSecuredServer()).url, KYMO_API_KEY: WRONG_KEY }),
    ],
    ['a refused connection', async () => ({ KYMO_BASE_URL: `http://127.0.0.1:${await freePort()}` })],
    [
      'what is not a Kymo server',
      async () => ({ KYMO_BASE_URL: await listen((_, response) => answer(response, 404, 'no')) }),
    ],
  ])('with %s ends normally, keeps every row, and says what to do', async (_, settings) => {
    const env = {
      ...homeAt(temp.path),
      KYMO_RUN_ID: 'train1',
      KYMO_FINISH_TIMEOUT_MS: '500',
      ROWS: '300',
      ...(await settings()),
    }

    const end = await runChild(TRAINING, { cwd: temp.path, env })

    expect(end.code).toBe(0)
    expect(end.stderr).not.toContain(WRONG_KEY)
    expect(end.stderr).toMatch(/kymo sync|kymo login/)
    const dir = /^folder (.+)$/m.exec(end.stdout)?.[1] ?? ''
    expect(readLogPoints(`${dir}/run-train1.wandb`).get('loss')?.size).toBe(300)
  })
})

function sync(baseUrl: string, env: Record<string, string> = {}): Promise<ChildExit> {
  return runKymo(['sync', '--base-url', baseUrl], { cwd: temp.path, env })
}

function expectError(end: ChildExit, expected: { code: number; errorCode: string; remedy: string }): void {
  expect(end, end.stderr).toMatchObject({ code: expected.code })
  expect(end.stderr).toMatch(/^error: Cannot /m)
  expect(end.stderr).toContain(`code: ${expected.errorCode}`)
  expect(end.stderr).toContain(expected.remedy)
  expect(end.stderr).not.toMatch(/\n\s+at /)
}

function expectNothingLost(): void {
  expect(readFileSync(run.logPath).equals(logBefore)).toBe(true)
}

async function startServer(...flags: string[]): Promise<{ url: string; firstKey: string }> {
  const server = await startKymoServer(['server', '--data', temp.join('data'), ...flags], { cwd: temp.path })
  children.add(server.child)
  const { firstKey = '' } = JSON.parse(server.child.stdout().split('\n')[0] ?? '{}') as { firstKey?: string }
  return { url: server.url, firstKey }
}

async function startSecuredServer(): Promise<{ url: string; firstKey: string }> {
  const server = await startServer('--require-key')
  expect(server.firstKey.length).toBeGreaterThanOrEqual(40)
  // Readable by its owner alone: hashes, but still.
  expect(statSync(temp.join('data', 'auth.json')).mode & 0o077).toBe(0)
  return server
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.add(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function freePort(): Promise<number> {
  const url = await listen(() => undefined)
  for (const server of servers) await new Promise((resolve) => server.close(resolve))
  servers.clear()
  return Number(new URL(url).port)
}

function answer(response: Parameters<RequestListener>[1], status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html' }).end(body)
}
