import { messageOf } from './message-of.ts'

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

/** JSON text of a value, or why it has none. */
export type ValueJson = { readonly json: string } | { readonly drop: DropReason; readonly detail: string }

/** Levels of lists and objects inside one value. */
export const MAX_VALUE_DEPTH = 32
/** Characters of JSON text of one value. */
export const MAX_VALUE_CHARS: number = 1024 * 1024

interface Walk {
  readonly ancestors: Set<object>
  charCount: number
  /** Set before the walk is left by an exception: what user code throws cannot be told apart safely otherwise. */
  drop?: { readonly drop: DropReason; readonly detail: string }
}

/**
 * JSON text of a value, with the bare literals NaN, Infinity and -Infinity, at any depth. Never throws.
 *
 * bigint → integer text; Date → ISO string (an invalid one → null); typed array, Set and iterable views → array; Map → object;
 * an object with `toJSON` → what it returns; undefined, functions and symbols inside objects are left out, inside arrays null.
 */
export function toValueJson(value: unknown): ValueJson {
  const walk: Walk = { ancestors: new Set(), charCount: 0 }
  try {
    return { json: render(value, walk) }
  } catch (error) {
    return walk.drop ?? { drop: 'unsupported', detail: `reading it threw: ${messageOf(error)}` }
  }
}

/** JSON text of a number, bare literals included. */
export function numberJson(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

function render(value: unknown, walk: Walk): string {
  const text = renderAny(value, walk)
  // Members of a container have been counted one by one; what is added for itself bounds the walk through empty ones.
  walk.charCount += typeof value === 'object' ? 2 : text.length
  if (walk.charCount > MAX_VALUE_CHARS)
    throw leave(walk, 'too-large', `the value exceeds ${MAX_VALUE_CHARS} characters of JSON`)
  return text
}

function leave(walk: Walk, reason: DropReason, detail: string): Error {
  walk.drop = { drop: reason, detail }
  return new Error(detail)
}

function renderAny(value: unknown, walk: Walk): string {
  switch (typeof value) {
    case 'number':
      return numberJson(value)
    case 'string':
      if (value.length > MAX_VALUE_CHARS)
        throw leave(
          walk,
          'too-large',
          `a text of ${value.length} characters exceeds the limit of ${MAX_VALUE_CHARS}`,
        )
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'bigint':
      return String(value)
    case 'undefined':
      throw leave(walk, 'undefined', 'the value is undefined')
    case 'function':
      throw leave(walk, 'function', 'a function cannot be logged')
    case 'symbol':
      throw leave(walk, 'symbol', 'a symbol cannot be logged')
    case 'object':
      return value === null ? 'null' : renderObject(value, walk)
  }
}

function renderObject(value: object, walk: Walk): string {
  if (value instanceof Date) return renderDate(value)
  if (walk.ancestors.has(value)) throw leave(walk, 'circular', 'the value contains itself')
  if (walk.ancestors.size >= MAX_VALUE_DEPTH)
    throw leave(walk, 'too-deep', `the value is nested deeper than ${MAX_VALUE_DEPTH} levels`)
  walk.ancestors.add(value)
  try {
    return renderMembers(value, walk)
  } finally {
    walk.ancestors.delete(value)
  }
}

/** Not by the date's own methods: a subclass may have others. */
function renderDate(date: Date): string {
  const isValid = !Number.isNaN(Date.prototype.getTime.call(date))
  return isValid ? `"${Date.prototype.toISOString.call(date)}"` : 'null'
}

function renderMembers(value: object, walk: Walk): string {
  if (Array.isArray(value)) return renderList(value, walk)
  if (ArrayBuffer.isView(value)) {
    if (value instanceof DataView)
      throw leave(walk, 'unsupported', 'a DataView cannot be logged; log a typed array')
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
    throw leave(walk, 'unsupported', `an object of class ${className(value)} cannot be logged`)
  return renderEntries(Object.entries(value), walk)
}

function renderList(values: Iterable<unknown>, walk: Walk): string {
  const parts: string[] = []
  for (const inner of values) {
    walk.charCount++
    parts.push(render(isNothing(inner) ? null : inner, walk))
  }
  return `[${parts.join(',')}]`
}

function renderEntries(entries: Iterable<readonly [string, unknown]>, walk: Walk): string {
  const parts: string[] = []
  for (const [key, inner] of entries) {
    if (isNothing(inner)) continue
    walk.charCount += key.length + 4
    parts.push(`${JSON.stringify(key)}:${render(inner, walk)}`)
  }
  return `{${parts.join(',')}}`
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
