import type { TokenUsage } from '../api/trace-types.ts'
import type { Value } from '../api/types.ts'
import { firstMember, isRecord, member, numberOf } from './attribute-value.ts'

export type UsageName = keyof TokenUsage

export const USAGE_NAMES: readonly UsageName[] = [
  'input',
  'output',
  'total',
  'cacheRead',
  'cacheWrite',
  'reasoning',
]

/** The usage object of an API's answer: OpenAI's, Anthropic's, and what others made of them. */
export function usageOf(value: Value | undefined): TokenUsage | undefined {
  if (!isRecord(value)) return undefined
  const inputDetails = firstMember(value, [
    'prompt_tokens_details',
    'input_tokens_details',
    'input_token_details',
  ])
  const outputDetails = firstMember(value, [
    'completion_tokens_details',
    'output_tokens_details',
    'output_token_details',
  ])
  const number = (...keys: readonly string[]): number | undefined => numberOf(firstMember(value, keys))
  return {
    input: number('input_tokens', 'prompt_tokens'),
    output: number('output_tokens', 'completion_tokens'),
    total: number('total_tokens'),
    cacheRead:
      number('cache_read_input_tokens', 'cached_tokens') ??
      numberOf(firstMember(inputDetails, ['cached_tokens', 'cache_read'])),
    cacheWrite: number('cache_creation_input_tokens') ?? numberOf(member(inputDetails, 'cache_creation')),
    reasoning:
      number('reasoning_tokens') ?? numberOf(firstMember(outputDetails, ['reasoning_tokens', 'reasoning'])),
  }
}

/**
 * Counts as they can be shown: whole and not negative, with totals that include their details. Anthropic's input is without
 * what came from the cache and Gemini's output without its thoughts: a detail greater than its total tells.
 * @returns undefined when nothing was counted
 */
export function settleUsage(given: TokenUsage): TokenUsage | undefined {
  const usage: { -readonly [name in UsageName]?: number } = {}
  for (const name of USAGE_NAMES) {
    const count = given[name]
    if (count !== undefined && count >= 0 && Number.isFinite(count)) usage[name] = Math.round(count)
  }
  const cached = (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0)
  if (usage.input !== undefined && cached > usage.input) usage.input += cached
  if (usage.output !== undefined && (usage.reasoning ?? 0) > usage.output)
    usage.output += usage.reasoning ?? 0
  const sum = (usage.input ?? 0) + (usage.output ?? 0)
  if (usage.input !== undefined || usage.output !== undefined) usage.total = Math.max(usage.total ?? 0, sum)
  return Object.keys(usage).length === 0 ? undefined : usage
}
