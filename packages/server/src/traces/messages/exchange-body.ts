import type { ChatMessage } from '../../api/trace-types.ts'
import type { Value } from '../../api/types.ts'
import { firstMember, isList, isRecord, member, textOf } from '../attribute-value.ts'
import { messageOf, toChatMessages } from './chat-message.ts'

/**
 * Messages of what was sent to a model, in the shape of any API: a text, messages, or a body with them
 * (`messages`, `contents`, `input`, `prompt`, and `system` or `instructions` beside them).
 */
export function requestMessages(body: Value | undefined): ChatMessage[] | undefined {
  if (typeof body === 'string') return listOf(messageOf('user', body))
  if (!isRecord(body)) return toChatMessages(body, 'user')
  // An empty list beside a prompt says nothing.
  const given = ['messages', 'contents', 'input', 'prompt', 'question']
    .map((key) => member(body, key))
    .find(isFilled)
  const messages =
    typeof given === 'string' ? listOf(messageOf('user', given)) : toChatMessages(given, 'user')
  if (messages === undefined) return given === undefined ? toChatMessages(body, 'user') : undefined
  const instructions = firstMember(body, [
    'system',
    'instructions',
    'system_instruction',
    'systemInstruction',
  ])
  const content = isRecord(instructions) ? (member(instructions, 'parts') ?? instructions) : instructions
  const system = messageOf('system', content)
  return system === undefined ? messages : [system, ...messages]
}

/** Messages of what a model answered: a text, messages, or the body of any API's answer. */
export function responseMessages(body: Value | undefined): ChatMessage[] | undefined {
  if (typeof body === 'string') return listOf(messageOf('assistant', body))
  if (!isRecord(body)) return toChatMessages(body, 'assistant')
  // OpenAI: choices. Gemini: candidates. OpenAI responses: output. LangChain: generations. Bedrock: output.message.
  const choices = firstMember(body, ['choices', 'candidates'])
  if (isList(choices)) return toChatMessages(choices.map(withContent), 'assistant')
  const generations = member(body, 'generations')
  if (isList(generations)) return toChatMessages(generations, 'assistant')
  const output = member(body, 'output')
  if (isList(output)) return toChatMessages(output, 'assistant')
  if (isRecord(output) && isRecord(member(output, 'message'))) return toChatMessages(output, 'assistant')
  const messages = member(body, 'messages')
  if (isList(messages)) return toChatMessages(messages, 'assistant')
  return toChatMessages(body, 'assistant')
}

/** Gemini keeps role and parts in `content`, and the reason of the end beside it. */
function withContent(choice: Value): Value {
  const content = member(choice, 'content')
  return isRecord(choice) && isRecord(content) ? { ...choice, content: null, ...content } : choice
}

function isFilled(value: Value | undefined): boolean {
  return isList(value) ? value.length > 0 : textOf(value) !== undefined || isRecord(value)
}

function listOf(message: ChatMessage | undefined): ChatMessage[] | undefined {
  return message && [message]
}
