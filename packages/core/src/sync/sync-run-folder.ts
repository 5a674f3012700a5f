import { KymoError, type UploadErrorCode } from '../errors.ts'
import { openLogFile } from '../platform/log-file.ts'
import { systemTimers } from '../platform/timers.ts'
import type { KymoUploadOptions } from '../sinks/kymo/open-kymo-upload.ts'
import { openRunUpload, type RunUpload } from '../sinks/kymo/open-run-upload.ts'
import type { RunUploadReport } from '../sinks/kymo/run-parts.ts'
import { findTargetProblem, runUrl, type KymoTarget } from '../sinks/kymo/target.ts'
import type { ContentReport } from '../uploader/content/content-uploader.ts'
import { awaitEnd } from './await-end.ts'
import { finishSpool } from './finish-spool.ts'
import { locateLog, unreadable, type RunLog } from './locate-log.ts'
import { readRunHeader } from './read-run-header.ts'

/** What {@link syncRunFolder} needs to know. */
export interface SyncOptions {
  /** Address of the server, `https://kymo.example` or with a path below which it is served. */
  readonly baseUrl: string
  readonly apiKey?: string
  /** Default: the run's own, else `default`. */
  readonly entity?: string
  /** Default: the run's own, else `uncategorized`. */
  readonly project?: string
  /** Keep syncing a run that is still being written until it ends. Default false: up to its current end. */
  readonly follow?: boolean
  /** Ends the sync early; the next one continues. */
  readonly signal?: AbortSignal
  /** Gives up after this long without an acknowledgement. Default 60,000. */
  readonly giveUpAfterMs?: number
  /** After each acknowledgement. */
  readonly onProgress?: (progress: SyncProgress) => void
  /** Trouble that the sync tries to get over, when it is not over soon. At most one per code and minute. */
  readonly onWarning?: (warning: { readonly code: string; readonly message: string }) => void
}

export interface SyncProgress {
  /** Bytes of the log that the server holds, and of files and artifacts that were sent. */
  readonly sentBytes: number
  readonly totalBytes: number
}

/** How a sync ended. */
export interface SyncReport {
  /** Bytes that this call added to the server's copy. */
  readonly sentBytes: number
  /** Bytes that the server already held. */
  readonly resumedFrom: number
  /** Bytes that the server holds now, durably. */
  readonly acknowledgedBytes: number
  /** Size of the log. */
  readonly totalBytes: number
  /** Files of the run and contents of artifacts. */
  readonly content: ContentReport
  /** True when the server holds all of it. */
  readonly complete: boolean
  /** The run's page on the server. */
  readonly url: string
  /** Why it is not complete. */
  readonly reason?: string
  readonly code?: UploadErrorCode
}

const PACE = { liveIntervalMs: 200, catchUpBytes: 256 * 1024, heartbeatMs: 15_000, pollMs: 1000 }
const RETRY = { baseMs: 250, capMs: 10_000 }
const GIVE_UP_AFTER_MS = 60_000

/**
 * Sends a run folder to a Kymo server: finished, crashed or still being written. Continues where the server is; doing
 * it twice, at once or from two machines ends with the same bytes. The folder is only read, except for its cursor.
 *
 * Takes about 80 MB of memory, whatever the size of the log. Runs on the calling thread, with compression off it.
 * @param path a run folder, or the log in it
 * @returns `complete: false` with a reason when the server stayed away or the signal aborted
 * @throws {KymoError} RUN_FOLDER_INVALID, RUN_FOLDER_UNREADABLE, SYNC_TARGET_MISSING, or an `UPLOAD_…` code when the
 * server refuses: asking again is useless until something is changed
 * @example
 * ```js
 * import { findRunFolders, syncRunFolder } from '@kymo/core/sync'
 *
 * const baseUrl = process.env.KYMO_BASE_URL
 * for (const path of baseUrl === undefined ? [] : await findRunFolders('.')) {
 *   const { url, complete } = await syncRunFolder(path, { baseUrl, apiKey: process.env.KYMO_API_KEY })
 *   console.log(url, complete)
 * }
 * ```
 */
export async function syncRunFolder(path: string, options: SyncOptions): Promise<SyncReport> {
  const log = await locateLog(path)
  const { target, runId } = await chooseTarget(log, options)
  await finishMedia(log, options)
  const first = await ship({ log, target, options, until: 'current-end' })
  const isFollowing = options.follow === true && first.log.kind === 'complete'
  const last = isFollowing ? await ship({ log, target, options, until: 'exit' }) : first
  return toSyncReport(first, last, runUrl(target, runId))
}

