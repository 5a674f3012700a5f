import type { SpanRecord } from '@kymo/protocol'
import type { ChatMessage, SpanOperation, SpanStatus, TokenUsage } from '../api/trace-types.ts'
import type { Entry, Value } from '../api/types.ts'

/** What a span is mapped from: of any writer, so every value is looked at before it is believed. */
export type SpanSource = Pick<SpanRecord, 'name' | 'startNs' | 'endNs' | 'attributes' | 'events' | 'status'>

/** What a span says, whatever convention it was written in. A field is absent where the span does not say. */
export interface SpanFacts {
  readonly operation: SpanOperation
  readonly status: SpanStatus
  readonly model?: string
  readonly provider?: string
  readonly usage?: TokenUsage
  readonly costUsd?: number
  readonly timeToFirstTokenMs?: number
  /** Conversation. */
  readonly thread?: string
  /** Of the run. */
  readonly step?: number
  readonly writer?: string
  readonly inputMessages?: readonly ChatMessage[]
  readonly outputMessages?: readonly ChatMessage[]
  /** What went in and came out where it is not chat messages. */
  readonly input?: Value
  readonly output?: Value
  readonly toolDefinitions?: readonly Value[]
  readonly parameters?: readonly Entry[]
}
