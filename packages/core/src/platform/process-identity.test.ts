import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { mayBeRunning, processIdentity } from './process-identity.ts'

test('this process runs, one of another machine may, and one that has ended does not', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  const ended = { ...processIdentity(), processId: child.pid ?? 0 }
  await once(child, 'exit')

  expect(mayBeRunning(processIdentity())).toBe(true)
  expect(mayBeRunning({ ...processIdentity(), hostName: 'another' })).toBe(true)
  expect(mayBeRunning(ended)).toBe(false)
})

test.runIf(process.platform === 'linux')('a later process of the same number is another one', () => {
  const { startTicks = 0, ...rest } = processIdentity()

  expect(mayBeRunning({ ...rest, startTicks: startTicks - 1 })).toBe(false)
  expect(mayBeRunning(rest)).toBe(true)
})
