import { expect, test, vi } from 'vitest'
import { createPacedTask } from './paced-task.ts'

test('createPacedTask() starts at once, then at most once per interval, and never loses the last trigger', async () => {
  vi.useFakeTimers()
  try {
    const startedMs: number[] = []
    const task = createPacedTask(async () => void startedMs.push(Date.now()), 250)
    const beginMs = Date.now()

    for (let each = 0; each < 100; each += 1) {
      task.trigger()
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(1000)

    expect(startedMs.map((atMs) => atMs - beginMs)).toEqual([0, 250, 500, 750, 1000])
  } finally {
    vi.useRealTimers()
  }
})

test('createPacedTask() waits for slow work instead of starting it twice', async () => {
  vi.useFakeTimers()
  try {
    let running = 0
    let most = 0
    const task = createPacedTask(async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 900))
      running -= 1
    }, 250)

    task.trigger()
    await vi.advanceTimersByTimeAsync(300)
    task.trigger()
    await vi.advanceTimersByTimeAsync(3000)

    expect(most).toBe(1)
  } finally {
    vi.useRealTimers()
  }
})

test('createPacedTask() goes on after work that failed', async () => {
  let runs = 0
  const task = createPacedTask(async () => {
    runs += 1
    throw new Error('no network')
  }, 1)

  task.trigger()
  await vi.waitUntil(() => runs === 1)
  await new Promise((resolve) => setTimeout(resolve, 5))
  task.trigger()

  await vi.waitUntil(() => runs === 2)
})
