import { waitFor } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { sendAll, type QueuedFolder } from './run-queue.ts'
import { toFailure, type SyncOutcome } from './sync-outcome.ts'

const report = {
  sentBytes: 1,
  resumedFrom: 0,
  acknowledgedBytes: 1,
  totalBytes: 1,
  complete: true,
  content: {
    sentCount: 0,
    sentBytes: 0,
    heldCount: 0,
    pendingCount: 0,
    missingCount: 0,
    missing: [],
    complete: true,
  },
  url: '',
}
const folders = (...names: string[]): QueuedFolder[] => names.map((path) => ({ path, stamp: 1 }))

test('sendAll() keeps going after a folder that fails, with at most so many at the same time', async () => {
  const outcomes: SyncOutcome[] = []
  let [active, peak] = [0, 0]

  await sendAll({
    discover: () => Promise.resolve(folders('a', 'b', 'c', 'd', 'e')),
    send: async (path) => {
      peak = Math.max(peak, ++active)
      await new Promise((resolve) => setImmediate(resolve))
      active--
      return path === 'b' ? toFailure(path, new Error('x')) : { kind: 'sent', path, report }
    },
    onOutcome: (outcome) => outcomes.push(outcome),
    maxActive: 2,
    signal: new AbortController().signal,
  })

  expect(outcomes.map(({ path }) => path).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(outcomes.filter(({ kind }) => kind === 'failed')).toHaveLength(1)
  expect(peak).toBe(2)
})

test('sendAll() sends a folder again when it grew, and takes in new ones, while following', async () => {
  const controller = new AbortController()
  const sent: string[] = []
  let look = 0

  await sendAll({
    discover: () => {
      look++
      return Promise.resolve(look < 3 ? folders('a') : [...folders('b'), { path: 'a', stamp: 2 }])
    },
    send: (path) => Promise.resolve({ kind: 'sent', path, report }),
    onOutcome: ({ path }) => {
      sent.push(path)
      if (sent.length === 3) controller.abort()
    },
    maxActive: 4,
    lookAgainMs: 1,
    signal: controller.signal,
  })

  expect(sent.toSorted()).toEqual(['a', 'a', 'b'])
})

test('sendAll() names every folder that it did not come to when it is interrupted', async () => {
  const controller = new AbortController()
  const outcomes: SyncOutcome[] = []
  let release: (() => void) | undefined
  const running = sendAll({
    discover: () => Promise.resolve(folders('a', 'b', 'c')),
    send: (path) =>
      new Promise((resolve) => {
        release = () => resolve({ kind: 'interrupted', path })
      }),
    onOutcome: (outcome) => outcomes.push(outcome),
    maxActive: 1,
    signal: controller.signal,
  })
  await waitFor('the first to start', () => release !== undefined)

  controller.abort()
  release?.()
  await running

  expect(outcomes.map(({ kind, path }) => `${path} ${kind}`)).toEqual([
    'a interrupted',
    'b interrupted',
    'c interrupted',
  ])
})
