import { describe, expect, it } from 'vitest'
import { LoopYielder, MAX_HOLD_MS } from './loop-yielder.ts'

/** Runs batches of one length on a clock of their own; returns the longest time without a turn of the loop. */
async function longestHoldMs(
  batchMs: number,
  batchCount = 200,
): Promise<{ holdMs: number; turnCount: number }> {
  let [nowMs, lastTurnMs, holdMs, turnCount] = [0, 0, 0, 0]
  const nextTurn = async (): Promise<void> => {
    holdMs = Math.max(holdMs, nowMs - lastTurnMs)
    lastTurnMs = nowMs
    turnCount++
  }
  const yielder = new LoopYielder({ now: () => nowMs, nextTurn })
  for (let i = 0; i < batchCount; i++) {
    await yielder.yieldBefore(batchMs)
    nowMs += batchMs
  }
  return { holdMs, turnCount }
}

describe('LoopYielder', () => {
  it.each([0.5, 1, 3, 7, 10, 19, 20])('keeps batches of %s ms within the limit', async (batchMs) => {
    expect((await longestHoldMs(batchMs)).holdMs).toBeLessThanOrEqual(MAX_HOLD_MS)
  })

  it.each([21, 40, 60, 500])('gives the loop a turn after every batch of %s ms', async (batchMs) => {
    expect((await longestHoldMs(batchMs)).holdMs).toBe(batchMs)
  })

  it('costs short batches few turns', async () => {
    expect((await longestHoldMs(1)).turnCount).toBeLessThanOrEqual(6)
  })

  it('yields in any case before work of unknown length', async () => {
    let turnCount = 0
    const yielder = new LoopYielder({ now: () => 0, nextTurn: async () => turnCount++ })

    await yielder.yieldBefore(Number.POSITIVE_INFINITY)
    await yielder.yieldBefore(1)
    await yielder.yieldBefore(Number.POSITIVE_INFINITY)

    expect(turnCount).toBe(2)
  })
})
