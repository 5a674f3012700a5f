import { expect, test } from 'vitest'
import { TokenBuckets } from './token-bucket.ts'

test('TokenBuckets gives a burst, then the rate, and says how long to wait', () => {
  const buckets = new TokenBuckets({ ratePerSecond: 2, burst: 3 })

  expect([0, 0, 0].map(() => buckets.take('a', 1000))).toEqual([0, 0, 0])
  expect(buckets.take('a', 1000)).toBe(500)
  expect(buckets.take('a', 1500)).toBe(0)
  expect(buckets.take('b', 1500)).toBe(0)
})

test('TokenBuckets survives a clock that goes back', () => {
  const buckets = new TokenBuckets({ ratePerSecond: 1, burst: 1 })
  buckets.take('a', 1_000_000)

  expect(buckets.take('a', 0)).toBe(1000)
  expect(buckets.take('a', 1000)).toBe(0)
})

test('TokenBuckets forgets the name that was unused for longest', () => {
  const buckets = new TokenBuckets({ ratePerSecond: 0.001, burst: 1, maxNames: 2 })
  buckets.take('a', 0)
  buckets.take('b', 0)
  buckets.take('a', 0)
  buckets.take('c', 0)

  expect(buckets.take('a', 0)).toBeGreaterThan(0)
  expect(buckets.take('b', 0)).toBe(0)
})
