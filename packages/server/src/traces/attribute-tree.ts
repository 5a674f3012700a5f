import type { Entry, Value } from '../api/types.ts'
import { toRecord } from '../domain/api-value.ts'

/** Parts of a key beyond these stay together as one name. */
const MAX_DEPTH = 16
const INDEX = /^(?:0|[1-9]\d{0,8})$/

type Node = Map<string, Node | { readonly leaf: Value }>

/**
 * Puts flattened keys back together: members whose names are all whole numbers become a list, in the order of the numbers
 * (which may have gaps), other members an object. Where a key is both a value and a prefix, what lies below it wins.
 * @returns undefined when there are none
 */
export function buildTree(entries: readonly Entry[]): Value | undefined {
  if (entries.length === 0) return undefined
  const root: Node = new Map()
  for (const [key, value] of entries) insert(root, split(key), value)
  return toValue(root)
}

function split(key: string): string[] {
  const parts = key.split('.')
  if (parts.length <= MAX_DEPTH) return parts
  return [...parts.slice(0, MAX_DEPTH - 1), parts.slice(MAX_DEPTH - 1).join('.')]
}

function insert(root: Node, parts: readonly string[], leaf: Value): void {
  let node = root
  for (const part of parts.slice(0, -1)) {
    const next = node.get(part)
    if (next instanceof Map) node = next
    else {
      const made: Node = new Map()
      node.set(part, made)
      node = made
    }
  }
  const last = parts.at(-1) ?? ''
  if (!(node.get(last) instanceof Map)) node.set(last, { leaf })
}

function toValue(node: Node): Value {
  const keys = [...node.keys()]
  const read = (key: string): Value => {
    const inner = node.get(key)
    return inner instanceof Map ? toValue(inner) : (inner?.leaf ?? null)
  }
  if (keys.every((key) => INDEX.test(key)))
    return keys.toSorted((a, b) => Number(a) - Number(b)).map((key) => read(key))
  return toRecord(keys.map((key) => [key, read(key)] as const))
}
