import { fileURLToPath } from 'node:url'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readOnlyLog } from './read-log.ts'

const PROGRAM = fileURLToPath(new URL('fixtures/log-and-end.mjs', import.meta.url))
/** A process that does not end by itself is killed, and the test fails on its signal. */
const PATIENCE_MS = 20_000

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

interface Way {
  readonly way: string
  readonly exit: Partial<ChildExit>
  /** In the exit record; undefined: there is none. */
  readonly exitCode: number | undefined
}

const WAYS: readonly Way[] = [
  { way: 'SIGKILL', exit: { signal: 'SIGKILL' }, exitCode: undefined },
  { way: 'SIGSEGV', exit: { signal: 'SIGSEGV' }, exitCode: undefined },
  { way: 'abort', exit: { signal: 'SIGABRT' }, exitCode: undefined },
  { way: 'SIGTERM', exit: { signal: 'SIGTERM' }, exitCode: 143 },
  { way: 'SIGINT', exit: { signal: 'SIGINT' }, exitCode: 130 },
  { way: 'SIGHUP', exit: { signal: 'SIGHUP' }, exitCode: 129 },
  { way: 'exception', exit: { code: 1 }, exitCode: 1 },
  { way: 'rejection', exit: { code: 1 }, exitCode: 1 },
  { way: 'exit-3', exit: { code: 3 }, exitCode: 3 },
  { way: 'exit-code-4', exit: { code: 4 }, exitCode: 4 },
  { way: 'nothing', exit: { code: 0 }, exitCode: 0 },
  { way: 'finish', exit: { code: 0 }, exitCode: 0 },
  { way: 'finish-5', exit: { code: 0 }, exitCode: 5 },
]

describe.each(WAYS)('a process that ends by $way', ({ way, exit, exitCode }) => {
  test.each([1, 50, 2000])('loses none of %i rows, and its log says how it ended', async (rowCount) => {
    const seen = await endedBy(way, rowCount)

    expect(seen).toMatchObject({ code: null, signal: null, ...exit })
    const log = readOnlyLog(dir.join('kymo'))
    expect(log.rows).toEqual(Array.from({ length: rowCount }, (_, i) => i))
    expect(log.steps).toEqual(Array.from({ length: rowCount }, (_, i) => i))
    expect({ tail: log.tail.kind, damageCount: log.damageCount }).toEqual({ tail: 'clean', damageCount: 0 })
    expect(log.exitCode).toBe(exitCode)
  })
})

test.each([50, 2000])('with flush: 50 every end but a kill keeps all of %i rows', async (rowCount) => {
  for (const way of ['SIGTERM', 'exception', 'rejection', 'exit-3', 'nothing', 'finish']) {
    await endedBy(way, rowCount, { KYMO_FLUSH: '50' })

    expect(readOnlyLog(dir.join('kymo')).rows, way).toHaveLength(rowCount)
    dir.remove()
    dir = createTempDir()
  }
})

test('the summary at the end holds the last value of each metric', async () => {
  await endedBy('exit-3', 50)

  const { summary } = readOnlyLog(dir.join('kymo'))
  expect(Object.fromEntries(summary)).toMatchObject({ i: '49', loss: '0.02', kind: '"row"' })
})

test('a program that forgets finish() prints where its run is, and ends by itself', async () => {
  const exit = await endedBy('nothing', 50)

  const lines = exit.stderr.trimEnd().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(
    /^kymo: run ends is offline in \.\/kymo\/offline-run-\d{8}_\d{6}-ends\. View it with: npx kymo ui$/,
  )
  expect(lines[1]).toMatch(/^kymo: run ends: 50 rows in \.\/kymo\/.+npx kymo ui$/)
})

async function endedBy(way: string, rowCount: number, env: Record<string, string> = {}): Promise<ChildExit> {
  const timer = new AbortController()
  const exited = runChild(PROGRAM, { args: [way, String(rowCount)], cwd: dir.path, env })
  const late = new Promise<never>((_resolve, reject) => {
    const handle = setTimeout(
      () => reject(new Error(`The child did not end within ${PATIENCE_MS} ms`)),
      PATIENCE_MS,
    )
    timer.signal.addEventListener('abort', () => clearTimeout(handle))
  })
  try {
    return await Promise.race([exited, late])
  } finally {
    timer.abort()
  }
}
