import type { ChatMessage, ChatPart } from '../../api/trace-types.ts'
import type { Value } from '../../api/types.ts'
import { parseJsonText } from '../attribute-bag.ts'
import { firstMember, isList, isRecord, member, textOf, type ValueRecord } from '../attribute-value.ts'
import { readToolCall, toChatPart, toChatParts } from './chat-part.ts'

export type ChatRole = ChatMessage['role']

const ROLES: ReadonlyMap<string, ChatRole> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['ai', 'assistant'],
  ['model', 'assistant'],
  ['agent', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
  ['ipython', 'tool'],
])

/** Items of OpenAI's responses that are no messages but stand among them. */
const LONE_PARTS: ReadonlyMap<string, ChatRole> = new Map([
  ['function_call', 'assistant'],
  ['reasoning', 'assistant'],
  ['function_call_output', 'tool'],
])

const CONTENT_KEYS = ['content', 'parts', 'contents', 'text']
const CALL_KEYS = ['tool_calls', 'toolCalls']

/**
 * Chat messages in the shape of any SDK or convention: one, a list, or a list of lists with the first batch counting.
 * @param fallbackRole of what names none
 * @returns undefined when the value is not messages
 */
export function toChatMessages(value: Value | undefined, fallbackRole: ChatRole): ChatMessage[] | undefined {
  if (isRecord(value)) {
    const message = toChatMessage(value, fallbackRole)
    return message && [message]
  }
  if (!isList(value) || value.length === 0) return undefined
  if (isList(value[0])) return toChatMessages(value[0], fallbackRole)
  const messages = value.map((item) => (isRecord(item) ? toChatMessage(item, fallbackRole) : undefined))
  return messages.every((message) => message !== undefined) ? messages : undefined
}

/** A message that is nothing but text or parts. */
export function messageOf(role: ChatRole, content: Value | undefined): ChatMessage | undefined {
  const parts = toChatParts(content)
  return parts.length === 0 ? undefined : { role, parts }
}

function toChatMessage(given: ValueRecord, fallbackRole: ChatRole): ChatMessage | undefined {
  const item = unwrap(given)
  const type = textOf(member(item, 'type'))
  const lone = type === undefined ? undefined : LONE_PARTS.get(type)
  if (lone !== undefined) return { role: lone, parts: [toChatPart(item)] }
  const role = roleOf(item)
  const isMessage = role !== undefined || CONTENT_KEYS.some((key) => isContent(member(item, key)))
  const hasCalls = CALL_KEYS.some((key) => isList(member(item, key)))
  if (!isMessage && !hasCalls) return undefined
  const parts = readParts(item)
  if (role === undefined && parts.length === 0) return undefined
  return { role: role ?? fallbackRole, ...readLabels(item), parts: asToolResult(item, role, parts) }
}

function isContent(value: Value | undefined): boolean {
  return typeof value === 'string' || isList(value)
}

/** `{message: …}` of OpenInference and of OpenAI's choices, `{data: …}` and `{kwargs: …}` of LangChain, also one in the other. */
function unwrap(given: ValueRecord): ValueRecord {
  let item = given
  for (const key of ['message', 'data', 'kwargs']) {
    const inner = key === 'data' && !isTyped(item) ? undefined : member(item, key)
    if (isRecord(inner))
      item = { ...item, ...inner, ...(member(inner, 'role') === undefined ? roleOfWrapper(item) : {}) }
  }
  return item
}

function isTyped(item: ValueRecord): boolean {
  return ROLES.has(textOf(member(item, 'type')) ?? '')
}

/** LangChain serialises a message as `{lc: 1, id: ['langchain_core', 'messages', 'HumanMessage'], kwargs}`. */
function roleOfWrapper(item: ValueRecord): { readonly role?: string } {
  const id = member(item, 'id')
  const name = isList(id) ? textOf(id.at(-1)) : undefined
  const role =
    name === undefined
      ? textOf(member(item, 'type'))
      : /^(\w+?)Message(?:Chunk)?$/.exec(name)?.[1]?.toLowerCase()
  return role === undefined || !ROLES.has(role) ? {} : { role }
}

function roleOf(item: ValueRecord): ChatRole | undefined {
  const role = textOf(member(item, 'role'))
  if (role !== undefined) return ROLES.get(role.toLowerCase()) ?? 'other'
  // LangChain: {type: 'human', content}.
  const type = textOf(member(item, 'type'))
  return type === undefined ? undefined : ROLES.get(type.toLowerCase())
}

function readLabels(item: ValueRecord): { name?: string; finishReason?: string } {
  const name = textOf(member(item, 'name'))
  const finishReason = textOf(
    firstMember(item, ['finish_reason', 'finishReason', 'stop_reason', 'stopReason']),
  )
  return { ...(name === undefined ? {} : { name }), ...(finishReason === undefined ? {} : { finishReason }) }
}

function readParts(item: ValueRecord): ChatPart[] {
  const reasoning = textOf(firstMember(item, ['reasoning_content', 'reasoning']))
  const parts: ChatPart[] = reasoning === undefined ? [] : [{ type: 'reasoning', text: reasoning }]
  const content = firstMember(item, ['parts', ...CONTENT_KEYS])
  const unwrapped = typeof content === 'string' ? contentOfText(content) : content
  parts.push(...toChatParts(isList(unwrapped) ? unwrapped.map(unwrapContent) : unwrapped))
  const refusal = textOf(member(item, 'refusal'))
  if (refusal !== undefined) parts.push({ type: 'text', text: refusal })
  for (const call of listOf(firstMember(item, CALL_KEYS))) {
    const inner = member(call, 'tool_call') ?? call
    const part = isRecord(inner) ? readToolCall(inner) : undefined
    if (part !== undefined && !isRepeated(part, parts)) parts.push(part)
  }
  return parts
}

/** Some instrumentations put a list of parts into the content as JSON text. */
function contentOfText(content: string): Value {
  if (!content.startsWith('[{"')) return content
  const parsed = parseJsonText(content)
  const isParts = isList(parsed) && parsed.every((part) => textOf(member(part, 'type')) !== undefined)
  return isParts ? parsed : content
}

/** OpenInference: `{message_content: {type, text}}`. */
function unwrapContent(part: Value): Value {
  return member(part, 'message_content') ?? part
}

function listOf(value: Value | undefined): readonly Value[] {
  const list = value === undefined ? undefined : parseJsonText(value)
  return isList(list) ? list : []
}

/** LangChain and Anthropic have a call in the content and in the list of calls. */
function isRepeated(call: ChatPart, parts: readonly ChatPart[]): boolean {
  return (
    call.type === 'tool-call' &&
    call.id !== undefined &&
    parts.some((part) => part.type === 'tool-call' && part.id === call.id)
  )
}

/** What a tool answers is a result, also where it is written as plain content (OpenAI, LangChain). */
function asToolResult(
  item: ValueRecord,
  role: ChatRole | undefined,
  parts: readonly ChatPart[],
): readonly ChatPart[] {
  if (role !== 'tool' || parts.some(({ type }) => type === 'tool-result')) return parts
  const id = textOf(firstMember(item, ['tool_call_id', 'toolCallId', 'id']))
  const only = parts.length === 1 ? parts[0] : undefined
  const content = firstMember(item, CONTENT_KEYS)
  const result = only?.type === 'text' ? parseJsonText(only.text) : (content ?? null)
  return [{ type: 'tool-result', ...(id === undefined ? {} : { id }), result }]
}
