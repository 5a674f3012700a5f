import { expect, test } from 'vitest'
import type { SampleMessage } from '../capture-messages.ts'
import { createCaptureSlots, SLOT_SAMPLES_TAKEN } from '../capture-slots.ts'
import { FULL_RATE_COUNT, MAX_WAITING_COUNT, SamplePost } from './sample-post.ts'

function createRig() {
  const slots = new Int32Array(createCaptureSlots())
  const messages: SampleMessage[] = []
  const post = new SamplePost({ slots, post: (message) => messages.push(message) })
  return { slots, messages, post }
}

test('keys travel only when they change', () => {
  const { messages, post } = createRig()

  post.send(1, new Map([['a', 1]]))
  post.send(2, new Map([['a', 2]]))
  post.send(3, new Map([['b', 3]]))
  post.send(4, new Map())

  expect(messages.map(({ timestampMs, keys, values }) => [timestampMs, keys, [...values]])).toEqual([
    [1, ['a'], [1]],
    [2, undefined, [2]],
    [3, ['b'], [3]],
  ])
})

test('all samples of a blocked hour are kept, and what waits for three days is bounded', () => {
  const { slots, messages, post } = createRig()
  const hour = 240

  for (let i = 0; i < hour; i++) post.send(i, new Map([['a', i]]))
  expect(messages).toHaveLength(hour)

  for (let i = hour; i < 100_000; i++) post.send(i, new Map([['a', i]]))
  expect(messages).toHaveLength(MAX_WAITING_COUNT)
  const sparse = messages.slice(FULL_RATE_COUNT + 1)
  expect(
    sparse.every((message, i) => i === 0 || message.timestampMs - (sparse[i - 1]?.timestampMs ?? 0) === 8),
  ).toBe(true)

  Atomics.add(slots, SLOT_SAMPLES_TAKEN, MAX_WAITING_COUNT)
  expect(post.send(100_000, new Map([['a', 1]]))).toBe(true)
})
