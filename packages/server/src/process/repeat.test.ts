import { waitFor } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { repeat } from './repeat.ts'

test('goes on after a failure, never twice at once, and tells of each', async () => {
  const failures: unknown[] = []
  let runningCount = 0
  let count = 0
  const stop = repeat(
    async () => {
      expect(++runningCount).toBe(1)
      await new Promise((resolve) => setImmediate(resolve))
      runningCount--
      if (++count % 2 === 0) throw new Error(`failure ${count}`)
    },
    { intervalMs: 1, onFailed: (error) => failures.push((error as Error).message) },
  )

  await waitFor('five turns', () => count >= 5)
  await stop()

  expect(failures.slice(0, 2)).toEqual(['failure 2', 'failure 4'])
})

test('stopping waits for what is under way, tells it, and begins nothing more', async () => {
  const events: string[] = []
  const stop = repeat(
    async (signal) => {
      events.push('begins')
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => setImmediate(resolve)))
      events.push('ends')
      throw new Error('given up')
    },
    { intervalMs: 1, onFailed: () => events.push('told') },
  )
  await waitFor('the task', () => events.length === 1)

  await stop()

  expect(events).toEqual(['begins', 'ends'])
})
