import { writeFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { createTempDir, writeRunFolder, type RunLogOptions, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { processIdentity } from '../platform/process-identity.ts'
import { LocalRuns } from './local-runs.ts'

const ADDRESS = { entity: 'default', project: 'p', run: 'r1' }
let dir: TempDir

beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

/** @param ageS of the last sign of life */
function write(options: RunLogOptions, ageS = 0): string {
  const { path, logPath } = writeRunFolder(dir.path, { id: 'r1', project: 'p', ...options })
  const touchedS = Date.now() / 1000 - ageS
  utimesSync(logPath, touchedS, touchedS)
  return path
}

const find = async (limit?: number) => (await LocalRuns.read(dir.path, ['r1'])).find(ADDRESS, limit)

test('a folder that does not exist holds no run', async () => {
  const runs = await LocalRuns.read(dir.join('nothing'), ['r1'])

  expect(await runs.find(ADDRESS)).toBeUndefined()
  expect(runs.has(ADDRESS)).toBe(false)
})

test('runs of other projects and of other ids are not this one', async () => {
  write({ project: 'other' })
  write({ id: 'r10', startedMs: 1_700_000_100_000 })

  expect(await find()).toBeUndefined()
})

test('sessions are added up: steps, time at work, counts, and the summary at a step', async () => {
  write({ rowCount: 10, startedMs: 1_700_000_000_000, config: { lr: 1, batch: 8 } })
  write({
    rowCount: 5,
    startedMs: 1_700_000_900_000,
    step: (row) => 10 + row,
    config: { lr: 2 },
    exitCode: 1,
  })

  expect(await find()).toMatchObject({
    lastStep: 14,
    durationMs: 900 + 400,
    lastStartMs: 1_700_000_900_000,
    counts: new Map([
      ['loss', 15],
      ['accuracy', 15],
    ]),
    config: [
      ['batch', 8],
      ['lr', 2],
    ],
  })
  expect(await find(3)).toMatchObject({
    lastStep: 3,
    summary: [
      ['accuracy', 0.3],
      ['loss', 0.25],
    ],
  })
})

test.each([
  { what: 'just touched, nobody says whose it is', ageS: 0, expected: true },
  { what: 'just touched by a process that lives', ageS: 0, owner: processIdentity(), expected: true },
  {
    what: 'just touched by a process that is gone',
    ageS: 0,
    owner: { ...processIdentity(), processId: 2 ** 22 + 1 },
    expected: false,
  },
  { what: 'silent for two minutes', ageS: 120, owner: processIdentity(), expected: false },
  { what: 'ended', ageS: 0, exitCode: 0, expected: false },
])('a session that is $what may be running: $expected', async ({ ageS, owner, exitCode, expected }) => {
  const path = write(exitCode === undefined ? {} : { exitCode }, ageS)
  if (owner !== undefined) writeFileSync(join(path, 'owner.json'), JSON.stringify(owner))

  expect((await find())?.mayBeRunning).toBe(expected)
})

test('only ended sessions are sent before a new one', async () => {
  const ended = write({ exitCode: 0 })
  write({ startedMs: 1_700_000_900_000 })

  const runs = await LocalRuns.read(dir.path, ['r1'])

  expect(await runs.unsentFolders(ADDRESS, 'http://x')).toEqual([ended])
})
