import { CRASHED_AFTER_MS, HistoryDecoder } from '@kymo/protocol'
import { openLogFile, type LogFile } from '../platform/log-file.ts'
import { locateLog, unreadable, type RunLog } from './locate-log.ts'
import { LogScan } from './log-scan.ts'
import { readSinkProgress, type SinkProgress } from './read-sync-state.ts'
import { RowFacts } from './row-facts.ts'
import { RunFacts } from './run-facts.ts'

export type RunState = 'running' | 'finished' | 'failed' | 'killed' | 'crashed'

/** What {@link readRunFolder} finds. Keys of `config` and `summary` are the user's, nested ones joined with dots. */
export interface RunFolder {
  /** Absolute. */
  readonly path: string
  readonly id: string
  readonly name: string
  readonly entity: string
  readonly project: string
  readonly group: string
  readonly jobType: string
  readonly notes: string
  readonly tags: readonly string[]
  readonly host: string
  readonly state: RunState
  /** Undefined as long as there is no exit record. */
  readonly exitCode: number | undefined
  /** Unix milliseconds. */
  readonly startedMs: number
  /** Until the end of the run, or until now while it runs. */
  readonly durationMs: number
  /** Greatest step of a row; undefined without rows. */
  readonly lastStep: number | undefined
  /** Number of `log()` rows. */
  readonly rowCount: number
  /** Number of logged values. */
  readonly pointCount: number
  readonly config: ReadonlyMap<string, unknown>
  readonly summary: ReadonlyMap<string, unknown>
  readonly logBytes: number
  /** Bytes in the middle of the log that could not be read. */
  readonly damagedBytes: number
  /** Bytes of an unfinished record at the end of the log. */
  readonly tornBytes: number
  /** Intact records that could not be understood. */
  readonly undecodableCount: number
  /** Where the log was sent to, sorted by sink. */
  readonly sinks: readonly SinkProgress[]
}

/**
 * Reads a run folder without any server: one pass over its log, in memory that does not grow with it.
 *
 * @param path a run folder, or the log in it
 * @throws {KymoError} RUN_FOLDER_INVALID, RUN_FOLDER_UNREADABLE
 * @example
 * ```js
 * import { findRunFolders, readRunFolder } from '@kymo/core/sync'
 *
 * for (const path of await findRunFolders('.')) {
 *   const { name, state, summary } = await readRunFolder(path)
 *   console.log(name, state, summary.get('loss'))
 * }
 * ```
 */
export async function readRunFolder(path: string): Promise<RunFolder> {
  const log = await locateLog(path)
  try {
    const file = await openLogFile(log.logPath)
    try {
      return await readLog(log, file)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unreadable(log, error)
  }
}

async function readLog(log: RunLog, file: LogFile): Promise<RunFolder> {
  const facts = new RunFacts(log.folderName)
  const rows = new RowFacts()
  const scan = new LogScan(file)
  const decoder = new HistoryDecoder()
  await scan.read(({ payload }) => {
    const row = decoder.decode(payload)
    if (row === undefined) facts.add(payload)
    else rows.add(row)
  })
  const { sizeBytes, modifiedMs } = await file.status()
  const startedMs = startOf(facts) ?? rows.firstMs ?? modifiedMs
  const state = stateOf(facts.exitCode, Date.now() - modifiedMs)
  const endedMs = Math.max(
    startedMs + facts.exitRuntimeMs,
    rows.lastMs ?? 0,
    state === 'running' ? Date.now() : 0,
  )
  const { run } = facts
  return {
    path: log.folderPath,
    id: facts.id,
    name: run?.displayName || facts.id,
    entity: facts.entity,
    project: facts.project,
    group: run?.runGroup ?? '',
    jobType: run?.jobType ?? '',
    notes: run?.notes ?? '',
    tags: run?.tags ?? [],
    host: run?.host ?? '',
    state,
    exitCode: facts.exitCode,
    startedMs,
    durationMs: Math.max(0, endedMs - startedMs),
    lastStep: rows.lastStep,
    rowCount: rows.rowCount,
    pointCount: rows.pointCount,
    config: facts.config,
    summary: new Map([...facts.writtenSummary, ...rows.summary(), ...facts.pinnedSummary]),
    logBytes: sizeBytes,
    damagedBytes: scan.damagedBytes,
    tornBytes: scan.tornBytes(),
    undecodableCount: facts.undecodableCount,
    sinks: await readSinkProgress(log.folderPath),
  }
}

/** Codes 129 to 159 are those of a process that a signal ended. */
function stateOf(exitCode: number | undefined, ageMs: number): RunState {
  if (exitCode === undefined) return ageMs < CRASHED_AFTER_MS ? 'running' : 'crashed'
  if (exitCode === 0) return 'finished'
  return exitCode > 128 && exitCode < 160 ? 'killed' : 'failed'
}

function startOf({ run }: RunFacts): number | undefined {
  const time = run?.startTime
  return time ? (time.seconds ?? 0) * 1000 + Math.round((time.nanos ?? 0) / 1e6) : undefined
}
