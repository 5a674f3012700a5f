import { readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { startServer } from '@kymo/server'
import {
  createTempDir,
  startChild,
  startFakeOtlpReceiver,
  waitFor,
  type Child,
  type FakeOtlpReceiver,
  type TempDir,
} from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { homeAt, runKymo } from './lib/kymo.ts'

const PROGRAM = new URL('fixtures/otlp.mjs', import.meta.url).pathname

let dir: TempDir
let receiver: FakeOtlpReceiver
let child: Child | undefined
beforeEach(async () => {
  dir = createTempDir()
  receiver = await startFakeOtlpReceiver()
})
afterEach(async () => {
  await child?.kill()
  await receiver.close()
  dir.remove()
})

function start(env: Record<string, string> = {}): Child {
  child = startChild(PROGRAM, {
    cwd: dir.path,
    env: { ...homeAt(dir.path), KYMO_PROJECT: 'traces', KYMO_OTLP: receiver.url, ...env },
  })
  return child
}

const names = (): string[] => receiver.spans.map(({ name }) => name).toSorted()
const EXPECTED = [
  'never ended',
  ...Array.from({ length: 20 }, (_, step) => [`model ${step}`, `step ${step}`]).flat(),
].toSorted()
const folder = (): string => join(dir.path, 'kymo', readdirSync(join(dir.path, 'kymo'))[0])

test('finish() sends every span once, without a Kymo server, and says so', async () => {
  const { code, stdout } = await start().exited

  expect(code).toBe(0)
  expect(names()).toEqual(EXPECTED)
  const { sinks } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { sinks: unknown }
  expect(sinks).toMatchObject([{ sink: 'otlp', backend: 'collector', complete: true, refusedSpanCount: 0 }])
  expect(receiver.calls[0].headers['content-encoding']).toBe('gzip')
  const resource = new Map(receiver.calls[0].request[0].resource)
  expect(resource.get('service.name')).toBe('traces')
  expect(resource.get('telemetry.sdk.name')).toBe('kymo')
  const open = receiver.spans.find(({ name }) => name === 'never ended')
  expect(new Map(open?.attributes).get('kymo.outcome')).toBe('cancelled')
})

test('a program that forgets finish() sends them too, and ends by itself', async () => {
  expect((await start({ ENDING: 'nothing' }).exited).code).toBe(0)

  expect(names()).toEqual(EXPECTED)
})

test('spans arrive while the program runs', async () => {
  const program = start({ ENDING: 'wait', COUNT: '1' })

  await waitFor('spans of a running program', () => receiver.spans.length >= 2, { deadlineMs: 20_000 })
  expect(program.process.exitCode).toBeNull()
})

test('beside a Kymo server both have everything', async () => {
  const server = await startServer({ mode: 'server', dir: dir.join('data'), port: 0 })
  try {
    const { stdout } = await start({ KYMO_BASE_URL: server.url }).exited

    const { sinks } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
      sinks: { sink: string; complete: boolean }[]
    }
    expect(sinks.map(({ sink, complete }) => [sink, complete])).toEqual([
      ['kymo', true],
      ['otlp', true],
    ])
    expect(names()).toEqual(EXPECTED)
    const stored = readdirSync(dir.join('data'), { recursive: true, encoding: 'utf8' }).find((name) =>
      name.endsWith('.spans'),
    )
    const local = readdirSync(folder()).find((name) => name.endsWith('.spans')) ?? ''
    expect(readFileSync(join(dir.path, 'data', stored ?? ''))).toEqual(readFileSync(join(folder(), local)))
  } finally {
    await server.close()
  }
})

test.each(['exit', 'kill'])(
  'after %s "kymo sync --otlp" sends the rest, and what was open as cancelled',
  async (ENDING) => {
    receiver.judge = () => ({ status: 503 })
    await start({ ENDING }).exited
    receiver.judge = () => undefined
    const file = readdirSync(folder()).find((name) => name.endsWith('.spans')) ?? ''
    const log = file.replace(/\.spans$/, '.wandb')
    // A run that was killed counts as ended once nobody has touched it for a while.
    for (const name of [file, log]) utimesSync(join(folder(), name), 1_700_000_000, 1_700_000_000)

    const sync = await runKymo(['sync', '--otlp', receiver.url], { cwd: dir.path })
    const again = await runKymo(['sync', '--otlp', receiver.url], { cwd: dir.path })

    expect(sync.code).toBe(0)
    expect(sync.stdout).toMatch(/41 spans {2}collector http:\/\/127/)
    expect(names()).toEqual(EXPECTED)
    expect(again.stdout).toContain('all spans are there already')
  },
)

test('a backend that is away costs a run nothing but its deadline, and the report says how to send them later', async () => {
  await receiver.close()
  const { code, stdout, stderr } = await start({ KYMO_FINISH_TIMEOUT_MS: '1500' }).exited

  expect(code).toBe(0)
  const { tookMs, sinks } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
    tookMs: number
    sinks: unknown
  }
  expect(tookMs).toBeLessThan(6000)
  expect(sinks).toMatchObject([{ sink: 'otlp', complete: false }])
  expect(stdout + stderr).toContain('npx kymo sync --otlp collector')
})

test('a backend whose keys are missing is told once, and the run goes on', async () => {
  const { code, stderr } = await start({ KYMO_OTLP: 'langfuse' }).exited

  expect(code).toBe(0)
  expect(stderr.match(/LANGFUSE_PUBLIC_KEY/g)).toHaveLength(1)
})

test('a setting that makes no sense is refused, and never shown', async () => {
  const { code, stderr } = await start({ KYMO_OTLP: 'sftp://user:hunter2pw@host' }).exited

  expect(code).toBe(1)
  expect(stderr).toContain('KYMO_OTLP')
  expect(stderr).not.toContain('hunter2pw')
})

test('"kymo sync --otlp" without keys, without runs and with a wrong name says what to do', async () => {
  await start({ KYMO_OTLP: '' }).exited

  const missing = await runKymo(['sync', '--otlp', 'weave'], { cwd: dir.path })
  const wrong = await runKymo(['sync', '--otlp', 'nowhere'], { cwd: dir.path })
  const follow = await runKymo(['sync', '--otlp', receiver.url, '--follow'], { cwd: dir.path })
  const json = await runKymo(['sync', '--otlp', receiver.url, '--json'], { cwd: dir.path })

  expect([missing.code, wrong.code, follow.code, json.code]).toEqual([2, 2, 2, 0])
  expect(missing.stderr).toContain('WANDB_API_KEY')
  expect(JSON.parse(json.stdout)).toMatchObject({
    runs: [{ backends: [{ backend: 'collector', sentCount: 41, complete: true }] }],
  })
})
