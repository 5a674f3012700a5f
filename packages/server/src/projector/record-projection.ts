import { decodeRecord, HistoryDecoder, type HistoryRowView, type LogRecord } from '@kymo/protocol'
import type { Entry, Value } from '../api/types.ts'
import { flattenValue, parseApiValue, toRecord } from '../domain/api-value.ts'
import { PointBuffer } from '../series/points.ts'
import type { AlertRow, ArtifactRow } from '../store/store.ts'
import { applyDisplayItem } from './display-items.ts'
import type { Branch, LogFacts } from './log-facts.ts'
import { VALUE_KIND, type LogValues, type ValueKind } from './log-values.ts'
import { ConsolePages } from '../console/console-pages.ts'
import { definitionOf } from './metric-definition.ts'
import { hasTakenApartMedia, joinMedia } from './join-media.ts'
import { alertRow, MAX_ALERTS_PER_LOG } from './project-alert.ts'
import { loggedArtifact, usedArtifact } from './project-artifact.ts'
import { projectConsole } from './project-console.ts'
import { environmentJson } from './project-environment.ts'
import { projectStats } from './project-stats.ts'
import { SampleBuffer } from './sample-buffer.ts'

/** Keys that W&B's clients keep for themselves. */
const INTERNAL_KEY = '_wandb'
const INTERNAL_SUMMARY_KEYS: ReadonlySet<string> = new Set([INTERNAL_KEY, '_step', '_runtime', '_timestamp'])
/** Paths in a log are as deep as their writer likes; deeper ones than this are not worth a stack. */
const MAX_PATH = 64

interface Item {
  readonly key?: string | null
  readonly nestedKey?: readonly string[] | null
  readonly valueJson?: string | null
}

/** Turns records into points that wait to be written, values and facts. Knows nothing of files and of the index. */
export class RecordProjection {
  readonly facts: LogFacts
  readonly values: LogValues
  /** Points that wait, by metric. */
  readonly points: Map<string, PointBuffer> = new Map()
  /** Other values that wait. */
  readonly samples: SampleBuffer = new SampleBuffer()
  readonly console: ConsolePages
  /** Artifacts that wait to be written. */
  readonly artifacts: ArtifactRow[] = []
  /** Alerts that wait to be written. */
  readonly alerts: AlertRow[] = []
  readonly #decoder = new HistoryDecoder()
  /** Names and buffers of the row before, by position: rows mostly repeat. */
  #lastNames: string[] = []
  #lastBuffers: PointBuffer[] = []
  #pointCount = 0

  constructor(facts: LogFacts, values: LogValues, console: ConsolePages = new ConsolePages(() => undefined)) {
    this.facts = facts
    this.values = values
    this.console = console
  }

  /** Points that wait. */
  get pointCount(): number {
    return this.#pointCount
  }

  /** @param payload not kept */
  apply(payload: Uint8Array): void {
    this.facts.recordCount++
    const row = this.#decoder.decode(payload)
    if (row !== undefined) this.#applyRow(row)
    else this.#applyRecord(payload)
  }

  /** Call after the waiting points have been written. */
  clearPoints(): void {
    this.points.clear()
    this.#lastNames = []
    this.#lastBuffers = []
    this.#pointCount = 0
  }

