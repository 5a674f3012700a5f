import { parseValueJson } from '@kymo/protocol'
import type { Entry, Num, Value } from '../api/types.ts'

/** Deeper than any writer goes; bounds the recursion on a hostile log. */
const MAX_DEPTH = 64

/** A float64 as JSON can hold it. */
export function toNum(value: number): Num {
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
}

/** @returns the value of a logged JSON text, in the form of the query API; undefined when it is not readable */
export function parseApiValue(json: string): Value | undefined {
  try {
    return toApiValue(parseValueJson(json), 0)
  } catch {
    return undefined
  }
}

function toApiValue(value: unknown, depth: number): Value {
  if (typeof value === 'number') return toNum(value)
  if (typeof value !== 'object' || value === null) return value as Value
  if (depth === MAX_DEPTH) return '…'
  if (Array.isArray(value)) return value.map((inner) => toApiValue(inner, depth + 1))
  const members = Object.entries(value).map(([key, inner]) => [key, toApiValue(inner, depth + 1)] as const)
  return toRecord(members)
}

/** An object whose keys are data: it has no prototype, so `__proto__` is a key like any other. */
export function toRecord(entries: Iterable<Entry>): { [key: string]: Value } {
  const record = Object.create(null) as { [key: string]: Value }
  for (const [key, value] of entries) record[key] = value
  return record
}

/** True for what {@link flattenEntries} takes apart. Media are objects too, but one value: they have a `_type`. */
export function isGroup(value: Value): value is { readonly [key: string]: Value } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return !Object.hasOwn(value, '_type') && Object.keys(value).length > 0
}

/** Calls `take` for every member of nested objects with its path, joined with dots. */
export function flattenValue(key: string, value: Value, take: (key: string, value: Value) => void): void {
  if (!isGroup(value)) {
    take(key, value)
    return
  }
  for (const [inner, member] of Object.entries(value)) flattenValue(`${key}.${inner}`, member, take)
}

/** @returns the entries flattened with dots and sorted by key (code units); of two with one key the later */
export function flattenEntries(entries: Iterable<Entry>): Entry[] {
  const flat = new Map<string, Value>()
  for (const [key, value] of entries) flattenValue(key, value, (path, leaf) => flat.set(path, leaf))
  return sortEntries(flat)
}

export function sortEntries(entries: Iterable<Entry>): Entry[] {
  return [...entries].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}
