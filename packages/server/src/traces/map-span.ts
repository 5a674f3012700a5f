import type { ChatMessage, SpanOperation, SpanStatus, TokenUsage } from '../api/trace-types.ts'
import type { Value } from '../api/types.ts'
import { AttributeBag } from './attribute-bag.ts'
import { isList, isRecord } from './attribute-value.ts'
import type { Convention, SpanView } from './convention.ts'
import { CONVENTIONS } from './conventions/all.ts'
import { requestMessages, responseMessages } from './messages/exchange-body.ts'
import type { SpanFacts, SpanSource } from './span-facts.ts'
import { settleUsage, USAGE_NAMES, type UsageName } from './usage.ts'

/** A century of steps: beyond it a number is no step. */
const MAX_STEP = Number.MAX_SAFE_INTEGER

/**
 * Reads a span of any convention into one model. Conventions are asked in the order of {@link CONVENTIONS}; of each field
 * the first answer counts. Never throws, whatever the span holds; costs O(attributes).
 */
export function mapSpan(source: SpanSource): SpanFacts {
  const span = viewSpan(source)
  const conventions = CONVENTIONS.filter(({ roots }) => roots.some((root) => isPresent(span, root)))
  const operation = first(conventions, (convention) => convention.operation?.(span)) ?? 'other'
  return withoutAbsent({
    operation,
    status: statusOf(source, span),
    model: text(conventions, span, 'model'),
    provider: text(conventions, span, 'provider'),
    thread: text(conventions, span, 'thread'),
    writer: text(conventions, span, 'writer'),
    step: stepOf(conventions, span),
    usage: usageOfSpan(conventions, span),
    costUsd: costOf(conventions, span),
    timeToFirstTokenMs: firstTokenOf(conventions, span),
    ...contentOf(conventions, span, operation),
    toolDefinitions: first(conventions, (convention) => convention.toolDefinitions?.(span)),
    parameters: first(conventions, (convention) => convention.parameters?.(span)),
  })
}

function viewSpan({ name, attributes, events, startNs }: SpanSource): SpanView {
  return {
    name,
    attributes: new AttributeBag(attributes),
    events: events.map((event) => ({
      name: event.name,
      timeMs: toMs(event.timeNs),
      attributes: new AttributeBag(event.attributes),
    })),
    startMs: toMs(startNs),
  }
}

/** 0 stands for a time that is not known. */
function toMs(timeNs: bigint): number | undefined {
  return timeNs === 0n ? undefined : Number(timeNs) / 1e6
}

/** Messages may be in events alone, which are named like keys. */
function isPresent({ attributes, events }: SpanView, root: string): boolean {
  return attributes.hasRoot(root) || events.some(({ name }) => name.startsWith(`${root}.`))
}

function statusOf({ endNs, status }: SpanSource, { attributes }: SpanView): SpanStatus {
  const outcome = attributes.text('kymo.outcome')
  if (outcome === 'cancelled' || outcome === 'interrupted') return outcome
  if (status.code === 2) return 'error'
  if (endNs === 0n) return 'open'
  if (status.code === 1) return 'ok'
  return attributes.text('langfuse.observation.level') === 'ERROR' ? 'error' : 'unset'
}

type TextField = 'model' | 'provider' | 'thread' | 'writer'

function text(
  conventions: readonly Convention[],
  { attributes }: SpanView,
  field: TextField,
): string | undefined {
  return first(conventions, (convention) => {
    for (const key of convention[field] ?? []) {
      // MLflow's values are JSON texts.
      const value = attributes.json(key)
      if (typeof value === 'string' && value !== '') return value
      if (typeof value === 'number') return String(value)
    }
    return undefined
  })
}

function stepOf(conventions: readonly Convention[], { attributes }: SpanView): number | undefined {
  const step = first(conventions, (convention) => attributes.number(...(convention.step ?? [])))
  return step !== undefined && Number.isInteger(step) && step >= 0 && step <= MAX_STEP ? step : undefined
}

function usageOfSpan(conventions: readonly Convention[], span: SpanView): TokenUsage | undefined {
  const usage: { -readonly [name in UsageName]?: number } = {}
  for (const convention of conventions) {
    const own = convention.usage?.(span)
    for (const name of USAGE_NAMES) {
      usage[name] ??= span.attributes.number(...(convention.tokens?.[name] ?? [])) ?? own?.[name]
    }
  }
  return settleUsage(usage)
}

