import type { ConsoleLine, ConsolePage } from '@kymo/server/api'
import { expect, test } from 'vitest'
import { ConsoleCache, PAGE_LINES } from './console-cache.ts'

interface FakeConsole {
  lineCount: number
  requests: { from: number; limit: number }[]
  isBroken: boolean
}

function fakeConsole(lineCount: number): FakeConsole {
  return { lineCount, requests: [], isBroken: false }
}

function lineOf(number: number, text = `line ${number}`): ConsoleLine {
  return { number, timeMs: number, stream: 'stdout', writer: '', text }
}

/** Answers as the server does; `isShown` is its filter. */
function answerOf(
  fake: FakeConsole,
  { from, limit }: { from: number; limit: number },
  isShown: (number: number) => boolean = () => true,
): Promise<ConsolePage> {
  fake.requests.push({ from, limit })
  if (fake.isBroken) return Promise.reject(new Error('Cannot reach the server'))
  const lines: ConsoleLine[] = []
  let number = from
  while (number < fake.lineCount && lines.length < limit) {
    if (isShown(number)) lines.push(lineOf(number))
    number += 1
  }
  let totalCount = 0
  for (let each = 0; each < fake.lineCount; each += 1) totalCount += Number(isShown(each))
  const next = number < fake.lineCount ? number : null
  return Promise.resolve({ lines, totalCount, writers: [''], droppedCount: 0, next })
}

function cacheOf(fake: FakeConsole, later?: (callback: () => void) => void): ConsoleCache {
  return new ConsoleCache({ fetchPage: (request) => answerOf(fake, request), ...(later && { later }) })
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

test('only the pages that are looked at are loaded', async () => {
  const fake = fakeConsole(1_000_000)
  const cache = cacheOf(fake)
  cache.refresh()
  await settle()
  cache.need(500_100, 500_150)
  await settle()

  expect(cache.getState().lineCount).toBe(1_000_000)
  expect(cache.lineAt(500_123)?.text).toBe('line 500123')
  expect(cache.lineAt(300_000)).toBeUndefined()
  expect(fake.requests.map(({ from }) => from)).toEqual([0, 500_000])
  cache.need(500_100, 500_150)
  await settle()
  expect(fake.requests).toHaveLength(2)
})

test('a refresh asks again for what may have changed, and not for what is long past', async () => {
  const fake = fakeConsole(10_000)
  const cache = cacheOf(fake)
  cache.refresh()
  await settle()
  cache.need(3000, 3010)
  cache.need(9990, 10_000)
  await settle()
  fake.lineCount = 10_020
  cache.refresh()
  await settle()
  const count = fake.requests.length
  cache.need(3000, 3010)
  cache.need(9990, 10_000)
  cache.need(10_000, 10_020)
  await settle()

  expect(fake.requests.slice(count).map(({ from }) => from)).toEqual([9000])
  expect(cache.lineAt(10_019)?.text).toBe('line 10019')
  expect(cache.getState().lineCount).toBe(10_020)
})

test('memory is bounded: of a million lines that were scrolled through, the newest 200 pages are kept', async () => {
  const fake = fakeConsole(1_000_000)
  const cache = cacheOf(fake)
  for (let line = 0; line < 300 * PAGE_LINES; line += PAGE_LINES) {
    cache.need(line, line + 10)
    await settle()
  }

  expect(cache.lineAt(0)).toBeUndefined()
  expect(cache.lineAt(299 * PAGE_LINES)?.number).toBe(299 * PAGE_LINES)
})

test('a filter hides lines, and one request says so of many pages', async () => {
  const fake = fakeConsole(100_000)
  const isShown = (number: number): boolean => number % 100 === 0
  const cache = new ConsoleCache({
    fetchPage: (request) => answerOf(fake, request, isShown),
    fetchCount: (from) => answerOf(fake, { from, limit: 1 }),
  })
  cache.refresh()
  await settle()
  cache.need(0, 10)
  await settle()

  expect(cache.lineAt(0)?.number).toBe(0)
  expect(cache.lineAt(1)).toBeNull()
  expect(cache.lineAt(99_900)?.number).toBe(99_900)
  expect(cache.getState()).toMatchObject({ lineCount: 100_000, matchCount: 1000 })
  expect(fake.requests).toHaveLength(2)
})

test('a failure is said, is not repeated at once, and goes away by itself', async () => {
  const waiting: (() => void)[] = []
  const fake = fakeConsole(10)
  const cache = cacheOf(fake, (callback) => waiting.push(callback))
  cache.subscribe(() => undefined)
  fake.isBroken = true
  cache.refresh()
  await settle()
  cache.need(0, 10)
  cache.need(0, 10)
  await settle()

  expect(cache.getState().error?.message).toBe('Cannot reach the server')
  expect(fake.requests).toHaveLength(1)
  fake.isBroken = false
  for (const callback of waiting) callback()
  await settle()
  expect(cache.getState().error).toBeUndefined()
  expect(cache.lineAt(3)?.text).toBe('line 3')
})

test('refreshes that come faster than answers become one', async () => {
  const fake = fakeConsole(10)
  const cache = cacheOf(fake)
  for (let time = 0; time < 50; time += 1) cache.refresh()
  await settle()

  expect(fake.requests.length).toBeLessThanOrEqual(2)
})
