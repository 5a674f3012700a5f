import type { TokenUsage } from '../../api/trace-types.ts'
import type {
  FoundTrace,
  ModelSums,
  NumberRange,
  Store,
  TraceOrder,
  TraceRowQuery,
  TraceSums,
} from '../store.ts'
import type { SqlRow, SqlValue, Statement } from './database.ts'
import { toTraceRow, TRACE_COLUMNS } from './span-operations.ts'

type TraceQueries = Pick<
  Store,
  'findTraces' | 'queryTraces' | 'countTraces' | 'findTraceRange' | keyof SumOperations
>

const ORDER_COLUMNS: Readonly<Record<TraceOrder, string>> = {
  start: 't.start_ms',
  duration: 't.duration_ms',
  tokens: 't.token_count',
  cost: 't.cost_usd',
}

const TRACES = 'trace t JOIN span_log l ON l.id = t.log_id'
const FOUND = `${TRACES} JOIN trace_text x ON x.id = t.id`
const FOUND_COLUMNS = `${TRACE_COLUMNS}, l.run_key, l.log_path`

function toFoundTrace(row: SqlRow): FoundTrace {
  return {
    ...toTraceRow(row),
    runKey: row['run_key'] as string,
    logPath: JSON.parse(row['log_path'] as string) as string,
  }
}

/** Statements of filters are made once per shape; there are few, and each is kept. */
const MAX_STATEMENTS = 200

export function traceQueries(sql: (text: string) => Statement): TraceQueries {
  const statements = new Map<string, Statement>()
  const prepare = (text: string): Statement => {
    let statement = statements.get(text)
    if (statement === undefined) {
      if (statements.size >= MAX_STATEMENTS) statements.clear()
      statement = sql(text)
      statements.set(text, statement)
    }
    return statement
  }
  const find = sql(
    `SELECT ${FOUND_COLUMNS} FROM ${FOUND} WHERE t.trace_id = ? AND l.run_key = ? ORDER BY l.log_path`,
  )
  return {
    findTraces: (runKey, traceId) => find.all(traceId, runKey).map(toFoundTrace),
    queryTraces(query) {
      const { from, where, values } = conditionsOf(query)
      const column = ORDER_COLUMNS[query.order]
      const direction = query.isDescending ? 'DESC' : 'ASC'
      const { after } = query
      const page =
        after === undefined
          ? ''
          : ` AND (${column}, t.trace_id, l.run_key) ${query.isDescending ? '<' : '>'} (?, ?, ?)`
      const sorted = `ORDER BY ${column} ${direction}, t.trace_id ${direction}, l.run_key ${direction}`
      // Only ids are sorted: with all their texts, the traces would be moved about for nothing.
      const text =
        `SELECT ${FOUND_COLUMNS} FROM (SELECT t.id AS id FROM ${from} WHERE ${where}${page} ${sorted} LIMIT ?) f ` +
        `JOIN trace t ON t.id = f.id JOIN span_log l ON l.id = t.log_id JOIN trace_text x ON x.id = t.id ${sorted}`
      const more = after === undefined ? [] : [after.value, after.traceId, after.runKey]
      return prepare(text)
        .all(...values, ...more, query.limit)
        .map(toFoundTrace)
    },
    countTraces(query) {
      const { from, where, values } = conditionsOf(query)
      const text = `SELECT count(*) AS n FROM ${from} WHERE ${where}`
      return prepare(text).get(...values)?.['n'] as number
    },
    findTraceRange(query) {
      const { from, where, values } = conditionsOf(query)
      const text = `SELECT min(t.start_ms) AS first, max(t.start_ms) AS last FROM ${from} WHERE ${where}`
      const row = prepare(text).get(...values)
      const fromMs = row?.['first'] as number | null | undefined
      return fromMs == null ? undefined : { fromMs, toMs: row?.['last'] as number }
    },
    ...sumOperations(prepare),
  }
}

const BUCKET = 'min(?, CAST((t.start_ms - ?) / ? AS INTEGER))'
/** Whole numbers, of which the sum is the same in any order. */
const COST = 'total(round(max(cost_usd, 0) * 1e10)) AS cost'
const COSTS_PER_USD = 1e10
const USAGE_COLUMNS: readonly (readonly [name: keyof TokenUsage, column: string])[] = [
  ['input', 'input'],
  ['output', 'output'],
  ['total', 'total'],
  ['cacheRead', 'cache_read'],
  ['cacheWrite', 'cache_write'],
  ['reasoning', 'reasoning'],
]
/** In all parts: what is asked of a trace is the same in each. */
const CALLS = 'JOIN span s ON s.trace_row = t.id AND s.is_call = 1'

type SumOperations = Pick<Store, 'sumTraces' | 'sumModelCalls'>

