import type { RecordInit } from '@kymo/protocol'
import type { OutputName } from '../../platform/output-streams.ts'
import type { Pulse } from '../../platform/pulse.ts'
import { ChunkDecoder } from './chunk-decoder.ts'
import { LineRedactor, type LineRedactorOptions } from './line-redactor.ts'

/** Output is in the log after at most so long, as long as the event loop turns or something is printed. */
export const MAX_DELAY_MS = 50
/** … or as soon as so much of it waits, in UTF-16 units. */
export const MAX_BATCH_LENGTH: number = 64 * 1024
/** A chunk longer than this becomes several records. */
const MAX_RECORD_LENGTH = 1024 * 1024
/** What a change of the stream costs beside the text. */
const SEGMENT_LENGTH = 64
const OUTPUT_TYPES = { stderr: 0, stdout: 1 } as const

export interface ConsoleRecorderOptions {
  readonly pulse: Pulse
  readonly append: (record: RecordInit, nowMs: number) => void
  /** What goes beyond is counted, not kept. */
  readonly maxBytes: number
  readonly redact: ((line: string) => string | undefined) | undefined
  readonly onRedactFailure: LineRedactorOptions['onFailure']
}

interface Segment {
  readonly name: OutputName
  readonly startedMs: number
  text: string
}

interface Source {
  readonly decoder: ChunkDecoder
  readonly redactor: LineRedactor | undefined
}

/**
 * Turns what is printed into records, in its order, many writes at a time. The first output after a pause is recorded at
 * once: what is printed before a long computation is in the log while it runs.
 */
export class ConsoleRecorder {
  readonly #options: ConsoleRecorderOptions
  readonly #sources: { readonly [Name in OutputName]: Source }
  #segments: Segment[] = []
  #current: Segment | undefined
  #pendingLength = 0
  #lastFlushMs = Number.NEGATIVE_INFINITY
  #stopTimer: (() => void) | undefined
  #keptBytes = 0
  #leftOutBytes = 0
  #leftOutCount = 0
  #isRedacting = false
  #isClosed = false

  constructor(options: ConsoleRecorderOptions) {
    this.#options = options
    this.#sources = { stdout: this.#createSource(), stderr: this.#createSource() }
  }

  /** Hot: called for every write. Never throws. */
  note(name: OutputName, chunk: unknown, encoding: unknown): void {
    if (this.#isClosed || this.#isRedacting) return
    const text = this.#sources[name].decoder.decode(chunk, encoding)
    if (text === '') return
    if (this.#leftOutCount > 0) return this.#leaveOut(text)
    const nowMs = this.#options.pulse.nowMs()
    const current = this.#current
    if (current?.name === name) current.text += text
    else this.#open({ name, startedMs: nowMs, text })
    this.#pendingLength += text.length
    const waitedMs = nowMs - this.#lastFlushMs
    // A clock that was set back must not hold output for as long.
    if (this.#pendingLength >= MAX_BATCH_LENGTH || waitedMs >= MAX_DELAY_MS || waitedMs < 0)
      this.#write(nowMs)
    else this.#stopTimer ??= this.#options.pulse.every(MAX_DELAY_MS, () => this.flush())
  }

  /** Records what waits, except a line without its end that the user's function has to see first. */
  flush(): void {
    this.#write(this.#options.pulse.nowMs())
  }

  /** Hot: {@link flush} when something has waited too long, as in a loop that never turns. */
  noteTime(nowMs: number): void {
    if (this.#current !== undefined && nowMs - this.#lastFlushMs >= MAX_DELAY_MS) this.#write(nowMs)
  }

  /** Records everything. What is printed afterwards belongs to no run. */
  close(): void {
    if (this.#isClosed) return
    const nowMs = this.#options.pulse.nowMs()
    for (const name of ['stdout', 'stderr'] as const) {
      const rest = this.#sources[name].decoder.end()
      if (rest !== '') this.note(name, rest, 'utf8')
    }
    this.#write(nowMs)
    for (const name of ['stdout', 'stderr'] as const) {
      const rest = this.#guarded(() => this.#sources[name].redactor?.end() ?? '')
      this.#record({ name, startedMs: nowMs, text: rest }, nowMs)
    }
    if (this.#leftOutCount > 0) {
      const text = `[kymo: ${this.#leftOutBytes} bytes in ${this.#leftOutCount} writes were left out]\n`
      this.#append({ name: 'stderr', startedMs: nowMs, text }, nowMs)
    }
    this.#isClosed = true
  }

  #createSource(): Source {
    const { redact, onRedactFailure } = this.#options
    return {
      decoder: new ChunkDecoder(),
      redactor: redact === undefined ? undefined : new LineRedactor({ redact, onFailure: onRedactFailure }),
    }
  }

  #open(segment: Segment): void {
    this.#segments.push(segment)
    this.#current = segment
    this.#pendingLength += SEGMENT_LENGTH
  }

  #write(nowMs: number): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
    this.#lastFlushMs = nowMs
    const segments = this.#segments
    if (segments.length === 0) return
    this.#segments = []
    this.#current = undefined
    this.#pendingLength = 0
    for (const segment of segments) {
      const { redactor } = this.#sources[segment.name]
      if (redactor !== undefined) segment.text = this.#guarded(() => redactor.push(segment.text))
      this.#record(segment, nowMs)
    }
  }

  /** The user's function may print; that would be shown to it again, and so on. */
  #guarded(redact: () => string): string {
    this.#isRedacting = true
    try {
      return redact()
    } finally {
      this.#isRedacting = false
    }
  }

  #record(segment: Segment, nowMs: number): void {
    const { text } = segment
    if (text === '') return
    if (this.#leftOutCount > 0) return this.#leaveOut(text)
    const byteCount = Buffer.byteLength(text)
    if (this.#keptBytes + byteCount > this.#options.maxBytes) {
      this.#leaveOut(text)
      const limit = this.#options.maxBytes
      const mark = `\n[kymo: output is left out from here on: the limit of ${limit} bytes is reached]\n`
      return this.#append({ ...segment, text: mark }, nowMs)
    }
    this.#keptBytes += byteCount
    for (let start = 0; start < text.length;) {
      const end = cutAt(text, start + MAX_RECORD_LENGTH)
      this.#append(
        { ...segment, text: start === 0 && end === text.length ? text : text.slice(start, end) },
        nowMs,
      )
      start = end
    }
  }

  #append({ name, startedMs, text }: Segment, nowMs: number): void {
    const timestamp = { seconds: Math.floor(startedMs / 1000), nanos: (startedMs % 1000) * 1_000_000 }
    this.#options.append({ outputRaw: { outputType: OUTPUT_TYPES[name], timestamp, line: text } }, nowMs)
  }

  #leaveOut(text: string): void {
    this.#leftOutCount++
    this.#leftOutBytes += Buffer.byteLength(text)
  }
}

/** @returns `at`, or one more where it would part the two halves of a character */
function cutAt(text: string, at: number): number {
  if (at >= text.length) return text.length
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at
}
