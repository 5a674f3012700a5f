import { join } from 'node:path'
import type {
  SpanDetail,
  SpanInfo,
  TraceDetail,
  TraceInfo,
  TraceList,
  TraceStatistics,
} from '../api/trace-types.ts'
import type { RunRef } from '../api/types.ts'
import { omit } from '../domain/omit.ts'
import { logPathOfSpans } from '../folders/spans-path.ts'
import type { RunEntry, RunRegistry } from '../projector/run-registry.ts'
import { joinParts } from '../projector/join-parts.ts'
import { projectKeyOf, runKeyOf } from '../projector/span-logs.ts'
import type { FoundTrace, SpanRow, Store, TraceOrder, TraceRowQuery } from '../store/store.ts'
import { readSpanRecord } from '../traces/read-span-record.ts'
import { readStoredSpan } from '../traces/stored-span.ts'
import type { SummarizedSpan, TraceSummary } from '../traces/trace-summary.ts'
import { toSpanDetail } from '../traces/to-span-detail.ts'
import { countBuckets, countModels } from './trace-statistics.ts'

/** Which traces, as trace-types.ts describes it. */
export type TraceFilter = Omit<
  TraceRowQuery,
  'runKey' | 'projectKey' | 'hiddenRunKeys' | 'order' | 'isDescending' | 'after' | 'limit'
>

export interface TraceQuery extends TraceFilter {
  readonly order: TraceOrder
  readonly isDescending: boolean
  readonly limit: number
  readonly cursor?: string
}

/** All traces of a run, or of a project. */
export type TraceScope = { readonly run: RunRef } | { readonly project: Omit<RunRef, 'run'> }

export interface TraceAnswersOptions {
  readonly store: Store
  readonly registry: RunRegistry
  readonly runsDir: string
  readonly nowMs: () => number
  /** Runs in the trash. */
  readonly hidden: () => readonly RunRef[]
}

/** What the query API says of traces. */
export class TraceAnswers {
  readonly #options: TraceAnswersOptions

  constructor(options: TraceAnswersOptions) {
    this.#options = options
  }

