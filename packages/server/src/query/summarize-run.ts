import type { Entry, Value } from '../api/types.ts'
import { isSystemSeries } from '../domain/system-name.ts'
import { flattenEntries, flattenValue, sortEntries, toNum } from '../domain/api-value.ts'
import { LogValues, VALUE_KIND, type ValueKind } from '../projector/log-values.ts'
import { findDefinition, type MetricDefinition } from '../projector/metric-definition.ts'
import { startOf, type RunEntry } from '../projector/run-registry.ts'
import type { TrackedLog } from '../projector/tracked-log.ts'
import { decodeHead, type SeriesHead } from '../series/series-head.ts'
import type { Store } from '../store/store.ts'
import type { RunSeries } from './run-series.ts'
import { listWriters, type VisibleLog } from './visible-logs.ts'

interface Latest {
  readonly step: number
  /** Unix seconds. */
  readonly time: number
  readonly value: Value
  /** Logged before a rewind, or by the run that this one was forked from. */
  readonly isInherited?: boolean
}

type Summary = Map<string, Latest>

export interface SessionSources {
  readonly store: Store
  readonly series: RunSeries
}

/** One session of a run, read from the index: what is left of it, where a part of its rows is hidden. */
export interface Session extends VisibleLog {
  readonly values: LogValues
  /** Of each metric the last value that is not a number, unless numbers follow. */
  readonly others: ReadonlyMap<string, Latest>
  readonly series: ReadonlyMap<string, Readonly<SeriesHead>>
  /** Measurements of the machine, by the names they are stored under. */
  readonly system: ReadonlyMap<string, Readonly<SeriesHead>>
}

const MAX_VALUES = 1_000_000
/** Series of measurements of the machine, of any machine. */
const MAX_SYSTEM_SERIES = 2_000
const LONG_KINDS: readonly ValueKind[] = [
  VALUE_KIND.pinned,
  VALUE_KIND.recorded,
  VALUE_KIND.initial,
  VALUE_KIND.other,
  VALUE_KIND.summaryTime,
]

/** A whole log, with about the first `keyCount` keys of its summary, and nothing of the machine. */
export function readFirstKeys(visible: VisibleLog, { store }: SessionSources, keyCount: number): Session {
  const { id } = visible.log
  const rows = store
    .listFirstSeries(id, keyCount + MAX_SYSTEM_SERIES)
    .filter(({ name }) => !isSystemSeries(name))
  const series = new Map(rows.slice(0, keyCount).map(({ name, head }) => [name, decodeHead(head)] as const))
  const short = [VALUE_KIND.config, VALUE_KIND.metric].flatMap((kind) =>
    store.listFirstValues(id, kind, MAX_VALUES),
  )
  const long = LONG_KINDS.flatMap((kind) => store.listFirstValues(id, kind, keyCount))
  const values = LogValues.load([...short, ...long])
  return { ...visible, values, others: othersOf(values), series, system: new Map() }
}

export function readSession(visible: VisibleLog, { store, series }: SessionSources): Session {
  const { log, upToStep } = visible
  const metrics = new Map<string, Readonly<SeriesHead>>()
  const system = new Map<string, Readonly<SeriesHead>>()
  for (const row of store.listSeries(log.id)) {
    const isSystem = isSystemSeries(row.name)
    // Steps of the system's measurements are times.
    const head = series.headUpTo(row, isSystem ? Infinity : upToStep)
    if (head !== undefined) (isSystem ? system : metrics).set(row.name, head)
  }
  const values = LogValues.load(store.listValues(log.id))
  const others = upToStep === Infinity ? othersOf(values) : othersUpTo(store, visible)
  return { ...visible, values, others, series: metrics, system }
}

function othersOf(values: LogValues): Summary {
  return new Map(
    Array.from(values.entries(VALUE_KIND.other), ([name, stored]) => {
      const [step, value, time] = stored as readonly [number, Value, number]
      return [name, { step, time, value }]
    }),
  )
}

function othersUpTo(store: Store, { log, upToStep }: VisibleLog): Summary {
  return new Map(
    store.listSampleKeys(log.id, upToStep).map(({ name, last: { step, time, json } }) => {
      return [name, { step, time, value: JSON.parse(json) as Value }]
    }),
  )
}

/** Merged config; of two sessions with one key the later wins. */
export function mergeConfig(sessions: readonly Session[]): Entry[] {
  return flattenEntries(sessions.flatMap(({ values }) => [...values.entries(VALUE_KIND.config)]))
}

export function definitionsOf(sessions: readonly Session[]): (name: string) => MetricDefinition {
  const merged = new Map(sessions.flatMap(({ values }) => [...values.entries(VALUE_KIND.metric)]))
  return (name) => (merged.size === 0 ? {} : findDefinition(merged, name))
}

/**
 * The summary of a run, by key: what the user pinned; else, of the session that has the greatest step, what its writer
 * recorded, or else the last value by step. Sessions before a rewind, and those that a fork took over, count with the
 * rows that are left of them alone. Of several writers the one that wrote last wins.
 */
export function mergeSummary(sessions: readonly Session[]): Entry[] {
  const writers = listWriters(sessions).map(({ logs }) => logs)
  const summary = lastWritten(writers.map(writerSummary))
  for (const [key, latest] of lastWritten(writers.map(pinnedSummary))) summary.set(key, latest)
  return sortEntries(new Map(Array.from(summary, ([key, { value }]) => [key, value])))
}

