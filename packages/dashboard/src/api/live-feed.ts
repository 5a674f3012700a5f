import type { RunEvent } from '@kymo/server/api'
import { isApiError } from './api-error.ts'
import { readEventStream } from './event-stream.ts'

/** `live`: events arrive. `connecting`: the first try. `retrying`: the stream is lost, the page polls meanwhile. */
export type FeedState = 'connecting' | 'live' | 'retrying'

export interface LiveFeedOptions {
  readonly open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>
  readonly onEvent: (event: RunEvent) => void
  readonly onState: (state: FeedState) => void
  /** Called on every (re)connection: events may have been missed before it. */
  readonly onConnected: () => void
  readonly random?: () => number
}

const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 15_000

/**
 * Keeps one event stream open until closed: reconnects with exponential back-off and jitter, starting anew after every
 * message that arrived.
 */
export function openLiveFeed(options: LiveFeedOptions): { close(): void } {
  const controller = new AbortController()
  void follow(options, controller.signal)
  return { close: () => controller.abort() }
}

async function follow(options: LiveFeedOptions, signal: AbortSignal): Promise<void> {
  const random = options.random ?? Math.random
  let retryMs = FIRST_RETRY_MS
  options.onState('connecting')
  while (!signal.aborted) {
    try {
      const body = await options.open(signal)
      options.onState('live')
      options.onConnected()
      for await (const message of readEventStream(body)) {
        retryMs = FIRST_RETRY_MS
        const event = message?.event === 'run' ? parseRunEvent(message.data) : undefined
        if (event !== undefined) options.onEvent(event)
      }
    } catch (error) {
      if (isApiError(error, 'unauthorized') || isApiError(error, 'not-found')) retryMs = LONGEST_RETRY_MS
    }
    if (signal.aborted) return
    options.onState('retrying')
    await delay(retryMs * (0.5 + random() / 2), signal)
    retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2)
  }
}

function parseRunEvent(data: string): RunEvent | undefined {
  try {
    const event = JSON.parse(data) as RunEvent
    return typeof event.run === 'string' && typeof event.revision === 'number' ? event : undefined
  } catch {
    return undefined
  }
}

function delay(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, durationMs)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
