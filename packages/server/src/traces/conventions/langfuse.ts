import type { TokenUsage } from '../../api/trace-types.ts'
import type { Value } from '../../api/types.ts'
import { isRecord, member, numberOf } from '../attribute-value.ts'
import { entriesOf, operationBy, type Convention } from '../convention.ts'
import { usageOf } from '../usage.ts'

/** Langfuse's SDKs. @see https://langfuse.com/integrations/native/opentelemetry */
export const LANGFUSE: Convention = {
  name: 'langfuse',
  roots: ['langfuse'],
  model: ['langfuse.observation.model.name', 'langfuse.observation.model'],
  thread: ['langfuse.session.id'],
  operation: operationBy(['langfuse.observation.type'], {
    generation: 'llm',
    embedding: 'embedding',
    tool: 'tool',
    retriever: 'retriever',
    agent: 'agent',
    chain: 'chain',
    evaluator: 'evaluation',
    guardrail: 'evaluation',
    span: 'other',
    event: 'other',
  }),
  usage: ({ attributes }) => sumUsage(attributes.json('langfuse.observation.usage_details')),
  cost: ({ attributes }) => sumCost(attributes.json('langfuse.observation.cost_details')),
  firstTokenMs: ({ attributes, startMs }) => {
    const time = attributes.json('langfuse.observation.completion_start_time')
    const timeMs = typeof time === 'string' ? Date.parse(time) : Number.NaN
    return startMs === undefined || Number.isNaN(timeMs) ? undefined : timeMs - startMs
  },
  inputValue: ['langfuse.observation.input', 'langfuse.trace.input'],
  outputValue: ['langfuse.observation.output', 'langfuse.trace.output'],
  parameters: ({ attributes }) => entriesOf(attributes.json('langfuse.observation.model.parameters')),
}

/** Its kinds of tokens do not overlap: `input` is without `input_cached_tokens`, so what belongs together is added up. */
function sumUsage(details: Value | undefined): TokenUsage | undefined {
  if (!isRecord(details)) return undefined
  const isOpenAi =
    member(details, 'prompt_tokens') !== undefined || member(details, 'input_tokens') !== undefined
  if (isOpenAi) return usageOf(details)
  const sum = (part: RegExp): number | undefined => {
    const counts = Object.entries(details).flatMap(([name, count]) =>
      part.test(name) && name !== 'total' ? (numberOf(count) ?? []) : [],
    )
    return counts.length === 0 ? undefined : counts.reduce((total, count) => total + count, 0)
  }
  return {
    input: sum(/input/),
    output: sum(/output/),
    total: numberOf(member(details, 'total')),
    cacheRead: sum(/cache_read|cached/),
    cacheWrite: sum(/cache_creation|cache_write/),
    reasoning: sum(/reasoning/),
  }
}

function sumCost(details: Value | undefined): number | undefined {
  if (!isRecord(details)) return undefined
  const total = numberOf(member(details, 'total'))
  if (total !== undefined) return total
  const costs = Object.values(details).flatMap((cost) => numberOf(cost) ?? [])
  return costs.length === 0 ? undefined : costs.reduce((sum, cost) => sum + cost, 0)
}