  /** @throws {RangeError} for a cursor that is not one */
  list(scope: TraceScope, { cursor, ...query }: TraceQuery): TraceList {
    const { store } = this.#options
    const rowQuery = { ...query, ...this.#placeOf(scope) }
    const after = cursor === undefined ? {} : { after: parseCursor(cursor) }
    const found = store.queryTraces({ ...rowQuery, ...after, limit: query.limit + 1 })
    const page = found.slice(0, query.limit)
    const last = page.at(-1)
    return {
      traces: page.map((row) => this.#info(row)),
      total: store.countTraces(rowQuery),
      ...(found.length > page.length && last !== undefined
        ? { nextCursor: formatCursor(last, query.order) }
        : {}),
    }
  }

  detail(ref: RunRef, traceId: string): TraceDetail | undefined {
    const parts = this.#options.store.findTraces(runKeyOf(ref), traceId)
    const [first] = parts
    if (first === undefined) return undefined
    const shown = this.#spansOf(parts)
    const trace = this.#info(first)
    const omitted = trace.spanCount - shown.length
    return {
      trace,
      spans: parentsFirst(shown).map(toSpanInfo),
      ...(omitted > 0 ? { omitted } : {}),
    }
  }

  async span(ref: RunRef, traceId: string, spanId: string): Promise<SpanDetail | undefined> {
    const { store, runsDir } = this.#options
    let best: { row: SpanRow; part: FoundTrace } | undefined
    for (const part of store.findTraces(runKeyOf(ref), traceId)) {
      const row = store.findSpan(part.id, spanId)
      if (row !== undefined && (best === undefined || (best.row.isOpen && !row.isOpen))) best = { row, part }
    }
    if (best === undefined) return undefined
    const { row, part } = best
    const record = await readSpanRecord(join(runsDir, part.logPath), row.offset, { traceId, spanId })
    const info = toSpanInfo({ ...readStoredSpan(row.facts), ...this.#writerOf(part), spanId })
    return record === undefined ? undefined : toSpanDetail(info, record)
  }

  statistics(scope: TraceScope, filter: TraceFilter, bucketCount: number): TraceStatistics {
    const { store } = this.#options
    const query: TraceRowQuery = {
      ...filter,
      ...this.#placeOf(scope),
      order: 'start',
      isDescending: true,
      limit: 0,
    }
    return {
      ...countBuckets(store, query, bucketCount),
      models: countModels(store, query),
    }
  }

  #placeOf(scope: TraceScope): Pick<TraceRowQuery, 'runKey' | 'projectKey' | 'hiddenRunKeys'> {
    if ('run' in scope) return { runKey: runKeyOf(scope.run) }
    const hidden = this.#options.hidden().map(runKeyOf)
    return { projectKey: projectKeyOf(scope.project), hiddenRunKeys: hidden }
  }

  #info(row: FoundTrace): TraceInfo {
    const summary = JSON.parse(row.facts) as TraceSummary
    const [entity, project, run] = JSON.parse(row.runKey) as [string, string, string]
    return {
      entity,
      project,
      run,
      traceId: row.traceId,
      ...omit(summary, 'hasRoot'),
      durationMs: this.#durationOf(row, summary),
    }
  }

  /** A trace that goes on has lasted until now; one whose process has died, until the last that is known. */
  #durationOf(row: FoundTrace, { openCount, startMs, durationMs }: TraceSummary): number {
    if (openCount === 0 || this.#entryOf(row)?.state !== 'running') return durationMs
    return Math.max(durationMs, this.#options.nowMs() - startMs)
  }

  #spansOf(parts: readonly FoundTrace[]): SummarizedSpan[] {
    const writers = new Map(parts.map((part) => [part, this.#writerOf(part)]))
    return joinParts(this.#options.store, parts).map(({ part, span }) =>
      Object.assign(span, writers.get(part)),
    )
  }

  #writerOf({ logPath }: FoundTrace): { writer?: string } {
    const writer = this.#options.registry.logs.get(logPathOfSpans(logPath))?.facts.writer ?? ''
    return writer === '' ? {} : { writer }
  }

  #entryOf({ runKey }: FoundTrace): RunEntry | undefined {
    const [entity, project, run] = JSON.parse(runKey) as [string, string, string]
    return this.#options.registry.find({ entity, project, run })
  }
}

function toSpanInfo(span: SummarizedSpan): SpanInfo {
  return omit(span, 'thread', 'input', 'output')
}

/** In order of their start, but for a child whose clock was ahead of its parent's. */
export function parentsFirst<T extends Pick<SpanInfo, 'spanId' | 'parentId'>>(spans: readonly T[]): T[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const sorted = new Set<T>()
  for (const span of spans) {
    const line: T[] = []
    const inLine = new Set<T>()
    let next: T | undefined = span
    // Ends in a circle, too.
    while (next !== undefined && !sorted.has(next) && !inLine.has(next)) {
      line.push(next)
      inLine.add(next)
      next = next.parentId === undefined ? undefined : byId.get(next.parentId)
    }
    for (const one of line.toReversed()) sorted.add(one)
  }
  return [...sorted]
}

const ORDER_VALUES: Readonly<Record<TraceOrder, (row: FoundTrace) => number>> = {
  start: (row) => row.startMs,
  duration: (row) => row.durationMs,
  tokens: (row) => row.tokenCount,
  cost: (row) => row.costUsd,
}

function formatCursor(row: FoundTrace, order: TraceOrder): string {
  return Buffer.from(JSON.stringify([ORDER_VALUES[order](row), row.traceId, row.runKey])).toString(
    'base64url',
  )
}

function parseCursor(cursor: string): NonNullable<TraceRowQuery['after']> {
  try {
    const [value, traceId, runKey] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof value === 'number' && typeof traceId === 'string' && typeof runKey === 'string')
      return { value, traceId, runKey }
  } catch {
    // Not one of ours.
  }
  throw new RangeError('the cursor is not one that this server gave')
}
