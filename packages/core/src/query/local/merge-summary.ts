import { MetricDefinitions, type MetricDefinition } from '../../run/metric-definitions.ts'
import type { Latest, SessionSummary } from '../../sync/session-summary.ts'

/** One session of a run, as far as its summary goes. */
export interface SummarySession extends SessionSummary {
  readonly writer: string
  readonly startedMs: number
  /** A rewind goes on from it: only its rows count. */
  readonly isSuperseded: boolean
  /** Of a rewind or a fork: the step that it goes on from. */
  readonly branchStep: number | undefined
  readonly metrics: readonly MetricDefinition[]
}

interface Merged extends Latest {
  readonly isInherited?: boolean
}
type Summary = Map<string, Merged>

/**
 * The summary of a run, by name: what the user pinned; else, of the session that has the greatest step, what its writer
 * recorded, or else the last value by step. Of several writers the one that wrote last wins. As a server does it.
 * @param sessions by start
 */
export function mergeSummary(sessions: readonly SummarySession[]): Map<string, unknown> {
  const writers = [...byWriter(sessions).values()]
  const summary = lastWritten(writers.map(writerSummary))
  for (const [name, latest] of lastWritten(writers.map(pinnedSummary))) summary.set(name, latest)
  return new Map(Array.from(summary, ([name, { value }]) => [name, value]))
}

function byWriter(sessions: readonly SummarySession[]): Map<string, SummarySession[]> {
  const writers = new Map<string, SummarySession[]>()
  for (const session of sessions)
    writers.set(session.writer, [...(writers.get(session.writer) ?? []), session])
  return writers
}

function lastWritten(summaries: readonly Summary[]): Summary {
  const merged: Summary = new Map()
  for (const summary of summaries)
    for (const [name, latest] of summary) {
      const before = merged.get(name)
      if (before === undefined || latest.timeS >= before.timeS) merged.set(name, latest)
    }
  return merged
}

function writerSummary(sessions: readonly SummarySession[]): Summary {
  const merged: Summary = new Map()
  for (const session of sessions) {
    if (!session.isSuperseded) dropInherited(merged, session)
    for (const [name, latest] of sessionSummary(session)) {
      const before = merged.get(name)
      if (before !== undefined && latest.step < before.step) continue
      merged.set(name, session.isSuperseded ? { ...latest, isInherited: true } : latest)
    }
  }
  return merged
}

/** A recorded statistic stands for the metric also where the metric itself was logged before a rewind. */
function dropInherited(merged: Summary, { initial, recorded }: SummarySession): void {
  for (const name of [...initial.keys(), ...recorded.keys()])
    for (const prefix of prefixesOf(name)) if (merged.get(prefix)?.isInherited === true) merged.delete(prefix)
}

function pinnedSummary(sessions: readonly SummarySession[]): Summary {
  const pinned: Summary = new Map()
  for (const session of sessions)
    if (!session.isSuperseded)
      for (const [name, value] of session.pinned)
        pinned.set(name, { step: Infinity, timeS: timeOf(session, name), value })
  return pinned
}

function sessionSummary(session: SummarySession): Summary {
  const definitions = new MetricDefinitions()
  for (const definition of session.metrics) definitions.add({ ...definition, overwrite: true })
  const summary: Summary = new Map(session.rows)
  for (const [name, { value }] of session.rows)
    if (typeof value === 'number' && definitions.find(name)?.summary === 'none') summary.delete(name)
  if (!session.isSuperseded) applyWritten(summary, session)
  return summary
}

/** What was recorded is as new as the last row of the metric, if this session has any of it. */
function applyWritten(summary: Summary, session: SummarySession): void {
  const { initial, recorded, branchStep = -Infinity, startedMs } = session
  const known = Array.from(recorded.keys(), (name) => summary.get(name) ?? longestPrefix(summary, name))
  for (const [name, value] of initial)
    if (!summary.has(name)) summary.set(name, { step: branchStep, timeS: startedMs / 1000, value })
  // Where chosen statistics are recorded (`loss.min`), they stand for the metric itself.
  for (const name of recorded.keys()) for (const prefix of prefixesOf(name)) summary.delete(prefix)
  let index = 0
  for (const [name, value] of recorded) {
    const { step, timeS } = known[index++] ?? { step: -Infinity, timeS: timeOf(session, name) }
    summary.set(name, { step, timeS, value })
  }
}

function timeOf({ times, startedMs }: SummarySession, name: string): number {
  for (const root of [name, ...prefixesOf(name)]) {
    const timeS = times.get(root)
    if (timeS !== undefined) return timeS
  }
  return startedMs / 1000
}

function longestPrefix(summary: Summary, name: string): Merged | undefined {
  for (const prefix of prefixesOf(name)) {
    const latest = summary.get(prefix)
    if (latest !== undefined) return latest
  }
  return undefined
}

/** `a.b.c` → `a.b`, `a` */
function* prefixesOf(name: string): Generator<string> {
  for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) yield name.slice(0, at)
}