  #applyRow(decoded: HistoryRowView): void {
    const row = hasTakenApartMedia(decoded) ? joinMedia(decoded) : decoded
    const { facts } = this
    const step = row.step !== undefined && Number.isFinite(row.step) ? row.step : (facts.rowStep ?? -1) + 1
    const hasTime = row.timestampS !== undefined && Number.isFinite(row.timestampS)
    const time = hasTime ? row.timestampS : (facts.rowTime ?? (facts.startedMs ?? 0) / 1000)
    facts.rowStep = step
    facts.rowTime = time
    if (hasTime) {
      facts.firstTime = Math.min(time, facts.firstTime ?? time)
      facts.lastTime = Math.max(time, facts.lastTime ?? time)
    }
    const { count, names, values } = row
    for (let i = 0; i < count; i++) {
      const name = names[i]
      let buffer = this.#lastBuffers[i]
      if (name !== this.#lastNames[i] || buffer === undefined) {
        buffer = this.#bufferOf(name)
        this.#lastNames[i] = name
        this.#lastBuffers[i] = buffer
      }
      buffer.push(step, values[i], time)
    }
    this.#pointCount += count
    const known = this.values.entries(VALUE_KIND.other)
    if (known.size > 0) for (let i = 0; i < count; i++) this.#forgetOther(names[i], step)
    for (const { name, json } of row.others) this.#applyOther(name, json, { step, time })
  }

  #bufferOf(name: string): PointBuffer {
    let buffer = this.points.get(name)
    if (buffer === undefined) {
      buffer = new PointBuffer(4)
      this.points.set(name, buffer)
    }
    return buffer
  }

  /** A nested object is as many metrics as it has members; everything else is kept as the last value. */
  #applyOther(name: string, json: string, { step, time }: { step: number; time: number }): void {
    const value = parseApiValue(json)
    if (value === undefined || value === null || name === INTERNAL_KEY) return
    flattenValue(name, value, (path, leaf) => {
      const number = path === name ? undefined : asNumber(leaf)
      if (number === undefined) {
        this.values.set(VALUE_KIND.other, path, [step, leaf, time])
        this.samples.add(path, { step, time, json: JSON.stringify(leaf) })
        return
      }
      this.#bufferOf(path).push(step, number, time)
      this.#pointCount++
      this.#forgetOther(path, step)
    })
  }

  /** A number at or after the step of the last other value takes its place in the summary. */
  #forgetOther(name: string, step: number): void {
    const other = this.values.entries(VALUE_KIND.other).get(name) as
      | readonly [number, Value, number]
      | undefined
    if (other !== undefined && step >= other[0]) this.values.delete(VALUE_KIND.other, name)
  }

  #applyRecord(payload: Uint8Array): void {
    let record: LogRecord
    try {
      record = decodeRecord(payload)
    } catch {
      this.facts.damagedBytes += payload.length
      this.facts.recordCount--
      return
    }
    if (record.run) this.#applyRun(record.run)
    else if (record.config) this.#applyItems(VALUE_KIND.config, record.config)
    else if (record.summary) this.#applySummary(record.summary)
    else if (record.metric) this.#applyMetric(record.metric)
    else if (record.outputRaw) projectConsole(record.outputRaw, this.facts, this.console)
    else if (record.output) projectConsole(record.output, this.facts, this.console)
    else if (record.stats) this.#applyStats(record.stats)
    else if (record.artifact) this.#applyArtifact(loggedArtifact(record.artifact, this.facts))
    else if (record.useArtifact) this.#applyArtifact(usedArtifact(record.useArtifact, this.facts))
    else if (record.alert) this.#applyAlert(record.alert)
    else if (record.environment) this.#applyEnvironment(environmentJson(record.environment))
    else if (record.preempting) this.facts.isPreempting = true
    else if (record.exit) {
      this.facts.exitCode = record.exit.exitCode ?? 0
      this.facts.isSecondary = record.exit.notComplete === true
      this.facts.runtimeMs = (record.exit.runtime ?? 0) * 1000
    }
  }

  /** A process finds out about itself bit by bit: later records add to the first. */
  #applyEnvironment(found: readonly Entry[]): void {
    const known = this.values.entries(VALUE_KIND.environment).get('environment') as
      | { [key: string]: Value }
      | undefined
    const merged = toRecord([...Object.entries(known ?? {}), ...found])
    this.values.set(VALUE_KIND.environment, 'environment', merged)
  }

  #applyArtifact(row: Omit<ArtifactRow, 'seq'> | undefined): void {
    if (row !== undefined) this.artifacts.push({ ...row, seq: this.facts.artifactCount++ })
  }

  #applyAlert(alert: NonNullable<LogRecord['alert']>): void {
    if (this.facts.alertCount < MAX_ALERTS_PER_LOG) this.alerts.push(alertRow(alert, this.facts))
    this.facts.alertCount++
  }

  #applyStats(stats: NonNullable<LogRecord['stats']>): void {
    projectStats(stats, this.facts, (name, step, value, time) => {
      this.#bufferOf(name).push(step, value, time)
      this.#pointCount++
    })
  }

  #applyRun(run: NonNullable<LogRecord['run']>): void {
    const { facts } = this
    facts.runId = run.runId || facts.runId
    facts.entity = run.entity || facts.entity
    facts.project = run.project || facts.project
    facts.name = run.displayName || facts.name
    facts.group = run.runGroup || facts.group
    facts.jobType = run.jobType || facts.jobType
    this.#applyLabels(run)
    facts.host = run.host || facts.host
    if (run.kymoShared) facts.writer = run.kymoWriter || facts.writer
    if (run.resumed) facts.isResumed = true
    if (run.forked) facts.isForked = true
    facts.branch = branchOf(run) ?? facts.branch
    if (run.startingStep) facts.rowStep ??= run.startingStep - 1
    if (run.startTime) {
      facts.startedMs = (run.startTime.seconds ?? 0) * 1000 + Math.round((run.startTime.nanos ?? 0) / 1e6)
    }
    if (run.config) this.#applyItems(VALUE_KIND.config, run.config)
    if (run.summary) this.#applyItems(VALUE_KIND.initial, run.summary)
  }

  /** A later run record of a log says all of it anew: what is empty there has been taken away. */
  #applyLabels({ notes, tags }: NonNullable<LogRecord['run']>): void {
    const { facts } = this
    const isChange = facts.startedMs !== undefined
    facts.areNotesCleared = isChange && !notes && (facts.areNotesCleared || facts.notes !== '')
    facts.areTagsCleared = isChange && !tags?.length && (facts.areTagsCleared || facts.tags.length > 0)
    if (notes || isChange) facts.notes = notes ?? ''
    if (tags?.length || isChange) facts.tags = [...(tags ?? [])]
  }

  #applySummary(summary: NonNullable<LogRecord['summary']>): void {
    this.#applyItems(summary.kymoExplicit ? VALUE_KIND.pinned : VALUE_KIND.recorded, summary)
  }

  #applyItems(
    kind: ValueKind,
    items: { readonly update?: readonly Item[] | null; readonly remove?: readonly Item[] | null },
  ): void {
    for (const item of items.update ?? []) {
      if (kind === VALUE_KIND.config) applyDisplayItem(this.values, item)
      const path = pathOf(kind, item)
      const value = path === undefined ? undefined : parseApiValue(item.valueJson ?? '')
      if (path === undefined || value === undefined) continue
      this.values.setPath(kind, path, value)
      if (kind !== VALUE_KIND.config) this.#noteTime(path[0])
    }
    for (const item of items.remove ?? []) {
      const path = pathOf(kind, item)
      if (path === undefined) continue
      this.values.deletePath(kind, path)
      // What the user takes back is gone, also where an earlier session of the run had brought it.
      if (kind !== VALUE_KIND.pinned) continue
      this.values.deletePath(VALUE_KIND.recorded, path)
      this.values.deletePath(VALUE_KIND.initial, path)
    }
  }

  /** Summaries of several writers are merged by time, which their records do not have: that of the row before counts. */
  #noteTime(key: string): void {
    const { writer, rowTime, startedMs } = this.facts
    if (writer !== '') this.values.set(VALUE_KIND.summaryTime, key, rowTime ?? (startedMs ?? 0) / 1000)
  }

  #applyMetric(metric: NonNullable<LogRecord['metric']>): void {
    const definition = definitionOf(metric, this.values.entries(VALUE_KIND.metric))
    if (definition !== undefined) this.values.set(VALUE_KIND.metric, definition.key, definition.value)
  }
}

function pathOf(kind: ValueKind, item: Item): readonly string[] | undefined {
  const nested = item.nestedKey ?? []
  const path = nested.length > 0 ? nested : [item.key ?? '']
  const isInternal =
    kind === VALUE_KIND.config ? path[0] === INTERNAL_KEY : INTERNAL_SUMMARY_KEYS.has(path[0])
  return isInternal || path.length > MAX_PATH ? undefined : path
}

/** Only steps can be branched at. */
function branchOf({ branchPoint }: NonNullable<LogRecord['run']>): Branch | undefined {
  const { run = '', metric = '', value = 0 } = branchPoint ?? {}
  const isStep = run !== '' && (metric === '_step' || metric === '') && Number.isFinite(value)
  return isStep ? { run: run!, step: value! } : undefined
}

function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value
  // The API form of non-finite numbers; a text of these letters inside a nested object reads the same.
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : undefined
}
