import { systemTimers } from '../../platform/timers.ts'
import type { ContentReport } from '../../uploader/content/content-uploader.ts'
import type { LogCursor } from '../../uploader/cursor.ts'
import { uploadReason, type UploadProgress, type UploadReport } from '../../uploader/uploader.ts'
import { openContentUpload, type ContentUpload } from './open-content-upload.ts'
import { openKymoUpload, type KymoUpload, type KymoUploadOptions } from './open-kymo-upload.ts'
import { SpansUpload, type SpansReport } from './open-spans-upload.ts'
import { ServerData } from './server-data.ts'

/** How far a run folder came: its log, its spans, and the files and artifacts that the log announces. */
export interface RunUploadReport {
  readonly log: UploadReport
  readonly content: ContentReport
  readonly spans: SpansReport
  readonly complete: boolean
  /** Why it is not, as a sentence for people. */
  readonly reason: string | undefined
}

interface Parts {
  readonly log: KymoUpload
  readonly content: ContentUpload
  readonly spans: SpansUpload
}

/**
 * The uploads of a log, of the spans and of the contents, side by side. Spans and contents begin when the server knows the run, and
 * end when its log cannot be sent. When the server turns out to hold other data than before, or less, it is asked for all three again.
 */
export class RunParts {
  readonly #parts: Parts
  readonly #serverData: ServerData
  #deadlineAtMs: number | undefined

  private constructor(parts: Parts, serverData: ServerData) {
    this.#parts = parts
    this.#serverData = serverData
  }

  /** @throws Node's errors when the log cannot be opened */
  static async open(options: KymoUploadOptions): Promise<RunParts> {
    const { events, pace } = options
    const { onWarning } = events
    const askForAll = (): void => {
      parts.content.uploader.startOver(serverData.id)
      parts.spans.askAgain()
    }
    const serverData = new ServerData({
      nowMs: () => systemTimers.nowMs(),
      onChange: () => {
        parts.log.uploader.askAgain()
        askForAll()
      },
    })
    let ofLog: UploadProgress
    const onProgress = (): void => events.onProgress(sumOf(ofLog, parts))
    const onLogProgress = (progress: UploadProgress): void => {
      const isLess = progress.sentBytes < ofLog.sentBytes
      ofLog = progress
      parts.content.uploader.open({ logBytes: progress.sentBytes, dataId: serverData.id })
      parts.spans.allow()
      if (isLess) askForAll()
      onProgress()
    }
    const common = { ...options, serverData }
    const log = await openKymoUpload({ ...common, events: { ...events, onProgress: onLogProgress } })
    // Less than what was acknowledged in an earlier session is a loss, too.
    ofLog = { sentBytes: log.cursor.offset, totalBytes: log.cursor.offset }
    const parts: Parts = {
      log,
      content: await openContentUpload({ ...common, pollMs: pace.pollMs, onProgress, onWarning }),
      spans: new SpansUpload({ ...common, onProgress, onWarning }),
    }
    return new RunParts(parts, serverData)
  }

  get cursor(): LogCursor {
    return this.#parts.log.cursor
  }

  poke(): void {
    const { log, content, spans } = this.#parts
    log.uploader.poke()
    content.uploader.poke()
    spans.poke()
  }

  finish(deadlineMs: number): void {
    this.#deadlineAtMs = systemTimers.nowMs() + deadlineMs
    this.#parts.log.uploader.finish(deadlineMs)
  }

  abort(): void {
    this.#abortOthers()
    this.#parts.log.uploader.abort()
  }

  /** Call once. Never rejects. */
  async run(): Promise<RunUploadReport> {
    const { log, content, spans } = this.#parts
    const others = Promise.all([content.uploader.run(), spans.run()])
    const ofLog = await log.uploader.run()
    if (ofLog.kind === 'complete') this.#finishOthers()
    else this.#abortOthers()
    const [ofContent, ofSpans] = await others
    return join(log.cursor, { log: ofLog, content: ofContent, spans: ofSpans })
  }

  /** Whether a part came to its end with other data than the server holds now. */
  isOfOtherData({ log, spans }: RunUploadReport): boolean {
    const { id } = this.#serverData
    const ofSpans = spans.log === undefined ? id : spans.log.dataId
    return id !== undefined && (log.dataId !== id || ofSpans !== id)
  }

  async close(): Promise<void> {
    const { log, content, spans } = this.#parts
    await log.close()
    await content.close()
    await spans.close()
  }

  /** After the log, of which the end is sent in any case: until then they hear of other data, and of a loss. */
  #finishOthers(): void {
    const leftMs = Math.max(0, (this.#deadlineAtMs ?? 0) - systemTimers.nowMs())
    this.#parts.content.uploader.finish(leftMs)
    this.#parts.spans.finish(leftMs)
  }

  #abortOthers(): void {
    this.#parts.content.uploader.abort()
    this.#parts.spans.abort()
  }
}

function sumOf(ofLog: UploadProgress, { content, spans }: Parts): UploadProgress {
  const { sentBytes, totalBytes } = content.uploader.progress
  return {
    sentBytes: ofLog.sentBytes + sentBytes + spans.progress.sentBytes,
    totalBytes: ofLog.totalBytes + totalBytes + spans.progress.totalBytes,
    logBytes: ofLog.sentBytes,
  }
}

function join(
  cursor: LogCursor,
  reports: Pick<RunUploadReport, 'log' | 'content' | 'spans'>,
): RunUploadReport {
  const { log, content, spans } = reports
  const reason =
    uploadReason(cursor, log) ??
    spans.reason ??
    (content.reason === undefined ? undefined : `Not all of ${cursor.file} is sent: ${content.reason}`)
  return { ...reports, complete: log.kind === 'complete' && content.complete && spans.complete, reason }
}
