import { FakePulse } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { createCaptureSlots } from '../capture-slots.ts'
import { LoopReading } from './loop-reading.ts'
import { watchLoop } from './loop-watch.ts'

/** Near the place where 32 bits wrap. */
const START_MS = 2 ** 32 - 1000

function createRig() {
  const pulse = new FakePulse(START_MS)
  const slots = new Int32Array(createCaptureSlots())
  const monotonicMs = (): number => pulse.nowMs()
  const heap = () => ({ usedBytes: 2 * 1024 * 1024, totalBytes: 4 * 1024 * 1024, externalBytes: 1024 * 1024 })
  const stop = watchLoop({ pulse, slots, monotonicMs, heap })
  const reading = new LoopReading(slots, monotonicMs)
  const read = (): Map<string, number> => {
    const values = new Map<string, number>()
    reading.read((key, value) => void values.set(key, value))
    return values
  }
  return { pulse, stop, read }
}

test('a thread that turns has no delay, and its heap is known', () => {
  const { pulse, read } = createRig()
  pulse.advance(2000)

  expect(Object.fromEntries(read())).toEqual({
    'proc.eventLoop.maxDelayMs': 0,
    'proc.eventLoop.meanDelayMs': 0,
    'proc.heap.usedMB': 2,
    'proc.heap.totalMB': 4,
    'proc.heap.externalMB': 1,
  })
})

test('a blocked thread shows while it is blocked, and afterwards', () => {
  const { pulse, read } = createRig()
  pulse.isBlocked = true
  pulse.advance(5000)
  expect(read().get('proc.eventLoop.maxDelayMs')).toBe(4900)
  expect(read().get('proc.eventLoop.meanDelayMs')).toBe(4900)

  pulse.isBlocked = false
  pulse.advance(0)
  expect(read().get('proc.eventLoop.maxDelayMs')).toBe(4900)
  pulse.advance(1000)
  expect(read().get('proc.eventLoop.maxDelayMs')).toBe(0)
})

test('after its end nothing ticks', () => {
  const { pulse, stop } = createRig()
  stop()

  expect(pulse.tickerCount).toBe(0)
})
