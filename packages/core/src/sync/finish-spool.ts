import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  BLOCK_BYTES,
  CRASHED_AFTER_MS,
  decodeRecord,
  encodeRecord,
  HistoryDecoder,
  HistoryEncoder,
  LogFramer,
  type LogEntry,
  type LogTail,
} from '@kymo/protocol'
import { stagedArtifactRecord, type RunNames } from '../artifacts/artifact-record.ts'
import { SPOOL_FOLDER } from '../media/execute-plan.ts'
import { putJson } from '../media/logged-json.ts'
import type { StagedArtifact } from '../media/media-plan.ts'
import { runJob } from '../media/media-queue.ts'
import { listJobs, readJob, removeJob, type SpoolPlace } from '../media/spool.ts'
import { openLogAppender, takeLock, type LogAppender } from '../platform/log-appender.ts'
import { openLogFile } from '../platform/log-file.ts'
import { systemMediaFiles } from '../platform/media-files.ts'
import { mayBeRunning } from '../platform/process-identity.ts'
import type { RunLog } from './locate-log.ts'
import { LogScan } from './log-scan.ts'

export interface SpoolReport {
  /** Media values that were encoded and written into the log now. */
  readonly finishedCount: number
  /** Those that are still in the spool, because they could not be. */
  readonly leftCount: number
  /** Why one could not. */
  readonly reason?: string
}

const NO_RUN: RunNames = { id: '', entity: '', project: '' }
const NOTHING: SpoolReport = { finishedCount: 0, leftCount: 0 }
/** Holds off a second process that wants to do the same. */
const LOCK_FILE = 'finishing.lock'

/**
 * Does what a process that died had accepted and not finished: encodes the media in its spool, and appends their values to its log.
 * Of a process that may still be running nothing is touched. Doing it twice, or in two processes, ends with the same values.
 * @throws Node's errors when the log cannot be read or written
 */
export async function finishSpool(log: RunLog): Promise<SpoolReport> {
  const place: SpoolPlace = { files: systemMediaFiles, folder: log.folderPath }
  const jobs = listJobs(place)
  if (jobs.length === 0) return NOTHING
  const unlock = takeLock(join(log.folderPath, SPOOL_FOLDER, LOCK_FILE))
  if (unlock === undefined) return NOTHING
  try {
    const end = await readEnd(log)
    if (!isAbandoned(jobs, place, end)) return NOTHING
    return await finishJobs(jobs, place, { log, end })
  } finally {
    unlock()
  }
}

interface LogEnd {
  /** Behind the last whole record. */
  readonly offset: number
  readonly tail: LogTail
  readonly recordCount: number
  readonly startedMs: number
  readonly hasExit: boolean
  readonly run: RunNames
  readonly ageMs: number
}

async function readEnd(log: RunLog): Promise<LogEnd> {
  const file = await openLogFile(log.logPath)
  try {
    const decoder = new HistoryDecoder()
    const scan = new LogScan(file)
    const seen = { offset: 0, recordCount: 0, startedMs: 0, hasExit: false, run: NO_RUN }
    await scan.read((entry: LogEntry) => {
      seen.offset = entry.nextOffset
      seen.recordCount++
      if (decoder.decode(entry.payload) === undefined) noteRecord(entry.payload, seen)
    })
    const { modifiedMs } = await file.status()
    return { ...seen, tail: scan.tail(), ageMs: Date.now() - modifiedMs }
  } finally {
    await file.close()
  }
}

function noteRecord(payload: Uint8Array, seen: { startedMs: number; hasExit: boolean; run: RunNames }): void {
  try {
    const { run, exit } = decodeRecord(payload)
    if (exit) seen.hasExit = true
    if (run) seen.run = { id: run.runId ?? '', entity: run.entity ?? '', project: run.project ?? '' }
    const time = run?.startTime
    // Running time counts from the start of the first session.
    const earlierMs = (run?.runtime ?? 0) * 1000
    if (time) seen.startedMs = (time.seconds ?? 0) * 1000 + Math.round((time.nanos ?? 0) / 1e6) - earlierMs
  } catch {
    // Reported by whoever reads the log.
  }
}

