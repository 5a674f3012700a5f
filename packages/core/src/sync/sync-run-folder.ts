import { KymoError, type UploadErrorCode } from '../errors.ts'
import { openLogFile } from '../platform/log-file.ts'
import { systemTimers } from '../platform/timers.ts'
import { openKymoUpload, type KymoUpload, type KymoUploadOptions } from '../sinks/kymo/open-kymo-upload.ts'
import { findTargetProblem, runUrl, targetName, type KymoTarget } from '../sinks/kymo/target.ts'
import { uploadReason, type UploadReport } from '../uploader/uploader.ts'
import { awaitEnd } from './await-end.ts'
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
  /** Bytes of the log that the server holds. */
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
  const first = await ship({ log, target, options, until: 'current-end' })
  const isFollowing = options.follow === true && first.kind === 'complete'
  const last = isFollowing ? await ship({ log, target, options, until: 'exit' }) : first
  return toSyncReport(
    { ...last, resumedFrom: first.resumedFrom },
    { target, log, url: runUrl(target, runId) },
  )
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

async function ship({ log, target, options, until }: Shipment): Promise<UploadReport> {
  const upload = await openUpload(log, target, options)
  const { signal } = options
  const abort = (): void => upload.uploader.abort()
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort)
  const stopWatching = new AbortController()
  const watching = until === 'exit' ? finishAtEnd(log, upload, stopWatching.signal) : Promise.resolve()
  if (until === 'current-end') upload.uploader.finish(Number.POSITIVE_INFINITY)
  try {
    const report = await upload.uploader.run()
    if (report.kind === 'refused') throw refusal(upload, report)
    return report
  } finally {
    stopWatching.abort()
    signal?.removeEventListener('abort', abort)
    await watching
    await upload.close()
  }
}

async function openUpload(log: RunLog, target: KymoTarget, options: SyncOptions): Promise<KymoUpload> {
  const ignore = (): void => undefined
  const { onProgress = ignore, onWarning = ignore, giveUpAfterMs = GIVE_UP_AFTER_MS } = options
  const uploadOptions: KymoUploadOptions = {
    logPath: log.logPath,
    target,
    // A stop request is for the process that trains.
    events: { onProgress, onWarning, onStop: ignore },
    pace: PACE,
    retry: RETRY,
    giveUpAfterMs,
  }
  try {
    return await openKymoUpload(uploadOptions)
  } catch (error) {
    throw unreadable(log, error)
  }
}

/** Never rejects: if the log cannot be watched, what is there now is all that is sent. */
async function finishAtEnd(log: RunLog, { uploader }: KymoUpload, signal: AbortSignal): Promise<void> {
  try {
    const file = await openLogFile(log.logPath)
    try {
      await awaitEnd(file, { timers: systemTimers, signal, onGrowth: () => uploader.poke() })
    } finally {
      await file.close()
    }
  } catch {
    // The uploader meets the same trouble and reports it.
  }
  uploader.finish(Number.POSITIVE_INFINITY)
}

function refusal({ cursor }: KymoUpload, report: UploadReport): KymoError {
  const code = report.trouble?.code ?? 'UPLOAD_REFUSED'
  const { acknowledgedBytes, totalBytes } = report
  const details = { target: cursor.state.target, acknowledgedBytes, totalBytes }
  return new KymoError(code, uploadReason(cursor, report) ?? `Cannot upload ${cursor.file}`, { details })
}

function toSyncReport(
  report: UploadReport,
  context: { target: KymoTarget; log: RunLog; url: string },
): SyncReport {
  const { resumedFrom, acknowledgedBytes, totalBytes, trouble } = report
  const cursor = { file: context.log.fileName, offset: 0, state: { target: targetName(context.target) } }
  const reason = uploadReason(cursor, report)
  return {
    sentBytes: Math.max(0, acknowledgedBytes - resumedFrom),
    resumedFrom,
    acknowledgedBytes,
    totalBytes,
    complete: report.kind === 'complete',
    url: context.url,
    ...(reason === undefined ? {} : { reason }),
    ...(reason === undefined || trouble === undefined ? {} : { code: trouble.code }),
  }
}
