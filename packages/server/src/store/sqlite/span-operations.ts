import {
  NEW_TRACE_FACTS,
  type NewSpanRow,
  type SpanListRow,
  type SpanLogRow,
  type SpanRow,
  type Store,
  type TraceRow,
} from '../store.ts'
import type { SqlRow, SqlValue, Statement } from './database.ts'

type SpanOperations = Pick<
  Store,
  | 'listSpanLogs'
  | 'insertSpanLog'
  | 'updateSpanLog'
  | 'deleteSpanLog'
  | 'deleteTraces'
  | 'listSharedTraces'
  | 'openTrace'
  | 'updateTrace'
  | 'putSpan'
  | 'insertSpan'
  | 'listSpans'
  | 'findSpan'
  | 'markCall'
  | 'listCalls'
  | 'measureSpans'
>

export function spanOperations(sql: (text: string) => Statement): SpanOperations {
  return { ...logOperations(sql), ...traceOperations(sql), ...oneSpanOperations(sql) }
}

type LogOperations = Pick<
  SpanOperations,
  'listSpanLogs' | 'insertSpanLog' | 'updateSpanLog' | 'deleteSpanLog' | 'deleteTraces' | 'listSharedTraces'
>

function logOperations(sql: (text: string) => Statement): LogOperations {
  const list = sql('SELECT id, log_path, run_key, project_key, state FROM span_log ORDER BY id')
  const insert = sql('INSERT INTO span_log (log_path, run_key, project_key, state) VALUES (?, ?, ?, ?)')
  const update = sql('UPDATE span_log SET run_key = ?, project_key = ?, state = ? WHERE id = ?')
  const remove = sql('DELETE FROM span_log WHERE id = ?')
  const some = sql('SELECT id, trace_id FROM trace WHERE log_id = ? LIMIT ?')
  const shared = sql(
    'SELECT t.trace_id FROM trace t WHERE t.log_id = ? AND ' +
      'EXISTS (SELECT 1 FROM trace o WHERE o.trace_id = t.trace_id AND o.log_id <> t.log_id)',
  )
  const removeTrace = sql('DELETE FROM trace WHERE id = ?')
  const removeText = sql('DELETE FROM trace_text WHERE id = ?')
  const removeSpans = sql('DELETE FROM span WHERE trace_row = ?')
  return {
    listSpanLogs: () =>
      list.all().map((row): SpanLogRow => ({
        id: row['id'] as number,
        logPath: JSON.parse(row['log_path'] as string) as string,
        runKey: row['run_key'] as string,
        projectKey: row['project_key'] as string,
        state: row['state'] as string,
      })),
    insertSpanLog: ({ logPath, runKey, projectKey, state }) =>
      insert.run(JSON.stringify(logPath), runKey, projectKey, state),
    updateSpanLog: ({ id, runKey, projectKey, state }) => void update.run(runKey, projectKey, state, id),
    deleteSpanLog: (logId) => void remove.run(logId),
    deleteTraces(logId, limit) {
      const rows = some.all(logId, limit)
      for (const { id } of rows) {
        removeSpans.run(id)
        removeText.run(id)
        removeTrace.run(id)
      }
      return rows.map((row) => row['trace_id'] as string)
    },
    listSharedTraces: (logId) => shared.all(logId).map((row) => row['trace_id'] as string),
  }
}

export const TRACE_COLUMNS: string =
  't.id, t.log_id, t.trace_id, t.rank, t.part_count, t.has_root, t.start_ms, t.duration_ms, t.token_count, t.input_tokens, ' +
  't.output_tokens, t.cost_usd, t.status, t.operation, t.step, t.thread, t.models, x.facts, x.names, x.text'

export function toTraceRow(row: SqlRow): TraceRow {
  return {
    id: row['id'] as number,
    logId: row['log_id'] as number,
    traceId: row['trace_id'] as string,
    rank: row['rank'] as number,
    partCount: row['part_count'] as number,
    hasRoot: row['has_root'] === 1,
    startMs: row['start_ms'] as number,
    durationMs: row['duration_ms'] as number,
    tokenCount: row['token_count'] as number,
    inputTokens: row['input_tokens'] as number,
    outputTokens: row['output_tokens'] as number,
    costUsd: row['cost_usd'] as number,
    status: row['status'] as string,
    operation: row['operation'] as string,
    step: row['step'] as number | null,
    thread: row['thread'] as string | null,
    facts: row['facts'] as string,
    names: row['names'] as string,
    models: row['models'] as string,
    text: row['text'] as string,
  }
}

function traceOperations(
  sql: (text: string) => Statement,
): Pick<SpanOperations, 'openTrace' | 'updateTrace'> {
  const find = sql(
    `SELECT ${TRACE_COLUMNS} FROM trace t JOIN trace_text x ON x.id = t.id WHERE t.log_id = ? AND t.trace_id = ?`,
  )
  const insert = sql(
    'INSERT INTO trace (log_id, trace_id, has_root, start_ms, duration_ms, token_count, input_tokens, output_tokens, cost_usd, ' +
      "status, operation, models) VALUES (?, ?, 0, 0, 0, 0, 0, 0, -1, 'open', 'other', '')",
  )
  const insertText = sql("INSERT INTO trace_text (id, facts, names, text) VALUES (?, ?, '', '')")
  const update = sql(
    'UPDATE trace SET rank = ?, part_count = ?, has_root = ?, start_ms = ?, duration_ms = ?, token_count = ?, input_tokens = ?, ' +
      'output_tokens = ?, cost_usd = ?, status = ?, operation = ?, step = ?, thread = ?, models = ? WHERE id = ?',
  )
  const updateText = sql('UPDATE trace_text SET facts = ?, names = ?, text = ? WHERE id = ?')
  return {
    openTrace(logId, traceId) {
      let row = find.get(logId, traceId)
      if (row === undefined) {
        insertText.run(insert.run(logId, traceId), NEW_TRACE_FACTS)
        row = find.get(logId, traceId)
      }
      return toTraceRow(row as SqlRow)
    },
    updateTrace(row) {
      update.run(
        row.rank,
        row.partCount,
        row.hasRoot ? 1 : 0,
        row.startMs,
        row.durationMs,
        row.tokenCount,
        row.inputTokens,
        row.outputTokens,
        row.costUsd,
        row.status,
        row.operation,
        row.step,
        row.thread,
        row.models,
        row.id,
      )
      updateText.run(row.facts, row.names, row.text, row.id)
    },
  }
}

