import { utimesSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder, STARTED_MS } from '../../test/log-builder.ts'
import type { RunDetail, RunRef } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'

let dir: TempDir
let plane: DataPlane | undefined
const ref: RunRef = { entity: 'team', project: 'digits', run: 'abc' }

beforeEach(() => {
  dir = createTempDir()
})
afterEach(async () => {
  await plane?.close()
  plane = undefined
  dir.remove()
})

const logOf = (session: number): string => dir.join(`run-20261123_10000${session}-abc`, 'run-abc.wandb')
const startOf = (session: number): { seconds: number; nanos: number } => ({
  seconds: STARTED_MS / 1000 + session * 10_000,
  nanos: 0,
})
const item = (name: string, valueJson: string): { nestedKey: string[]; valueJson: string } => ({
  nestedKey: name.split('.'),
  valueJson,
})

async function getRun(): Promise<RunDetail> {
  plane = openDataPlane({ runsDir: dir.path, indexPath: ':memory:', layout: 'plain' })
  await plane.settle()
  return plane.getRun(ref)!
}

test('what a session has taken over counts until it logs something newer, also while it runs', async () => {
  new LogBuilder()
    .run('abc', {
      startTime: startOf(1),
      resumed: true,
      startingStep: 5,
      summary: { update: [item('loss', '0.5'), item('best', '0.9')] },
    })
    .row({ loss: 0.25 }, { step: 5 })
    .writeTo(logOf(1))

  expect((await getRun()).summary).toEqual([
    ['best', 0.9],
    ['loss', 0.25],
  ])
})

test('the values of an earlier session are newer than what a later one has taken over', async () => {
  new LogBuilder().run('abc').row({ loss: 0.4 }, { step: 9 }).writeTo(logOf(0))
  new LogBuilder()
    .run('abc', { startTime: startOf(1), resumed: true, summary: { update: [item('loss', '0.5')] } })
    .row({ other: 1 }, { step: 10 })
    .writeTo(logOf(1))

  expect((await getRun()).summary).toEqual([
    ['loss', 0.4],
    ['other', 1],
  ])
})

test('a fork begins with the summary that it has taken over', async () => {
  new LogBuilder()
    .run('abc', {
      forked: true,
      branchPoint: { run: 'gone', metric: '_step', value: 4 },
      startingStep: 5,
      summary: { update: [item('loss', '0.5')] },
    })
    .writeTo(logOf(0))

  expect((await getRun()).summary).toEqual([['loss', 0.5]])
})

test('names, tags and notes that were set while the run went on count, and what was taken away stays away', async () => {
  const run = { runId: 'abc', startTime: startOf(0) }
  new LogBuilder()
    .run('abc', { displayName: 'first', tags: ['a'], notes: 'old' })
    .record({ run: { ...run, displayName: 'second', tags: ['a', 'b'], notes: 'old' } })
    .writeTo(logOf(0))
  new LogBuilder()
    .run('abc', {
      startTime: startOf(1),
      resumed: true,
      displayName: 'second',
      tags: ['a', 'b'],
      notes: 'old',
    })
    .record({ run: { ...run, startTime: startOf(1), displayName: 'third' } })
    .writeTo(logOf(1))
  new LogBuilder()
    .run('abc', { startTime: startOf(2), resumed: true, displayName: 'third' })
    .writeTo(logOf(2))

  expect(await getRun()).toMatchObject({ name: 'third', tags: [], notes: '' })
})

test('a killed session that another one has gone on with no longer counts as running', async () => {
  const nowS = Math.floor(Date.now() / 1000)
  const killed = new LogBuilder().run('abc', { startTime: { seconds: nowS - 60, nanos: 0 } }).row({ loss: 1 })
  killed.writeTo(logOf(0))
  new LogBuilder()
    .run('abc', { startTime: { seconds: nowS - 10, nanos: 0 }, resumed: true, startingStep: 1 })
    .exit(0)
    .writeTo(logOf(1))
  utimesSync(logOf(0), nowS - 20, nowS - 20)
  const before = await getRun()
  await plane?.close()
  utimesSync(logOf(0), nowS, nowS)

  expect(before.state).toBe('finished')
  expect((await getRun()).state).toBe('running')
})
