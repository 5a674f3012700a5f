import type { RunEdit } from '../api/file-types.ts'
import type { RunInfo, RunRef } from '../api/types.ts'
import type { LogFacts } from '../projector/log-facts.ts'
import { startOf, type RunEntry } from '../projector/run-registry.ts'
import { mergeMetrics } from './merge-metrics.ts'
import {
  mergeConfig,
  mergeSummary,
  readFirstKeys,
  readSession,
  totalDurationOf,
  type Session,
  type SessionSources,
} from './summarize-run.ts'
import { logsByWriter, visibleLogs, type FindRun } from './visible-logs.ts'

/** Entries of a summary in a list of runs: a table shows no more, and a hundred thousand take seconds to read. */
export const MAX_LISTED_ENTRIES = 5_000

export interface RowSources extends SessionSources {
  /** Finds the run that another one was forked from. */
  readonly findParent: FindRun
  /** What people changed of a run since it was logged. */
  readonly editOf?: (ref: RunRef) => RunEdit | undefined
}

/** With the whole summary. */
export interface WholeRow {
  readonly row: RunInfo
  /** Distinct names. */
  readonly metricCount: number
}

export function readSessions(entry: RunEntry, sources: RowSources): Session[] {
  return visibleLogs(entry, sources.findParent).map((log) => readSession(log, sources))
}

/** Cost: all metrics of the run. */
export function readRow(entry: RunEntry, sources: RowSources): WholeRow {
  const sessions = readSessions(entry, sources)
  const metrics = mergeMetrics({ sessions, series: sources.series })
  const lastStep = metrics.reduce((greatest, metric) => Math.max(greatest, metric.lastStep), -Infinity)
  const pointCount = metrics.reduce((total, metric) => total + metric.count, 0)
  const summary = mergeSummary(sessions)
  return {
    row: toRow(entry, sources, { sessions, summary, lastStep, pointCount }),
    metricCount: new Set(metrics.map(({ name }) => name)).size,
  }
}

/**
 * The row of a run of very many metrics, without reading all of them.
 * @returns undefined when the run has not that many, or when its sessions must be looked at to be counted
 */
export function readListedRow(entry: RunEntry, sources: RowSources): RunInfo | undefined {
  const logs = visibleLogs(entry, sources.findParent)
  const facts = logs.map(({ log }) => log.facts)
  const metricCount = facts.reduce((sum, each) => sum + each.metricCount, 0)
  const isPlain = logs.every(({ isSuperseded }) => !isSuperseded) && logsByWriter(logs).size === logs.length
  if (metricCount <= MAX_LISTED_ENTRIES || !isPlain) return undefined
  const sessions = logs.map((log) => readFirstKeys(log, sources, MAX_LISTED_ENTRIES))
  const row = toRow(entry, sources, {
    sessions,
    summary: mergeSummary(sessions),
    lastStep: Math.max(...facts.map(({ lastStep = -Infinity }) => lastStep)),
    pointCount: facts.reduce((sum, each) => sum + each.pointCount, 0),
  })
  return cutSummary(row, Math.max(row.summary.length, ...facts.map((each) => each.metricCount)))
}

/** A row as lists have it. */
export function toListed(whole: WholeRow): WholeRow | Pick<WholeRow, 'row'> {
  const { length } = whole.row.summary
  return length <= MAX_LISTED_ENTRIES ? whole : { row: cutSummary(whole.row, length) }
}

function cutSummary(row: RunInfo, summaryCount: number): RunInfo {
  if (summaryCount <= MAX_LISTED_ENTRIES) return row
  return { ...row, summary: row.summary.slice(0, MAX_LISTED_ENTRIES), summaryCount }
}

interface Merged extends Pick<RunInfo, 'summary' | 'pointCount'> {
  readonly sessions: readonly Session[]
  /** -Infinity without points. */
  readonly lastStep: number
}

function toRow(entry: RunEntry, { editOf }: RowSources, merged: Merged): RunInfo {
  const { sessions, summary, lastStep, pointCount } = merged
  const facts = entry.logs.map((log) => log.facts)
  const lastOf = (pick: (index: number) => string): string =>
    facts.map((_, i) => pick(i)).findLast(Boolean) ?? ''
  const logged: RunInfo = {
    ...entry.ref,
    name: loggedNameOf(entry),
    state: entry.state,
    startedMs: startedOf(entry),
    durationMs: totalDurationOf(entry.logs),
    exitCode: lastEnd(facts)?.exitCode ?? null,
    group: lastOf((i) => facts[i].group),
    jobType: lastOf((i) => facts[i].jobType),
    tags: facts.findLast(({ tags, areTagsCleared }) => areTagsCleared || tags.length > 0)?.tags ?? [],
    notes: facts.findLast(({ notes, areNotesCleared }) => areNotesCleared || notes !== '')?.notes ?? '',
    host: lastOf((i) => facts[i].host),
    config: mergeConfig(sessions.filter(({ log }) => entry.logs.includes(log))),
    summary,
    lastStep: Number.isFinite(lastStep) ? lastStep : null,
    pointCount,
    revision: entry.revision,
  }
  const edit = editOf?.(entry.ref)
  return edit === undefined ? logged : withEdit(logged, edit)
}

function withEdit(row: RunInfo, edit: RunEdit): RunInfo {
  return {
    ...row,
    name: edit.name ?? row.name,
    notes: edit.notes ?? row.notes,
    tags: edit.tags ?? row.tags,
    group: edit.group ?? row.group,
    jobType: edit.jobType ?? row.jobType,
  }
}

/** The session whose end is that of the run: helpers of several writers may begin after it, and end otherwise. */
function lastEnd(facts: readonly LogFacts[]): LogFacts | undefined {
  const last = facts.at(-1)
  if (last === undefined || last.writer === '') return last
  return facts.findLast(({ exitCode, isSecondary }) => exitCode !== undefined && !isSecondary) ?? last
}

/** Unix milliseconds. */
export function startedOf(entry: RunEntry): number {
  return entry.logs.length === 0 ? 0 : startOf(entry.logs[0])
}

export function nameOf(entry: RunEntry, { editOf }: Pick<RowSources, 'editOf'>): string {
  return editOf?.(entry.ref)?.name ?? loggedNameOf(entry)
}

function loggedNameOf({ logs, ref }: RunEntry): string {
  return logs.map(({ facts }) => facts.name).findLast(Boolean) ?? ref.run
}
