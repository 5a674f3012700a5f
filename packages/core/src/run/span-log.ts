import { encodeTraceRequest, LogFramer, type SpanRecord, type TraceRequest } from '@kymo/protocol'
import { countEndedSpans } from '../spans/count-ended-spans.ts'
import type { Pulse } from '../platform/pulse.ts'
import type { RunFiles } from '../platform/run-files.ts'
import { SLOT_SPANS_APPENDED } from '../worker/shared-slots.ts'
import { LogFile, MAX_PENDING_BYTES } from './log-file.ts'
import type { Notices } from './notices.ts'
import { SDK_VERSION } from './sdk-version.ts'

/** At most what the framing adds to one record of a block or less; larger ones cost little more. */
const FRAMING_BYTES = 64
const SCOPE = { name: '@kymo/core', version: SDK_VERSION, attributes: [], schemaUrl: '' } as const

export interface SpanLogOptions {
  readonly files: RunFiles
  readonly pulse: Pulse
  readonly notices: Notices
  /** `run-<id>.spans`, beside the log; asked when the first span is written. */
  readonly path: () => string
  readonly flushMs: number
  readonly slots: Int32Array
  /** Of the whole log. */
  readonly resource: TraceRequest[number]['resource']
}

/**
 * The log of a run's spans, with the promises of the run's log: a span is with the operating system when its call returns, and what the
 * disk does not take waits in memory. The file is made with the first span. Its first record carries the resource; later ones without a
 * resource mean that one.
 */
export class SpanLog {
  readonly #options: SpanLogOptions
  readonly #framer = new LogFramer(0)
  #file: LogFile | undefined
  #recordCount = 0
  #spanCount = 0
  #lostCount = 0
  #lostBytes = 0
  #isClosed = false

  constructor(options: SpanLogOptions) {
    this.#options = options
  }

  /** Spans that have ended. */
  get spanCount(): number {
    return this.#spanCount
  }

  /** Records that the disk did not take. */
  get lostCount(): number {
    return this.#lostCount
  }

  get lostBytes(): number {
    return this.#lostBytes
  }

  /** One span of ours. Never throws. */
  write(span: SpanRecord): void {
    this.append([{ resource: [], scopes: [{ ...SCOPE, spans: [span] }], schemaUrl: '' }])
  }

  /** Spans of any origin. Never throws. */
  append(request: TraceRequest): void {
    if (this.#isClosed) return
    if (this.#file === undefined) {
      this.#file = this.#open()
      this.#append(this.#file, [{ resource: this.#options.resource, scopes: [], schemaUrl: '' }])
    }
    this.#append(this.#file, request)
  }

  /** @returns true when nothing waits for the disk */
  flush(): boolean {
    return this.#file?.flush() ?? true
  }

  close(): void {
    this.#isClosed = true
    const unwrittenBytes = this.#file?.close() ?? 0
    if (unwrittenBytes > 0) this.#lostCount += 1
    this.#lostBytes += unwrittenBytes
  }

  #append(file: LogFile, request: TraceRequest): void {
    const payload = this.#encode(request)
    if (payload === undefined) return
    if (!file.canHold(payload.length + FRAMING_BYTES)) {
      this.#lostCount += 1
      this.#lostBytes += payload.length
      return
    }
    const bytes = this.#framer.frame(payload)
    file.append({ bytes, start: 0, end: bytes.length }, this.#options.pulse.nowMs())
    this.#recordCount += 1
    this.#spanCount += countEndedSpans(request)
    this.#options.slots[SLOT_SPANS_APPENDED] = this.#recordCount
  }

  /** Spans come from programs without types too: one that cannot be written costs itself alone. */
  #encode(request: TraceRequest): Uint8Array | undefined {
    try {
      return encodeTraceRequest(request)
    } catch {
      this.#lostCount += 1
      return undefined
    }
  }

  #open(): LogFile {
    const { files, pulse, flushMs, notices, path } = this.#options
    const limit = `${MAX_PENDING_BYTES / 1024 / 1024} MiB`
    return new LogFile({
      files,
      pulse,
      flushMs,
      open: () => files.openNew(path()),
      onFault: (code) =>
        notices.warn(
          'SPANS_WRITE',
          `Cannot write the spans of the run: ${code}. Up to ${limit} are kept in memory and tried again`,
        ),
      onRecovered: () => notices.warn('SPANS_RECOVERED', 'The spans of the run are being written again'),
    })
  }
}