/** Most of the time of a sum goes into rows that come out of the database: so as little as can be does. */
function sumOperations(prepare: (text: string) => Statement): SumOperations {
  return {
    sumTraces(query, { fromMs, widthMs, count }) {
      const { from, where, values } = conditionsOf(query)
      const text =
        `SELECT ${BUCKET} AS bucket, count(*) AS traces, total(t.status = 'error') AS errors, total(t.input_tokens) AS input, ` +
        `total(t.output_tokens) AS output, ${COST}, ${durationsOf('t')} FROM ${from} WHERE ${where} GROUP BY 1 ORDER BY 1`
      return prepare(text)
        .all(count - 1, fromMs, widthMs, ...values)
        .map((row): TraceSums => ({
          bucket: row['bucket'] as number,
          traceCount: row['traces'] as number,
          errorCount: row['errors'] as number,
          inputTokens: row['input'] as number,
          outputTokens: row['output'] as number,
          costUsd: (row['cost'] as number) / COSTS_PER_USD,
          durationsMs: toDurations(row),
        }))
    },
    sumModelCalls(query) {
      const { from, where, values } = conditionsOf(query, 'TRUE')
      const usage = USAGE_COLUMNS.map(
        ([, name]) => `CASE WHEN count(s.${name}) > 0 THEN total(s.${name}) END AS ${name}`,
      )
      const text =
        `SELECT s.model, count(*) AS calls, total(s.is_error) AS errors, count(s.cost_usd) AS priced, ${usage.join(', ')}, ` +
        `${COST.replace('cost_usd', 's.cost_usd')}, ${durationsOf('s')} FROM ${from} ${CALLS} WHERE ${where} GROUP BY s.model`
      return prepare(text)
        .all(...values)
        .map(toModelSums)
    },
  }
}

function toModelSums(row: SqlRow): ModelSums {
  const usage: { -readonly [name in keyof TokenUsage]?: number } = {}
  for (const [name, column] of USAGE_COLUMNS) {
    const sum = row[column]
    if (typeof sum === 'number') usage[name] = sum
  }
  return {
    model: row['model'] as string,
    callCount: row['calls'] as number,
    errorCount: row['errors'] as number,
    usage,
    costUsd: row['priced'] === 0 ? undefined : (row['cost'] as number) / COSTS_PER_USD,
    durationsMs: toDurations(row),
  }
}

/** In nanoseconds. As one text they take half the time of a row each. */
function durationsOf(table: string): string {
  return `group_concat(CAST(round(${table}.duration_ms * 1e6) AS INTEGER)) AS durations`
}

function toDurations(row: SqlRow): Float64Array {
  const text = row['durations']
  if (typeof text !== 'string') return new Float64Array()
  return Float64Array.from(text.split(','), (durationNs) => Number(durationNs) / 1e6).toSorted()
}

/** Sums are the same in all parts of a trace; names and texts are those of each part. */
function anyPart(condition: (text: string) => string): string {
  return (
    `(${condition('x')} OR (t.part_count > 1 AND EXISTS (SELECT 1 FROM trace p JOIN span_log k ON k.id = p.log_id ` +
    'JOIN trace_text y ON y.id = p.id WHERE p.trace_id = t.trace_id AND k.run_key = l.run_key ' +
    `AND ${condition('y')})))`
  )
}

interface Conditions {
  readonly from: string
  readonly where: string
  readonly values: SqlValue[]
}

/** @param which of the parts of a trace: by default the one that stands for all */
function conditionsOf(query: TraceRowQuery, which = 't.rank = 0'): Conditions {
  const parts = [which]
  const values: SqlValue[] = []
  const add = (part: string, ...added: readonly SqlValue[]): void => {
    parts.push(part)
    values.push(...added)
  }
  const { runKey, projectKey, hiddenRunKeys = [], name, text, model } = query
  if (runKey !== undefined) add('l.run_key = ?', runKey)
  if (projectKey !== undefined) add('l.project_key = ?', projectKey)
  // A list of unknown length is one value: a statement has few places for values.
  if (hiddenRunKeys.length > 0)
    add('l.run_key NOT IN (SELECT value FROM json_each(?))', JSON.stringify(hiddenRunKeys))
  if (name !== undefined)
    add(
      anyPart((from) => `instr(${from}.names, ?) > 0`),
      name,
      name,
    )
  if (text !== undefined) {
    const both = (from: string): string => `(instr(${from}.text, ?) > 0 OR instr(${from}.names, ?) > 0)`
    add(anyPart(both), text, text, text, text)
  }
  if (model !== undefined) add('instr(t.models, ?) > 0', model)
  for (const column of ['status', 'operation', 'thread', 'step'] as const) {
    const value = query[column]
    if (value !== undefined) add(`t.${column} = ?`, value)
  }
  addRange('t.duration_ms', query.duration)
  addRange('t.token_count', query.tokens)
  addRange('t.cost_usd', query.cost)
  addRange('t.start_ms', query.start)
  const from = name === undefined && text === undefined ? TRACES : FOUND
  return { from, where: parts.join(' AND '), values }

  function addRange(column: string, range: NumberRange | undefined): void {
    if (range?.min !== undefined) add(`${column} >= ?`, range.min)
    if (range?.max !== undefined) add(`${column} <= ?`, range.max)
  }
}