/** What a process that died had left to encode. Without it the rest is sent all the same. */
async function finishMedia(log: RunLog, { onWarning }: SyncOptions): Promise<void> {
  const warn = (reason: string): void =>
    onWarning?.({
      code: 'MEDIA_LEFT',
      message: `Cannot encode the media that ${log.folderName} has left: ${reason}`,
    })
  try {
    const { reason } = await finishSpool(log)
    if (reason !== undefined) warn(reason)
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error))
  }
}

async function chooseTarget(
  log: RunLog,
  options: SyncOptions,
): Promise<{ target: KymoTarget; runId: string }> {
  const { baseUrl, apiKey } = options
  if (baseUrl === '')
    throw new KymoError('SYNC_TARGET_MISSING', `Cannot sync ${log.folderName}: no server is given`)
  const problem = findTargetProblem(options)
  if (problem !== undefined)
    throw new KymoError(problem.code, `Cannot sync ${log.folderName}: ${problem.reason}`)
  const header = await readRunHeader(log)
  const entity = options.entity ?? header.entity
  const project = options.project ?? header.project
  const address = { entity, project, folder: log.folderName, file: log.fileName }
  return { target: { baseUrl, address, ...(apiKey === undefined ? {} : { apiKey }) }, runId: header.id }
}

interface Shipment {
  readonly log: RunLog
  readonly target: KymoTarget
  readonly options: SyncOptions
  readonly until: 'current-end' | 'exit'
}

async function ship({ log, target, options, until }: Shipment): Promise<RunUploadReport> {
  const upload = await openUpload(log, target, options)
  const { signal } = options
  const abort = (): void => upload.abort()
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort)
  const stopWatching = new AbortController()
  const watching = until === 'exit' ? finishAtEnd(log, upload, stopWatching.signal) : Promise.resolve()
  if (until === 'current-end') upload.finish(Number.POSITIVE_INFINITY)
  try {
    const report = await upload.run()
    if (report.log.kind === 'refused') throw refusal(upload, report)
    return report
  } finally {
    stopWatching.abort()
    signal?.removeEventListener('abort', abort)
    await watching
    await upload.close()
  }
}

async function openUpload(log: RunLog, target: KymoTarget, options: SyncOptions): Promise<RunUpload> {
  const ignore = (): void => undefined
  const { onProgress = ignore, onWarning = ignore, giveUpAfterMs = GIVE_UP_AFTER_MS } = options
  const uploadOptions: KymoUploadOptions = {
    logPath: log.logPath,
    target,
    // A stop request is for the process that trains.
    events: {
      onProgress: ({ sentBytes, totalBytes }) => onProgress({ sentBytes, totalBytes }),
      onWarning,
      onStop: ignore,
    },
    pace: PACE,
    retry: RETRY,
    giveUpAfterMs,
  }
  try {
    return await openRunUpload(uploadOptions)
  } catch (error) {
    throw unreadable(log, error)
  }
}

/** Never rejects: if the log cannot be watched, what is there now is all that is sent. */
async function finishAtEnd(log: RunLog, upload: RunUpload, signal: AbortSignal): Promise<void> {
  try {
    const file = await openLogFile(log.logPath)
    try {
      await awaitEnd(file, { timers: systemTimers, signal, onGrowth: () => upload.poke() })
    } finally {
      await file.close()
    }
  } catch {
    // The uploader meets the same trouble and reports it.
  }
  upload.finish(Number.POSITIVE_INFINITY)
}

function refusal({ cursor }: RunUpload, { log, reason }: RunUploadReport): KymoError {
  const code = log.trouble?.code ?? 'UPLOAD_REFUSED'
  const { acknowledgedBytes, totalBytes } = log
  const details = { target: cursor.state.target, acknowledgedBytes, totalBytes }
  return new KymoError(code, reason ?? `Cannot upload ${cursor.file}`, { details })
}

function toSyncReport(first: RunUploadReport, last: RunUploadReport, url: string): SyncReport {
  const { acknowledgedBytes, totalBytes, trouble } = last.log
  const { resumedFrom } = first.log
  const { reason, complete, content } = last
  return {
    sentBytes: Math.max(0, acknowledgedBytes - resumedFrom),
    resumedFrom,
    acknowledgedBytes,
    totalBytes,
    content: first === last ? content : addReports(first.content, content),
    complete,
    url,
    ...(reason === undefined ? {} : { reason }),
    ...(reason === undefined || trouble === undefined ? {} : { code: trouble.code }),
  }
}

function addReports(first: ContentReport, last: ContentReport): ContentReport {
  return {
    ...last,
    sentCount: first.sentCount + last.sentCount,
    sentBytes: first.sentBytes + last.sentBytes,
    heldCount: first.heldCount + last.heldCount,
  }
}
