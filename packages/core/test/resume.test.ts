import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Api, type HistoryRow } from '@kymo/core'
import { createTempDir, runChild, startChild, type Child, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'

const PROGRAM = fileURLToPath(new URL('fixtures/resume.mjs', import.meta.url))

let dir: TempDir
let children: Child[]
beforeEach(() => {
  dir = createTempDir()
  children = []
})
afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()))
  dir.remove()
})

interface Said {
  readonly id?: string
  readonly resumed?: boolean
  readonly startingStep?: number
  readonly code?: string
  readonly config?: unknown
}

interface Session extends ChildExit {
  readonly said: Said
}

async function train(options: object, rows = 10, end = 'finish'): Promise<Session> {
  const exit = await runChild(PROGRAM, { args: [JSON.stringify(options), String(rows), end], cwd: dir.path })
  const line = exit.stdout.split('\n').find((text) => text.startsWith('{')) ?? '{}'
  return { ...exit, said: JSON.parse(line) as Said }
}

async function stepsOf(id: string): Promise<{ steps: number[]; rows: HistoryRow[]; state: string }> {
  const run = await new Api({ dir: dir.join('kymo') }).run(`p/${id}`)
  const rows: HistoryRow[] = []
  for await (const row of run.history()) rows.push(row)
  return { steps: rows.map((row) => row['_step']), rows, state: run.state }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const folders = (): string[] => readdirSync(dir.join('kymo')).filter((name) => name.includes('run-'))

test("a training that was killed goes on with resume: 'auto': its history is whole and no step comes twice", async () => {
  const first = await train({ resume: 'auto', config: { lr: 0.1, deep: { a: 1 } } }, 500, 'kill')
  const second = await train({ resume: 'auto', config: { lr: 0.2 } }, 300, 'kill')
  const third = await train({ resume: 'auto' }, 200)

  expect([first.signal, second.signal, third.code]).toEqual(['SIGKILL', 'SIGKILL', 0])
  expect(second.said).toMatchObject({ id: first.said.id, resumed: true, startingStep: 500 })
  expect(third.said).toMatchObject({
    id: first.said.id,
    startingStep: 800,
    config: { lr: 0.2, deep: { a: 1 } },
  })
  const { steps, rows, state } = await stepsOf(first.said.id ?? '')
  expect(steps).toEqual(upTo(1000))
  expect(rows.every((row) => row['i'] === row['_step'])).toBe(true)
  expect(state).toBe('finished')
  expect(folders()).toHaveLength(3)
})

test("after a clean end resume: 'auto' begins a new run; after an error it goes on", async () => {
  const failed = await train({ resume: 'auto' }, 5, 'throw')
  const clean = await train({ resume: 'auto' }, 5)
  const next = await train({ resume: true }, 5)

  expect(failed.code).toBe(1)
  expect(clean.said).toMatchObject({ id: failed.said.id, startingStep: 5 })
  expect(next.said).toMatchObject({ resumed: false, startingStep: 0 })
  expect(next.said.id).not.toBe(clean.said.id)
  expect(existsSync(dir.join('kymo', 'kymo-resume.json'))).toBe(false)
})

test("what resume: 'must' and 'never' refuse leaves nothing behind", async () => {
  const missing = await train({ id: 'r1', resume: 'must' })
  expect(missing.said.code).toBe('RUN_NOT_FOUND')
  expect(existsSync(dir.join('kymo'))).toBe(false)

  await train({ id: 'r1', resume: 'never' })
  const existing = await train({ id: 'r1', resume: 'never' })
  const fork = await train({ id: 'r1', forkFrom: 'r0?_step=1' })

  expect(existing.said.code).toBe('RUN_EXISTS')
  expect(fork.said.code).toBe('RUN_EXISTS')
  expect(folders()).toHaveLength(1)
})

test('a rewound run and a fork of it have the history that they say', async () => {
  await train({ id: 'r1' }, 10, 'kill')
  const rewound = await train({ resumeFrom: 'r1?_step=3' }, 2)
  const fork = await train({ id: 'f1', forkFrom: { run: 'r1', step: 4 } }, 3)

  expect(rewound.said).toMatchObject({ id: 'r1', resumed: true, startingStep: 4, summary: { i: 3 } })
  expect(fork.said).toMatchObject({ resumed: false, startingStep: 5, summary: { i: 4 } })
  expect((await stepsOf('r1')).steps).toEqual(upTo(6))
  expect((await stepsOf('f1')).steps).toEqual(upTo(8))
})

test('two processes that resume one run at once keep both, and the second says so', async () => {
  await train({ id: 'r1' }, 4, 'kill')
  const start = (): Child => {
    const child = startChild(PROGRAM, {
      args: [JSON.stringify({ id: 'r1', resume: 'must' }), '3', 'wait'],
      cwd: dir.path,
    })
    children.push(child)
    return child
  }
  const a = start()
  await a.waitForLine(/^\{/)
  const b = start()
  await b.waitForLine(/^\{/)
  a.process.stdin?.write('x')
  b.process.stdin?.write('x')
  const exits = await Promise.all([a.exited, b.exited])

  expect(exits.map(({ code }) => code)).toEqual([0, 0])
  expect(exits[0].stderr).not.toContain('another process')
  expect(exits[1].stderr).toContain('run r1 may still be written by another process')
  expect(folders()).toHaveLength(3)
  const { steps } = await stepsOf('r1')
  expect(steps).toEqual(upTo(steps.length))
})

test("resume: 'auto' leaves a run alone whose process lives", async () => {
  const child = startChild(PROGRAM, { args: ['{"resume":"auto"}', '3', 'wait'], cwd: dir.path })
  children.push(child)
  const [line] = await child.waitForLine(/^\{.*$/)
  const { id } = JSON.parse(line) as Said

  const other = await train({ resume: 'auto' })
  child.process.stdin?.write('x')
  await child.exited

  expect(other.said).toMatchObject({ resumed: false, startingStep: 0 })
  expect(other.said.id).not.toBe(id)
  expect(other.stderr).toContain(`run ${id} of ${dir.join('kymo')} is still being written by process`)
})

test("in one process resume: 'auto' goes on with a run that has failed, not with one that is open", async () => {
  const exit = await runChild(fileURLToPath(new URL('fixtures/resume-twice.mjs', import.meta.url)), {
    cwd: dir.path,
  })

  const [first, beside, again] = JSON.parse(exit.stdout) as Said[]
  expect(beside.id).not.toBe(first.id)
  expect([beside.startingStep, again.startingStep]).toEqual([0, 1])
  expect(again.id).toBe(first.id)
})

test('media that a killed session had accepted are finished by the session that goes on', async () => {
  const program = fileURLToPath(new URL('fixtures/log-media-and-end.mjs', import.meta.url))
  const env = { KYMO_RUN_ID: 'r1', KYMO_PROJECT: 'p' }
  await runChild(program, { args: ['SIGKILL', '20'], cwd: dir.path, env })
  const spool = dir.join('kymo', folders()[0], 'spool')
  const leftCount = readdirSync(spool).length

  const next = await train({ id: 'r1', resume: 'must' }, 1)

  expect(leftCount).toBeGreaterThan(0)
  expect(readdirSync(spool)).toEqual([])
  expect(next.said.startingStep).toBe(20)
  const { rows } = await stepsOf('r1')
  expect(rows.filter((row) => row['table'] !== undefined)).toHaveLength(20)
})

test('reinit says what init() does while a run is open', async () => {
  const exit = await runChild(fileURLToPath(new URL('fixtures/reinit.mjs', import.meta.url)), {
    cwd: dir.path,
  })

  expect(JSON.parse(exit.stdout)).toEqual({ same: true, finished: true, other: true, current: true })
})
