import type { ChatMessage, ChatPart, SpanOperation } from '../../api/trace-types.ts'
import type { Value } from '../../api/types.ts'
import { parseJsonText } from '../attribute-bag.ts'
import { isList, isRecord } from '../attribute-value.ts'
import type { Convention, SpanView } from '../convention.ts'
import { readToolCall } from '../messages/chat-part.ts'
import { messageOf, toChatMessages } from '../messages/chat-message.ts'
import { requestMessages } from '../messages/exchange-body.ts'

const FIRST_CHUNK = 'ai.stream.firstChunk'
const TO_FIRST_CHUNK = 'ai.response.msToFirstChunk'

/**
 * The Vercel AI SDK, versions 3 to 6 (from 7 on it writes OpenTelemetry's names). A call of `generateText` is a span of its own around
 * one `doGenerate` per step, with the sums of them: it is an agent here, so that no token counts twice.
 * @see https://ai-sdk.dev/docs/ai-sdk-core/telemetry
 */
export const VERCEL: Convention = {
  name: 'vercel',
  roots: ['ai', 'operation'],
  model: ['ai.response.model', 'ai.model.id'],
  provider: ['ai.model.provider'],
  thread: [
    'ai.telemetry.metadata.threadId',
    'ai.telemetry.metadata.sessionId',
    'ai.telemetry.metadata.conversationId',
    'ai.telemetry.metadata.chatId',
  ],
  timeToFirstTokenMs: [TO_FIRST_CHUNK],
  tokens: {
    input: ['ai.usage.inputTokens', 'ai.usage.promptTokens', 'ai.usage.tokens'],
    output: ['ai.usage.outputTokens', 'ai.usage.completionTokens'],
    total: ['ai.usage.totalTokens'],
    cacheRead: ['ai.usage.inputTokenDetails.cacheReadTokens', 'ai.usage.cachedInputTokens'],
    cacheWrite: ['ai.usage.inputTokenDetails.cacheWriteTokens'],
    reasoning: ['ai.usage.outputTokenDetails.reasoningTokens', 'ai.usage.reasoningTokens'],
  },
  operation: ({ attributes }) => {
    const id = attributes.text('ai.operationId') ?? attributes.text('operation.name')?.split(' ', 1)[0]
    return id === undefined ? undefined : operationOf(id)
  },
  firstTokenMs: ({ events }) =>
    events.find(({ name }) => name === FIRST_CHUNK)?.attributes.number(TO_FIRST_CHUNK),
  inputMessages: ({ attributes }) =>
    toChatMessages(attributes.json('ai.prompt.messages'), 'user') ??
    requestMessages(attributes.json('ai.prompt')),
  outputMessages: readAnswer,
  input: ({ attributes }) =>
    attributes.json('ai.toolCall.args', 'ai.toolCall.input', 'ai.value') ??
    parsedList(attributes.value('ai.values')),
  output: ({ attributes }) =>
    attributes.json('ai.toolCall.result', 'ai.toolCall.output', 'ai.response.object', 'ai.result.object'),
  toolDefinitions: ({ attributes }) => parsedList(attributes.json('ai.prompt.tools')),
  parameters: ({ attributes }) => {
    const entries = attributes.below('ai.settings.')
    return entries.length === 0 ? undefined : entries
  },
}

function operationOf(id: string): SpanOperation | undefined {
  if (!id.startsWith('ai.')) return undefined
  if (id === 'ai.toolCall') return 'tool'
  const isCall = /\.do[A-Z]/.test(id)
  if (/^ai\.(?:generate|stream)/.test(id)) return isCall ? 'llm' : 'agent'
  if (id.startsWith('ai.embed')) return isCall ? 'embedding' : 'chain'
  return id.startsWith('ai.rerank') ? (isCall ? 'retriever' : 'chain') : undefined
}

/** One message of reasoning, text and calls, which are an attribute each. */
function readAnswer({ attributes }: SpanView): readonly ChatMessage[] | undefined {
  const reasoning = attributes.text('ai.response.reasoning')
  const text = attributes.text('ai.response.text', 'ai.result.text')
  const calls = attributes.json('ai.response.toolCalls', 'ai.result.toolCalls')
  const parts: ChatPart[] = [
    ...(reasoning === undefined ? [] : [{ type: 'reasoning', text: reasoning } as const]),
    ...(messageOf('assistant', text)?.parts ?? []),
    ...(isList(calls) ? calls.flatMap((call) => (isRecord(call) ? (readToolCall(call) ?? []) : [])) : []),
  ]
  if (parts.length === 0) return undefined
  const finishReason = attributes.text('ai.response.finishReason', 'ai.finishReason')
  return [{ role: 'assistant', ...(finishReason === undefined ? {} : { finishReason }), parts }]
}

/** A list whose items are JSON texts, as attributes cannot hold objects. */
function parsedList(value: Value | undefined): readonly Value[] | undefined {
  return isList(value) && value.length > 0 ? value.map((item) => parseJsonText(item)) : undefined
}
