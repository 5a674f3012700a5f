import type { ChatMessage, SpanOperation } from '../../api/trace-types.ts'
import type { Entry, Value } from '../../api/types.ts'
import { isList, isRecord } from '../attribute-value.ts'
import { entriesOf, operationBy, type Convention, type SpanView } from '../convention.ts'
import { messageOf, toChatMessages } from '../messages/chat-message.ts'
import { requestMessages, responseMessages } from '../messages/exchange-body.ts'

const REQUEST = 'gen_ai.request.'
/** An event that holds what else are attributes, detached from the span. */
const DETAILS = 'gen_ai.client.inference.operation.details'

/**
 * OpenTelemetry's conventions for generative AI, version 1.41, and the names that they had before and got since
 * (docs/guides/otlp.md lists them).
 * @see https://github.com/open-telemetry/semantic-conventions/tree/v1.41.0/docs/gen-ai
 */
export const GEN_AI: Convention = {
  name: 'gen_ai',
  roots: ['gen_ai'],
  model: ['gen_ai.response.model', 'gen_ai.request.model'],
  provider: ['gen_ai.provider.name', 'gen_ai.system'],
  thread: ['gen_ai.conversation.id'],
  costUsd: ['gen_ai.usage.cost', 'gen_ai.usage.total_cost', 'gen_ai.cost.total_cost'],
  timeToFirstTokenS: [
    'gen_ai.response.time_to_first_chunk',
    'gen_ai.server.time_to_first_token',
    // The Vercel AI SDK, from version 7 on.
    'gen_ai.client.operation.time_to_first_chunk',
  ],
  tokens: {
    input: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'],
    output: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'],
    total: ['gen_ai.usage.total_tokens'],
    cacheRead: [
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_read_input_tokens',
      'gen_ai.usage.input_tokens.cached',
      'gen_ai.usage.details.cache_read_tokens',
      'gen_ai.usage.details.cache_read_input_tokens',
    ],
    cacheWrite: [
      'gen_ai.usage.cache_creation.input_tokens',
      'gen_ai.usage.cache_write.input_tokens',
      'gen_ai.usage.cache_creation_input_tokens',
      'gen_ai.usage.details.cache_write_tokens',
      'gen_ai.usage.details.cache_creation_input_tokens',
    ],
    reasoning: [
      'gen_ai.usage.reasoning.output_tokens',
      'gen_ai.usage.reasoning_tokens',
      'gen_ai.usage.output_tokens.reasoning',
      'gen_ai.usage.details.reasoning_tokens',
    ],
  },
  operation: (span) => byName(span) ?? byShape(span),
  inputMessages: (span) => {
    const messages = read(span, 'gen_ai.input.messages', 'user') ?? promptMessages(span)
    const system = messageOf('system', readValue(span, 'gen_ai.system_instructions'))
    return system === undefined ? messages : [system, ...(messages ?? [])]
  },
  outputMessages: (span) => read(span, 'gen_ai.output.messages', 'assistant') ?? completionMessages(span),
  input: ({ attributes }) =>
    attributes.json('gen_ai.tool.call.arguments', 'gen_ai.retrieval.query.text', 'gen_ai.prompt'),
  output: ({ attributes }) =>
    attributes.json('gen_ai.tool.call.result', 'gen_ai.retrieval.documents', 'gen_ai.completion'),
  toolDefinitions: (span) => {
    const tools = readValue(span, 'gen_ai.tool.definitions')
    return isList(tools) && tools.length > 0 ? tools : undefined
  },
  parameters: ({ attributes }) => {
    const given = entriesOf(attributes.json('gen_ai.request')) ?? []
    const entries = attributes.below(REQUEST).filter(([name]) => name !== 'model')
    return given.length + entries.length === 0 ? undefined : [...given, ...entries]
  },
}

