import { MAX_KEY_BYTES, parseValueJson, toValueJson } from '@kymo/protocol'
import type { JsonEntry } from './run-records.ts'

/** The same limit as for the name of a metric. */
const MAX_KEY_LENGTH: number = MAX_KEY_BYTES

/** Keys that people chose, with values as JSON text: what they hand in may change later, what is kept does not. */
export class JsonEntries {
  readonly #jsons = new Map<string, string>()

  has(key: string): boolean {
    return this.#jsons.has(key)
  }

  /** A fresh copy at every call; objects have no prototype. */
  get(key: string): unknown {
    const json = this.#jsons.get(key)
    return json === undefined ? undefined : parseValueJson(json)
  }

  /** @returns false when there was no such key */
  delete(key: string): boolean {
    return this.#jsons.delete(key)
  }

  entries(): IterableIterator<JsonEntry> {
    return this.#jsons.entries()
  }

  keys(): IterableIterator<string> {
    return this.#jsons.keys()
  }

  /**
   * Takes what can be kept, and tells the rest. Never throws, not even for a getter or a proxy that does.
   * @returns the entries that are new or changed
   */
  merge(
    values: Readonly<Record<string, unknown>>,
    onRefused: (key: string, reason: string) => void,
  ): JsonEntry[] {
    const changed: JsonEntry[] = []
    for (const key of keysOf(values, onRefused)) {
      const json = toJson(key, values, onRefused)
      if (json === undefined || json === this.#jsons.get(key)) continue
      this.#jsons.set(key, json)
      changed.push([key, json])
    }
    return changed
  }
}

function keysOf(values: object, onRefused: (key: string, reason: string) => void): readonly string[] {
  try {
    return Object.keys(values)
  } catch {
    onRefused('', 'reading the names of the values threw')
    return []
  }
}

function toJson(
  key: string,
  values: Readonly<Record<string, unknown>>,
  onRefused: (key: string, reason: string) => void,
): string | undefined {
  if (key === '' || key.length > MAX_KEY_LENGTH) {
    onRefused(key, `a key must have 1 to ${MAX_KEY_LENGTH} characters`)
    return undefined
  }
  try {
    const result = toValueJson(values[key])
    if ('json' in result) return result.json
    onRefused(key, result.detail)
  } catch {
    onRefused(key, 'reading it threw')
  }
  return undefined
}
