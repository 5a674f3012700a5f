import {
  NEW_TRACE_FACTS,
  type NewSpanRow,
  type PutSpan,
  type SpanRow,
  type SpanSizes,
  type Store,
  type TraceRow,
} from '../store/store.ts'
import { compareStarts } from '../traces/first-spans.ts'
import { readStoredSpan, type StoredSpan } from '../traces/stored-span.ts'
import type { SummarizedSpan, TraceSummary } from '../traces/trace-summary.ts'
import { TraceTally, type TallySpan } from '../traces/trace-tally.ts'
import { joinParts, MAX_TRACE_SPANS } from './join-parts.ts'

export interface TallyLimits {
  /** A trace with fewer spans is read again with each commit. */
  readonly minKeptSpans: number
  /** Of all traces that are kept; some 300 bytes each. */
  readonly maxKeptSpans: number
}

const LIMITS: TallyLimits = { minKeptSpans: 200, maxKeptSpans: 200_000 }

/** A trace as all logs of a run have it, and what it adds up to. */
export interface OpenTally {
  /** By the path of their logs. */
  readonly parts: readonly TraceRow[]
  /** Undefined until the rows are read, and when they must be read again. */
  tally: TraceTally | undefined
  /** Rows of all parts, where these are more than the tally takes. */
  sizes: SpanSizes | undefined
}

interface Kept {
  readonly tally: TraceTally
  readonly sizes: SpanSizes | undefined
}

/**
 * Sums of traces, kept up to date with the rows of their spans. The traces that grow stay in memory: to read the rows of one with
 * 50,000 spans takes the better part of a second, and an agent adds to its trace ten times a second.
 */
export class TraceTallies {
  readonly #store: Store
  readonly #limits: TallyLimits
  readonly #kept = new Map<string, Kept>()

  constructor(store: Store, limits: TallyLimits = LIMITS) {
    this.#store = store
    this.#limits = limits
  }

  /** After whatever changes rows otherwise than by {@link put}, and after a rollback. */
  clear(): void {
    this.#kept.clear()
  }

  /** Rows may then be put. @param parts of one run, by the path of their logs */
  open(parts: readonly TraceRow[]): OpenTally {
    const kept = this.#kept.get(keyOf(parts))
    // Of a trace that has just been made there are no rows to read.
    const tally = kept?.tally ?? (parts.every(isUnread) ? new TraceTally() : undefined)
    return { parts, tally, sizes: kept?.sizes }
  }

