import type { ChatPart } from '../../api/trace-types.ts'
import type { Value } from '../../api/types.ts'
import { parseJsonText } from '../attribute-bag.ts'
import { firstMember, isList, isRecord, member, textOf, type ValueRecord } from '../attribute-value.ts'

const DATA_URL = /^data:([^;,]{0,100})(?:;[^,]{0,200})?,/

type ReadPart = (part: ValueRecord) => ChatPart | undefined

/** Parts by their `type`, of OpenTelemetry GenAI, OpenAI (chat and responses), Anthropic, the Vercel AI SDK and LangChain. */
const PARTS: ReadonlyMap<string, ReadPart> = new Map<string, ReadPart>([
  ...['text', 'input_text', 'output_text', 'refusal', 'summary_text'].map(
    (type) => [type, readText] as const,
  ),
  ...['reasoning', 'thinking', 'redacted_thinking'].map((type) => [type, readReasoning] as const),
  ...[
    'tool_call',
    'tool-call',
    'tool_use',
    'function_call',
    'function',
    'server_tool_call',
    'server_tool_use',
  ].map((type) => [type, readToolCall] as const),
  ...[
    'tool_call_response',
    'tool-result',
    'tool_result',
    'function_call_output',
    'server_tool_call_response',
    'tool-error',
  ].map((type) => [type, readToolResult] as const),
  ...[
    'blob',
    'uri',
    'file',
    'image',
    'image_url',
    'input_image',
    'input_audio',
    'audio',
    'video',
    'document',
    'media',
  ].map((type) => [type, readMedia] as const),
])

/** One part of a message; what no convention knows is kept as it is. */
export function toChatPart(value: Value): ChatPart {
  if (typeof value === 'string') return { type: 'text', text: value }
  if (!isRecord(value)) return { type: 'other', value }
  const type = textOf(member(value, 'type'))
  const known = type === undefined ? undefined : PARTS.get(type)
  return known?.(value) ?? readUntyped(value) ?? { type: 'other', value }
}

/** Content that is a text, a part, or a list of them. Empty texts are left out. */
export function toChatParts(content: Value | undefined): ChatPart[] {
  if (content === undefined || content === null || content === '') return []
  if (isList(content)) return content.filter((part) => part !== '').map(toChatPart)
  return [toChatPart(content)]
}

/** A call of OpenAI (`{id, function: {name, arguments}}`), LangChain (`{id, name, args}`) or any of the part types. */
export function readToolCall(call: ValueRecord): ChatPart | undefined {
  const inner = firstMember(call, ['function', 'tool_call', 'server_tool_call', 'custom'])
  const source = isRecord(inner) ? inner : call
  const name = textOf(firstMember(source, ['name', 'toolName'])) ?? textOf(member(call, 'name'))
  if (name === undefined) return undefined
  const id = textOf(firstMember(call, ['call_id', 'toolCallId', 'id']))
  const given = firstMember(source, ['arguments', 'args', 'input']) ?? (source === call ? null : inner)
  return {
    type: 'tool-call',
    ...(id === undefined ? {} : { id }),
    name,
    arguments: parseJsonText(given ?? null),
  }
}

function readToolResult(part: ValueRecord): ChatPart {
  const id = textOf(firstMember(part, ['tool_use_id', 'call_id', 'toolCallId', 'tool_call_id', 'id']))
  const given =
    firstMember(part, ['response', 'result', 'output', 'content', 'server_tool_call_response', 'error']) ??
    null
  // The Vercel AI SDK, from version 5 on, wraps it: {type: 'text' | 'json' | 'error-text', value}.
  const wrapped =
    isRecord(given) && textOf(member(given, 'type')) !== undefined ? member(given, 'value') : undefined
  return {
    type: 'tool-result',
    ...(id === undefined ? {} : { id }),
    result: parseJsonText(plainText(wrapped ?? given)),
  }
}

/** A list of nothing but texts, as Anthropic's results are, reads as one text. */
function plainText(value: Value): Value {
  if (!isList(value) || value.length === 0) return value
  const texts = value.map((part) =>
    member(part, 'type') === 'text' ? textOf(member(part, 'text')) : undefined,
  )
  return texts.every((text) => text !== undefined) ? texts.join('\n') : value
}

function readText(part: ValueRecord): ChatPart | undefined {
  const text = firstMember(part, ['content', 'text', 'refusal'])
  return typeof text === 'string' ? { type: 'text', text } : undefined
}

function readReasoning(part: ValueRecord): ChatPart | undefined {
  const text = firstMember(part, ['content', 'text', 'thinking', 'reasoning', 'data'])
  if (typeof text === 'string') return { type: 'reasoning', text }
  const summary = member(part, 'summary')
  if (!isList(summary)) return undefined
  return { type: 'reasoning', text: summary.map((line) => textOf(member(line, 'text')) ?? '').join('\n') }
}

function readMedia(part: ValueRecord): ChatPart | undefined {
  // {image: {url}}, {image_url: 'https…' | {url}}, {source: {type: 'base64', media_type, data}}, {inlineData: …}
  const inner = firstMember(part, [
    'image_url',
    'image',
    'source',
    'input_audio',
    'audio',
    'file',
    'file_data',
  ])
  const nested = isRecord(inner) ? (firstMember(inner, ['image']) ?? inner) : part
  const holder = isRecord(nested) ? nested : part
  const given =
    (typeof inner === 'string' ? inner : undefined) ??
    textOf(firstMember(holder, ['url', 'uri', 'file_uri', 'fileUri', 'data', 'content', 'file_data']))
  if (given === undefined) return undefined
  const mediaType =
    textOf(firstMember(holder, ['mime_type', 'media_type', 'mediaType', 'mimeType', 'format'])) ??
    textOf(firstMember(part, ['mime_type', 'media_type', 'mediaType', 'mimeType', 'modality']))
  return toMedia(given, mediaType)
}

function toMedia(given: string, mediaType: string | undefined): ChatPart {
  const dataUrl = DATA_URL.exec(given)
  const type = mediaType ?? (dataUrl?.[1] || undefined)
  const known = type === undefined ? {} : { mediaType: type }
  if (dataUrl !== null) return { type: 'media', ...known, data: given.slice(dataUrl[0].length) }
  return /^[a-z][a-z\d+.-]{1,20}:/i.test(given)
    ? { type: 'media', ...known, url: given }
    : { type: 'media', ...known, data: given }
}

/** Gemini's parts, and Bedrock's, have no type but a member that is named for what it holds. */
function readUntyped(part: ValueRecord): ChatPart | undefined {
  const text = member(part, 'text')
  if (typeof text === 'string') return { type: member(part, 'thought') === true ? 'reasoning' : 'text', text }
  const call = firstMember(part, ['function_call', 'functionCall', 'toolUse'])
  if (isRecord(call)) return readToolCall(call)
  const result = firstMember(part, ['function_response', 'functionResponse', 'toolResult'])
  if (isRecord(result)) return readToolResult(result)
  const media = firstMember(part, ['inline_data', 'inlineData', 'fileData'])
  return isRecord(media) ? readMedia(media) : undefined
}
