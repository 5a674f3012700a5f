import type { ApiRun, HistoryQuery } from '@kymo/core'
import type { ExportRow } from './columns.ts'

/** A table that can be read twice: for its columns, and for its rows. */
export interface ExportSource {
  rows(): AsyncIterable<ExportRow>
}

export interface HistoryOptions {
  /** Exact names; a `*` at the end stands for anything. Empty: everything. */
  readonly keys: readonly string[]
  /** At most so many rows of each run, evenly spread. */
  readonly samples: number | undefined
  readonly fromStep: number | undefined
  readonly toStep: number | undefined
}

/** Rows of history; with `_run` in front when there are several runs. */
export function historySource(runs: readonly ApiRun[], options: HistoryOptions): ExportSource {
  const isSeveral = runs.length > 1
  const { select, keys } = selectKeys(options.keys)
  const query: HistoryQuery = {
    ...(keys === undefined ? {} : { keys }),
    ...(options.fromStep === undefined ? {} : { fromStep: options.fromStep }),
    ...(options.toStep === undefined ? {} : { toStep: options.toStep }),
  }
  const { samples } = options
  const read = async function* (run: ApiRun): AsyncGenerator<ExportRow> {
    if (samples === undefined) yield* run.history(query)
    else yield* await run.sampledHistory({ ...query, count: samples })
  }
  const [only] = runs
  if (only !== undefined && !isSeveral && samples === undefined && select === whole)
    return { rows: () => only.history(query) }
  return {
    async *rows() {
      for (const run of runs) {
        for await (const row of read(run)) {
          const selected = select(row)
          if (selected === undefined) continue
          yield isSeveral ? withRun(run.id, selected) : selected
        }
      }
    },
  }
}

/** One row per run: facts, `config.<key>`, `summary.<key>`. */
export function runsSource(runs: readonly ApiRun[], isFlat: boolean): ExportSource {
  return {
    async *rows() {
      for (const run of runs) yield toRunRow(run, isFlat)
    },
  }
}

const whole = (row: ExportRow): ExportRow => row

function withRun(id: string, row: ExportRow): ExportRow {
  const own = Object.create(null) as Record<string, unknown>
  own['_run'] = id
  for (const name in row) own[name] = row[name]
  return own
}

/** Exact names are chosen where the rows are read; patterns only here. */
function selectKeys(wanted: readonly string[]): {
  readonly keys: readonly string[] | undefined
  readonly select: (row: ExportRow) => ExportRow | undefined
} {
  if (wanted.length === 0) return { keys: undefined, select: whole }
  if (!wanted.some((key) => key.endsWith('*'))) return { keys: wanted, select: whole }
  const exact = new Set(wanted.filter((key) => !key.endsWith('*')))
  const prefixes = wanted.filter((key) => key.endsWith('*')).map((key) => key.slice(0, -1))
  const isWanted = (name: string): boolean =>
    exact.has(name) || prefixes.some((prefix) => name.startsWith(prefix))
  return {
    keys: undefined,
    select: (row) => {
      const own = Object.create(null) as Record<string, unknown>
      let isAny = false
      for (const name in row) {
        const isOwn = name === '_step' || name === '_timestamp' || name === '_writer'
        if (!isOwn && !isWanted(name)) continue
        isAny ||= !isOwn
        own[name] = row[name]
      }
      return isAny ? own : undefined
    },
  }
}

function toRunRow(run: ApiRun, isFlat: boolean): ExportRow {
  const row = Object.create(null) as Record<string, unknown>
  const facts = {
    entity: run.entity,
    project: run.project,
    id: run.id,
    name: run.name,
    state: run.state,
    group: run.group || null,
    job_type: run.jobType || null,
    tags: run.tags,
    notes: run.notes || null,
    host: run.host || null,
    started: isFlat ? run.startedAt : run.startedAt.toISOString(),
    duration_seconds: run.durationMs / 1000,
    exit_code: run.exitCode,
    last_step: run.lastStep,
  }
  for (const [name, value] of Object.entries(facts)) row[name] = value
  if (isFlat) {
    flatten(row, 'config', run.config)
    flatten(row, 'summary', run.summary)
  } else {
    row['config'] = run.config
    row['summary'] = run.summary
  }
  return row
}

/** Objects of W&B's types (media) stay whole. */
function flatten(
  row: Record<string, unknown>,
  prefix: string,
  values: Readonly<Record<string, unknown>>,
): void {
  for (const [key, value] of Object.entries(values)) {
    const name = `${prefix}.${key}`
    const isBranch =
      typeof value === 'object' && value !== null && !Array.isArray(value) && !('_type' in value)
    if (isBranch) flatten(row, name, value as Record<string, unknown>)
    else row[name] = value
  }
}

/** Columns of the table of runs whose kinds do not depend on the runs. */
export const RUN_COLUMNS = [
  { name: 'entity', kind: 'text' },
  { name: 'project', kind: 'text' },
  { name: 'id', kind: 'text' },
  { name: 'name', kind: 'text' },
  { name: 'state', kind: 'text' },
  { name: 'group', kind: 'text' },
  { name: 'job_type', kind: 'text' },
  { name: 'tags', kind: 'json' },
  { name: 'notes', kind: 'text' },
  { name: 'host', kind: 'text' },
  { name: 'started', kind: 'time' },
  { name: 'duration_seconds', kind: 'double' },
  { name: 'exit_code', kind: 'int64' },
  { name: 'last_step', kind: 'int64' },
] as const
