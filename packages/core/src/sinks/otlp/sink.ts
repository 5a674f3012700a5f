import { LogReader } from '@kymo/protocol'
import type { HttpSend } from '../../platform/http.ts'
import type { LogBatch, Parcel, SendOutcome, Sink } from '../../uploader/sink.ts'
import { postSpans, type PostOutcome } from './client.ts'
import {
  cancelledSpans,
  encodeOutgoing,
  endedSpans,
  MAX_REQUEST_BYTES,
  MAX_REQUEST_SPANS,
  type OutgoingSpan,
} from './outgoing-spans.ts'
import { decode, type SpanFeed } from './span-feed.ts'
import type { OtlpTarget } from './target.ts'

/** Bytes of the log that are looked at for one batch. A record that is longer gets more. */
const BATCH_BYTES = 2 * 1024 * 1024
const MAX_BATCH_BYTES = 512 * 1024 * 1024
/** Requests that one bad batch may cost: enough to find a few bad spans among 512, and an end where all of them are. */
const MAX_SEARCH_REQUESTS = 40

export interface OtlpSinkOptions {
  readonly target: OtlpTarget
  readonly feed: SpanFeed
  readonly send: HttpSend
  readonly nowMs: () => number
  /** Spans that are not sent again: the backend refused them. At most one per code and minute should be shown. */
  readonly onWarning: (warning: { readonly code: string; readonly message: string }) => void
}

/** What became of spans, beside those that were sent. */
export interface OtlpCounts {
  sentCount: number
  /** Given up, because the backend refused them. */
  refusedCount: number
}

/**
 * Sends spans that have ended, and at the end of the run those that have not. A backend keeps a span by its id, so that sending
 * again is harmless; the cursor is the only memory.
 */
export class OtlpSink implements Sink {
  readonly name = 'otlp'
  readonly counts: OtlpCounts = { sentCount: 0, refusedCount: 0 }
  readonly #options: OtlpSinkOptions
  #maxBatchBytes = BATCH_BYTES
  #isOpen = false
  #compression: OtlpTarget['compression']
  /** The backend has taken something, or has refused it without compression too. */
  #isCompressionSettled = false
  /** Of the batch at an offset the spans that are dealt with: what follows a failure begins behind them. */
  #settled: { readonly offset: number; count: number } = { offset: -1, count: 0 }

  constructor(options: OtlpSinkOptions) {
    this.#options = options
    this.#compression = options.target.compression
  }

  get maxBatchBytes(): number {
    return this.#maxBatchBytes
  }

  /** OTLP has no way to ask: the cursor counts. */
  async open({ cursor }: Parameters<Sink['open']>[0]): Promise<SendOutcome> {
    const offset = this.#isOpen ? cursor.offset : this.#options.feed.safeStart
    this.#isOpen = true
    return { kind: 'sent', offset }
  }

  async prepare(batch: LogBatch): Promise<Parcel> {
    const { feed } = this.#options
    const { offset, bytes } = batch
    if (bytes.byteLength === 0) return this.#parcel({ offset, endOffset: offset, spans: [] })
    if (offset >= feed.wholeBytes) {
      const spans = cancelledSpans(await feed.readOpen(), feed.modifiedMs)
      return this.#parcel({ offset, endOffset: offset + bytes.byteLength, spans })
    }
    const { spans, endOffset } = readBatch(batch)
    return endOffset > offset ? this.#parcel({ offset, endOffset, spans }) : this.#growing(offset)
  }