function oneSpanOperations(
  sql: (text: string) => Statement,
): Pick<
  SpanOperations,
  'putSpan' | 'insertSpan' | 'listSpans' | 'findSpan' | 'markCall' | 'listCalls' | 'measureSpans'
> {
  const columns = 'span_id, is_open, start_ms, duration_ms, model, is_error, offset, facts'
  const before = sql(
    'SELECT id, is_call, is_open, is_error, start_ms, duration_ms FROM span WHERE trace_row = ? AND span_id = ?',
  )
  const sums = ['input', 'output', 'total', 'cache_read', 'cache_write', 'reasoning', 'cost_usd']
  const insert = sql(
    `INSERT INTO span (trace_row, ${columns}, ${sums.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const update = sql(
    'UPDATE span SET is_open = ?, start_ms = ?, duration_ms = ?, model = ?, is_error = ?, offset = ?, facts = ?, ' +
      `${sums.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
  )
  const list = sql(
    'SELECT id, span_id, is_open, is_call, facts FROM span WHERE trace_row = ? ORDER BY start_ms, span_id LIMIT ?',
  )
  const mark = sql('UPDATE span SET is_call = ? WHERE id = ?')
  const calls = sql('SELECT id, span_id FROM span WHERE trace_row = ? AND is_call = 1')
  const measure = sql(
    'SELECT count(*) AS spans, total(is_error) AS errors, total(is_open) AS opens, ' +
      'max(start_ms + ifnull(duration_ms, 0)) AS end_ms FROM span WHERE trace_row = ?',
  )
  const find = sql(`SELECT ${columns} FROM span WHERE trace_row = ? AND span_id = ?`)
  const insertSpan = (traceRow: number, span: NewSpanRow): number =>
    insert.run(traceRow, span.spanId, ...columnsOf(span))
  return {
    putSpan(traceRow, span) {
      const known = before.get(traceRow, span.spanId)
      if (known === undefined) return { rowId: insertSpan(traceRow, span), isCall: false, before: undefined }
      if (known['is_open'] === 0 && span.isOpen) return undefined
      const rowId = known['id'] as number
      update.run(...columnsOf(span), rowId)
      return {
        rowId,
        isCall: known['is_call'] === 1,
        before: {
          isOpen: known['is_open'] === 1,
          isError: known['is_error'] === 1,
          startMs: known['start_ms'] as number,
          durationMs: known['duration_ms'] as number | null,
        },
      }
    },
    insertSpan,
    listSpans: (traceRow, limit) =>
      list.all(traceRow, limit).map((row): SpanListRow => ({
        id: row['id'] as number,
        spanId: row['span_id'] as string,
        isOpen: row['is_open'] === 1,
        isCall: row['is_call'] === 1,
        facts: row['facts'] as string,
      })),
    markCall: (spanRow, isCall) => void mark.run(isCall ? 1 : 0, spanRow),
    listCalls: (traceRow) =>
      calls.all(traceRow).map((row) => ({ id: row['id'] as number, spanId: row['span_id'] as string })),
    measureSpans(traceRow) {
      const row = measure.get(traceRow) as SqlRow
      return {
        spanCount: row['spans'] as number,
        errorCount: row['errors'] as number,
        openCount: row['opens'] as number,
        endMs: (row['end_ms'] as number | null) ?? 0,
      }
    },
    findSpan(traceRow, spanId) {
      const row = find.get(traceRow, spanId)
      return row === undefined ? undefined : toSpanRow(row)
    },
  }
}

/** All but what it is found by. */
function columnsOf({
  isOpen,
  startMs,
  durationMs,
  model,
  isError,
  offset,
  facts,
  ...span
}: NewSpanRow): SqlValue[] {
  const { usage, costUsd } = span
  return [
    isOpen ? 1 : 0,
    startMs,
    durationMs,
    model,
    isError ? 1 : 0,
    offset,
    facts,
    usage?.input ?? null,
    usage?.output ?? null,
    usage?.total ?? null,
    usage?.cacheRead ?? null,
    usage?.cacheWrite ?? null,
    usage?.reasoning ?? null,
    costUsd ?? null,
  ]
}

function toSpanRow(row: SqlRow): SpanRow {
  return {
    spanId: row['span_id'] as string,
    isOpen: row['is_open'] === 1,
    startMs: row['start_ms'] as number,
    durationMs: row['duration_ms'] as number | null,
    model: row['model'] as string | null,
    isError: row['is_error'] === 1,
    offset: row['offset'] as number,
    facts: row['facts'] as string,
  }
}
