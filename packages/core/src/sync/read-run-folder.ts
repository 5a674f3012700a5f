import { CRASHED_AFTER_MS, HistoryDecoder } from '@kymo/protocol'
import { openLogFile, type LogFile } from '../platform/log-file.ts'
import { MetricDefinitions, statisticsOf, type MetricDefinition } from '../run/metric-definitions.ts'
import { locateLog, unreadable, type RunLog } from './locate-log.ts'
import { LogScan } from './log-scan.ts'
import { readSinkProgress, type SinkProgress } from './read-sync-state.ts'
import { RowFacts } from './row-facts.ts'
import { RunFacts } from './run-facts.ts'
import type { Latest, SessionSummary } from './session-summary.ts'

export type RunState = 'running' | 'finished' | 'failed' | 'killed' | 'crashed' | 'preempted'

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
  return readSession(await locateLog(path))
}

/** {@link RunFolder} with what only readers of whole runs need. */
export interface RunSession extends RunFolder {
  /** Its end is not the end of the run: other writers go on. */
  readonly isSecondary: boolean
  /** It took over everything from the sessions before: what is empty here is empty. */
  readonly isResumed: boolean
  /** From its start to its last row or its exit. */
  readonly activeMs: number
  /** When the log was touched last, in Unix milliseconds. */
  readonly touchedMs: number
  readonly metrics: readonly MetricDefinition[]
  /** Of each metric how many numbers it had. */
  readonly counts: ReadonlyMap<string, number>
  readonly summaryParts: SessionSummary
}

/**
 * @param lastStep rows of later steps, and what the summary says after them, do not count
 * @throws {KymoError} RUN_FOLDER_UNREADABLE
 */
export async function readSession(log: RunLog, lastStep: number = Infinity): Promise<RunSession> {
  try {
    const file = await openLogFile(log.logPath)
    try {
      return await readLog(log, file, lastStep)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unreadable(log, error)
  }
}

async function readLog(log: RunLog, file: LogFile, lastStep: number): Promise<RunSession> {
  const facts = new RunFacts(log.folderName, lastStep)
  const rows = new RowFacts()
  const scan = new LogScan(file)
  const decoder = new HistoryDecoder()
  let isBeyond = false
  await scan.read(({ payload }) => {
    const row = decoder.decode(payload)
    if (row === undefined)
      return facts.add(payload, {
        isBeyond,
        ...(rows.lastMs === undefined ? {} : { timeS: rows.lastMs / 1000 }),
      })
    if ((row.step ?? 0) <= lastStep) return rows.add(row)
    isBeyond = true
  })
  const { sizeBytes, modifiedMs } = await file.status()
  const startedMs = facts.startedMs ?? rows.firstMs ?? modifiedMs
  const state = stateOf(facts, Date.now() - modifiedMs)
  const activeUntilMs = Math.max(startedMs + facts.exitRuntimeMs, rows.lastMs ?? 0)
  const endedMs = Math.max(activeUntilMs, state === 'running' ? Date.now() : 0)
  const { run } = facts
  const latest = rows.latest()
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
    summary: mergeSummary(facts, latest),
    logBytes: sizeBytes,
    damagedBytes: scan.damagedBytes,
    tornBytes: scan.tornBytes(),
    undecodableCount: facts.undecodableCount,
    sinks: await readSinkProgress(log),
    isSecondary: facts.isSecondary,
    isResumed: run?.resumed === true,
    activeMs: Math.max(0, activeUntilMs - startedMs),
    touchedMs: modifiedMs,
    metrics: facts.definitions,
    counts: rows.counts(),
    summaryParts: {
      rows: latest,
      initial: facts.initialSummary,
      recorded: facts.writtenSummary,
      pinned: facts.pinnedSummary,
      times: facts.summaryTimes,
    },
  }
}

/** Codes 129 to 159 are those of a process that a signal ended. */
function stateOf({ exitCode, isPreempting }: RunFacts, ageMs: number): RunState {
  if (exitCode === undefined && ageMs < CRASHED_AFTER_MS) return 'running'
  if (exitCode === 0) return 'finished'
  if (isPreempting) return 'preempted'
  if (exitCode === undefined) return 'crashed'
  return exitCode > 128 && exitCode < 160 ? 'killed' : 'failed'
}

/** What the user pinned; else what the rows say, where the definition of the metric lets them; else what the writer recorded. */
function mergeSummary(facts: RunFacts, latest: ReadonlyMap<string, Latest>): Map<string, unknown> {
  const { initialSummary, writtenSummary, pinnedSummary } = facts
  const definitions = new MetricDefinitions()
  for (const definition of facts.definitions) definitions.add({ ...definition, overwrite: true })
  const summary = new Map([...initialSummary, ...writtenSummary])
  for (const [name, { value }] of latest) {
    const wanted = definitions.find(name)?.summary
    // Where chosen statistics were recorded, they stand for the metric itself. A session that died has recorded none.
    const isReplaced = statisticsOf(wanted).some((statistic) => writtenSummary.has(`${name}.${statistic}`))
    if (wanted !== 'none' && !isReplaced) summary.set(name, value)
  }
  for (const [key, value] of pinnedSummary) summary.set(key, value)
  return summary
}
