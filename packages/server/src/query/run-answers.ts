import { compileRunFilter, compileRunOrder } from '@kymo/protocol'
import type {
  FolderInfo,
  MetricInfo,
  ProjectInfo,
  RunDetail,
  RunInfo,
  RunList,
  RunParent,
} from '../api/types.ts'
import type { RunQuery } from '../api/value-types.ts'
import type { EnvironmentList } from '../api/file-types.ts'
import { toNum } from '../domain/api-value.ts'
import { systemKeyOf } from '../domain/system-name.ts'
import { LogValues, VALUE_KIND } from '../projector/log-values.ts'
import { createPatternTest } from '../domain/pattern-test.ts'
import { branchedFrom, type RunEntry, type RunRegistry } from '../projector/run-registry.ts'
import type { TrackedLog } from '../projector/tracked-log.ts'
import { mergeMetrics, type MetricStatistics } from './merge-metrics.ts'
import {
  MAX_LISTED_ENTRIES,
  nameOf,
  readListedRow,
  readRow,
  readSessions,
  startedOf,
  toListed,
  type RowSources,
  type WholeRow,
} from './read-row.ts'
import { definitionsOf, lastActivityOf, readSession } from './summarize-run.ts'
import { ownLogs } from './visible-logs.ts'

/** Runs whose rows are kept: a table of runs asks for all of them after each change of one. */
const MAX_KEPT_RUNS = 2_000

export interface RunAnswersOptions extends RowSources {
  readonly registry: RunRegistry
}

interface KeptRow {
  readonly revision: number
  readonly row: RunInfo
  /** Absent where only the first entries of the summary are kept. */
  readonly metricCount?: number
}

/** Lists and rows of runs. */
export class RunAnswers {
  readonly #options: RunAnswersOptions
  readonly #kept = new Map<RunEntry, KeptRow>()

  constructor(options: RunAnswersOptions) {
    this.#options = options
  }

  listProjects(): ProjectInfo[] {
    this.#options.registry.lookAtClock()
    const projects = new Map<string, { -readonly [K in keyof ProjectInfo]: ProjectInfo[K] }>()
    for (const entry of this.#options.registry.runs) {
      const { entity, project } = entry.ref
      const key = JSON.stringify([entity, project])
      const info = projects.get(key) ?? { entity, project, runCount: 0, runningCount: 0, lastActivityMs: 0 }
      info.runCount++
      if (entry.state === 'running') info.runningCount++
      info.lastActivityMs = Math.max(info.lastActivityMs, lastActivityOf(entry))
      projects.set(key, info)
    }
    return [...projects.values()].toSorted(
      (a, b) =>
        b.lastActivityMs - a.lastActivityMs || compare(a.entity, b.entity) || compare(a.project, b.project),
    )
  }

