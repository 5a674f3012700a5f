import {
  decodeTraceRequest,
  LogReader,
  type SpanAttribute,
  type SpanRecord,
  type TraceRequest,
} from '@kymo/protocol'
import type { LogFile, LogFileStatus } from '../../platform/log-file.ts'

/** Read at once while looking for new records. */
const READ_BYTES = 1024 * 1024
/** Spans without an end that are remembered; a program that ends none of its spans must not fill the memory. */
const MAX_OPEN_SPANS = 100_000

/** Where the record of a span's start lies. */
interface OpenSpan {
  readonly offset: number
  readonly byteCount: number
}

/** Spans of one resource and scope, without their lists of spans. */
export type SpanContextRecord = TraceRequest[number]

/**
 * The log of spans as a sender sees it: up to the end of its last whole record, so that nobody takes a torn tail for something to
 * send. Once the run has ended and spans are still open, one byte more, which stands for all of them.
 */
export class SpanFeed implements LogFile {
  readonly #log: LogFile
  readonly #open = new Map<string, OpenSpan>()
  #reader = new LogReader()
  /** Bytes given to the reader. */
  #position = 0
  readonly #startOffset: number
  #safeStart = 0
  #wholeBytes = 0
  #resource: readonly SpanAttribute[] = []
  #hasResource = false
  #hasEnded = false
  #modifiedMs = 0
  #looking: Promise<unknown> = Promise.resolve()

  /** @param startOffset where a sender wants to go on */
  constructor(log: LogFile, startOffset = 0) {
    this.#log = log
    this.#startOffset = startOffset
  }

  /** Of the whole log: that of its first record. */
  get resource(): readonly SpanAttribute[] {
    return this.#resource
  }

  /** End of the last whole record, as of the last {@link status}. */
  get wholeBytes(): number {
    return this.#wholeBytes
  }

  /**
   * Where to go on: what was asked for, or the end of the last record before it. The byte that stands for open spans may have been
   * acknowledged by then, and a run that was taken for dead have gone on.
   */
  get safeStart(): number {
    return this.#safeStart
  }

  /** Unix milliseconds of the last sign of life. */
  get modifiedMs(): number {
    return this.#modifiedMs
  }

  /** The run is over: what is open now stays open. */
  end(): void {
    this.#hasEnded = true
  }

  /** Several may ask at once: one looks, and the others after it. */
  status(): Promise<LogFileStatus> {
    const look = this.#looking.then(() => this.#look())
    this.#looking = look.catch(() => undefined)
    return look
  }

  /** The byte that stands for open spans is a zero. */
  async read(offset: number, maxBytes: number): Promise<Uint8Array> {
    const wantedBytes = Math.min(maxBytes, this.#wholeBytes - offset)
    return wantedBytes > 0 ? this.#log.read(offset, wantedBytes) : new Uint8Array(Math.min(1, maxBytes))
  }

  /** Spans that were begun and never ended, each in the context that it was written in. */
  async readOpen(): Promise<SpanContextRecord[]> {
    const found: SpanContextRecord[] = []
    for (const [key, { offset, byteCount }] of this.#open) {
      const reader = new LogReader({ offset })
      reader.push(await this.#log.read(offset, byteCount))
      const payload = reader.next()?.payload
      if (payload === undefined) continue
      for (const one of decode(payload)) {
        const scopes = one.scopes
          .map((scope) => ({
            ...scope,
            spans: scope.spans.filter((span) => keyOf(span) === key).slice(0, 1),
          }))
          .filter(({ spans }) => spans.length > 0)
        if (scopes.length > 0) found.push({ ...one, scopes })
      }
    }
    return found
  }

  close(): Promise<void> {
    return this.#log.close()
  }

  async #look(): Promise<LogFileStatus> {
    const { sizeBytes, modifiedMs } = await this.#log.status()
    this.#modifiedMs = modifiedMs
    while (this.#position < sizeBytes) {
      const bytes = await this.#log.read(this.#position, Math.min(READ_BYTES, sizeBytes - this.#position))
      if (bytes.byteLength === 0) break
      this.#take(bytes)
    }
    this.#dropTail()
    const tailBytes = this.#hasEnded && this.#open.size > 0 ? 1 : 0
    if (this.#startOffset === this.#wholeBytes + tailBytes) this.#safeStart = this.#startOffset
    return { sizeBytes: this.#wholeBytes + tailBytes, modifiedMs }
  }

  #take(bytes: Uint8Array): void {
    this.#position += bytes.byteLength
    this.#reader.push(bytes)
    for (let entry = this.#reader.next(); entry !== undefined; entry = this.#reader.next()) {
      const { offset, nextOffset, payload } = entry
      if (nextOffset <= this.#startOffset) this.#safeStart = nextOffset
      const request = decode(payload)
      this.#keepResource(request)
      for (const span of spansOf(request)) this.#follow(span, { offset, byteCount: nextOffset - offset })
    }
    this.#wholeBytes = this.#reader.resumeOffset
  }

  /** Bytes of an unfinished record may be cut off and written anew: they are read again. */
  #dropTail(): void {
    if (this.#wholeBytes === this.#position) return
    this.#reader = new LogReader({ offset: this.#wholeBytes })
    this.#position = this.#wholeBytes
  }

  #keepResource(request: TraceRequest): void {
    if (this.#hasResource || request.length === 0) return
    this.#hasResource = true
    this.#resource = request[0].resource
  }

  #follow(span: SpanRecord, place: OpenSpan): void {
    const key = keyOf(span)
    if (span.endNs !== 0n) this.#open.delete(key)
    else if (this.#open.size < MAX_OPEN_SPANS) this.#open.set(key, place)
  }
}

/** What is in a record that can be read. Damage was reported when the log was verified; a sender goes on. */
export function decode(payload: Uint8Array): TraceRequest {
  try {
    return decodeTraceRequest(payload)
  } catch {
    return []
  }
}

export function spansOf(request: TraceRequest): SpanRecord[] {
  return request.flatMap(({ scopes }) => scopes.flatMap(({ spans }) => spans))
}

function keyOf({ traceId, spanId }: SpanRecord): string {
  return `${traceId}/${spanId}`
}
