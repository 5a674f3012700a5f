import type { ChatMessage, SpanOperation, TokenUsage } from '../api/trace-types.ts'
import type { Entry, Value } from '../api/types.ts'
import type { AttributeBag } from './attribute-bag.ts'

/** A span as conventions look at it. */
export interface SpanView {
  readonly name: string
  readonly attributes: AttributeBag
  readonly events: readonly EventView[]
  readonly startMs: number | undefined
}

export interface EventView {
  readonly name: string
  readonly timeMs: number | undefined
  readonly attributes: AttributeBag
}

/** Attribute keys; the first that is there counts. */
export type Keys = readonly string[]
type Read<T> = (span: SpanView) => T | undefined

/** How one family of instrumentations writes things down. Whatever it does not tell is left out. */
export interface Convention {
  readonly name: string
  /** First parts of its keys: a span that has none of them is not looked at. */
  readonly roots: Keys
  readonly model?: Keys
  readonly provider?: Keys
  readonly thread?: Keys
  readonly step?: Keys
  readonly writer?: Keys
  readonly costUsd?: Keys
  readonly timeToFirstTokenMs?: Keys
  readonly timeToFirstTokenS?: Keys
  readonly tokens?: { readonly [name in keyof TokenUsage]?: Keys }
  /** Any value, JSON text being parsed. */
  readonly inputValue?: Keys
  readonly outputValue?: Keys
  readonly operation?: Read<SpanOperation>
  /** Token counts that are not an attribute each. */
  readonly usage?: Read<TokenUsage>
  readonly cost?: Read<number>
  readonly firstTokenMs?: Read<number>
  readonly inputMessages?: Read<readonly ChatMessage[]>
  readonly outputMessages?: Read<readonly ChatMessage[]>
  readonly input?: Read<Value>
  readonly output?: Read<Value>
  readonly toolDefinitions?: Read<readonly Value[]>
  readonly parameters?: Read<readonly Entry[]>
}

/** An operation by the value of an attribute, whatever its case. */
export function operationBy(
  keys: Keys,
  operations: Readonly<Record<string, SpanOperation>>,
): (span: SpanView) => SpanOperation | undefined {
  const table = new Map(Object.entries(operations))
  return ({ attributes }) => {
    const kind = attributes.text(...keys)
    // MLflow writes every value as JSON, so a name has quotes.
    return kind === undefined ? undefined : table.get(kind.replaceAll('"', '').toLowerCase())
  }
}

/** Entries of an object; of anything else none. */
export function entriesOf(value: Value | undefined): Entry[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const entries = Object.entries(value)
  return entries.length === 0 ? undefined : entries
}