const byName = operationBy(['gen_ai.operation.name'], {
  chat: 'llm',
  completion: 'llm',
  generate_content: 'llm',
  response: 'llm',
  responses: 'llm',
  text_completion: 'llm',
  embedding: 'embedding',
  embeddings: 'embedding',
  retrieval: 'retriever',
  rerank: 'retriever',
  execute_tool: 'tool',
  create_agent: 'agent',
  invoke_agent: 'agent',
  invoke_workflow: 'chain',
  agent_step: 'chain',
  decide: 'llm',
  plan: 'chain',
  evaluate: 'evaluation',
})

function byShape({ attributes }: SpanView): SpanOperation | undefined {
  if (attributes.has('gen_ai.tool.name') || attributes.has('gen_ai.tool.call.id')) return 'tool'
  const hasModel = attributes.text('gen_ai.request.model', 'gen_ai.response.model') !== undefined
  if (hasModel) return 'llm'
  return attributes.has('gen_ai.agent.name') ? 'agent' : undefined
}

function readValue({ attributes, events }: SpanView, key: string): Value | undefined {
  const own = attributes.json(key)
  if (own !== undefined) return own
  return events.find(({ name }) => name === DETAILS)?.attributes.json(key)
}

function read(span: SpanView, key: string, role: 'user' | 'assistant'): ChatMessage[] | undefined {
  const value = readValue(span, key)
  return (
    toChatMessages(value, role) ?? (typeof value === 'string' ? listOf(messageOf(role, value)) : undefined)
  )
}

/** Before 1.37: flattened lists, one text, or an event per message. */
function promptMessages(span: SpanView): readonly ChatMessage[] | undefined {
  return (
    toChatMessages(span.attributes.tree('gen_ai.prompt'), 'user') ??
    requestMessages(span.attributes.json('gen_ai.prompt')) ??
    eventMessages(span, (name) => INPUT_EVENTS.get(name)) ??
    contentEvents(span, 'gen_ai.content.prompt', 'gen_ai.prompt')
  )
}

function completionMessages(span: SpanView): readonly ChatMessage[] | undefined {
  return (
    toChatMessages(span.attributes.tree('gen_ai.completion'), 'assistant') ??
    responseMessages(span.attributes.json('gen_ai.completion')) ??
    eventMessages(span, (name) => (name === 'gen_ai.choice' ? 'assistant' : undefined)) ??
    contentEvents(span, 'gen_ai.content.completion', 'gen_ai.completion')
  )
}

const INPUT_EVENTS: ReadonlyMap<string, ChatMessage['role']> = new Map([
  ['gen_ai.system.message', 'system'],
  ['gen_ai.user.message', 'user'],
  ['gen_ai.assistant.message', 'assistant'],
  ['gen_ai.tool.message', 'tool'],
])

type RoleOf = (eventName: string) => ChatMessage['role'] | undefined

function eventMessages({ events }: SpanView, roleOf: RoleOf): ChatMessage[] | undefined {
  const messages = events.flatMap(({ name, attributes }) => {
    const role = roleOf(name)
    if (role === undefined) return []
    const body = attributes.json('gen_ai.event.content', 'body', 'message')
    const fields = attributes.below('').filter(([key]) => !key.startsWith('gen_ai.'))
    const content = isRecord(body) ? [...fields, ...Object.entries(body)] : fields
    const message: Entry[] = content.some(([key]) => key === 'role') ? content : [['role', role], ...content]
    if (typeof body === 'string') message.push(['content', body])
    return toChatMessages(Object.fromEntries(message), role) ?? []
  })
  return messages.length === 0 ? undefined : messages
}

function contentEvents(
  { events }: SpanView,
  eventName: string,
  key: 'gen_ai.prompt' | 'gen_ai.completion',
): ChatMessage[] | undefined {
  const messages = events.flatMap(({ name, attributes }) => {
    if (name !== eventName) return []
    const body = attributes.json(key)
    return (key === 'gen_ai.prompt' ? requestMessages(body) : responseMessages(body)) ?? []
  })
  return messages.length === 0 ? undefined : messages
}

function listOf(message: ChatMessage | undefined): ChatMessage[] | undefined {
  return message && [message]
}
