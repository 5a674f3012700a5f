import type { Value } from '@kymo/server/api'

export interface ValueChange {
  /** Keys from the root, for people: `optimizer.lr`. */
  readonly path: string
  /** Undefined: added. */
  readonly before: Value | undefined
  /** Undefined: removed. */
  readonly after: Value | undefined
}

const MAX_DEPTH = 32

/** What differs between two JSON values, leaf by leaf. Lists are compared as a whole: their places mean little. */
export function diffValues(before: Value, after: Value): ValueChange[] {
  const changes: ValueChange[] = []
  compare([], { before, after }, changes)
  return changes
}

function compare(
  path: readonly string[],
  { before, after }: { readonly before: Value | undefined; readonly after: Value | undefined },
  changes: ValueChange[],
): void {
  const [left, right] = [membersOf(before), membersOf(after)]
  if (left !== undefined && right !== undefined && path.length < MAX_DEPTH) {
    for (const key of new Set([...left.keys(), ...right.keys()])) {
      compare([...path, key], { before: left.get(key), after: right.get(key) }, changes)
    }
    return
  }
  if (JSON.stringify(before) !== JSON.stringify(after)) changes.push({ path: path.join('.'), before, after })
}

function membersOf(value: Value | undefined): ReadonlyMap<string, Value> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return new Map(Object.entries(value))
}
