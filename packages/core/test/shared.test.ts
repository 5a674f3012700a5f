import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Api, init } from '@kymo/core'
import { createTempDir, runChild, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'

const WRITER = fileURLToPath(new URL('fixtures/shared-writer.mjs', import.meta.url))
const THREAD = new URL('fixtures/shared-thread.mjs', import.meta.url)
const ROWS = 10_000

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

test('four threads and two processes write 60,000 rows into one run, labelled, and none is lost when one is killed', async () => {
  const run = await init({
    project: 'many',
    id: 'shared1',
    shared: true,
    label: 'main',
    dir: dir.path,
    silent: true,
  })
  const options = { ...run.writerOptions(), silent: true }
  const threads = [1, 2, 3, 4].map(
    (n) =>
      new Worker(THREAD, { workerData: { options: { ...options, label: `thread-${n}` }, rowCount: ROWS } }),
  )
  const child = (label: string, deadAt: number): ReturnType<typeof runChild> =>
    runChild(WRITER, { args: [String(ROWS), String(deadAt)], env: run.writerEnv(label) })

  const [first, second] = await Promise.all([
    child('process-1', -1),
    // It dies of SIGKILL right after its last row.
    child('process-2', ROWS - 1),
    ...threads.map((thread) => once(thread, 'exit')),
  ])
  await run.finish()

  expect([first.code, second.signal]).toEqual([0, 'SIGKILL'])
  const counts = new Map<unknown, number>()
  const seen = new Set<string>()
  for await (const { _writer, _step, i, loss } of (
    await new Api({ dir: dir.path }).run('many/shared1')
  ).history()) {
    expect([i, loss]).toEqual([_step, _step / 2])
    counts.set(_writer, (counts.get(_writer) ?? 0) + 1)
    seen.add(`${_writer} ${_step}`)
  }
  const labels = ['process-1', 'process-2', 'thread-1', 'thread-2', 'thread-3', 'thread-4']
  expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(labels.map((label) => [label, ROWS])))
  expect(seen.size).toBe(6 * ROWS)
})

test('writers of one second on one disk have folders of their own', async () => {
  const options = { project: 'many', id: 'shared2', shared: true, dir: dir.path, silent: true } as const
  const runs = await Promise.all(Array.from({ length: 8 }, (_, n) => init({ ...options, label: `w${n}` })))
  for (const [n, run] of runs.entries()) run.log({ n })
  await Promise.all(runs.map((run) => run.finish()))

  expect(new Set(runs.map((run) => run.dir)).size).toBe(8)
})

test('an alert is in the log with its level, and the same title not again too soon', async () => {
  const run = await init({ project: 'alerts', dir: dir.path, silent: true })
  const raised = [
    run.alert({ title: 'Loss is NaN', text: 'at step 3', level: 'WARN' }),
    run.alert({ title: 'Loss is NaN' }),
    run.alert({ title: 'Another', waitDurationMs: 0 }),
    run.alert({ title: 'Another', waitDurationMs: 0 }),
    run.alert({ title: '' }),
  ]
  await run.finish()

  expect(raised).toEqual([true, false, true, true, false])
  expect(run.alert({ title: 'late' })).toBe(false)
})

test('a shared run without an id is refused', async () => {
  await expect(init({ shared: true, dir: dir.path })).rejects.toMatchObject({ code: 'SETTING_INVALID' })
})
