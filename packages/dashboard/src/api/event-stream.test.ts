import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RunEvent } from '@kymo/server/api'
import { readEventStream } from './event-stream.ts'
import { openLiveFeed } from './live-feed.ts'
import type { FeedState } from './live-feed.ts'

function bodyOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

async function readAll(chunks: readonly Uint8Array[]): Promise<unknown[]> {
  const messages: unknown[] = []
  for await (const message of readEventStream(bodyOf(chunks)))
    if (message !== undefined) messages.push(message)
  return messages
}

const STREAM =
  'retry: 1000\n: connected\n\nevent: run\ndata: {"run":"ä🚀"}\n\ndata: one\r\ndata: two\r\n\r\n: alive\n\nevent: run\ndata:x\n\n'

test('readEventStream() reads the same messages however the bytes are cut', async () => {
  const bytes = new TextEncoder().encode(STREAM)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
      const edges = [0, ...cuts.toSorted((left, right) => left - right), bytes.length]
      const chunks = edges.slice(1).map((end, index) => bytes.slice(edges[index], end))
      expect(await readAll(chunks)).toEqual([
        { event: 'run', data: '{"run":"ä🚀"}' },
        { event: 'message', data: 'one\ntwo' },
        { event: 'run', data: 'x' },
      ])
    }),
  )
})

test('openLiveFeed() reconnects after a lost stream, says so, and passes on the events of both', async () => {
  const event = (revision: number): RunEvent => ({
    entity: 'e',
    project: 'p',
    run: 'r',
    revision,
    state: 'running',
  })
  const toChunk = (each: RunEvent): Uint8Array =>
    new TextEncoder().encode(`event: run\ndata: ${JSON.stringify(each)}\n\n`)
  const states: FeedState[] = []
  const revisions: number[] = []
  let connections = 0

  await new Promise<void>((resolve) => {
    const feed = openLiveFeed({
      open: async () => {
        connections += 1
        if (connections === 2) throw new Error('refused')
        return bodyOf([toChunk(event(connections)), new TextEncoder().encode('event: run\ndata: broken\n\n')])
      },
      onEvent: ({ revision }) => {
        revisions.push(revision)
        if (connections === 3) {
          feed.close()
          resolve()
        }
      },
      onState: (state) => states.push(state),
      onConnected: () => undefined,
      random: () => 0,
    })
  })

  expect(revisions).toEqual([1, 3])
  expect(states.slice(0, 4)).toEqual(['connecting', 'live', 'retrying', 'retrying'])
})
