import type {
  FoundTrace,
  ModelCallRow,
  NumberRange,
  Store,
  TraceNumbers,
  TraceOrder,
  TraceRowQuery,
} from '../store.ts'
import type { SqlRow, SqlValue, Statement } from './database.ts'
import { toTraceRow, TRACE_COLUMNS } from './span-operations.ts'

type TraceQueries = Pick<
  Store,
  'findTraces' | 'queryTraces' | 'countTraces' | 'listTraceNumbers' | 'listModelCalls'
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
    listTraceNumbers(query) {
      const { from, where, values } = conditionsOf(query)
      const text =
        'SELECT t.start_ms, t.duration_ms, t.status, t.input_tokens, t.output_tokens, t.cost_usd ' +
        `FROM ${from} WHERE ${where}`
      return prepare(text)
        .all(...values)
        .map((row): TraceNumbers => ({
          startMs: row['start_ms'] as number,
          durationMs: row['duration_ms'] as number,
          status: row['status'] as string,
          inputTokens: row['input_tokens'] as number,
          outputTokens: row['output_tokens'] as number,
          costUsd: row['cost_usd'] as number,
        }))
    },
    listModelCalls(query, limit) {
      const { from, where, values } = conditionsOf(query)
      const text =
        `SELECT s.model, s.is_error, s.duration_ms, s.facts FROM ${from} ` +
        'JOIN trace p ON p.trace_id = t.trace_id JOIN span_log k ON k.id = p.log_id AND k.run_key = l.run_key ' +
        `JOIN span s ON s.trace_row = p.id AND s.is_call = 1 WHERE ${where} ORDER BY s.start_ms DESC, t.trace_id, s.span_id LIMIT ?`
      return prepare(text)
        .all(...values, limit)
        .map((row): ModelCallRow => ({
          model: row['model'] as string,
          isError: row['is_error'] === 1,
          durationMs: row['duration_ms'] as number | null,
          facts: row['facts'] as string,
        }))
    },
  }
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

function conditionsOf(query: TraceRowQuery): Conditions {
  const parts = ['t.rank = 0']
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
