import type { ChatMessage, SpanOperation } from '../../api/trace-types.ts'
import type { Entry, Value } from '../../api/types.ts'
import { parseJsonText } from '../attribute-bag.ts'
import { isList, isRecord, member } from '../attribute-value.ts'
import { operationBy, type Convention, type SpanView } from '../convention.ts'
import { toChatMessages } from '../messages/chat-message.ts'

const PROPERTIES = 'traceloop.association.properties.'
const SETTINGS: readonly (readonly [key: string, name: string])[] = [
  ['llm.temperature', 'temperature'],
  ['llm.top_p', 'top_p'],
  ['llm.top_k', 'top_k'],
  ['llm.frequency_penalty', 'frequency_penalty'],
  ['llm.presence_penalty', 'presence_penalty'],
  ['llm.chat.stop_sequences', 'stop_sequences'],
  ['llm.request.max_tokens', 'max_tokens'],
  ['llm.is_streaming', 'stream'],
]

/**
 * Traceloop's OpenLLMetry: spans of its own for workflows and tasks; calls of models in the early names of OpenTelemetry.
 * @see https://www.traceloop.com/docs/openllmetry/contributing/semantic-conventions
 */
export const TRACELOOP: Convention = {
  name: 'traceloop',
  roots: ['traceloop', 'llm', 'db', 'vector_db'],
  model: ['llm.response.model', 'llm.request.model'],
  provider: ['llm.vendor'],
  thread: [
    `${PROPERTIES}thread_id`,
    `${PROPERTIES}session_id`,
    `${PROPERTIES}conversation_id`,
    `${PROPERTIES}chat_id`,
  ],
  timeToFirstTokenS: [
    'llm.chat_completions.streaming_time_to_first_token',
    'llm.openai.chat_completions.streaming_time_to_first_token',
  ],
  tokens: {
    input: ['llm.usage.prompt_tokens'],
    output: ['llm.usage.completion_tokens'],
    total: ['llm.usage.total_tokens'],
    cacheRead: ['llm.usage.cache_read_input_tokens'],
    cacheWrite: ['llm.usage.cache_creation_input_tokens'],
    reasoning: ['llm.usage.reasoning_tokens'],
  },
  operation: (span) => byRequest(span) ?? nodeOf(span) ?? byKind(span) ?? bySearch(span),
  inputMessages: (span) => readMessages(span, 'llm.prompts', 'user'),
  outputMessages: (span) => readMessages(span, 'llm.completions', 'assistant'),
  inputValue: ['traceloop.entity.input'],
  outputValue: ['traceloop.entity.output'],
  toolDefinitions: ({ attributes }) => {
    const functions = attributes.tree('llm.request.functions')
    if (!isList(functions) || functions.length === 0) return undefined
    return functions.map((tool) => {
      const parameters = member(tool, 'parameters')
      return isRecord(tool) && parameters !== undefined
        ? { ...tool, parameters: parseJsonText(parameters) }
        : tool
    })
  },
  parameters: ({ attributes }) => {
    const entries = SETTINGS.flatMap(([key, name]): Entry[] => {
      const value: Value | undefined = attributes.value(key)
      return value === undefined ? [] : [[name, value]]
    })
    return entries.length === 0 ? undefined : entries
  },
}

const byRequest = operationBy(['llm.request.type'], {
  chat: 'llm',
  completion: 'llm',
  embedding: 'embedding',
  rerank: 'retriever',
})

const byKind = operationBy(['traceloop.span.kind'], {
  workflow: 'chain',
  task: 'chain',
  agent: 'agent',
  tool: 'tool',
})

/** LangGraph's nodes are tasks that carry the name of their node. */
function nodeOf({ attributes }: SpanView): SpanOperation | undefined {
  const node = attributes.text(`${PROPERTIES}langgraph_node`)
  const entity = attributes.text('traceloop.entity.name')
  return node !== undefined && node === entity ? 'node' : undefined
}

/** Searches of vector databases. */
function bySearch({ attributes }: SpanView): SpanOperation | undefined {
  const isVector = attributes.has('vector_db.vendor') || attributes.has('db.vector.query.top_k')
  return isVector ? 'retriever' : undefined
}

function readMessages(
  { attributes }: SpanView,
  prefix: string,
  role: 'user' | 'assistant',
): readonly ChatMessage[] | undefined {
  // OpenInference has the same prefix for prompts, with another object inside.
  const list = attributes.tree(prefix)
  const isOwn = isList(list) && list.every((item) => member(item, 'prompt') === undefined)
  return isOwn ? toChatMessages(list, role) : undefined
}
