import type { Entry, Value } from '../api/types.ts'
import { isSystemSeries } from '../domain/system-name.ts'
import { flattenEntries, flattenValue, sortEntries, toNum } from '../domain/api-value.ts'
import { LogValues, VALUE_KIND, type ValueKind } from '../projector/log-values.ts'
import { findDefinition, type MetricDefinition } from '../projector/metric-definition.ts'
import { startOf, type RunEntry } from '../projector/run-registry.ts'
import type { TrackedLog } from '../projector/tracked-log.ts'
import { decodeHead, type SeriesHead } from '../series/series-head.ts'
import type { Store } from '../store/store.ts'

/** One session of a run, read from the index. */
export interface Session {
  readonly log: TrackedLog
  readonly values: LogValues
  readonly series: ReadonlyMap<string, Readonly<SeriesHead>>
  /** Measurements of the machine, by the names they are stored under. */
  readonly system: ReadonlyMap<string, Readonly<SeriesHead>>
}

export function readSession(store: Store, log: TrackedLog): Session {
  const series = new Map<string, SeriesHead>()
  const system = new Map<string, SeriesHead>()
  for (const row of store.listSeries(log.id)) {
    const head = decodeHead(row.head)
    if (head.count > 0) (isSystemSeries(row.name) ? system : series).set(row.name, head)
  }
  return { log, values: LogValues.load(store.listValues(log.id)), series, system }
}

/** Merged config; of two sessions with one key the later wins. */
export function mergeConfig(sessions: readonly Session[]): Entry[] {
  return flattenEntries(sessions.flatMap(({ values }) => [...values.entries(VALUE_KIND.config)]))
}

export function definitionsOf(sessions: readonly Session[]): (name: string) => MetricDefinition {
  const merged = new Map(sessions.flatMap(({ values }) => [...values.entries(VALUE_KIND.metric)]))
  return (name) => (merged.size === 0 ? {} : findDefinition(merged, name))
}

interface Latest {
  readonly step: number
  readonly value: Value
}

/**
 * The summary of a run, by key: what the user pinned; else, of the session that has the greatest step, what its writer
 * recorded, or else the last value by step.
 */
export function mergeSummary(sessions: readonly Session[]): Entry[] {
  const merged = new Map<string, Latest>()
  for (const session of sessions) {
    for (const [key, latest] of sessionSummary(session)) {
      const before = merged.get(key)
      if (before === undefined || latest.step >= before.step) merged.set(key, latest)
    }
  }
  const summary = new Map(Array.from(merged, ([key, { value }]) => [key, value]))
  for (const { values } of sessions) {
    for (const [key, value] of flatOf(values, VALUE_KIND.pinned)) summary.set(key, value)
  }
  return sortEntries(summary)
}

function sessionSummary({ values, series }: Session): Map<string, Latest> {
  const definitions = values.entries(VALUE_KIND.metric)
  const summary = new Map<string, Latest>()
  for (const [name, head] of series) {
    const isOff = definitions.size > 0 && findDefinition(definitions, name).isSummaryOff === true
    if (!isOff) summary.set(name, { step: head.lastStep, value: toNum(head.last) })
  }
  for (const [name, stored] of values.entries(VALUE_KIND.other)) {
    const [step, value] = stored as readonly [number, Value]
    const number = summary.get(name)
    if (number === undefined || step >= number.step) summary.set(name, { step, value })
  }
  const recorded = flatOf(values, VALUE_KIND.recorded)
  const recordedSteps = Array.from(recorded.keys(), (key) => summary.get(key) ?? longestPrefix(summary, key))
  // Where chosen statistics are recorded (`loss.min`), they stand for the metric itself.
  for (const key of recorded.keys()) for (const prefix of prefixesOf(key)) summary.delete(prefix)
  let index = 0
  for (const [key, value] of recorded) {
    summary.set(key, { step: recordedSteps[index++]?.step ?? -Infinity, value })
  }
  return summary
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

/** Unix milliseconds of the newest data of a run. */
export function lastActivityOf(entry: RunEntry): number {
  return Math.max(0, ...entry.logs.map((log) => startOf(log) + durationOf(log)))
}
