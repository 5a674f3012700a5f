import type { SpanAttribute, SpanValue } from '@kymo/protocol'
import type { Entry, Value } from '../api/types.ts'
import { parseApiValue } from '../domain/api-value.ts'
import { numberOf, textOf, toAttributeValue } from './attribute-value.ts'
import { buildTree } from './attribute-tree.ts'

/** Texts that are longer are not parsed as JSON but shown as they are. */
const MAX_JSON_LENGTH = 16_777_216

/** The attributes of a span or an event, for looking up. Of a key that is there twice the later value counts. */
export class AttributeBag {
  readonly #values = new Map<string, SpanValue>()
  /** What stands before the first dot of the keys. */
  readonly #roots = new Set<string>()

  constructor(attributes: Iterable<SpanAttribute>) {
    for (const [key, value] of attributes) {
      this.#values.set(key, value)
      const dot = key.indexOf('.')
      this.#roots.add(dot < 0 ? key : key.slice(0, dot))
    }
  }

  /** Whether any key has this first part. */
  hasRoot(root: string): boolean {
    return this.#roots.has(root)
  }

  has(key: string): boolean {
    return this.#values.has(key)
  }

  value(key: string): Value | undefined {
    const value = this.#values.get(key)
    return value === undefined || value === null ? undefined : toAttributeValue(value)
  }

  /** The first of these keys with a text that is not empty. */
  text(...keys: readonly string[]): string | undefined {
    for (const key of keys) {
      const text = textOf(this.value(key))
      if (text !== undefined) return text
    }
    return undefined
  }

  /** The first of these keys with a number, or with a text that is one. */
  number(...keys: readonly string[]): number | undefined {
    for (const key of keys) {
      const number = numberOf(this.value(key))
      if (number !== undefined) return number
    }
    return undefined
  }

  /** The first of these keys that is there; a text that holds JSON is parsed. An empty text counts as absent. */
  json(...keys: readonly string[]): Value | undefined {
    for (const key of keys) {
      const value = this.value(key)
      if (value !== undefined && value !== '') return parseJsonText(value)
    }
    return undefined
  }

  /** Keys below a prefix that ends in a dot, without it. */
  below(prefix: string): Entry[] {
    const entries: Entry[] = []
    for (const [key, value] of this.#values) {
      if (key.length > prefix.length && key.startsWith(prefix))
        entries.push([key.slice(prefix.length), toAttributeValue(value)])
    }
    return entries
  }

  /** A list or object that was flattened into keys (`prefix.0.role`). */
  tree(prefix: string): Value | undefined {
    return buildTree(this.below(`${prefix}.`))
  }
}

/** Parses a text that is a JSON object, list or quoted text; other values stay as they are. */
export function parseJsonText(value: Value): Value {
  if (typeof value !== 'string' || value.length > MAX_JSON_LENGTH) return value
  const first = value.trimStart()[0]
  if (first !== '{' && first !== '[' && first !== '"') return value
  return parseApiValue(value) ?? value
}
