import { stat } from 'node:fs/promises'
import { CRASHED_AFTER_MS } from '@kymo/protocol'
import { KymoError } from '../errors.ts'
import { readEnvironment } from '../platform/environment.ts'
import type { OtlpSetting } from '../settings/otlp-settings.ts'
import { otlpSetting } from '../settings/otlp-settings.ts'
import { chooseOtlpTargets } from '../sinks/otlp/choose-targets.ts'
import { OtlpUpload, type OtlpReport } from '../sinks/otlp/open-otlp-upload.ts'
import { otlpTargetName, type OtlpTarget } from '../sinks/otlp/target.ts'
import { spansPathOf } from '../spans/spans-path.ts'
import { locateLog, type RunLog } from './locate-log.ts'
import { readRunFolder } from './read-run-folder.ts'

/** What {@link syncRunSpans} needs to know. */
export interface SyncSpansOptions {
  /** As the option `otlp` of `init()`: a backend by name, an address, in detail, or several. */
  readonly otlp: OtlpSetting
  /** Where addresses and keys of backends come from. Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Send everything again, for a backend that has lost it. Default false. */
  readonly fromStart?: boolean
  /** Ends the sync early; the next one continues. */
  readonly signal?: AbortSignal
  /** Gives up after this long without an answer that helps. Default 60,000. */
  readonly giveUpAfterMs?: number
  /** Spans that a backend refused, and trouble that lasts. At most one per code and minute. */
  readonly onWarning?: (warning: { readonly code: string; readonly message: string }) => void
}

/** What one backend has of a run's spans. */
export interface SyncSpansReport {
  /** As `langfuse`. */
  readonly backend: string
  /** Its address, without anything secret. */
  readonly target: string
  /** Spans that this call has sent. */
  readonly sentCount: number
  /** Spans that the backend refused: they are not tried again. */
  readonly refusedCount: number
  /** True when nothing is left to send. */
  readonly complete: boolean
  /** Why it is not complete. */
  readonly reason?: string
}

const PACE = {
  liveIntervalMs: 200,
  catchUpBytes: 256 * 1024,
  heartbeatMs: Number.POSITIVE_INFINITY,
  pollMs: 1000,
}
const RETRY = { baseMs: 1000, capMs: 10_000 }
const GIVE_UP_AFTER_MS = 60_000

/**
 * Sends the spans of a run folder by OTLP: to Langfuse, Phoenix, MLflow, Weave, a collector or any other backend. Continues
 * where the last one ended. Spans that are open are sent as cancelled when the run is over, and wait otherwise. The folder is only
 * read, except for the cursors.
 *
 * @param path a run folder, or the log in it
 * @returns one report per backend, in the order of the option
 * @throws {KymoError} RUN_FOLDER_INVALID, RUN_FOLDER_UNREADABLE, SETTING_INVALID, SYNC_TARGET_MISSING
 * @example
 * ```js
 * import { findRunFolders, syncRunSpans } from '@kymo/core/sync'
 *
 * const otlp = process.env.OTEL_EXPORTER_OTLP_ENDPOINT
 * for (const path of otlp === undefined ? [] : await findRunFolders('.')) {
 *   const [report] = await syncRunSpans(path, { otlp: { endpoint: otlp } })
 *   console.log(report.backend, report.sentCount)
 * }
 * ```
 */
export async function syncRunSpans(path: string, options: SyncSpansOptions): Promise<SyncSpansReport[]> {
  const log = await locateLog(path)
  const targets = chooseTargets(log, options)
  const hasEnded = await isOver(log)
  const reports = await Promise.all(targets.map((target) => send(log, { target, hasEnded, options })))
  return reports.map(toReport)
}

function chooseTargets(
  log: RunLog,
  { otlp, env = readEnvironment().env }: SyncSpansOptions,
): readonly OtlpTarget[] {
  const checked = otlpSetting.check(otlp)
  if (!checked.ok) {
    const message = `Cannot use the option 'otlp': got its value (not shown); expected ${checked.expected}`
    throw new KymoError('SETTING_INVALID', message, { details: { name: 'otlp' } })
  }
  const { targets, warnings } = chooseOtlpTargets(checked.value, env)
  if (targets.length > 0) return targets
  const reason = warnings[0] ?? `Cannot send the spans of ${log.folderName}: no backend is given`
  throw new KymoError('SYNC_TARGET_MISSING', reason)
}

/** A run that is being written may end its spans yet. */
async function isOver(log: RunLog): Promise<boolean> {
  const times = await Promise.all(
    [log.logPath, spansPathOf(log.logPath)].map((file) =>
      stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  )
  if (Date.now() - Math.max(...times) > CRASHED_AFTER_MS) return true
  return (await readRunFolder(log.folderPath)).state !== 'running'
}

interface Shipment {
  readonly target: OtlpTarget
  readonly hasEnded: boolean
  readonly options: SyncSpansOptions
}

async function send(log: RunLog, { target, hasEnded, options }: Shipment): Promise<OtlpReport> {
  const { signal, fromStart = false, giveUpAfterMs = GIVE_UP_AFTER_MS, onWarning = () => undefined } = options
  const upload = new OtlpUpload({
    logPath: log.logPath,
    target,
    pace: PACE,
    retry: RETRY,
    giveUpAfterMs,
    fromStart,
    onWarning,
  })
  const abort = (): void => upload.abort()
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort)
  upload.finish(Number.POSITIVE_INFINITY, hasEnded)
  try {
    return await upload.run()
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

function toReport({ target, sentCount, refusedCount, complete, reason }: OtlpReport): SyncSpansReport {
  return {
    backend: target.name,
    target: otlpTargetName(target),
    sentCount,
    refusedCount,
    complete,
    ...(reason === undefined ? {} : { reason }),
  }
}
