import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planAhead, planUpload, type UploadSituation } from './plan.ts'

const PACE = { liveIntervalMs: 200, catchUpBytes: 1000, heartbeatMs: 15_000, pollMs: 5000 }
const LIVE: UploadSituation = {
  offset: 0,
  sizeBytes: 0,
  maxBatchBytes: 4000,
  isFollowing: true,
  nowMs: 20_000,
  lastRequestMs: 19_900,
}

describe('planUpload()', () => {
  it('lets a little gather between two requests of a live log', () => {
    expect(planUpload({ ...LIVE, sizeBytes: 10 }, PACE)).toEqual({ kind: 'pace', waitMs: 100 })
    expect(planUpload({ ...LIVE, sizeBytes: 10, nowMs: 20_100 }, PACE)).toEqual({
      kind: 'send',
      byteCount: 10,
    })
  })

  it('sends at once when it is behind', () => {
    expect(planUpload({ ...LIVE, sizeBytes: 1000 }, PACE)).toEqual({ kind: 'send', byteCount: 1000 })
  })

  it('sends at once when nothing more will come', () => {
    expect(planUpload({ ...LIVE, sizeBytes: 10, isFollowing: false }, PACE)).toEqual({
      kind: 'send',
      byteCount: 10,
    })
  })

  it('is done at the end of a log that nobody writes', () => {
    expect(planUpload({ ...LIVE, offset: 10, sizeBytes: 10, isFollowing: false }, PACE)).toEqual({
      kind: 'done',
    })
  })

  it('gives a sign of life when it had nothing to send for long', () => {
    expect(planUpload({ ...LIVE, lastRequestMs: 5000 }, PACE)).toEqual({ kind: 'send', byteCount: 0 })
    expect(planUpload({ ...LIVE, lastRequestMs: 6000 }, PACE)).toEqual({ kind: 'idle', waitMs: 1000 })
    expect(planUpload(LIVE, PACE)).toEqual({ kind: 'idle', waitMs: 5000 })
  })

  it('sends at once after the clock was set back', () => {
    expect(planUpload({ ...LIVE, sizeBytes: 10, nowMs: 0 }, PACE)).toEqual({ kind: 'send', byteCount: 10 })
  })

  it('never waits longer than its intervals, wherever the clock jumps', () => {
    const byteCount = fc.nat({ max: 100_000 })
    const timeMs = fc.integer({ min: -1e9, max: 1e9 })
    const situation = fc.record({
      offset: byteCount,
      sizeBytes: byteCount,
      nowMs: timeMs,
      lastRequestMs: timeMs,
    })
    fc.assert(
      fc.property(situation, (changes) => {
        const plan = planUpload({ ...LIVE, ...changes }, PACE)

        if (plan.kind === 'pace') expect(plan.waitMs).toBeLessThanOrEqual(PACE.liveIntervalMs)
        if (plan.kind === 'idle') expect(plan.waitMs).toBeLessThanOrEqual(PACE.pollMs)
        if (plan.kind === 'send') expect(plan.byteCount).toBeLessThanOrEqual(LIVE.maxBatchBytes)
      }),
    )
  })
})

describe('planAhead()', () => {
  it('prepares nothing more of a live log that is up to date', () => {
    expect(planAhead({ ...LIVE, sizeBytes: 1500, endOffset: 1000 }, PACE)).toBe(0)
  })

  it('prepares the next batch while behind, and the last one of a finished log', () => {
    expect(planAhead({ ...LIVE, sizeBytes: 9000, endOffset: 4000 }, PACE)).toBe(4000)
    expect(planAhead({ ...LIVE, sizeBytes: 4001, endOffset: 4000, isFollowing: false }, PACE)).toBe(1)
  })
})
