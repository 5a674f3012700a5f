import { isPlainObject, MAX_VALUE_DEPTH } from '@kymo/protocol'

export interface MetricLeaf {
  readonly path: readonly string[]
  readonly value: unknown
}

/** Objects that share members have more leaves than any memory holds; a row of that many is cut by the log, too. */
const MAX_LEAVES = 100_000

/**
 * A nested value as the leaves that the log's encoder makes of it: plain objects are taken apart, all else is one value, media
 * among them. What contains itself, is too deep or throws when it is read is left out, and at most 100,000 leaves are taken.
 */
export function flattenMetric(name: string, value: unknown): MetricLeaf[] {
  const leaves: MetricLeaf[] = []
  if (isBranch(value)) collect([name], value, { leaves, ancestors: new Set([value]) })
  else leaves.push({ path: [name], value })
  return leaves
}

interface Walk {
  readonly leaves: MetricLeaf[]
  readonly ancestors: Set<object>
}

function collect(path: readonly string[], branch: object, walk: Walk): void {
  const { leaves, ancestors } = walk
  const entries = entriesOf(branch)
  if (entries?.length === 0) leaves.push({ path, value: branch })
  for (const [name, value] of entries ?? []) {
    if (leaves.length >= MAX_LEAVES) return
    const inner = [...path, name]
    if (!isBranch(value)) leaves.push({ path: inner, value })
    else if (!ancestors.has(value) && inner.length <= MAX_VALUE_DEPTH) {
      ancestors.add(value)
      collect(inner, value, walk)
      ancestors.delete(value)
    }
  }
}

function entriesOf(branch: object): [string, unknown][] | undefined {
  try {
    return Object.entries(branch)
  } catch {
    return undefined
  }
}

function isBranch(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  try {
    if (!isPlainObject(value) || typeof Reflect.get(value, 'toJSON') === 'function') return false
    return !Object.hasOwn(value, '_type')
  } catch {
    return false
  }
}