  #parcel({
    offset,
    endOffset,
    spans,
  }: {
    offset: number
    endOffset: number
    spans: OutgoingSpan[]
  }): Parcel {
    return {
      offset,
      byteCount: endOffset - offset,
      send: async (signal) => {
        if (this.#settled.offset !== offset) this.#settled = { offset, count: 0 }
        const trouble = await this.#sendAll(spans, signal)
        if (trouble !== undefined) return trouble
        this.#maxBatchBytes = BATCH_BYTES
        return { kind: 'sent', offset: endOffset }
      },
    }
  }

  /** One record is longer than the batch. */
  #growing(offset: number): Parcel {
    return {
      offset,
      byteCount: 0,
      send: async () => {
        this.#maxBatchBytes = Math.min(MAX_BATCH_BYTES, this.#maxBatchBytes * 4)
        return { kind: 'resize' }
      },
    }
  }

  async #sendAll(spans: readonly OutgoingSpan[], signal: AbortSignal): Promise<SendOutcome | undefined> {
    while (this.#settled.count < spans.length) {
      const chunk = spans.slice(this.#settled.count, this.#settled.count + MAX_REQUEST_SPANS)
      const search = { requestCount: 0 }
      const trouble = await this.#sendChunk(chunk, search, signal)
      if (trouble !== undefined) return trouble
    }
    return undefined
  }

  /** Sends spans in as many requests as they need. What is too large or refused is halved, down to single spans. */
  async #sendChunk(
    spans: readonly OutgoingSpan[],
    search: { requestCount: number },
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    const { target, feed } = this.#options
    const body = encodeOutgoing(spans, target, feed.resource)
    if (body.byteLength > MAX_REQUEST_BYTES && spans.length > 1)
      return this.#sendHalves(spans, search, signal)
    search.requestCount += 1
    const outcome = await this.#post(body, signal)
    if (outcome.kind !== 'bad') return this.#settle(spans, outcome)
    if (spans.length > 1 && search.requestCount < MAX_SEARCH_REQUESTS)
      return this.#sendHalves(spans, search, signal)
    this.#refuse(spans, outcome.reason)
    return undefined
  }

  /**
   * Some backends, and older versions of others, take no compressed body, and each says so in its own way. What refuses the first
   * is asked once more without.
   */
  async #post(body: Uint8Array, signal: AbortSignal): Promise<PostOutcome> {
    const options = { ...this.#options, target: { ...this.#options.target, compression: this.#compression } }
    const outcome = await postSpans(body, options, signal)
    const isTaken = outcome.kind === 'taken'
    const isDoubted = this.#compression === 'gzip' && !this.#isCompressionSettled
    if (!isDoubted || outcome.kind === 'retry') return outcome
    this.#isCompressionSettled = true
    if (isTaken) return outcome
    const plain = await postSpans(
      body,
      { ...options, target: { ...options.target, compression: 'none' } },
      signal,
    )
    if (plain.kind !== 'taken') return outcome
    this.#compression = 'none'
    return plain
  }

  async #sendHalves(
    spans: readonly OutgoingSpan[],
    search: { requestCount: number },
    signal: AbortSignal,
  ): Promise<SendOutcome | undefined> {
    const half = spans.length >>> 1
    const first = await this.#sendChunk(spans.slice(0, half), search, signal)
    return first ?? this.#sendChunk(spans.slice(half), search, signal)
  }

  #settle(
    spans: readonly OutgoingSpan[],
    outcome: Exclude<PostOutcome, { kind: 'bad' }>,
  ): SendOutcome | undefined {
    if (outcome.kind !== 'taken') return outcome
    const { rejectedSpans, message } = outcome.partial
    const rejectedCount = Math.min(spans.length, rejectedSpans)
    this.#settled.count += spans.length
    this.counts.sentCount += spans.length - rejectedCount
    this.counts.refusedCount += rejectedCount
    const said = message === '' ? 'it does not say why' : message.slice(0, 300)
    const { name } = this.#options.target
    if (rejectedCount > 0)
      this.#warn(
        'OTLP_SPANS_REJECTED',
        `${name} did not take ${rejectedCount} of ${spans.length} spans: ${said}`,
      )
    else if (message !== '') this.#warn('OTLP_WARNING', `${name} took the spans and says: ${said}`)
    return undefined
  }

  #refuse(spans: readonly OutgoingSpan[], reason: string): void {
    this.#settled.count += spans.length
    this.counts.refusedCount += spans.length
    const what =
      spans.length === 1 ? `the span '${spans[0].span.name.slice(0, 80)}'` : `${spans.length} spans`
    this.#warn(
      'OTLP_SPANS_REFUSED',
      `Cannot send ${what} to ${this.#options.target.name}: ${reason}; left out`,
    )
  }

  #warn(code: string, message: string): void {
    this.#options.onWarning({ code, message })
  }
}

/** @returns the spans of the whole records in a batch, and where the last of them ends */
function readBatch({ offset, bytes }: LogBatch): { spans: OutgoingSpan[]; endOffset: number } {
  const reader = new LogReader({ offset })
  reader.push(bytes)
  const spans: OutgoingSpan[] = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    spans.push(...endedSpans(decode(entry.payload)))
  return { spans, endOffset: reader.resumeOffset }
}
