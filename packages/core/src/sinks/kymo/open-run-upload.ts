import type { ContentReport } from '../../uploader/content/content-uploader.ts'
import type { LogCursor } from '../../uploader/cursor.ts'
import { uploadReason, type UploadReport } from '../../uploader/uploader.ts'
import { openContentUpload } from './open-content-upload.ts'
import { openKymoUpload, type KymoUploadOptions } from './open-kymo-upload.ts'

/** How far a run folder came: its log, and the files and artifacts that the log announces. */
export interface RunUploadReport {
  readonly log: UploadReport
  readonly content: ContentReport
  readonly complete: boolean
  /** Why it is not, as a sentence for people. */
  readonly reason: string | undefined
}

/** The log's uploader and that of the contents, as one. */
export interface RunUpload {
  readonly cursor: LogCursor
  poke(): void
  finish(deadlineMs: number): void
  abort(): void
  /** Call once. Never rejects. */
  run(): Promise<RunUploadReport>
  close(): Promise<void>
}

/** Contents begin when the server knows the run, and end when its log cannot be sent. */
export async function openRunUpload(options: KymoUploadOptions): Promise<RunUpload> {
  const { events, pace } = options
  let ofLog = { sentBytes: 0, totalBytes: 0 }
  const tell = (): void => {
    const { sentBytes, totalBytes } = content.uploader.progress
    events.onProgress({
      sentBytes: ofLog.sentBytes + sentBytes,
      totalBytes: ofLog.totalBytes + totalBytes,
      logBytes: ofLog.sentBytes,
    })
  }
  const onProgress = (progress: typeof ofLog): void => {
    ofLog = progress
    content.uploader.open(progress.sentBytes)
    tell()
  }
  const log = await openKymoUpload({ ...options, events: { ...events, onProgress } })
  const content = await openContentUpload({
    ...options,
    pollMs: pace.pollMs,
    onProgress: tell,
    onWarning: events.onWarning,
  })
  return {
    cursor: log.cursor,
    poke: () => {
      log.uploader.poke()
      content.uploader.poke()
    },
    finish: (deadlineMs) => {
      content.uploader.finish(deadlineMs)
      log.uploader.finish(deadlineMs)
    },
    abort: () => {
      content.uploader.abort()
      log.uploader.abort()
    },
    run: async () => {
      const sendingContent = content.uploader.run()
      const logReport = await log.uploader.run()
      if (logReport.kind !== 'complete') content.uploader.abort()
      return join(log.cursor, logReport, await sendingContent)
    },
    close: async () => {
      await log.close()
      await content.close()
    },
  }
}

function join(cursor: LogCursor, log: UploadReport, content: ContentReport): RunUploadReport {
  const reason =
    uploadReason(cursor, log) ??
    (content.reason === undefined ? undefined : `Not all of ${cursor.file} is sent: ${content.reason}`)
  return { log, content, complete: log.kind === 'complete' && content.complete, reason }
}
