import type { ContentReport } from '../../uploader/content/content-uploader.ts'
import type { LogCursor } from '../../uploader/cursor.ts'
import { uploadReason, type UploadReport } from '../../uploader/uploader.ts'
import { openContentUpload } from './open-content-upload.ts'
import { SpansUpload, type SpansReport } from './open-spans-upload.ts'
import { openKymoUpload, type KymoUploadOptions } from './open-kymo-upload.ts'

/** How far a run folder came: its log, its spans, and the files and artifacts that the log announces. */
export interface RunUploadReport {
  readonly log: UploadReport
  readonly content: ContentReport
  readonly spans: SpansReport
  readonly complete: boolean
  /** Why it is not, as a sentence for people. */
  readonly reason: string | undefined
}

/** The uploaders of the log, of the spans and of the contents, as one. */
export interface RunUpload {
  readonly cursor: LogCursor
  poke(): void
  finish(deadlineMs: number): void
  abort(): void
  /** Call once. Never rejects. */
  run(): Promise<RunUploadReport>
  close(): Promise<void>
}

/** Spans and contents begin when the server knows the run, and end when its log cannot be sent. */
export async function openRunUpload(options: KymoUploadOptions): Promise<RunUpload> {
  const { events, pace } = options
  let ofLog = { sentBytes: 0, totalBytes: 0 }
  const tell = (): void => {
    const { sentBytes, totalBytes } = content.uploader.progress
    events.onProgress({
      sentBytes: ofLog.sentBytes + sentBytes + spans.progress.sentBytes,
      totalBytes: ofLog.totalBytes + totalBytes + spans.progress.totalBytes,
      logBytes: ofLog.sentBytes,
    })
  }
  const onProgress = (progress: typeof ofLog): void => {
    ofLog = progress
    content.uploader.open(progress.sentBytes)
    spans.allow()
    tell()
  }
  const log = await openKymoUpload({ ...options, events: { ...events, onProgress } })
  const content = await openContentUpload({
    ...options,
    pollMs: pace.pollMs,
    onProgress: tell,
    onWarning: events.onWarning,
  })
  const spans = new SpansUpload({ ...options, onProgress: tell, onWarning: events.onWarning })
  return {
    cursor: log.cursor,
    poke: () => {
      log.uploader.poke()
      content.uploader.poke()
      spans.poke()
    },
    finish: (deadlineMs) => {
      content.uploader.finish(deadlineMs)
      spans.finish(deadlineMs)
      log.uploader.finish(deadlineMs)
    },
    abort: () => {
      content.uploader.abort()
      spans.abort()
      log.uploader.abort()
    },
    run: async () => {
      const sendingContent = content.uploader.run()
      const sendingSpans = spans.run()
      const logReport = await log.uploader.run()
      if (logReport.kind !== 'complete') {
        content.uploader.abort()
        spans.abort()
      }
      return join(log.cursor, { log: logReport, content: await sendingContent, spans: await sendingSpans })
    },
    close: async () => {
      await log.close()
      await content.close()
      await spans.close()
    },
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
