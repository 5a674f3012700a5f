/** Why a value was not kept. */
export type DropReason =
  | 'undefined'
  | 'function'
  | 'symbol'
  | 'circular'
  | 'too-deep'
  | 'too-large'
  | 'unsupported'
  | 'key-too-long'

export type ValueJson = { readonly json: string } | { readonly drop: DropReason; readonly detail: string }

export const MAX_VALUE_DEPTH = 32
/** Characters of JSON text of one value. */
export const MAX_VALUE_CHARS: number = 1024 * 1024

class Dropped extends Error {
  readonly reason: DropReason

  constructor(reason: DropReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}

interface Walk {
  readonly ancestors: Set<object>
  charCount: number
}

/**
 * JSON text of a value, with the bare literals NaN, Infinity and -Infinity, at any depth. Never throws.
 *
 * bigint → integer text; Date → ISO string (an invalid one → null); typed array, Set and iterable views → array; Map → object;
 * an object with `toJSON` → what it returns; undefined, functions and symbols inside objects are left out, inside arrays null.
 */
export function toValueJson(value: unknown): ValueJson {
  try {
    const json = render(value, { ancestors: new Set(), charCount: 0 })
    return { json }
  } catch (error) {
    if (error instanceof Dropped) return { drop: error.reason, detail: error.message }
    return {
      drop: 'unsupported',
      detail: `reading it threw: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

/** JSON text of a number, bare literals included. */
export function numberJson(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

function render(value: unknown, walk: Walk): string {
  const text = renderAny(value, walk)
  // Members of a container have been counted one by one.
  if (typeof value !== 'object') walk.charCount += text.length
  return text
}

function renderAny(value: unknown, walk: Walk): string {
  switch (typeof value) {
    case 'number':
      return numberJson(value)
    case 'string':
      if (value.length > MAX_VALUE_CHARS)
        throw new Dropped(
          'too-large',
          `a text of ${value.length} characters exceeds the limit of ${MAX_VALUE_CHARS}`,
        )
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'bigint':
      return String(value)
    case 'undefined':
      throw new Dropped('undefined', 'the value is undefined')
    case 'function':
      throw new Dropped('function', 'a function cannot be logged')
    case 'symbol':
      throw new Dropped('symbol', 'a symbol cannot be logged')
    case 'object':
      return value === null ? 'null' : renderObject(value, walk)
  }
}

function renderObject(value: object, walk: Walk): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'null' : JSON.stringify(value)
  if (walk.ancestors.has(value)) throw new Dropped('circular', 'the value contains itself')
  if (walk.ancestors.size >= MAX_VALUE_DEPTH)
    throw new Dropped('too-deep', `the value is nested deeper than ${MAX_VALUE_DEPTH} levels`)
  walk.ancestors.add(value)
  try {
    return renderMembers(value, walk)
  } finally {
    walk.ancestors.delete(value)
  }
}

function renderMembers(value: object, walk: Walk): string {
  if (Array.isArray(value)) return renderList(value, walk)
  if (ArrayBuffer.isView(value)) {
    if (value instanceof DataView)
      throw new Dropped('unsupported', 'a DataView cannot be logged; log a typed array')
    return renderList(value as unknown as Iterable<unknown>, walk)
  }
  const toJson: unknown = Reflect.get(value, 'toJSON')
  if (typeof toJson === 'function') return render(Reflect.apply(toJson, value, []), walk)
  if (value instanceof Set) return renderList(value, walk)
  if (value instanceof Map)
    return renderEntries(
      [...value].map(([key, inner]) => [String(key), inner] as const),
      walk,
    )
  if (!isPlainObject(value))
    throw new Dropped('unsupported', `an object of class ${className(value)} cannot be logged`)
  return renderEntries(Object.entries(value), walk)
}

function renderList(values: Iterable<unknown>, walk: Walk): string {
  const parts: string[] = []
  for (const inner of values) {
    parts.push(isNothing(inner) ? 'null' : render(inner, walk))
    bound(walk, parts.length)
  }
  return `[${parts.join(',')}]`
}

function renderEntries(entries: Iterable<readonly [string, unknown]>, walk: Walk): string {
  const parts: string[] = []
  for (const [key, inner] of entries) {
    if (isNothing(inner)) continue
    parts.push(`${JSON.stringify(key)}:${render(inner, walk)}`)
    walk.charCount += key.length
    bound(walk, parts.length)
  }
  return `{${parts.join(',')}}`
}

function bound(walk: Walk, partCount: number): void {
  if (walk.charCount + partCount > MAX_VALUE_CHARS)
    throw new Dropped('too-large', `the value exceeds ${MAX_VALUE_CHARS} characters of JSON`)
}

function isNothing(value: unknown): boolean {
  return value === undefined || typeof value === 'function' || typeof value === 'symbol'
}

/** True for objects whose members are data: literals, and objects without a prototype, of any realm. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

function className(value: object): string {
  const constructor: unknown = Reflect.get(value, 'constructor')
  return typeof constructor === 'function' ? constructor.name || 'without a name' : 'without a name'
}