function isAbandoned(jobs: readonly string[], place: SpoolPlace, { hasExit, ageMs }: LogEnd): boolean {
  if (hasExit || ageMs >= CRASHED_AFTER_MS) return true
  const owner = readJob(jobs[0], place)?.owner
  return owner !== undefined && !mayBeRunning(owner)
}

async function finishJobs(
  jobs: readonly string[],
  place: SpoolPlace,
  { log, end }: { readonly log: RunLog; readonly end: LogEnd },
): Promise<SpoolReport> {
  const appender = openLogAppender(log.logPath)
  let finishedCount = 0
  let reason: string | undefined
  try {
    const writer = new AbandonedLog(appender, end, await hasCursor(log))
    for (const job of jobs) {
      const failure = finishJob(job, place, writer)
      if (failure === undefined) finishedCount++
      else reason = failure
    }
  } finally {
    appender.close()
  }
  const leftCount = listJobs(place).length
  return { finishedCount, leftCount, ...(reason === undefined ? {} : { reason }) }
}

/** @returns why it failed */
function finishJob(job: string, place: SpoolPlace, writer: AbandonedLog): string | undefined {
  const plan = readJob(job, place)?.plan
  // Not written to its end: the `log()` that began it never returned.
  if (plan === undefined) {
    removeJob(job, place)
    return undefined
  }
  const report = runJob(job, place)
  if (report?.kind !== 'encoded') return report?.reason ?? 'it is gone'
  if (report.artifact !== undefined) writer.appendArtifact(report.artifact, place.folder)
  const row = Object.create(null) as Record<string, unknown>
  putJson(row, plan.names, JSON.parse(report.json))
  writer.append(
    report.files.map(({ path }) => path),
    row,
    plan,
  )
  removeJob(job, place)
  return undefined
}

/** A server that has bytes of this log will take no others in their place. */
async function hasCursor({ folderPath }: RunLog): Promise<boolean> {
  const cursors = await readdir(join(folderPath, 'cursors')).catch((): string[] => [])
  return cursors.length > 0
}

/** Appends to a log whose writer has died, after what it left unfinished. */
class AbandonedLog {
  readonly #appender: LogAppender
  readonly #framer: LogFramer
  readonly #encoder = new HistoryEncoder()
  readonly #startedMs: number
  readonly #run: RunNames
  #recordCount: number

  constructor(appender: LogAppender, end: LogEnd, isKnownElsewhere: boolean) {
    this.#appender = appender
    this.#startedMs = end.startedMs
    this.#run = end.run
    this.#recordCount = end.recordCount
    this.#framer = new LogFramer(this.#startAfter(end, isKnownElsewhere))
  }

  appendArtifact(artifact: StagedArtifact, folderPath: string): void {
    const record = stagedArtifactRecord(artifact, this.#run, { folderPath, loggedMs: Date.now() })
    this.#write(encodeRecord({ ...record, num: ++this.#recordCount }))
  }

  append(
    paths: readonly string[],
    row: Readonly<Record<string, unknown>>,
    { step, timeMs }: { readonly step: number; readonly timeMs: number },
  ): void {
    const files = paths.map((path) => ({ path, policy: 0, type: 2 }))
    this.#write(encodeRecord({ num: ++this.#recordCount, files: { files } }))
    this.#write(
      this.#encoder.encode({
        num: ++this.#recordCount,
        step,
        timestampMs: timeMs,
        runtimeMs: Math.max(0, timeMs - this.#startedMs),
        metrics: row,
      }),
    )
  }

  #write(payload: Uint8Array): void {
    this.#appender.append(this.#framer.frame(payload))
  }

  /** An unfinished record is cut off; or, when somebody has its bytes already, skipped: readers go on at the next block. */
  #startAfter({ offset, tail }: LogEnd, isKnownElsewhere: boolean): number {
    if (tail.kind === 'clean') return offset
    if (!isKnownElsewhere) {
      this.#appender.truncate(tail.offset)
      return tail.offset
    }
    const end = tail.offset + tail.byteCount
    const next = Math.ceil(end / BLOCK_BYTES) * BLOCK_BYTES
    this.#appender.append(new Uint8Array(next - end))
    return next
  }
}
