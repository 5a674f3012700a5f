import type { RunEvent } from '../api/types.ts'
import type { EventFilter, EventHub } from './event-hub.ts'

export interface EventStreamOptions {
  readonly hub: EventHub
  readonly filter: EventFilter
  readonly heartbeatMs: number
  /** Changes of one run within this time become one event. */
  readonly intervalMs: number
  /** A reader that takes nothing for this long is dropped. */
  readonly stallMs: number
  /** Asked at each heartbeat: a key may be revoked while its stream is open. */
  readonly isAllowed: () => boolean
  /** Cuts the connection of a reader that takes nothing, which closing the stream does not. */
  readonly drop: () => void
}

/** Runs that wait for one slow reader. Above it the reader is told to load everything anew. */
const MAX_WAITING = 10_000

/**
 * Server-Sent Events for one reader. Only the newest event of each run waits for it, and only while it reads; so a slow
 * reader costs at most one event per run, and never delays another.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function openEventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const feed = new EventFeed(options)
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => feed.start(controller),
      pull: () => feed.pull(),
      cancel: () => feed.stop(),
    },
    { highWaterMark: 1 },
  )
}

class EventFeed {
  readonly #options: EventStreamOptions
  readonly #encoder = new TextEncoder()
  readonly #waiting = new Map<string, RunEvent>()
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #end: () => void = () => undefined
  #heartbeat: NodeJS.Timeout | undefined
  #flushTimer: NodeJS.Timeout | undefined
  #takenAtMs = performance.now()
  #isStopped = false

  constructor(options: EventStreamOptions) {
    this.#options = options
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const { hub, filter, heartbeatMs } = this.#options
    this.#controller = controller
    const unsubscribe = hub.subscribe(filter, (event) => this.#take(event))
    const forgetClose = hub.onClose(() => this.#close())
    this.#end = () => {
      unsubscribe()
      forgetClose()
    }
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMs)
    this.#heartbeat.unref()
    // The first bytes let the reader know that the stream stands.
    this.#send('retry: 1000\n: connected\n\n')
    if (hub.isClosed) this.#close()
  }

  /** The reader has room again. */
  pull(): void {
    this.#takenAtMs = performance.now()
    this.#schedule()
  }

  stop(): void {
    if (this.#isStopped) return
    this.#isStopped = true
    clearInterval(this.#heartbeat)
    clearTimeout(this.#flushTimer)
    this.#waiting.clear()
    this.#end()
  }

  #take(event: RunEvent): void {
    if (this.#waiting.size >= MAX_WAITING) return this.#drop()
    this.#waiting.set(JSON.stringify([event.entity, event.project, event.run]), event)
    this.#schedule()
  }

  /** The first event after a pause goes out at once, those that follow closely go together. */
  #schedule(): void {
    if (this.#isStopped || this.#waiting.size === 0 || this.#flushTimer !== undefined || !this.#hasRoom)
      return
    this.#flush()
    this.#flushTimer = setTimeout(() => {
      this.#flushTimer = undefined
      this.#schedule()
    }, this.#options.intervalMs)
    this.#flushTimer.unref()
  }

  #flush(): void {
    const text = [...this.#waiting.values()]
      .map((event) => `event: run\ndata: ${JSON.stringify(event)}\n\n`)
      .join('')
    this.#waiting.clear()
    this.#send(text)
  }

  #beat(): void {
    if (!this.#options.isAllowed()) return this.#close()
    if (this.#hasRoom) return this.#send(': alive\n\n')
    if (performance.now() - this.#takenAtMs > this.#options.stallMs) this.#drop()
  }

  get #hasRoom(): boolean {
    return (this.#controller?.desiredSize ?? 0) > 0
  }

  #send(text: string): void {
    this.#controller?.enqueue(this.#encoder.encode(text))
  }

  #close(): void {
    if (this.#isStopped) return
    this.stop()
    this.#controller?.close()
  }

  #drop(): void {
    this.#close()
    this.#options.drop()
  }
}