/** @param summaries of each writer */
function lastWritten(summaries: readonly Summary[]): Summary {
  if (summaries.length === 1) return summaries[0]
  const merged: Summary = new Map()
  for (const summary of summaries) {
    for (const [key, latest] of summary) {
      const before = merged.get(key)
      if (before === undefined || latest.time >= before.time) merged.set(key, latest)
    }
  }
  return merged
}

/** Of one writer, without what it pinned. */
function writerSummary(sessions: readonly Session[]): Summary {
  if (sessions.length === 1) return sessionSummary(sessions[0])
  const merged: Summary = new Map()
  for (const session of sessions) {
    // A recorded statistic stands for the metric also where the metric itself was logged before a rewind.
    if (!session.isSuperseded)
      for (const key of statisticsOf(session.values))
        for (const prefix of prefixesOf(key))
          if (merged.get(prefix)?.isInherited === true) merged.delete(prefix)
    for (const [key, latest] of sessionSummary(session)) {
      const before = merged.get(key)
      if (before !== undefined && latest.step < before.step) continue
      merged.set(key, session.isSuperseded ? { ...latest, isInherited: true } : latest)
    }
  }
  return merged
}

/** Keys that a session took over or recorded. */
function statisticsOf(values: LogValues): string[] {
  return [VALUE_KIND.initial, VALUE_KIND.recorded].flatMap((kind) => [...flatOf(values, kind).keys()])
}

function pinnedSummary(sessions: readonly Session[]): Summary {
  const pinned: Summary = new Map()
  for (const session of sessions) {
    if (session.isSuperseded) continue
    for (const [key, value] of flatOf(session.values, VALUE_KIND.pinned)) {
      pinned.set(key, { step: Infinity, time: timeOf(session, key), value })
    }
  }
  return pinned
}

function sessionSummary(session: Session): Summary {
  const { values, series, others } = session
  const definitions = values.entries(VALUE_KIND.metric)
  const summary: Summary = new Map()
  for (const [name, head] of series) {
    const isOff = definitions.size > 0 && findDefinition(definitions, name).isSummaryOff === true
    if (!isOff) summary.set(name, { step: head.lastStep, time: head.lastTime, value: toNum(head.last) })
  }
  for (const [name, other] of others) {
    const number = summary.get(name)
    if (number === undefined || other.step >= number.step) summary.set(name, other)
  }
  if (!session.isSuperseded) applyWritten(summary, session)
  return summary
}

/** What a session takes over at its start is as old as the step that it goes on from. */
function applyInitial(summary: Summary, { log, values }: Session): void {
  const step = log.facts.branch?.step ?? -Infinity
  for (const [key, value] of flatOf(values, VALUE_KIND.initial))
    if (!summary.has(key)) summary.set(key, { step, time: startOf(log) / 1000, value })
}

/** What was recorded is as new as the last row of the metric, if this session has any of it. */
function applyWritten(summary: Summary, session: Session): void {
  const recorded = flatOf(session.values, VALUE_KIND.recorded)
  const known = Array.from(recorded.keys(), (key) => summary.get(key) ?? longestPrefix(summary, key))
  applyInitial(summary, session)
  // Where chosen statistics are recorded (`loss.min`), they stand for the metric itself.
  for (const key of recorded.keys()) for (const prefix of prefixesOf(key)) summary.delete(prefix)
  let index = 0
  for (const [key, value] of recorded) {
    const { step, time } = known[index++] ?? { step: -Infinity, time: timeOf(session, key) }
    summary.set(key, { step, time, value })
  }
}

/** Unix seconds that a summary was written at: of the row before it, as far as is known. */
function timeOf({ log, values }: Session, key: string): number {
  const times = values.entries(VALUE_KIND.summaryTime)
  for (const root of [key, ...prefixesOf(key)]) {
    const time = times.get(root)
    if (time !== undefined) return time as number
  }
  return startOf(log) / 1000
}

function longestPrefix(summary: ReadonlyMap<string, Latest>, key: string): Latest | undefined {
  for (const prefix of prefixesOf(key)) {
    const latest = summary.get(prefix)
    if (latest !== undefined) return latest
  }
  return undefined
}

/** `a.b.c` → `a.b`, `a` */
function* prefixesOf(key: string): Generator<string> {
  for (let at = key.lastIndexOf('.'); at > 0; at = key.lastIndexOf('.', at - 1)) yield key.slice(0, at)
}

function flatOf(values: LogValues, kind: ValueKind): Map<string, Value> {
  const flat = new Map<string, Value>()
  for (const [key, value] of values.entries(kind))
    flattenValue(key, value, (path, leaf) => flat.set(path, leaf))
  return flat
}

/** Milliseconds that a session lasted, as far as its log says. */
export function durationOf(log: TrackedLog): number {
  const { runtimeMs, lastTime } = log.facts
  const untilLastRow = lastTime === undefined ? 0 : lastTime * 1000 - startOf(log)
  return Math.max(0, runtimeMs ?? 0, Math.round(untilLastRow))
}

/** Milliseconds during which at least one session lasted. */
export function totalDurationOf(logs: readonly TrackedLog[]): number {
  let [total, end] = [0, -Infinity]
  const spans = logs.map((log) => ({ start: startOf(log), end: startOf(log) + durationOf(log) }))
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    total += Math.max(0, span.end - Math.max(span.start, end))
    end = Math.max(end, span.end)
  }
  return total
}

/** Unix milliseconds of the newest data of a run. */
export function lastActivityOf(entry: RunEntry): number {
  return Math.max(0, ...entry.logs.map((log) => startOf(log) + durationOf(log)))
}
