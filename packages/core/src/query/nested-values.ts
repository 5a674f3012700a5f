type Nested = { [key: string]: unknown }

/**
 * Config and summary as people wrote them: `optimizer.lr` becomes a member of `optimizer`. Where a name is a value and a
 * beginning of others at once, those keep their dots. Objects have no prototype.
 * @param entries flattened with dots
 */
export function nestValues(
  entries: Iterable<readonly [key: string, value: unknown]>,
): Readonly<Record<string, unknown>> {
  const root = createObject()
  // A value comes before the names that begin with it.
  for (const [key, value] of [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1))) put(root, key, value)
  return root
}

function put(root: Nested, key: string, value: unknown): void {
  let place = root
  const path = key.split('.')
  for (const [i, part] of path.entries()) {
    if (i === path.length - 1) {
      place[part] = value
      return
    }
    place[part] ??= createObject()
    const next = place[part]
    if (!isBranch(next)) {
      root[key] = value
      return
    }
    place = next
  }
}

const branches = new WeakSet<object>()

function createObject(): Nested {
  const object = Object.create(null) as Nested
  branches.add(object)
  return object
}

/** Only objects that were made here: a value may be an object too. */
function isBranch(value: unknown): value is Nested {
  return typeof value === 'object' && value !== null && branches.has(value)
}
