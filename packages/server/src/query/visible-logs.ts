import type { RunRef } from '../api/types.ts'
import { branchedFrom, type RunEntry } from '../projector/run-registry.ts'
import type { TrackedLog } from '../projector/tracked-log.ts'

/** Runs that are forks of forks are followed this far. */
const MAX_ANCESTORS = 16

/** A log whose rows are rows of a run, all of them or the early ones. */
export interface VisibleLog {
  readonly log: TrackedLog
  /** Rows above this step are hidden; Infinity where none is. */
  readonly upToStep: number
  /** Label that its rows go by. */
  readonly writer: string
  /** Rows of a session before a rewind, or of the run that this one was forked from: its own summary does not count. */
  readonly isSuperseded: boolean
}

export type FindRun = (ref: RunRef) => RunEntry | undefined

/**
 * Logs that the rows of a run are in, in the order in which sessions overwrite each other. After a rewind the earlier
 * sessions end at its step; a fork begins with the rows of the other run up to its step. A run that cannot be found, or
 * that descends from this one, is left out.
 */
export function visibleLogs(entry: RunEntry, findRun: FindRun): readonly VisibleLog[] {
  return collect(entry, { findRun, ancestors: [] })
}

/** Logs of the run itself, whole: for what is not told apart by step. */
export function ownLogs({ logs }: RunEntry): readonly VisibleLog[] {
  return logs.map((log) => toVisible(log))
}

/** Logs by label of the writer, in the order in which sessions overwrite each other. One group when there is one writer. */
export function logsByWriter<T extends Pick<VisibleLog, 'writer'>>(logs: readonly T[]): Map<string, T[]> {
  const writers = new Map<string, T[]>()
  for (const log of logs) {
    const known = writers.get(log.writer)
    if (known === undefined) writers.set(log.writer, [log])
    else known.push(log)
  }
  return writers
}

/** One of the writers of a run. */
export interface WriterLogs<T = VisibleLog> {
  /** Absent where the run has one writer, and for sessions without a label. */
  readonly writer?: string
  readonly logs: readonly T[]
}

/** Each writer of a run, by label (code units). */
export function listWriters<T extends Pick<VisibleLog, 'writer'>>(logs: readonly T[]): WriterLogs<T>[] {
  const writers = [...logsByWriter(logs)]
  if (writers.length <= 1) return writers.map(([, group]) => ({ logs: group }))
  return writers
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([writer, group]) => ({ ...(writer === '' ? {} : { writer }), logs: group }))
}

interface Search {
  readonly findRun: FindRun
  readonly ancestors: readonly RunEntry[]
}

function collect(entry: RunEntry, search: Search): readonly VisibleLog[] {
  let logs = inherited(entry, search)
  for (const log of entry.logs) {
    const { branch } = log.facts
    if (branch?.run === entry.ref.run) logs = cut(logs, branch.step)
    logs.push(toVisible(log))
  }
  return logs
}

function inherited(entry: RunEntry, { findRun, ancestors }: Search): VisibleLog[] {
  const from = branchedFrom(entry)
  if (from === undefined || ancestors.length >= MAX_ANCESTORS) return []
  const parent = findRun({ ...entry.ref, run: from.run })
  if (parent === undefined || parent === entry || ancestors.includes(parent)) return []
  const logs = cut(collect(parent, { findRun, ancestors: [...ancestors, entry] }), from.step)
  // One writer before and one after are one line, whatever they were called.
  const [before, after] = [logs.map(({ writer }) => writer), entry.logs.map(({ facts }) => facts.writer)]
  if (new Set(before).size > 1 || new Set(after).size > 1) return logs
  return logs.map((log) => ({ ...log, writer: after[0] ?? '' }))
}

function cut(logs: readonly VisibleLog[], step: number): VisibleLog[] {
  return logs.map((log) => ({ ...log, upToStep: Math.min(log.upToStep, step), isSuperseded: true }))
}

function toVisible(log: TrackedLog): VisibleLog {
  return { log, upToStep: Infinity, writer: log.facts.writer, isSuperseded: false }
}
