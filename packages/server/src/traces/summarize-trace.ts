import type { SpanInfo, SpanOperation, SpanStatus, TokenUsage } from '../api/trace-types.ts'
import type { StoredSpan } from './stored-span.ts'
import { USAGE_NAMES, type UsageName } from './usage.ts'

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

const MAX_MODELS = 20

/** What a list says of a trace. @param spans at least one, in order of their start */
export function summarizeTrace(spans: readonly SummarizedSpan[]): TraceSummary {
  const root = findRoot(spans)
  const startMs = spans.reduce((start, span) => Math.min(start, span.startMs), root.startMs)
  const endMs = spans.reduce((end, span) => Math.max(end, span.startMs + (span.durationMs ?? 0)), startMs)
  const models = new Set<string>()
  for (const { model } of spans) if (model !== undefined && models.size < MAX_MODELS) models.add(model)
  const costUsd = sumOfLeaves(spans, ({ costUsd: cost }) => (cost === undefined ? undefined : { cost }))?.get(
    'cost',
  )
  const step = root.step ?? spans.find((span) => span.step !== undefined)?.step
  const thread = root.thread ?? spans.find((span) => span.thread !== undefined)?.thread
  return {
    hasRoot: root.parentId === undefined,
    rootSpanId: root.spanId,
    name: root.name,
    operation: root.operation,
    status: root.status,
    startMs,
    durationMs: endMs - startMs,
    spanCount: spans.length,
    errorCount: spans.filter(({ status }) => status === 'error').length,
    openCount: spans.filter(({ status }) => status === 'open').length,
    usage: usageOf(spans),
    models: [...models],
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(step === undefined ? {} : { step }),
    ...(thread === undefined ? {} : { thread }),
    ...(root.input === undefined ? {} : { input: root.input }),
    ...(root.output === undefined ? {} : { output: root.output }),
  }
}

/** The first span without a parent; else the first whose parent is not there; else the first. */
function findRoot(spans: readonly SummarizedSpan[]): SummarizedSpan {
  const root = spans.find(({ parentId }) => parentId === undefined)
  if (root !== undefined) return root
  const ids = new Set(spans.map(({ spanId }) => spanId))
  return spans.find(({ parentId }) => parentId !== undefined && !ids.has(parentId)) ?? spans[0]
}

function usageOf(spans: readonly SummarizedSpan[]): TokenUsage {
  const sums = sumOfLeaves(spans, ({ usage }) => usage && { ...usage })
  const usage: { -readonly [name in UsageName]?: number } = {}
  for (const name of USAGE_NAMES) {
    const sum = sums?.get(name)
    if (sum !== undefined) usage[name] = sum
  }
  return usage
}

/**
 * Sums what spans say, but not twice: an agent, and an outer call that only hands on to an inner one, repeat what the spans below them
 * say.
 */
function sumOfLeaves(
  spans: readonly SummarizedSpan[],
  read: (span: SummarizedSpan) => Readonly<Record<string, number>> | undefined,
): Map<string, number> | undefined {
  const covered = findCovered(spans, (span) => read(span) !== undefined)
  let sums: Map<string, number> | undefined
  for (const span of spans) {
    const numbers = covered.has(span.spanId) ? undefined : read(span)
    if (numbers === undefined) continue
    sums ??= new Map()
    for (const [name, value] of Object.entries(numbers)) sums.set(name, (sums.get(name) ?? 0) + value)
  }
  return sums
}

/** Ids of all spans above those that have something. */
function findCovered(
  spans: readonly SummarizedSpan[],
  has: (span: SummarizedSpan) => boolean,
): ReadonlySet<string> {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const covered = new Set<string>()
  for (const span of spans) {
    if (!has(span)) continue
    let parentId = span.parentId
    // Ends at what another span has covered before; also in a circle of parents.
    while (parentId !== undefined && parentId !== span.spanId && !covered.has(parentId)) {
      covered.add(parentId)
      parentId = byId.get(parentId)?.parentId
    }
  }
  return covered
}

/**
 * Ids of the calls of models that statistics by model count: the innermost that say what was used, so that their sums are those of the
 * trace. An agent that names its model, and says no more, has called nothing.
 */
export function findCalls(spans: readonly SummarizedSpan[]): ReadonlySet<string> {
  const covered = findCovered(spans, isPriced)
  const calls = spans.filter(
    (span) =>
      span.model !== undefined &&
      !covered.has(span.spanId) &&
      (span.operation === 'llm' || span.operation === 'embedding' || isPriced(span)),
  )
  return new Set(calls.map(({ spanId }) => spanId))
}

function isPriced({ usage, costUsd }: SummarizedSpan): boolean {
  return usage !== undefined || costUsd !== undefined
}
