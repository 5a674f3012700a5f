import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { openAtomicFile } from '../../platform/atomic-file.ts'
import { sendHttp, type HttpSend } from '../../platform/http.ts'
import { openLogFile } from '../../platform/log-file.ts'
import { systemTimers } from '../../platform/timers.ts'
import { spansPathOf } from '../../spans/spans-path.ts'
import {
  CursorKeeper,
  cursorFileName,
  parseCursor,
  resumeCursor,
  type LogCursor,
} from '../../uploader/cursor.ts'
import type { UploadPace } from '../../uploader/plan.ts'
import type { RetryPolicy } from '../../uploader/retry.ts'
import { Uploader, uploadReason, type UploadReport } from '../../uploader/uploader.ts'
import { Wakeup } from '../../uploader/wakeup.ts'
import { OtlpSink, type OtlpCounts } from './sink.ts'
import { SpanFeed } from './span-feed.ts'
import { otlpCursorName, otlpTargetName, type OtlpTarget } from './target.ts'

export interface OtlpUploadOptions {
  /** Of the run; its spans lie beside it. */
  readonly logPath: string
  readonly target: OtlpTarget
  readonly pace: UploadPace
  readonly retry: RetryPolicy
  readonly giveUpAfterMs: number
  /** The cursor does not count. Default false. */
  readonly fromStart?: boolean
  readonly onWarning: (warning: { readonly code: string; readonly message: string }) => void
  /** Default: fetch. */
  readonly send?: HttpSend
}

/** What one backend has of the spans. */
export interface OtlpReport extends Readonly<OtlpCounts> {
  readonly target: OtlpTarget
  /** Absent when the run has no spans. */
  readonly log?: UploadReport
  /** True when there is nothing left to send; spans that the backend refused are counted, and not tried again. */
  readonly complete: boolean
  readonly reason?: string
}

const CURSOR_INTERVAL_MS = 250
const REFUSED_RETRY_MS = 60_000
const WARNING_INTERVAL_MS = 60_000

interface OpenUpload {
  readonly uploader: Uploader
  readonly feed: SpanFeed
  readonly sink: OtlpSink
  readonly cursor: LogCursor
}

/** Sends the spans of one run to one backend. There may be no file of spans yet, or never: it is waited for. */
export class OtlpUpload {
  readonly #options: OtlpUploadOptions
  readonly #path: string
  readonly #wakeup = new Wakeup(systemTimers)
  readonly #warnedMs = new Map<string, number>()
  #upload: OpenUpload | undefined
  #isAborted = false
  #deadlineMs: number | undefined
  #hasEnded = false

  constructor(options: OtlpUploadOptions) {
    this.#options = options
    this.#path = spansPathOf(options.logPath)
  }

  /** The log of spans grew. */
  poke(): void {
    if (this.#upload === undefined) this.#wakeup.wake()
    else this.#upload.uploader.poke()
  }

  /**
   * What is there now is all: `run` ends when it is sent, or `deadlineMs` from now.
   * @param hasEnded the run is over, so that spans which are open stay so: they are sent as cancelled
   */
  finish(deadlineMs: number, hasEnded: boolean): void {
    this.#deadlineMs = systemTimers.nowMs() + deadlineMs
    this.#hasEnded = hasEnded
    if (hasEnded) this.#upload?.feed.end()
    this.#upload?.uploader.finish(deadlineMs)
    this.#wakeup.wake()
  }

  abort(): void {
    this.#isAborted = true
    this.#upload?.uploader.abort()
    this.#wakeup.wake()
  }

  /** Call once. Never rejects. */
  async run(): Promise<OtlpReport> {
    const { target } = this.#options
    const none = { target, sentCount: 0, refusedCount: 0 }
    try {
      const upload = await this.#await()
      if (upload === undefined) return { ...none, complete: !(await this.#hasFile()) }
      const log = await upload.uploader.run()
      const reason = uploadReason(upload.cursor, log)
      const complete = log.kind === 'complete'
      return { target, ...upload.sink.counts, log, complete, ...(reason === undefined ? {} : { reason }) }
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error)
      return { ...none, complete: false, reason: `Cannot send ${basename(this.#path)}: ${cause}` }
    } finally {
      await this.#upload?.feed.close().catch(() => undefined)
    }
  }

  /** @returns undefined when there is nothing to send at the end, or it was given up */
  async #await(): Promise<OpenUpload | undefined> {
    while (!this.#isAborted) {
      // Before the file is looked for: a first span may be written in between.
      const isLast = this.#deadlineMs !== undefined
      if (await this.#hasFile()) return this.#open()
      if (isLast) return undefined
      await this.#wakeup.wait(this.#options.pace.pollMs)
    }
    return undefined
  }

  async #open(): Promise<OpenUpload> {
    const upload = await openUpload(this.#path, {
      ...this.#options,
      onWarning: (warning) => this.#warn(warning),
    })
    this.#upload = upload
    if (this.#hasEnded) upload.feed.end()
    if (this.#isAborted) upload.uploader.abort()
    if (this.#deadlineMs !== undefined)
      upload.uploader.finish(Math.max(0, this.#deadlineMs - systemTimers.nowMs()))
    return upload
  }

  #warn(warning: { readonly code: string; readonly message: string }): void {
    const nowMs = systemTimers.nowMs()
    if (nowMs - (this.#warnedMs.get(warning.code) ?? Number.NEGATIVE_INFINITY) < WARNING_INTERVAL_MS) return
    this.#warnedMs.set(warning.code, nowMs)
    this.#options.onWarning(warning)
  }

  #hasFile(): Promise<boolean> {
    return stat(this.#path).then(
      (status) => status.isFile(),
      () => false,
    )
  }
}

async function openUpload(path: string, options: OtlpUploadOptions): Promise<OpenUpload> {
  const { target, pace, retry, giveUpAfterMs, onWarning, send = sendHttp, fromStart = false } = options
  const nowMs = (): number => systemTimers.nowMs()
  const cursorFile = openAtomicFile(join(dirname(path), cursorFileName(otlpCursorName(target))))
  await cursorFile.tidy()
  // An unreadable cursor is no reason not to send.
  const stored = parseCursor(await cursorFile.read().catch(() => undefined))
  const fresh = { file: basename(path), offset: 0, state: { target: otlpTargetName(target) } }
  const cursor = fromStart ? fresh : resumeCursor(stored, fresh)
  const feed = new SpanFeed(await openLogFile(path), cursor.offset)
  const sink = new OtlpSink({ target, feed, send, nowMs, onWarning })
  const cursors = new CursorKeeper({
    file: cursorFile,
    timers: systemTimers,
    intervalMs: CURSOR_INTERVAL_MS,
    onFailure: (error) => {
      const reason = error instanceof Error ? error.message : String(error)
      const message = `Cannot remember how far ${fresh.file} was sent to ${target.name}: ${reason}; the next time it is sent again`
      onWarning({ code: 'CURSOR_UNWRITABLE', message })
    },
  })
  const uploader = new Uploader({
    sink,
    log: feed,
    cursor,
    cursors,
    timers: systemTimers,
    random: Math.random,
    pace: { ...pace, heartbeatMs: Number.POSITIVE_INFINITY },
    retry,
    refusedRetryMs: REFUSED_RETRY_MS,
    giveUpAfterMs,
    events: { onProgress: () => undefined, onStop: () => undefined, onWarning },
  })
  return { uploader, feed, sink, cursor }
}
