import { fileURLToPath } from 'node:url'
import { Api } from '@kymo/core'
import { createTempDir, startChild, type Child, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readOnlyLog } from './read-log.ts'

const PROGRAM = fileURLToPath(new URL('fixtures/preempt.mjs', import.meta.url))

let dir: TempDir
let child: Child
beforeEach(() => {
  dir = createTempDir()
})
afterEach(async () => {
  await child.kill()
  dir.remove()
})

async function start(signals: string, way: string): Promise<void> {
  child = startChild(PROGRAM, { args: [signals, way], cwd: dir.path })
  await child.waitForLine(/^ready$/)
}

const stateOf = async (): Promise<string> => (await new Api({ dir: dir.join('kymo') }).run('p/r1')).state

test('SIGUSR1 some time before SIGTERM, as SLURM sends them, leaves a preempted run', async () => {
  await start('SIGUSR1', 'wait')

  child.process.kill('SIGUSR1')
  await child.waitForLine(/saving a checkpoint/)
  const exit = await child.kill('SIGTERM')

  expect(exit).toMatchObject({ code: null, signal: 'SIGTERM' })
  expect(exit.stdout).toContain('ending with 143')
  expect(readOnlyLog(dir.join('kymo')).exitCode).toBe(143)
  expect(await stateOf()).toBe('preempted')
})

test('SIGTERM alone marks the run where it means that, and the process still dies of it', async () => {
  await start('SIGTERM', 'wait')

  const exit = await child.kill('SIGTERM')

  expect(exit).toMatchObject({ code: null, signal: 'SIGTERM' })
  expect(exit.stdout).toContain('saving a checkpoint\nending with 143')
  expect(await stateOf()).toBe('preempted')
})

test('a training that heard of it and finished well is finished', async () => {
  await start('SIGUSR2', 'finish')

  const exit = await child.kill('SIGUSR2')

  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(await stateOf()).toBe('finished')
})

test('without preemptSignals SIGTERM kills a run', async () => {
  await start('SIGUSR1', 'wait')

  await child.kill('SIGTERM')

  expect(await stateOf()).toBe('killed')
})
