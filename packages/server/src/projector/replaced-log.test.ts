import { copyFileSync, mkdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder } from '../../test/log-builder.ts'
import type { RunRef } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'

const ref: RunRef = { entity: 'team', project: 'digits', run: 'abc' }
let dir: TempDir
let plane: DataPlane
let warnings: string[]

beforeEach(() => {
  dir = createTempDir()
  warnings = []
  plane = open()
})
afterEach(async () => {
  await plane.close()
  dir.remove()
})

function open(): DataPlane {
  return openDataPlane({
    runsDir: dir.path,
    indexPath: dir.join('.index', 'kymo.sqlite'),
    layout: 'plain',
    onWarning: ({ code, message }) => warnings.push(`${code} ${message}`),
  })
}

const logPath = (): string => dir.join('run-20261123_100000-abc', 'run-abc.wandb')

/** 500 rows, long enough that beginning and end do not tell what is between them. */
function logWith(middle: number): LogBuilder {
  const log = new LogBuilder().run('abc')
  for (let step = 0; step < 500; step++) log.row({ loss: step === 250 ? middle : 1.5 }, { step })
  return log.exit(0)
}

const valueInTheMiddle = (): unknown => plane.queryPoints(ref, 'loss', { after: 249, limit: 1 })!.values[0]

test('a finished log whose middle was replaced in place is read again, though its size and its time are the same', async () => {
  logWith(2.5).writeTo(logPath())
  utimesSync(logPath(), 1_700_000_000, 1_700_000_000)
  await plane.settle()
  expect(valueInTheMiddle()).toBe(2.5)
  const { size } = statSync(logPath())

  writeFileSync(dir.join('other'), logWith(3.5).bytes())
  copyFileSync(dir.join('other'), logPath())
  utimesSync(logPath(), 1_700_000_000, 1_700_000_000)
  expect(statSync(logPath())).toMatchObject({ size, mtimeMs: 1_700_000_000_000 })
  await plane.settle()

  expect(valueInTheMiddle()).toBe(3.5)
})

test('the same is found when it happened between two processes', async () => {
  logWith(2.5).writeTo(logPath())
  await plane.settle()
  await plane.close()

  writeFileSync(dir.join('other'), logWith(3.5).bytes())
  renameSync(dir.join('other'), logPath())
  plane = open()
  await plane.settle()

  expect(valueInTheMiddle()).toBe(3.5)
})

test('a finished log that was only touched, or copied, is not read again', async () => {
  logWith(2.5).writeTo(logPath())
  await plane.settle()
  const before = plane.getRun(ref)!.folders[0]

  copyFileSync(logPath(), dir.join('copy'))
  renameSync(dir.join('copy'), logPath())
  utimesSync(logPath(), 1_700_000_000, 1_700_000_000)
  await plane.settle()
  const { revision } = plane.getRun(ref)!
  await plane.settle()

  expect(plane.getRun(ref)!.folders[0]).toEqual(before)
  expect(plane.getRun(ref)!.revision).toBe(revision)
  expect(valueInTheMiddle()).toBe(2.5)
})

test.each([100, 40_000, 200_000])(
  '%i bytes that are not those of a log are no run, and a warning says so once',
  async (size) => {
    mkdirSync(dirname(logPath()), { recursive: true })
    writeFileSync(logPath(), randomBytes(size))
    await plane.settle()
    await plane.settle()

    expect(plane.listProjects()).toEqual([])
    expect(plane.getRun({ ...ref, entity: 'default', project: 'uncategorized' })).toBeUndefined()
    expect(warnings).toEqual([
      'LOG_UNREADABLE Cannot read log run-20261123_100000-abc/run-abc.wandb: it holds no record of a run, its bytes are not those of a log',
    ])
  },
)

test('a log that takes the place of one that could not be read is a run', async () => {
  mkdirSync(dirname(logPath()), { recursive: true })
  writeFileSync(logPath(), randomBytes(500))
  await plane.settle()

  logWith(2.5).writeTo(logPath())
  await plane.settle()

  expect(plane.getRun(ref)).toMatchObject({ state: 'finished', pointCount: 500 })
})
