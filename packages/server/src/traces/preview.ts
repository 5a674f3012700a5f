import type { ChatMessage } from '../api/trace-types.ts'
import type { Value } from '../api/types.ts'
import { isRecord } from './attribute-value.ts'

/** Of what a list shows. */
const PREVIEW_CHARS = 200
/** Of what a search looks through, of each of input and output. */
const SEARCH_CHARS = 2000

/** What went in or came out, as a text for people: the last message of a conversation, else the value. */
export function toText(messages: readonly ChatMessage[] | undefined, value: Value | undefined): string {
  const last = messages?.at(-1)
  if (last !== undefined) return textOf(last)
  if (value === undefined || value === null) return ''
  const only = unwrapOnly(value)
  return typeof only === 'string' ? only : JSON.stringify(only)
}

/** LangChain wraps what is no record into one. */
function unwrapOnly(value: Value): Value {
  if (!isRecord(value)) return value
  const [entry, ...others] = Object.entries(value)
  const isWrapped = entry !== undefined && others.length === 0 && ['input', 'output'].includes(entry[0])
  return isWrapped ? entry[1] : value
}

/** All that was said. */
export function toSearchText(messages: readonly ChatMessage[] | undefined, value: Value | undefined): string {
  let text = ''
  for (const message of messages ?? []) {
    if (text.length >= SEARCH_CHARS) break
    text += `${textOf(message)}\n`
  }
  if (messages === undefined) text = toText(undefined, value)
  return searchable(text.slice(0, SEARCH_CHARS))
}

export function shortenText(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= PREVIEW_CHARS ? line : `${line.slice(0, PREVIEW_CHARS - 1)}…`
}

/** As it is looked for. NUL would end the text in one of the database's bindings. */
export function searchable(text: string): string {
  return text.toLowerCase().replaceAll('\0', ' ')
}

function textOf({ parts }: ChatMessage): string {
  const texts = parts.flatMap((part) => {
    switch (part.type) {
      case 'text':
      case 'reasoning':
        return [part.text]
      case 'tool-call':
        return [`${part.name}(${JSON.stringify(part.arguments)})`]
      case 'tool-result':
        return [typeof part.result === 'string' ? part.result : JSON.stringify(part.result)]
      case 'media':
        return [`[${part.mediaType ?? 'media'}]`]
      case 'other':
        return [JSON.stringify(part.value)]
    }
  })
  return texts.join(' ')
}