  listRuns(
    entity: string,
    project: string,
    { limit, offset }: { limit: number; offset: number },
  ): RunList | undefined {
    this.#options.registry.lookAtClock()
    const entries = [...this.#options.registry.runs].filter(
      ({ ref }) => ref.entity === entity && ref.project === project,
    )
    if (entries.length === 0) return undefined
    const inOrder = entries.toSorted((a, b) => startedOf(b) - startedOf(a) || compare(a.ref.run, b.ref.run))
    return {
      runs: inOrder.slice(offset, offset + limit).map((entry) => this.#listedRowOf(entry)),
      total: entries.length,
    }
  }

  /** @throws {RangeError} for a filter or an order that is not one */
  queryRuns(
    entity: string,
    project: string,
    { filters = {}, order = [], limit = 1_000, offset = 0 }: RunQuery,
  ): RunList | undefined {
    const [passes, inOrder] = [compileRunFilter(filters, createPatternTest), compileRunOrder(order)]
    this.#options.registry.lookAtClock()
    const entries = [...this.#options.registry.runs].filter(
      ({ ref }) => ref.entity === entity && ref.project === project,
    )
    if (entries.length === 0) return undefined
    const found = entries.map((entry) => this.#rowOf(entry)).filter(passes)
    return { runs: found.toSorted(inOrder).slice(offset, offset + limit), total: found.length }
  }

  detail(entry: RunEntry): RunDetail {
    const { row, metricCount } = this.#wholeRowOf(entry)
    const parent = this.#parentOf(entry)
    return {
      ...row,
      folders: entry.logs.map((log) => this.#folderOf(log)),
      metricCount,
      ...(parent === undefined ? {} : { parent }),
    }
  }

  listMetrics(entry: RunEntry): MetricInfo[] {
    const sessions = readSessions(entry, this.#options)
    const definitionOf = definitionsOf(sessions)
    return mergeMetrics({ sessions, series: this.#options.series }).map((metric): MetricInfo => {
      const { stepMetric, isHidden } = definitionOf(metric.name)
      return {
        ...toMetricInfo(metric),
        ...(stepMetric ? { stepMetric } : {}),
        ...(isHidden === true ? { hidden: true as const } : {}),
      }
    })
  }

  /** Measurements of the machine. */
  listSystemMetrics(entry: RunEntry): MetricInfo[] {
    const sessions = ownLogs(entry)
      .map((log) => readSession(log, this.#options))
      .map((session) => ({ ...session, series: session.system }))
    return mergeMetrics({ sessions, series: this.#options.series }).map((metric) => ({
      ...toMetricInfo(metric),
      name: systemKeyOf(metric.name) ?? metric.name,
    }))
  }

  /** What each process of a run found around it. */
  listEnvironments(entry: RunEntry): EnvironmentList {
    return {
      environments: entry.logs.flatMap((log) => {
        const values = LogValues.load(this.#options.store.listValues(log.id))
        const environment = values.entries(VALUE_KIND.environment).get('environment')
        if (environment === undefined) return []
        return [{ folder: log.folderName, writer: log.facts.writer, environment }]
      }),
    }
  }

  /** After a rollback. */
  clear(): void {
    this.#kept.clear()
  }

  /** With the whole summary. */
  #rowOf(entry: RunEntry): RunInfo {
    return this.#wholeRowOf(entry).row
  }

  #wholeRowOf(entry: RunEntry): WholeRow {
    const known = this.#kept.get(entry)
    if (known?.revision === entry.revision && isWhole(known)) return known
    const whole = readRow(entry, this.#options)
    if (whole.row.config.length + whole.row.summary.length <= MAX_LISTED_ENTRIES) this.#keep(entry, whole)
    return whole
  }

  #listedRowOf(entry: RunEntry): RunInfo {
    const known = this.#kept.get(entry)
    if (known?.revision === entry.revision) return known.row
    const row = readListedRow(entry, this.#options)
    if (row === undefined) return this.#keep(entry, toListed(readRow(entry, this.#options)))
    return this.#keep(entry, { row })
  }

  #keep(entry: RunEntry, kept: Omit<KeptRow, 'revision'>): RunInfo {
    this.#kept.delete(entry)
    this.#kept.set(entry, { ...kept, revision: entry.revision })
    if (this.#kept.size > MAX_KEPT_RUNS) this.#kept.delete(this.#kept.keys().next().value!)
    return kept.row
  }

  #parentOf(entry: RunEntry): RunParent | undefined {
    const branch = branchedFrom(entry)
    if (branch === undefined) return undefined
    const parent = this.#options.findParent({ ...entry.ref, run: branch.run })
    return { ...branch, ...(parent === undefined ? {} : { name: nameOf(parent, this.#options) }) }
  }

  #folderOf(log: TrackedLog): FolderInfo {
    const { offset, recordCount, damagedBytes } = log.facts
    const logBytes = Math.max(offset, this.#options.registry.stat(log.logPath)?.sizeBytes ?? offset)
    return {
      name: log.folderName,
      logBytes,
      indexedBytes: offset,
      recordCount,
      damagedBytes,
      tornBytes: logBytes - offset,
    }
  }
}

function isWhole(kept: KeptRow): kept is KeptRow & WholeRow {
  return kept.metricCount !== undefined
}

function toMetricInfo({
  name,
  writer,
  count,
  firstStep,
  lastStep,
  last,
  min,
  max,
  nonFiniteCount,
}: MetricStatistics): MetricInfo {
  return {
    name,
    count,
    firstStep,
    lastStep,
    last: toNum(last),
    min: min > max ? null : min,
    max: min > max ? null : max,
    nonFiniteCount,
    ...(writer === undefined ? {} : { writer }),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
