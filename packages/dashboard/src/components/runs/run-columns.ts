import type { Num, RunInfo, Value } from '@kymo/server/api'
import { compareNames } from '../../charts/model/sections.ts'

/** Columns that every run has. The others are `config:<key>` and `summary:<key>`. */
export const FIXED_COLUMNS = ['state', 'started', 'duration'] as const
const OPTIONAL_COLUMNS = ['group', 'job', 'tags', 'host', 'id', 'points', 'step'] as const

const FIXED_LABELS: ReadonlyMap<string, string> = new Map([
  ['name', 'Name'],
  ['state', 'State'],
  ['started', 'Started'],
  ['duration', 'Duration'],
  ['group', 'Group'],
  ['job', 'Job type'],
  ['tags', 'Tags'],
  ['host', 'Host'],
  ['id', 'Run id'],
  ['points', 'Points'],
  ['step', 'Last step'],
])
const MAX_DEFAULT_CONFIG = 3
const MAX_DEFAULT_SUMMARY = 3

export interface ColumnGroups {
  readonly run: readonly string[]
  readonly config: readonly string[]
  readonly summary: readonly string[]
}

export function columnLabel(column: string): string {
  return FIXED_LABELS.get(column) ?? keyOf(column)
}

/** Where a column's values come from. */
export function columnKind(column: string): 'run' | 'config' | 'summary' {
  if (column.startsWith('config:')) return 'config'
  return column.startsWith('summary:') ? 'summary' : 'run'
}

/** Every column that some run has a value for. */
export function availableColumns(runs: readonly RunInfo[]): ColumnGroups {
  return {
    run: [...FIXED_COLUMNS, ...OPTIONAL_COLUMNS],
    config: keysOf(runs, 'config').map((key) => `config:${key}`),
    summary: keysOf(runs, 'summary').map((key) => `summary:${key}`),
  }
}

/** What a project shows before anybody chooses: the settings that differ between its runs, and some results. */
export function defaultColumns(runs: readonly RunInfo[]): string[] {
  const varying = keysOf(runs, 'config').filter((key) => isVarying(runs, `config:${key}`))
  const results = keysOf(runs, 'summary').filter(
    (key) =>
      !key.startsWith('system') &&
      runs.some((run) => toNumber(cellValue(run, `summary:${key}`)) !== undefined),
  )
  return [
    ...FIXED_COLUMNS,
    ...byLikelihood(results)
      .slice(0, MAX_DEFAULT_SUMMARY)
      .map((key) => `summary:${key}`),
    ...varying.slice(0, MAX_DEFAULT_CONFIG).map((key) => `config:${key}`),
  ]
}

/** Value of a run in a column; undefined where it has none. */
export function cellValue(run: RunInfo, column: string): Value | undefined {
  switch (column) {
    case 'name':
      return run.name
    case 'state':
      return run.state
    case 'started':
      return run.startedMs
    case 'duration':
      return run.durationMs
    case 'group':
      return run.group || undefined
    case 'job':
      return run.jobType || undefined
    case 'tags':
      return run.tags.length > 0 ? run.tags.join(', ') : undefined
    case 'host':
      return run.host || undefined
    case 'id':
      return run.run
    case 'points':
      return run.pointCount
    case 'step':
      return run.lastStep ?? undefined
    default:
      return entriesOf(run, columnKind(column) === 'config' ? 'config' : 'summary').get(keyOf(column))
  }
}

/** Numbers by size, then texts in the order of people (run 2 before run 10). Equal: 0. Both must be present. */
export function compareCells(left: Value, right: Value): number {
  const [leftNumber, rightNumber] = [toNumber(left), toNumber(right)]
  if (leftNumber !== undefined && rightNumber !== undefined) return compareNumbers(leftNumber, rightNumber)
  if (leftNumber !== undefined || rightNumber !== undefined) return leftNumber === undefined ? 1 : -1
  return compareNames(toText(left), toText(right))
}

/** A logged number, with the three that JSON lacks. */
export function toNumber(value: Value | undefined): number | undefined {
  if (typeof value === 'number') return value
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity'
    ? Number(value satisfies Num)
    : undefined
}

/** One line of text for any value. */
export function toText(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function keyOf(column: string): string {
  return column.slice(column.indexOf(':') + 1)
}

function compareNumbers(left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right))
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right))
  return left < right ? -1 : Number(left > right)
}

const entryMaps = new WeakMap<RunInfo, { config: Map<string, Value>; summary: Map<string, Value> }>()

function entriesOf(run: RunInfo, kind: 'config' | 'summary'): Map<string, Value> {
  let maps = entryMaps.get(run)
  if (maps === undefined) {
    maps = { config: new Map(run.config), summary: new Map(run.summary) }
    entryMaps.set(run, maps)
  }
  return maps[kind]
}

function keysOf(runs: readonly RunInfo[], kind: 'config' | 'summary'): string[] {
  const found = new Set<string>()
  for (const run of runs) for (const [key] of run[kind]) found.add(key)
  return [...found].toSorted(compareNames)
}

function isVarying(runs: readonly RunInfo[], column: string): boolean {
  const texts = new Set(runs.map((run) => JSON.stringify(cellValue(run, column) ?? null)))
  return texts.size > 1
}

/** Results that people look at first stand first; the order is only a guess and can be changed. */
function byLikelihood(names: readonly string[]): string[] {
  const rank = (name: string): number => {
    if (/acc|f1|auc|reward|score/i.test(name)) return /val|test|eval/i.test(name) ? 0 : 1
    return /loss/i.test(name) ? (/val|test|eval/i.test(name) ? 0 : 1) : 2
  }
  return names.toSorted((left, right) => rank(left) - rank(right))
}
