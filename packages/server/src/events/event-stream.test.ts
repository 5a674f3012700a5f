import { waitFor } from '@kymo/testkit'
import { expect, test } from 'vitest'
import type { RunEvent } from '../api/types.ts'
import { EventHub, type EventFilter } from './event-hub.ts'
import { openEventStream, type EventStreamOptions } from './event-stream.ts'

function event(run: string, revision: number, project = 'digits'): RunEvent {
  return { entity: 'team', project, run, revision, state: 'running' }
}

function open(change: Partial<EventStreamOptions> = {}, filter: EventFilter = {}) {
  const hub = change.hub ?? new EventHub()
  const state = { dropped: 0 }
  const stream = openEventStream({
    hub,
    filter,
    heartbeatMs: 60_000,
    intervalMs: 1,
    stallMs: 60_000,
    isAllowed: () => true,
    drop: () => (state.dropped += 1),
    ...change,
  })
  const reader = stream.getReader()
  const read = async (): Promise<string> => {
    const { done, value } = await reader.read()
    return done ? 'END' : new TextDecoder().decode(value)
  }
  return { hub, state, reader, read }
}

const revisionsIn = (text: string): number[] =>
  [...text.matchAll(/"revision":(\d+)/g)].map((match) => Number(match[1]))

test('openEventStream() greets at once and then sends what it hears', async () => {
  const { hub, read } = open()

  expect(await read()).toBe('retry: 1000\n: connected\n\n')
  hub.publish(event('a', 1))
  expect(await read()).toBe(`event: run\ndata: ${JSON.stringify(event('a', 1))}\n\n`)
})

test('openEventStream() keeps only the newest event of each run for a reader that is slow', async () => {
  const { hub, read } = open()
  for (let revision = 1; revision <= 1000; revision++) {
    hub.publish(event('a', revision))
    hub.publish(event('b', revision))
  }

  await read()
  const text = await read()

  expect(revisionsIn(text)).toEqual([1000, 1000])
})

test('openEventStream() sends events with a line break in a name as one line', async () => {
  const { hub, read } = open()
  await read()
  hub.publish({ ...event('a', 1), project: 'a\n\ndata: {"revision":9}' })

  expect((await read()).split('\n')).toHaveLength(4)
})

test('openEventStream() hears only what its filter lets through', async () => {
  const { hub, read } = open({}, { entity: 'team', project: 'digits' })
  await read()
  hub.publish(event('a', 1, 'other'))
  hub.publish(event('b', 2))

  expect(revisionsIn(await read())).toEqual([2])
})

test('openEventStream() drops a reader that takes nothing, and a reader that is too far behind', async () => {
  const stalled = open({ heartbeatMs: 5, stallMs: 20 })
  const flooded = open()
  for (let run = 0; run <= 10_000; run++) flooded.hub.publish(event(`run-${run}`, 1))

  await waitFor('the stalled reader to be dropped', () => stalled.state.dropped === 1)
  expect(stalled.hub.subscriberCount).toBe(0)
  expect(flooded.state.dropped).toBe(1)
  expect(flooded.hub.subscriberCount).toBe(0)
})

test('openEventStream() sends a comment now and then, and ends when the key is revoked', async () => {
  let isAllowed = true
  const { hub, read } = open({ heartbeatMs: 5, isAllowed: () => isAllowed })
  await read()

  expect(await read()).toBe(': alive\n\n')
  isAllowed = false
  await waitFor('the stream to end', async () => (await read()) === 'END')
  expect(hub.subscriberCount).toBe(0)
})

test('openEventStream() ends with the server and with its reader', async () => {
  const one = open()
  await one.read()
  one.hub.close()
  expect(await one.read()).toBe('END')
  expect(await open({ hub: one.hub }).read()).toContain('connected')

  const two = open()
  await two.reader.cancel()
  expect(two.hub.subscriberCount).toBe(0)
})
