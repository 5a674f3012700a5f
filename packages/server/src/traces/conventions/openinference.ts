import type { ChatMessage } from '../../api/trace-types.ts'
import type { Value } from '../../api/types.ts'
import { parseJsonText } from '../attribute-bag.ts'
import { firstMember, isList, isRecord, member } from '../attribute-value.ts'
import { entriesOf, operationBy, type Convention, type SpanView } from '../convention.ts'
import { messageOf, toChatMessages } from '../messages/chat-message.ts'

const FIRST_TOKEN_EVENT = 'First Token Stream Event'

/**
 * OpenInference: Arize Phoenix and its instrumentations. Lists are flattened into keys, each item in an object named for it.
 * @see https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md
 */
export const OPENINFERENCE: Convention = {
  name: 'openinference',
  roots: [
    'openinference',
    'llm',
    'input',
    'output',
    'retrieval',
    'reranker',
    'embedding',
    'session',
    'graph',
  ],
  model: [
    'llm.response.model_name',
    'llm.model_name',
    'llm.request.model_name',
    'embedding.model_name',
    'reranker.model_name',
  ],
  provider: ['llm.provider', 'llm.system'],
  thread: ['session.id'],
  costUsd: ['llm.cost.total'],
  tokens: {
    input: ['llm.token_count.prompt'],
    output: ['llm.token_count.completion'],
    total: ['llm.token_count.total'],
    cacheRead: ['llm.token_count.prompt_details.cache_read'],
    cacheWrite: ['llm.token_count.prompt_details.cache_write'],
    reasoning: ['llm.token_count.completion_details.reasoning'],
  },
  operation: (span) => {
    const operation = byKind(span)
    return operation === 'chain' && span.attributes.has('graph.node.id') ? 'node' : operation
  },
  cost: ({ attributes }) => {
    const prompt = attributes.number('llm.cost.prompt')
    const completion = attributes.number('llm.cost.completion')
    return prompt === undefined && completion === undefined ? undefined : (prompt ?? 0) + (completion ?? 0)
  },
  firstTokenMs: ({ events, startMs }) => {
    const timeMs = events.find(({ name }) => name === FIRST_TOKEN_EVENT)?.timeMs
    return timeMs === undefined || startMs === undefined ? undefined : timeMs - startMs
  },
  inputMessages: (span) => readMessages(span, 'llm.input_messages', 'user') ?? readPrompts(span),
  outputMessages: (span) => readMessages(span, 'llm.output_messages', 'assistant') ?? readChoices(span),
  input: (span) => readValue(span, 'input') ?? readInputs(span) ?? span.attributes.json('tool.parameters'),
  // Of a retriever the documents tell more than the text that was made of them.
  output: (span) => readDocuments(span) ?? readValue(span, 'output'),
  toolDefinitions: ({ attributes }) => {
    const tools = attributes.tree('llm.tools')
    if (!isList(tools) || tools.length === 0) return undefined
    return tools.map((tool) => {
      const schema = firstMember(member(tool, 'tool') ?? tool, ['json_schema'])
      return schema === undefined ? tool : parseJsonText(schema)
    })
  },
  parameters: ({ attributes }) => entriesOf(attributes.json('llm.invocation_parameters')),
}

const byKind = operationBy(['openinference.span.kind'], {
  llm: 'llm',
  chain: 'chain',
  tool: 'tool',
  retriever: 'retriever',
  reranker: 'retriever',
  embedding: 'embedding',
  agent: 'agent',
  guardrail: 'evaluation',
  evaluator: 'evaluation',
  prompt: 'other',
})

function readMessages(
  { attributes }: SpanView,
  prefix: string,
  role: 'user' | 'assistant',
): readonly ChatMessage[] | undefined {
  return toChatMessages(attributes.tree(prefix) ?? attributes.json(prefix), role)
}

/** Completion models: `llm.prompts.0.prompt.text`. */
function readPrompts({ attributes }: SpanView): ChatMessage[] | undefined {
  return texts(attributes.tree('llm.prompts'), 'prompt', 'user')
}

function readChoices({ attributes }: SpanView): ChatMessage[] | undefined {
  return texts(attributes.tree('llm.choices'), 'completion', 'assistant')
}

function texts(
  list: Value | undefined,
  wrapper: string,
  role: 'user' | 'assistant',
): ChatMessage[] | undefined {
  if (!isList(list)) return undefined
  const messages = list.flatMap((item) => messageOf(role, member(member(item, wrapper), 'text')) ?? [])
  return messages.length === 0 ? undefined : messages
}

function readValue({ attributes }: SpanView, side: 'input' | 'output'): Value | undefined {
  const isPlain = attributes.text(`${side}.mime_type`) === 'text/plain'
  return isPlain ? attributes.text(`${side}.value`) : attributes.json(`${side}.value`)
}

function readInputs({ attributes }: SpanView): Value | undefined {
  const embeddings = attributes.tree('embedding.embeddings')
  if (isList(embeddings))
    return embeddings.map((item) => firstMember(member(item, 'embedding'), ['text']) ?? item)
  return attributes.json('reranker.query')
}

function readDocuments({ attributes }: SpanView): Value | undefined {
  const documents = attributes.tree('retrieval.documents') ?? attributes.tree('reranker.output_documents')
  if (!isList(documents) || documents.length === 0) return undefined
  return documents.map((item) => {
    const document = member(item, 'document') ?? item
    const metadata = member(document, 'metadata')
    return isRecord(document) && metadata !== undefined
      ? { ...document, metadata: parseJsonText(metadata) }
      : document
  })
}
