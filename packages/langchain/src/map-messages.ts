import { listOf, loose, textOf, type Loose } from './framework-types.ts'

/** A part of a message as the GenAI conventions have it. */
type Part = Readonly<Record<string, unknown>> & { readonly type: string }

export interface GenAiMessage {
  readonly role: string
  readonly parts: readonly Part[]
  readonly name?: string
  readonly finish_reason?: string
}

const ROLES: ReadonlyMap<string, string> = new Map([
  ['human', 'user'],
  ['user', 'user'],
  ['ai', 'assistant'],
  ['assistant', 'assistant'],
  ['AIMessageChunk', 'assistant'],
  ['system', 'system'],
  ['developer', 'system'],
  ['tool', 'tool'],
  ['function', 'tool'],
])

/**
 * Messages of LangChain, of either copy of its classes, in the form of the OpenTelemetry GenAI conventions 1.41.
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
 */
export function mapMessages(messages: unknown): GenAiMessage[] {
  return listOf(messages).map(mapMessage)
}

/** What a model has answered. */
export function mapMessage(value: unknown): GenAiMessage {
  if (typeof value === 'string') return { role: 'user', parts: [textPart(value)] }
  const message = loose(value)
  const role = roleOf(message)
  const name = textOf(message['name'])
  const finish = finishReasonOf(message)
  const parts =
    role === 'tool'
      ? [
          {
            type: 'tool_call_response',
            id: message['tool_call_id'],
            response: plainContent(message['content']),
          },
        ]
      : [...contentParts(message['content']), ...toolCalls(message)]
  return {
    role,
    parts,
    ...(name === undefined ? {} : { name }),
    ...(finish === undefined ? {} : { finish_reason: finish }),
  }
}

function roleOf(message: Loose): string {
  const type = textOf(message['type']) ?? typeFromMethod(message) ?? textOf(message['role']) ?? ''
  if (type === 'generic') return textOf(message['role']) ?? 'user'
  return ROLES.get(type) ?? (type === '' ? 'user' : type)
}

/** Older versions have a method in place of the field. */
function typeFromMethod(message: Loose): string | undefined {
  const getType = message['_getType'] ?? message['getType']
  return typeof getType === 'function' ? textOf((getType as () => unknown).call(message)) : undefined
}

/** `stop`, `length`, `tool_calls` …, wherever the provider has put it. */
export function finishReasonOf(message: Loose): string | undefined {
  const metadata = loose(message['response_metadata'])
  return (
    textOf(metadata['finish_reason']) ??
    textOf(metadata['stop_reason']) ??
    textOf(metadata['finishReason']) ??
    textOf(metadata['done_reason'])
  )
}

function contentParts(content: unknown): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [textPart(content)]
  return listOf(content).flatMap(contentPart)
}

function contentPart(value: unknown): Part[] {
  if (typeof value === 'string') return [textPart(value)]
  const block = loose(value)
  const type = textOf(block['type']) ?? ''
  if (type === 'text' || type === 'input_text' || type === 'output_text')
    return [textPart(textOf(block['text']) ?? '')]
  if (type === 'reasoning' || type === 'thinking')
    return [{ type: 'reasoning', content: textOf(block['reasoning']) ?? textOf(block['thinking']) ?? '' }]
  // Tool calls are told again by `tool_calls`, where they have been parsed.
  if (type === 'tool_use' || type === 'tool_call' || type === 'input_json_delta') return []
  if (type === 'image_url') {
    const { url } = loose(block['image_url'])
    return [{ type: 'uri', modality: 'image', uri: textOf(url) ?? textOf(block['image_url']) ?? '' }]
  }
  return [{ ...block, type: type === '' ? 'unknown' : type }]
}

function toolCalls(message: Loose): Part[] {
  return listOf(message['tool_calls']).map((value) => {
    const call = loose(value)
    return { type: 'tool_call', id: call['id'], name: call['name'], arguments: call['args'] }
  })
}

function textPart(content: string): Part {
  return { type: 'text', content }
}

/** Text where it is nothing else. */
export function plainContent(content: unknown): unknown {
  const parts = contentParts(content)
  const [only] = parts
  return parts.length === 1 && only?.type === 'text' ? only['content'] : content
}

/** The state of a graph, its messages without what LangChain needs to make them again. */
export function withPlainMessages(state: unknown): unknown {
  const { messages } = loose(state)
  return Array.isArray(messages) ? { ...loose(state), messages: mapMessages(messages) } : state
}
