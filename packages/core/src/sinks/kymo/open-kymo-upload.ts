import { dirname, join } from 'node:path'
import { openAtomicFile, type AtomicFile } from '../../platform/atomic-file.ts'
import { sendHttp } from '../../platform/http.ts'
import { openLogFile } from '../../platform/log-file.ts'
import { systemTimers } from '../../platform/timers.ts'
import {
  CursorKeeper,
  cursorFileName,
  parseCursor,
  resumeCursor,
  type LogCursor,
} from '../../uploader/cursor.ts'
import type { UploadPace } from '../../uploader/plan.ts'
import type { RetryPolicy } from '../../uploader/retry.ts'
import { Uploader, type UploaderEvents } from '../../uploader/uploader.ts'
import { hearDataId, type ServerData } from './server-data.ts'
import { KymoSink } from './sink.ts'
import { targetName, type KymoTarget } from './target.ts'

export interface KymoUploadOptions {
  readonly logPath: string
  readonly target: KymoTarget
  readonly events: UploaderEvents
  readonly pace: UploadPace
  readonly retry: RetryPolicy
  /** Without an acknowledgement; Infinity while a run is being written. */
  readonly giveUpAfterMs: number
  /** Of its cursor file; default `kymo`. */
  readonly cursorName?: string
  /** Is told which data the server holds. */
  readonly serverData?: ServerData
}

export interface KymoUpload {
  readonly uploader: Uploader
  /** Where this upload would continue if the server agreed. */
  readonly cursor: LogCursor
  close(): Promise<void>
}

const CURSOR_INTERVAL_MS = 250
const REFUSED_RETRY_MS = 60_000

/** Puts the uploader together with a real log, cursor file, clock and network. */
export async function openKymoUpload(options: KymoUploadOptions): Promise<KymoUpload> {
  const { logPath, target, events, serverData } = options
  const log = await openLogFile(logPath)
  const cursorFile = openAtomicFile(join(dirname(logPath), cursorFileName(options.cursorName ?? 'kymo')))
  const cursor = await readCursor(cursorFile, target)
  const cursors = new CursorKeeper({
    file: cursorFile,
    timers: systemTimers,
    intervalMs: CURSOR_INTERVAL_MS,
    onFailure: (error) => {
      const reason = error instanceof Error ? error.message : String(error)
      const message = `Cannot remember how far ${target.address.file} was uploaded: ${reason}; the next upload asks the server`
      events.onWarning({ code: 'CURSOR_UNWRITABLE', message })
    },
  })
  const send = hearDataId(sendHttp, (id) => serverData?.note(id))
  const uploader = new Uploader({
    sink: new KymoSink({ target, send, nowMs: () => systemTimers.nowMs() }),
    log,
    cursor,
    cursors,
    timers: systemTimers,
    random: Math.random,
    pace: options.pace,
    retry: options.retry,
    refusedRetryMs: REFUSED_RETRY_MS,
    giveUpAfterMs: options.giveUpAfterMs,
    events,
  })
  return { uploader, cursor, close: () => log.close() }
}

/** An unreadable cursor is no reason not to upload. */
async function readCursor(file: AtomicFile, target: KymoTarget): Promise<LogCursor> {
  const fresh: LogCursor = { file: target.address.file, offset: 0, state: { target: targetName(target) } }
  await file.tidy()
  const text = await file.read().catch(() => undefined)
  return resumeCursor(parseCursor(text), fresh)
}
