import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Api } from '@kymo/core'
import { startServer, type RunningServer } from '@kymo/server'
import { createTempDir, startChild, type Child, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'

const PROGRAM = fileURLToPath(new URL('fixtures/resume.mjs', import.meta.url))

let dir: TempDir
let server: RunningServer
let children: Child[]
beforeEach(async () => {
  dir = createTempDir()
  children = []
  server = await startServer({ mode: 'server', dir: dir.join('data'), port: 0 })
})
afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()))
  await server.close()
  dir.remove()
})

interface Said {
  readonly startingStep?: number
  readonly resumed?: boolean
  readonly code?: string
  readonly [key: string]: unknown
}

interface Training {
  readonly said: Said
  readonly child: Child
  /** Tells it what to do next, and waits for its end unless it goes on. */
  tell(what: string): Promise<string>
}

/** @param at folder of the machine that it runs on */
async function train(at: string, options: object, rowCount = 0): Promise<Training> {
  const settings = JSON.stringify({ baseUrl: server.url, dir: dir.join(at), ...options })
  const child = startChild(PROGRAM, { args: [settings, String(rowCount)], cwd: dir.path })
  children.push(child)
  const [line] = await child.waitForLine(/^\{.*$/, 20_000)
  return {
    said: JSON.parse(line) as Said,
    child,
    tell: async (what) => {
      child.process.stdin?.write(`${what}\n`)
      return what === 'kill' || what === 'finish' ? (await child.exited).stderr : ''
    },
  }
}

async function restart(): Promise<void> {
  const { port } = server
  await server.close()
  server = await startServer({ mode: 'server', dir: dir.join('data'), port })
}

/** `<step><value of i>` of every row, as the server has them. */
async function served(id: string): Promise<{ steps: number[]; run: Awaited<ReturnType<Api['run']>> }> {
  await server.settle()
  const run = await new Api({ baseUrl: server.url }).run(`p/${id}`)
  const steps: number[] = []
  for await (const row of run.history({ keys: ['i'] })) {
    expect(row['i']).toBe(row['_step'])
    steps.push(row['_step'])
  }
  return { steps, run }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

test('after a crash that the server did not see the run goes on behind the last row here, without a gap there', async () => {
  const first = await train('here', { id: 'r1', name: 'mine', config: { lr: 1 } }, 30)
  await first.child.waitForLine(/"sent":true/)
  await server.close()
  await first.tell('20')
  await first.child.waitForLine(/"logged":20/)
  await first.tell('kill')
  const { port } = server
  server = await startServer({ mode: 'server', dir: dir.join('data'), port })
  const before = await served('r1')

  const second = await train('here', { id: 'r1', resume: 'must' }, 10)
  const whileRunning = await new Api({ baseUrl: server.url }).run('p/r1')
  await second.tell('finish')

  expect(before.steps).toEqual(upTo(30))
  expect(second.said).toMatchObject({
    resumed: true,
    startingStep: 50,
    name: 'mine',
    config: { lr: 1 },
    summary: { i: 49, loss: 0.02 },
  })
  expect(whileRunning.lastStep).toBeGreaterThanOrEqual(49)
  const { steps, run } = await served('r1')
  expect(steps).toEqual(upTo(60))
  expect(run).toMatchObject({ state: 'finished', name: 'mine', summary: { i: 59 } })
})

test('a run that only the server knows goes on where the server has it', async () => {
  const first = await train('one-machine', { id: 'r1', tags: ['a'], config: { deep: { lr: 1 } } }, 25)
  await first.tell('finish')

  const second = await train('another', { id: 'r1', resume: 'must', config: { batch: 8 } }, 5)
  await second.tell('finish')

  expect(second.said).toMatchObject({
    startingStep: 25,
    config: { deep: { lr: 1 }, batch: 8 },
    summary: { i: 24 },
  })
  const { steps, run } = await served('r1')
  expect(steps).toEqual(upTo(30))
  expect(run).toMatchObject({ tags: ['a'], config: { deep: { lr: 1 }, batch: 8 } })
})

test('what was trained offline goes on online, and is sent first', async () => {
  const first = await train('here', { id: 'r1', mode: 'offline' }, 40)
  await first.tell('kill')

  const second = await train('here', { id: 'r1', resume: 'allow' }, 10)
  await second.tell('finish')

  expect(second.said.startingStep).toBe(40)
  expect((await served('r1')).steps).toEqual(upTo(50))
})

test('must and never believe the server, and need it', async () => {
  await (await train('a', { id: 'r1' }, 5)).tell('finish')
  const never = await train('b', { id: 'r1', resume: 'never' })
  const missing = await train('b', { id: 'r2', resume: 'must' })
  await server.close()
  const [unknownMust, unknownNever, local] = await Promise.all([
    train('b', { id: 'r1', resume: 'must' }),
    train('b', { id: 'r3', resume: 'never' }),
    train('a', { id: 'r1', resume: 'must', finishTimeoutMs: 100 }, 1),
  ])
  const stderr = await local.tell('finish')

  expect([never, missing, unknownMust, unknownNever].map(({ said }) => said.code)).toEqual([
    'RUN_EXISTS',
    'RUN_NOT_FOUND',
    'RUN_LOOKUP_FAILED',
    'RUN_LOOKUP_FAILED',
  ])
  expect(readdirSync(dir.path)).not.toContain('b')
  expect(local.said.startingStep).toBe(5)
  expect(stderr).toContain('Run r1 goes on from what its folders here hold')
})

test('rewound and forked runs have on the server the history that they have here', async () => {
  await (await train('here', { id: 'r1' }, 20)).tell('finish')
  const rewound = await train('here', { resumeFrom: 'r1?_step=9' }, 3)
  await rewound.tell('finish')
  const fork = await train('elsewhere', { id: 'f1', forkFrom: 'r1?_step=10' }, 4)
  await fork.tell('finish')
  await restart()

  expect(rewound.said).toMatchObject({ startingStep: 10, summary: { i: 9 } })
  expect(fork.said).toMatchObject({ resumed: false, startingStep: 11, summary: { i: 10 } })
  const { steps, run } = await served('r1')
  const forked = await served('f1')
  expect(steps).toEqual(upTo(13))
  expect(run).toMatchObject({ lastStep: 12, summary: { i: 12 } })
  expect(forked.steps).toEqual(upTo(15))
  expect(forked.run.summary).toMatchObject({ i: 14 })
})

test('two processes that resume one run at once are both kept', async () => {
  await (await train('here', { id: 'r1' }, 4)).tell('kill')
  const a = await train('here', { id: 'r1', resume: 'must' }, 3)
  const b = await train('here', { id: 'r1', resume: 'must' }, 3)
  const [, stderr] = await Promise.all([a.tell('finish'), b.tell('finish')])

  expect(stderr).toContain('run r1 may still be written by another process')
  const { steps, run } = await served('r1')
  expect(steps).toEqual(upTo(10))
  expect(run.state).toBe('finished')
})
