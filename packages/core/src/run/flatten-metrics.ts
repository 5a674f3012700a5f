import { isPlainObject, MAX_VALUE_DEPTH } from '@kymo/protocol'

export interface MetricLeaf {
  readonly path: readonly string[]
  readonly value: unknown
}

/** A nested value as the leaves that the log's encoder makes of it: plain objects are taken apart, all else is one value. */
export function flattenMetric(name: string, value: unknown): MetricLeaf[] {
  const leaves: MetricLeaf[] = []
  collect([name], value, leaves)
  return leaves
}

function collect(path: readonly string[], value: unknown, leaves: MetricLeaf[]): void {
  const entries = isBranch(value) ? Object.entries(value) : []
  // The depth bounds an object that contains itself as well.
  if (entries.length === 0 || path.length > MAX_VALUE_DEPTH) leaves.push({ path, value })
  else for (const [name, inner] of entries) collect([...path, name], inner, leaves)
}

function isBranch(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return isPlainObject(value) && typeof Reflect.get(value, 'toJSON') !== 'function'
}
