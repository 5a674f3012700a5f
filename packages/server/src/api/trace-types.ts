/** JSON shapes of traces in the query API. A trace is what one `traceId` of one run holds; its root is the span without a parent. */
import type { Num, RunRef, Value } from './types.ts'

/** `unset` ended well without saying so. `open` has a start and no end: it runs, or its process died (see the run's state). */
export type SpanStatus = 'open' | 'ok' | 'unset' | 'error' | 'cancelled' | 'interrupted'

/** What kind of work, from whatever convention the span was written in. */
export type SpanOperation =
  | 'llm'
  | 'embedding'
  | 'tool'
  | 'retriever'
  | 'agent'
  | 'chain'
  | 'node'
  | 'evaluation'
  | 'other'

/** Inclusive totals with their details; absent where a span did not say. */
export interface TokenUsage {
  readonly input?: number
  readonly output?: number
  readonly total?: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
  readonly reasoning?: number
}

/**
 * `GET /api/v1/runs/{entity}/{project}/{run}/traces` and, over all runs, `GET /api/v1/projects/{entity}/{project}/traces`. Query, all
 * optional: `name` (part of a root's or a span's name), `status` (of the trace), `operation`, `model`, `text` (in names, inputs and
 * outputs), `minDurationMs`, `maxDurationMs`, `minTokens`, `maxTokens`, `minCost`, `maxCost`, `from`, `to` (Unix ms of the start),
 * `step` (of the run), `thread` (conversation), `order` (`start` | `duration` | `tokens` | `cost`, with `-` in front for descending;
 * default `-start`), `limit` (≤ 500, default 100), `cursor`.
 */
export interface TraceList {
  readonly traces: readonly TraceInfo[]
  /** Of those that match. */
  readonly total: number
  /** Absent on the last page. */
  readonly nextCursor?: string
}

export interface TraceInfo extends RunRef {
  /** 32 hex digits. */
  readonly traceId: string
  /** Of the root; of the first span where the root is missing. */
  readonly name: string
  readonly rootSpanId: string
  readonly operation: SpanOperation
  /** `error` when the root is; a failed child that was handled counts in `errorCount` alone. */
  readonly status: SpanStatus
  readonly startMs: number
  /** Until the last end; until now while open. */
  readonly durationMs: number
  readonly spanCount: number
  readonly errorCount: number
  readonly openCount: number
  /** Sums over the spans that call a model; an agent's own totals are not counted twice. */
  readonly usage: TokenUsage
  /** US dollars; absent where no span has a price. */
  readonly costUsd?: number
  readonly models: readonly string[]
  readonly step?: number
  readonly thread?: string
  /** First 200 characters of input and output of the root, where content was kept. */
  readonly input?: string
  readonly output?: string
}

/** `GET …/runs/{entity}/{project}/{run}/traces/{traceId}`: all spans, in order of start (a parent before its children). */
export interface TraceDetail {
  readonly trace: TraceInfo
  /** 50,000 at most. */
  readonly spans: readonly SpanInfo[]
  /** Present when spans were left out. */
  readonly omitted?: number
}

export interface SpanInfo {
  /** 16 hex digits. */
  readonly spanId: string
  /** Absent for a root; it may name a span that is not there. */
  readonly parentId?: string
  readonly name: string
  readonly operation: SpanOperation
  readonly status: SpanStatus
  /** Unix milliseconds with fractions. */
  readonly startMs: number
  /** null while open. */
  readonly durationMs: number | null
  readonly model?: string
  readonly provider?: string
  readonly usage?: TokenUsage
  readonly costUsd?: number
  readonly timeToFirstTokenMs?: number
  readonly step?: number
  /** Label of the writer in a run of several. */
  readonly writer?: string
}

/** `GET …/traces/{traceId}/spans/{spanId}` */
export interface SpanDetail extends SpanInfo {
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer'
  readonly statusMessage?: string
  /** Instrumentation scope, as `name@version`. */
  readonly scope?: string
  readonly thread?: string
  /** Chat messages in and out, from any convention, where content was kept. */
  readonly inputMessages?: readonly ChatMessage[]
  readonly outputMessages?: readonly ChatMessage[]
  /** What went in and came out where it is not chat messages. */
  readonly input?: Value
  readonly output?: Value
  readonly toolDefinitions?: readonly Value[]
  /** Request parameters such as `temperature`. */
  readonly parameters?: readonly (readonly [name: string, value: Value])[]
  readonly attributes: readonly (readonly [key: string, value: Value])[]
  readonly resource: readonly (readonly [key: string, value: Value])[]
  readonly events: readonly SpanEvent[]
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[]
  /** Attributes, events or characters that a limit kept out. */
  readonly dropped: number
}

export interface SpanEvent {
  readonly name: string
  readonly timeMs: number
  readonly attributes: readonly (readonly [key: string, value: Value])[]
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool' | 'other'
  readonly name?: string
  readonly finishReason?: string
  readonly parts: readonly ChatPart[]
}

export type ChatPart =
  | { readonly type: 'text' | 'reasoning'; readonly text: string }
  | { readonly type: 'tool-call'; readonly id?: string; readonly name: string; readonly arguments: Value }
  | { readonly type: 'tool-result'; readonly id?: string; readonly result: Value }
  | { readonly type: 'media'; readonly mediaType?: string; readonly url?: string; readonly data?: string }
  | { readonly type: 'other'; readonly value: Value }

/**
 * `GET …/traces/statistics` beside either list, with the same filters and `buckets` (≤ 500, default 60): what the charts over time show.
 * Buckets are of equal width between the first and the last start.
 */
export interface TraceStatistics {
  readonly fromMs: number
  readonly toMs: number
  readonly buckets: readonly TraceBucket[]
  /** By model, dearest first. */
  readonly models: readonly ModelStatistics[]
}

export interface TraceBucket {
  readonly startMs: number
  readonly traceCount: number
  readonly errorCount: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly costUsd: number
  /** Of the traces' durations; null in an empty bucket. */
  readonly p50Ms: Num | null
  readonly p95Ms: Num | null
}

export interface ModelStatistics {
  readonly model: string
  readonly callCount: number
  readonly errorCount: number
  readonly usage: TokenUsage
  readonly costUsd?: number
  readonly p50Ms: number
  readonly p95Ms: number
}
