import { GEN_AI, KYMO_SPAN, type SpanAttributes } from '@kymo/core'
import { loose, numberOf, type PipelineLike } from './framework-types.ts'
import type { ResultFacts } from './describe-result.ts'
import type { GenerationFacts } from './generation-meter.ts'
import type { TokenCounts } from './token-counts.ts'
import { readableValue } from './readable-value.ts'

/** How one call is written down as a span. */
export interface CallDescription {
  readonly spanName: string
  readonly itemCount: number
  readonly isChat: boolean
  readonly attributes: SpanAttributes
}

const PROVIDER = 'transformers.js'
const GENERATING: ReadonlySet<string> = new Set([
  'text-generation',
  'text2text-generation',
  'summarization',
  'translation',
])

/** @param args of the call: inputs first, options last */
export function describeCall(pipe: PipelineLike, model: string, args: readonly unknown[]): CallDescription {
  const [inputs] = args
  const isChat = isConversation(Array.isArray(inputs) ? inputs[0] : undefined) || isConversation(inputs)
  const itemCount = isConversation(inputs) || !Array.isArray(inputs) ? 1 : listLength(inputs)
  const operation = operationOf(pipe.task, isChat)
  const options = loose(args.length > 1 ? args.at(-1) : undefined)
  return {
    spanName: `${operation ?? pipe.task} ${model}`,
    itemCount,
    isChat,
    attributes: present({
      [GEN_AI.operation]: operation,
      ...(operation === undefined ? { 'kymo.operation': 'other' } : {}),
      [GEN_AI.provider]: PROVIDER,
      [GEN_AI.requestModel]: model,
      [GEN_AI.requestMaxTokens]: numberOf(options['max_new_tokens']),
      [GEN_AI.requestTemperature]: numberOf(options['temperature']),
      [GEN_AI.requestTopP]: numberOf(options['top_p']),
      [GEN_AI.requestTopK]: numberOf(options['top_k']),
      'transformers.task': pipe.task,
      'transformers.batch_size': itemCount,
      'transformers.do_sample': typeof options['do_sample'] === 'boolean' ? options['do_sample'] : undefined,
    }),
  }
}

/** What is known at the end. */
export function describeEnd(
  input: TokenCounts | undefined,
  generation: GenerationFacts | undefined,
  result: ResultFacts,
): SpanAttributes {
  const first = generation?.timeToFirstTokenMs
  return present({
    [GEN_AI.usageInputTokens]: input?.tokens ?? generation?.promptTokens,
    [GEN_AI.usageOutputTokens]: generation?.outputTokens,
    [GEN_AI.responseTimeToFirstChunk]: first === undefined ? undefined : first / 1000,
    [GEN_AI.responseFinishReasons]:
      generation === undefined ? undefined : [...new Set(generation.finishReasons)],
    [GEN_AI.embeddingsDimensionCount]: result.norms === undefined ? undefined : result.dims?.at(-1),
    'transformers.output_shape': result.dims,
    'transformers.padded_tokens': input === undefined ? undefined : input.cells - input.tokens,
    'kymo.inter_token_latency_ms':
      generation === undefined || generation.stepCount < 2
        ? undefined
        : generation.decodeMs / (generation.stepCount - 1),
  })
}

/** Texts and conversations; of pictures, sounds and tensors what they are. */
export function inputContent(args: readonly unknown[], isChat: boolean): SpanAttributes {
  const [inputs] = args
  if (!isChat) return { [KYMO_SPAN.input]: readableValue(inputs) }
  const conversation = isConversation(inputs) ? inputs : (inputs as readonly unknown[])[0]
  return { [GEN_AI.inputMessages]: JSON.stringify((conversation as readonly unknown[]).map(toMessage)) }
}

export function outputContent(result: unknown, isChat: boolean): SpanAttributes {
  if (!isChat) return { [KYMO_SPAN.output]: readableValue(result) }
  const first: unknown = Array.isArray(result) ? result[0] : result
  const { generated_text: messages } = loose(Array.isArray(first) ? first[0] : first)
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : messages
  return { [GEN_AI.outputMessages]: JSON.stringify([toMessage(last)]) }
}

function toMessage(value: unknown): object {
  const { role, content } = loose(value)
  const parts = typeof content === 'string' ? [{ type: 'text', content }] : content
  return { role: typeof role === 'string' ? role : 'assistant', parts: parts ?? [] }
}

function listLength(list: readonly unknown[]): number {
  return list.length
}

/** A list of messages. */
function isConversation(value: unknown): value is readonly object[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => 'role' in loose(item) && 'content' in loose(item))
  )
}

function operationOf(task: string, isChat: boolean): string | undefined {
  if (task === 'feature-extraction' || task === 'image-feature-extraction') return 'embeddings'
  if (!GENERATING.has(task)) return undefined
  return isChat ? 'chat' : 'text_completion'
}

function present(attributes: Readonly<Record<string, unknown>>): SpanAttributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined))
}