  /** @returns true for a span that the part did not have */
  put(open: OpenTally, partId: number, { row, stored }: { row: NewSpanRow; stored: StoredSpan }): boolean {
    const put = this.#putRow(open, partId, row)
    if (put === undefined) return false
    const isNew = put.before === undefined
    if (open.tally === undefined) return isNew
    open.sizes = grow(open.sizes, put, row)
    const place = { isOpen: row.isOpen, partId, rowId: put.rowId, isMarked: put.isCall }
    const span = toTallySpan({ ...stored, spanId: row.spanId }, place)
    if (!this.#take(open, span)) open.tally = undefined
    return isNew
  }

  /** Gives the sum to each part: whichever stands for the trace in a list is found by it. Inside a transaction. */
  refresh(open: OpenTally): void {
    const { parts } = open
    const tally = open.tally ?? this.#load(parts)
    if (tally.spanCount === 0) return
    for (const { rowId, isMarked } of tally.takeCalls()) this.#store.markCall(rowId, isMarked)
    const isCut = tally.spanCount >= MAX_TRACE_SPANS
    const sizes = isCut ? (open.sizes ?? this.#measure(parts)) : undefined
    const summary = tally.summarize((span) => this.#read(span), sizes)
    const columns = columnsOf(summary)
    for (const [rank, part] of parts.entries())
      this.#store.updateTrace({ ...part, ...columns, rank, partCount: parts.length })
    this.#keep(keyOf(parts), { tally, sizes })
  }

  /** A tally that has all rows of the only part knows without looking whether one is new. */
  #putRow({ tally, parts }: OpenTally, partId: number, row: NewSpanRow): PutSpan | undefined {
    const hasAll = tally !== undefined && parts.length === 1 && tally.spanCount < MAX_TRACE_SPANS
    if (!hasAll || tally.get(row.spanId) !== undefined) return this.#store.putSpan(partId, row)
    return { rowId: this.#store.insertSpan(partId, row), isCall: false, before: undefined }
  }

  /** Of a span in several parts, what joinParts takes. */
  #take({ tally, parts }: OpenTally, span: TallySpan): boolean {
    if (tally === undefined) return false
    const known = tally.get(span.spanId)
    if (known === undefined) {
      if (tally.spanCount < MAX_TRACE_SPANS) return tally.put(span)
      // In a full tally, one that comes later than all is left out; an earlier one takes the place of another.
      return tally.last !== undefined && compareStarts(span, tally.last) > 0
    }
    if (known.partId === span.partId) return tally.put({ ...span, isMarked: known.isMarked })
    const orderOf = (partId: number): number => parts.findIndex(({ id }) => id === partId)
    const isBetter =
      known.isOpen === span.isOpen ? orderOf(span.partId) < orderOf(known.partId) : known.isOpen
    if (!isBetter) return true
    if (known.isMarked) this.#store.markCall(known.rowId, false)
    return tally.put(span)
  }

  #load(parts: readonly TraceRow[]): TraceTally {
    const tally = new TraceTally()
    for (const { part, row, span } of joinParts(this.#store, parts))
      tally.put(
        toTallySpan(span, { isOpen: row.isOpen, partId: part.id, rowId: row.id, isMarked: row.isCall }),
      )
    // Spans that another part has, too, or that are not among the first any more.
    if (parts.length > 1 || tally.spanCount >= MAX_TRACE_SPANS) {
      for (const part of parts)
        for (const { id, spanId } of this.#store.listCalls(part.id))
          if (tally.get(spanId)?.rowId !== id) this.#store.markCall(id, false)
    }
    return tally
  }

  #measure(parts: readonly TraceRow[]): SpanSizes {
    return parts.map(({ id }) => this.#store.measureSpans(id)).reduce(addSizes)
  }

  #read({ partId, spanId }: TallySpan): StoredSpan {
    const row = this.#store.findSpan(partId, spanId)
    if (row === undefined) throw new Error(`Cannot sum up a trace: its span ${spanId} is not there`)
    return readStoredSpan(row.facts)
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.delete(key)
    if (kept.tally.spanCount < this.#limits.minKeptSpans) return
    this.#kept.set(key, kept)
    let total = 0
    for (const { tally } of this.#kept.values()) total += tally.spanCount
    for (const [oldest, { tally }] of this.#kept) {
      if (total <= this.#limits.maxKeptSpans || oldest === key) break
      this.#kept.delete(oldest)
      total -= tally.spanCount
    }
  }
}

/** Whatever has been summed up has names of spans in its facts. */
function isUnread({ facts }: TraceRow): boolean {
  return facts === NEW_TRACE_FACTS
}

/** A trace that gets another part gets another key, and is read again. */
function keyOf(parts: readonly TraceRow[]): string {
  return parts.map(({ id }) => id).join()
}

function toTallySpan(
  { spanId, ...stored }: SummarizedSpan,
  place: Pick<TallySpan, 'isOpen' | 'partId' | 'rowId' | 'isMarked'>,
): TallySpan {
  const { parentId, startMs, durationMs, status, model, usage, costUsd, step, thread, operation } = stored
  return {
    spanId,
    parentId,
    isOpen: place.isOpen,
    isError: status === 'error',
    startMs,
    endMs: endOf({ startMs, durationMs }),
    model,
    usage,
    costUsd,
    hasStep: step !== undefined,
    hasThread: thread !== undefined,
    isModelCall: operation === 'llm' || operation === 'embedding',
    rowId: place.rowId,
    partId: place.partId,
    isMarked: place.isMarked,
  }
}

/** @returns undefined when they must be measured again */
function grow(sizes: SpanSizes | undefined, { before }: PutSpan, row: SpanRow): SpanSizes | undefined {
  if (sizes === undefined) return undefined
  const endMs = endOf(row)
  if (before !== undefined && endOf(before) > endMs) return undefined
  return {
    spanCount: sizes.spanCount + (before === undefined ? 1 : 0),
    errorCount: sizes.errorCount + Number(row.isError) - Number(before?.isError ?? false),
    openCount: sizes.openCount + Number(row.isOpen) - Number(before?.isOpen ?? false),
    endMs: Math.max(sizes.endMs, endMs),
  }
}

function endOf({ startMs, durationMs }: Pick<SpanRow, 'startMs' | 'durationMs'>): number {
  return startMs + (durationMs ?? 0)
}

function addSizes(a: SpanSizes, b: SpanSizes): SpanSizes {
  return {
    spanCount: a.spanCount + b.spanCount,
    errorCount: a.errorCount + b.errorCount,
    openCount: a.openCount + b.openCount,
    endMs: Math.max(a.endMs, b.endMs),
  }
}

function columnsOf(
  summary: TraceSummary,
): Omit<TraceRow, 'id' | 'logId' | 'traceId' | 'rank' | 'partCount' | 'names' | 'text'> {
  const { usage, costUsd, models, step, thread, startMs, durationMs, status, operation, hasRoot } = summary
  const inputTokens = usage.input ?? 0
  const outputTokens = usage.output ?? 0
  return {
    hasRoot,
    startMs,
    durationMs,
    inputTokens,
    outputTokens,
    tokenCount: usage.total ?? inputTokens + outputTokens,
    costUsd: costUsd ?? -1,
    status,
    operation,
    step: step ?? null,
    thread: thread === undefined ? null : thread.replaceAll('\0', ' '),
    facts: JSON.stringify(summary),
    models: models.join('\n').toLowerCase().replaceAll('\0', ' '),
  }
}
