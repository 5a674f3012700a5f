import { listOf, loose, numberOf, type Loose } from './framework-types.ts'

/** Lists in lists; a list that holds itself is no deeper than this either. */
const MAX_DEPTH = 4

/** Messages of the state that a node or a graph gives back, of a command, or of a list of them. */
export function messagesIn(outputs: unknown, depth: number = MAX_DEPTH): readonly unknown[] {
  if (Array.isArray(outputs)) {
    if (depth === 0) return []
    return outputs.flatMap((item) => ('tool_call_id' in loose(item) ? [item] : messagesIn(item, depth - 1)))
  }
  const fields: Loose = loose(outputs)
  return listOf(fields['messages'] ?? loose(fields['update'])['messages'])
}

/** A document of a retriever, with its score where the store gives one. */
export function readDocument(value: unknown): Loose {
  const document = loose(value)
  const metadata = loose(document['metadata'])
  return {
    id: document['id'] ?? metadata['id'],
    score: numberOf(metadata['score']) ?? numberOf(metadata['relevance_score']),
    content: document['pageContent'],
    metadata: document['metadata'],
  }
}

/** A number, or the numbers of an object, by the names of their metrics. */
export function numbersIn(name: string, data: unknown): Record<string, number> {
  const value = numberOf(data)
  if (value !== undefined) return { [name]: value }
  if (Array.isArray(data)) return {}
  const entries = Object.entries(loose(data)).flatMap(([key, item]) => {
    const number = numberOf(item)
    return number === undefined ? [] : [[`${name}/${key}`, number] as const]
  })
  return Object.fromEntries(entries)
}
