import { GEN_AI, KYMO_SPAN, type SpanAttributes } from '@kymo/core'
import type { CallFacts } from './call-statistics.ts'
import { loose, textOf } from './framework-types.ts'
import { finishReasonOf, mapMessage } from './map-messages.ts'
import type { OpenCall } from './open-calls.ts'
import type { PriceBook } from './prices.ts'
import { readGeneration, readUsage } from './read-usage.ts'

/** What the end of a model call says. */
export interface ModelEnd {
  readonly attributes: SpanAttributes
  readonly facts: Pick<CallFacts, 'usage' | 'costUsd' | 'timeToFirstTokenMs'>
  /** The answer, as the conventions write messages. */
  readonly readMessages: () => string
}

/** @param prices undefined: no cost */
export function describeModelEnd(call: OpenCall, result: unknown, prices: PriceBook | undefined): ModelEnd {
  const { message, text } = readGeneration(result)
  const metadata = loose(message['response_metadata'])
  const usage = readUsage(result, message)
  const model = textOf(metadata['model_name']) ?? textOf(metadata['model'])
  const costUsd = prices?.costOf(model ?? call.name, usage) ?? prices?.costOf(call.name, usage)
  const timeToFirstTokenMs = call.firstTokenMs === undefined ? undefined : call.firstTokenMs - call.startMs
  const finishReason = finishReasonOf(message)
  return {
    facts: { usage, costUsd, timeToFirstTokenMs },
    attributes: {
      [GEN_AI.responseModel]: model,
      [GEN_AI.responseId]: textOf(message['id']) ?? textOf(metadata['id']),
      [GEN_AI.responseFinishReasons]: finishReason === undefined ? undefined : [finishReason],
      [GEN_AI.usageInputTokens]: usage.inputTokens,
      [GEN_AI.usageOutputTokens]: usage.outputTokens,
      [GEN_AI.usageCacheReadTokens]: usage.cacheReadTokens,
      [GEN_AI.usageCacheWriteTokens]: usage.cacheWriteTokens,
      [GEN_AI.usageReasoningTokens]: usage.reasoningTokens,
      [GEN_AI.responseTimeToFirstChunk]:
        timeToFirstTokenMs === undefined ? undefined : timeToFirstTokenMs / 1000,
      'kymo.inter_token_latency_ms': interTokenMs(call),
      [KYMO_SPAN.cost]: costUsd,
    },
    readMessages: () =>
      JSON.stringify([
        Object.keys(message).length > 0
          ? mapMessage(message)
          : { role: 'assistant', parts: [{ type: 'text', content: text }] },
      ]),
  }
}

function interTokenMs({ firstTokenMs, lastTokenMs, tokenCount }: OpenCall): number | undefined {
  if (firstTokenMs === undefined || lastTokenMs === undefined || tokenCount < 2) return undefined
  return (lastTokenMs - firstTokenMs) / (tokenCount - 1)
}
