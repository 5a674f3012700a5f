import { describe, expect, it } from 'vitest'
import { ErrorCounter } from './error-counter.ts'
import { type RunTimes, SessionStats } from './session-stats.ts'

const times = (computeMs: number, queueMs = 0, itemCount = 1): RunTimes => ({
  latencyMs: queueMs + computeMs,
  queueMs,
  computeMs,
  itemCount,
})

describe('SessionStats', () => {
  it('counts throughput over the whole time between two rows, also where nothing ran', () => {
    const stats = new SessionStats()
    stats.begin(1000)
    stats.succeed(times(500, 0, 4))
    const first = stats.takeRow(2000)
    stats.begin(11_000)
    stats.succeed(times(1000, 0, 2))
    const second = stats.takeRow(12_000)

    expect(first).toMatchObject({
      runs: 1,
      runs_per_s: 1,
      items_per_s: 4,
      busy_percent: 50,
      concurrency: 0.5,
    })
    expect(second).toMatchObject({ run_count: 2, runs_per_s: 0.1, items_per_s: 0.2, busy_percent: 10 })
    expect(stats.summary()).toMatchObject({
      runs: 2,
      compute_ms_p50: expect.closeTo(500, -1),
      compute_ms_p99: 1000,
    })
  })

  it('has no row while nothing has ended, and goes on with the window', () => {
    const stats = new SessionStats()
    stats.begin(0)

    expect(stats.takeRow(1000)).toBeUndefined()
    stats.succeed(times(5000))
    expect(stats.takeRow(5000)).toMatchObject({ runs_per_s: 0.2, concurrency: 1, concurrency_max: 1 })
  })

  it('tells how many were under way, across windows', () => {
    const stats = new SessionStats()
    for (let i = 0; i < 3; i++) stats.begin(0)
    stats.succeed(times(10))
    stats.takeRow(1000)
    stats.fail()
    stats.succeed(times(10, 1990))

    expect(stats.takeRow(2000)).toMatchObject({ runs: 1, errors: 1, concurrency_max: 2, concurrency: 2 })
  })

  it('begins the first window after warming up', () => {
    const stats = new SessionStats()
    stats.begin(0)
    stats.skip(9000)
    stats.begin(9000)
    stats.succeed(times(1000))

    expect(stats.takeRow(10_000)).toMatchObject({ runs: 1, runs_per_s: 1 })
  })
})

describe('ErrorCounter', () => {
  it('keeps a bounded number of messages, and counts all', () => {
    const counter = new ErrorCounter()
    for (let i = 0; i < 100; i++) counter.count(new Error(`index ${i}\n got ${i}`))
    for (let i = 0; i < 5; i++) counter.count(new Error('x'.repeat(10_000)))
    counter.count(undefined)

    const facts = counter.toFacts()
    expect(counter.total).toBe(106)
    expect(facts).toHaveLength(21)
    expect(facts[0]).toEqual({ message: 'other errors', count: 86 })
    expect(facts.reduce((sum, { count }) => sum + count, 0)).toBe(106)
  })
})