function costOf(conventions: readonly Convention[], span: SpanView): number | undefined {
  const cost = first(
    conventions,
    (convention) => span.attributes.number(...(convention.costUsd ?? [])) ?? convention.cost?.(span),
  )
  return cost !== undefined && cost >= 0 && Number.isFinite(cost) ? cost : undefined
}

function firstTokenOf(conventions: readonly Convention[], span: SpanView): number | undefined {
  const timeMs = first(conventions, (convention) => {
    const seconds = span.attributes.number(...(convention.timeToFirstTokenS ?? []))
    if (seconds !== undefined) return seconds * 1000
    return span.attributes.number(...(convention.timeToFirstTokenMs ?? [])) ?? convention.firstTokenMs?.(span)
  })
  return timeMs !== undefined && timeMs >= 0 && Number.isFinite(timeMs) ? timeMs : undefined
}

type Content = Partial<Absent<Pick<SpanFacts, 'inputMessages' | 'outputMessages' | 'input' | 'output'>>>

/** Operations that do not talk: what looks like a message there is an argument or a result. */
const MUTE: ReadonlySet<SpanOperation> = new Set(['tool', 'retriever', 'embedding', 'evaluation'])

function contentOf(conventions: readonly Convention[], span: SpanView, operation: SpanOperation): Content {
  return {
    ...inputOf(conventions, span, operation),
    ...outputOf(conventions, span, operation),
  }
}

/** Messages of any convention come before other values, as they tell the same and more. */
function inputOf(conventions: readonly Convention[], span: SpanView, operation: SpanOperation): Content {
  const value = inputValue(conventions, span)
  if (MUTE.has(operation) && value !== undefined) return { input: value }
  const inputMessages =
    first(conventions, (convention) => filled(convention.inputMessages?.(span))) ??
    (hidesMessages(value, operation) ? filled(requestMessages(value)) : undefined)
  return inputMessages === undefined ? { input: value } : { inputMessages }
}

function outputOf(conventions: readonly Convention[], span: SpanView, operation: SpanOperation): Content {
  const value = outputValue(conventions, span)
  if (MUTE.has(operation) && value !== undefined) return { output: value }
  const outputMessages =
    first(conventions, (convention) => filled(convention.outputMessages?.(span))) ??
    (hidesMessages(value, operation) ? filled(responseMessages(value)) : undefined)
  return outputMessages === undefined ? { output: value } : { outputMessages }
}

function filled(messages: readonly ChatMessage[] | undefined): readonly ChatMessage[] | undefined {
  return messages === undefined || messages.length === 0 ? undefined : messages
}

/** A body that was sent to a model holds messages; what an agent got, and the state of a graph, may be nothing but messages. */
function hidesMessages(value: Value | undefined, operation: SpanOperation): boolean {
  if (operation === 'llm') return true
  if (value === undefined || !isOnlyMessages(value)) return false
  // A step that takes a list takes data more often than messages.
  return operation === 'agent' || ((operation === 'chain' || operation === 'node') && isRecord(value))
}

function inputValue(conventions: readonly Convention[], span: SpanView): Value | undefined {
  return first(
    conventions,
    (convention) => convention.input?.(span) ?? span.attributes.json(...(convention.inputValue ?? [])),
  )
}

function outputValue(conventions: readonly Convention[], span: SpanView): Value | undefined {
  return first(
    conventions,
    (convention) => convention.output?.(span) ?? span.attributes.json(...(convention.outputValue ?? [])),
  )
}

function isOnlyMessages(value: Value): boolean {
  if (isList(value)) return true
  return isRecord(value) && Object.keys(value).length === 1 && isList(value['messages'])
}

function first<T>(
  conventions: readonly Convention[],
  read: (convention: Convention) => T | undefined,
): T | undefined {
  for (const convention of conventions) {
    const found = read(convention)
    if (found !== undefined) return found
  }
  return undefined
}

type Absent<T> = { readonly [key in keyof T]: T[key] | undefined }

function withoutAbsent(
  facts: Partial<Absent<SpanFacts>> & Pick<SpanFacts, 'operation' | 'status'>,
): SpanFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as unknown as SpanFacts
}
