import { listOf, loose, numberOf, type Loose } from './framework-types.ts'

/** Inclusive totals and their details, as LangChain's `usage_metadata` has them. */
export interface Usage {
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly cacheReadTokens?: number
  readonly cacheWriteTokens?: number
  readonly reasoningTokens?: number
}

/**
 * How many tokens a call has used, from the first place that says: `usage_metadata` of the message, then `tokenUsage`, `usage` and
 * `estimatedTokenUsage` of `llmOutput`. What cannot be (negative, or a detail above its total) is left out.
 */
export function readUsage(result: unknown, message: Loose): Usage {
  const output = loose(loose(result)['llmOutput'])
  const metadata = loose(message['usage_metadata'])
  const found = [
    metadata,
    loose(output['tokenUsage']),
    loose(output['usage']),
    loose(output['estimatedTokenUsage']),
  ]
    .map(toUsage)
    .find(({ inputTokens, outputTokens }) => inputTokens !== undefined || outputTokens !== undefined)
  return found ?? {}
}

function toUsage(usage: Loose): Usage {
  const inputTokens = count(usage, 'input_tokens', 'promptTokens', 'prompt_tokens', 'inputTokens')
  const outputTokens = count(usage, 'output_tokens', 'completionTokens', 'completion_tokens', 'outputTokens')
  const input = loose(usage['input_token_details'] ?? usage['prompt_tokens_details'])
  const output = loose(usage['output_token_details'] ?? usage['completion_tokens_details'])
  const details: { -readonly [Key in keyof Usage]: Usage[Key] | undefined } = {
    inputTokens,
    outputTokens,
    cacheReadTokens: within(inputTokens, count(input, 'cache_read', 'cached_tokens')),
    cacheWriteTokens: within(inputTokens, count(input, 'cache_creation')),
    reasoningTokens: within(outputTokens, count(output, 'reasoning', 'reasoning_tokens')),
  }
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
}

function count(usage: Loose, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = numberOf(usage[name])
    if (value !== undefined && value >= 0) return value
  }
  return undefined
}

function within(total: number | undefined, detail: number | undefined): number | undefined {
  return detail !== undefined && total !== undefined && detail > total ? undefined : detail
}

/** The generation that an end event is about: it comes once per prompt. */
export function readGeneration(result: unknown): { readonly message: Loose; readonly text: string } {
  const generation = loose(listOf(listOf(loose(result)['generations'])[0])[0])
  const { text } = generation
  return { message: loose(generation['message']), text: typeof text === 'string' ? text : '' }
}
