import type { SpanInfo, SpanOperation, SpanStatus, TokenUsage } from '../api/trace-types.ts'
import type { StoredSpan } from './stored-span.ts'

export interface TraceSummary {
  readonly hasRoot: boolean
  readonly rootSpanId: string
  readonly name: string
  readonly operation: SpanOperation
  readonly status: SpanStatus
  readonly startMs: number
  /** Until the last end that is known. */
  readonly durationMs: number
  readonly spanCount: number
  readonly errorCount: number
  readonly openCount: number
  readonly usage: TokenUsage
  readonly costUsd?: number
  readonly models: readonly string[]
  readonly step?: number
  readonly thread?: string
  readonly input?: string
  readonly output?: string
}

export type SummarizedSpan = StoredSpan & Pick<SpanInfo, 'spanId'>
