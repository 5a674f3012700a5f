import { FakePulse } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { CurrentRun } from './current-run.ts'
import { Notices } from './notices.ts'
import type { Run } from './run.ts'

function setUp() {
  let output = ''
  const terminal = { isInteractive: false, write: (text: string) => void (output += text) }
  const notices = new Notices({ terminal, pulse: new FakePulse(), quiet: false, silent: false })
  return { current: new CurrentRun(notices), output: () => output }
}

function fakeRun(): Run & { isFinished: boolean; readonly rows: unknown[] } {
  const rows: unknown[] = []
  const values = new Map<string, unknown>()
  const view = {
    get: (key: string) => values.get(key),
    set: (key: string, value: unknown) => values.set(key, value),
  }
  const run = { isFinished: false, rows, log: (row: unknown) => rows.push(row), config: view, summary: view }
  return Object.assign(run, { finish: () => Promise.resolve((run.isFinished = true)) }) as never
}

test('without a run everything is a warning at most', async () => {
  const { current, output } = setUp()

  current.log({ a: 1 })
  current.log({ a: 2 })
  current.defineMetric('a')
  current.view('config').set('a', 1)

  expect(current.view('summary').get('a')).toBeUndefined()
  expect({ ...current.view('config').toJSON() }).toEqual({})
  expect(await current.finish()).toBeUndefined()
  expect(output().match(/there is no run/g)).toHaveLength(3)
})

test('the newest run is current, and the one before it once the newest has finished', async () => {
  const { current } = setUp()
  const [first, second] = [fakeRun(), fakeRun()]
  current.add(first)
  current.add(second)

  current.log('to the second' as never)
  await current.finish()
  current.log('to the first' as never)

  expect([second.rows, first.rows]).toEqual([['to the second'], ['to the first']])
})

test('a run that finished by itself is not current any more', () => {
  const { current } = setUp()
  const run = fakeRun()
  current.add(run)

  run.isFinished = true

  expect(current.get()).toBeUndefined()
})

test.each([
  { reinit: 'return_previous', isReturned: true, isFinished: false },
  { reinit: false, isReturned: true, isFinished: false },
  { reinit: 'finish_previous', isReturned: false, isFinished: true },
  { reinit: true, isReturned: false, isFinished: true },
  { reinit: 'create_new', isReturned: false, isFinished: false },
] as const)('reinit $reinit: given back $isReturned, finished $isFinished', async (row) => {
  const { current } = setUp()
  const [first, second] = [fakeRun(), fakeRun()]
  current.add(first)
  current.add(second)

  const previous = await current.makeRoom(row.reinit)

  expect(previous === second).toBe(row.isReturned)
  expect([first.isFinished, second.isFinished]).toEqual([row.isFinished, row.isFinished])
})
