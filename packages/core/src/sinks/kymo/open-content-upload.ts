import { dirname, join } from 'node:path'
import type { UploadErrorCode } from '../../errors.ts'
import { openAtomicFile } from '../../platform/atomic-file.ts'
import { openContentFiles } from '../../platform/content-files.ts'
import { sendHttp } from '../../platform/http.ts'
import { openLogFile } from '../../platform/log-file.ts'
import { systemTimers } from '../../platform/timers.ts'
import { CONTENT_CURSOR_FILE, resumeContentCursor } from '../../uploader/content/content-cursor.ts'
import { ContentUploader } from '../../uploader/content/content-uploader.ts'
import type { RetryPolicy } from '../../uploader/retry.ts'
import { KymoContentSink } from './content-sink.ts'
import { hearDataId, type ServerData } from './server-data.ts'
import { targetName, type KymoTarget } from './target.ts'

export interface ContentUploadOptions {
  readonly logPath: string
  readonly target: KymoTarget
  readonly retry: RetryPolicy
  readonly giveUpAfterMs: number
  readonly pollMs: number
  /** Is told which data the server holds. */
  readonly serverData: ServerData
  readonly onProgress: () => void
  readonly onWarning: (warning: { readonly code: UploadErrorCode; readonly message: string }) => void
}

export interface ContentUpload {
  readonly uploader: ContentUploader
  close(): Promise<void>
}

const REFUSED_RETRY_MS = 60_000

/** Puts the uploader of contents together with a real folder, cursor file, clock and network. */
export async function openContentUpload(options: ContentUploadOptions): Promise<ContentUpload> {
  const { logPath, target, retry, giveUpAfterMs, pollMs, serverData, onProgress, onWarning } = options
  const folderPath = dirname(logPath)
  const log = await openLogFile(logPath)
  const cursorFile = openAtomicFile(join(folderPath, CONTENT_CURSOR_FILE))
  await cursorFile.tidy()
  const text = await cursorFile.read().catch(() => undefined)
  const cursor = resumeContentCursor(text, { log: target.address.file, target: targetName(target) })
  const uploader = new ContentUploader({
    sink: new KymoContentSink({
      target,
      send: hearDataId(sendHttp, (id) => serverData.note(id)),
      nowMs: () => systemTimers.nowMs(),
    }),
    log,
    files: openContentFiles(folderPath),
    cursor,
    saveCursor: (next) => cursorFile.write(`${JSON.stringify(next)}\n`),
    timers: systemTimers,
    random: Math.random,
    retry,
    refusedRetryMs: REFUSED_RETRY_MS,
    giveUpAfterMs,
    pollMs,
    onProgress,
    onTrouble: ({ code, reason }) => {
      const message = `Cannot upload files and artifacts to ${targetName(target)}: ${reason}`
      onWarning({ code, message })
    },
  })
  return { uploader, close: () => log.close() }
}
