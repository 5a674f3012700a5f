import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTempDir, startChild, type Child, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readOnlyLog } from './read-log.ts'

const PROGRAM = fileURLToPath(new URL('fixtures/signals.mjs', import.meta.url))

let dir: TempDir
let child: Child
beforeEach(() => {
  dir = createTempDir()
})
afterEach(async () => {
  await child.kill()
  dir.remove()
})

async function startIn(situation: string): Promise<void> {
  child = startChild(PROGRAM, { args: [situation], cwd: dir.path })
  await child.waitForLine(/^ready$/)
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends a loop that never awaits, at once', async (signal) => {
  await startIn('busy')

  const sentMs = performance.now()
  const exit = await child.kill(signal)

  expect(exit).toMatchObject({ code: null, signal })
  expect(performance.now() - sentMs).toBeLessThan(3000)
  const accepted = readFileSync(dir.join('accepted-rows')).readDoubleLE()
  const { rows, damageCount } = readOnlyLog(dir.join('kymo'))
  // The signal may cut off the row that is being written: its log() has not returned.
  expect(rows.length === accepted || rows.length === accepted + 1).toBe(true)
  expect(rows).toEqual(rows.map((_, i) => i))
  expect(accepted).toBeGreaterThan(1000)
  expect(damageCount).toBe(0)
})

test('SIGINT ends an asynchronous loop with an exit record, and the process still dies of the signal', async () => {
  await startIn('async')

  const exit = await child.kill('SIGINT')

  expect(exit).toMatchObject({ code: null, signal: 'SIGINT' })
  expect(readOnlyLog(dir.join('kymo')).exitCode).toBe(130)
})

test("a program's own SIGINT handler decides how its run ends", async () => {
  await startIn('own-handler')

  const exit = await child.kill('SIGINT')

  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stdout).toContain('finished')
  expect(readOnlyLog(dir.join('kymo')).exitCode).toBe(0)
})

test('with handleSignals: false the process dies as without Kymo', async () => {
  await startIn('no-signals')

  const exit = await child.kill('SIGTERM')

  expect(exit).toMatchObject({ code: null, signal: 'SIGTERM' })
  expect(readOnlyLog(dir.join('kymo')).exitCode).toBeUndefined()
})
