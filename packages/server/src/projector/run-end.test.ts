import { utimesSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder, STARTED_MS } from '../../test/log-builder.ts'
import type { RunState } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'

let dir: TempDir
let plane: DataPlane | undefined

beforeEach(() => {
  dir = createTempDir()
})
afterEach(async () => {
  await plane?.close()
  plane = undefined
  dir.remove()
})

const LONG_AGO_S = STARTED_MS / 1000

/** Logs that nobody has touched for long. */
function write(session: number, log: LogBuilder): void {
  const path = dir.join(`run-20261123_10000${session}-abc`, 'run-abc.wandb')
  log.writeTo(path)
  utimesSync(path, LONG_AGO_S, LONG_AGO_S)
}

async function stateOf(): Promise<RunState | undefined> {
  plane = openDataPlane({ runsDir: dir.path, indexPath: ':memory:', layout: 'plain' })
  await plane.settle()
  return plane.getRun({ entity: 'team', project: 'digits', run: 'abc' })?.state
}

const preempting = { preempting: {} }

test('a run that was marked and then ended without success is preempted', async () => {
  write(0, new LogBuilder().run('abc').record(preempting).exit(143))

  expect(await stateOf()).toBe('preempted')
})

test('a run that was marked and never heard of again is preempted', async () => {
  write(0, new LogBuilder().run('abc').record(preempting))

  expect(await stateOf()).toBe('preempted')
})

test('a run that was marked and finished all the same is finished', async () => {
  write(0, new LogBuilder().run('abc').record(preempting).exit(0))

  expect(await stateOf()).toBe('finished')
})

test('how a helper of a shared run ends does not decide how the run ends', async () => {
  const shared = (label: string, second: number): LogBuilder =>
    new LogBuilder().run('abc', {
      kymoShared: true,
      kymoWriter: label,
      startTime: { seconds: LONG_AGO_S + second, nanos: 0 },
    })
  write(0, shared('main', 0).exit(0))
  write(1, shared('helper', 1).record({ exit: { exitCode: 137, runtime: 1, notComplete: true } }))
  write(2, shared('killed helper', 2))

  expect(await stateOf()).toBe('finished')
})
