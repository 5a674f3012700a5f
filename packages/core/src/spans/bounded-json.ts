const MAX_DEPTH = 16
const MAX_ITEMS = 1000

/** What JSON.stringify would say, within a bound and whatever the value is. */
export interface BoundedJson {
  readonly text: string
  /** True when something was left out. */
  readonly isCut: boolean
}

/**
 * JSON text of any value, of about `maxChars` characters at most: long texts are cut, further items left out, and the text stays JSON.
 * Never throws, never runs long: cycles, getters that throw, tensors, streams and sockets are named, not walked.
 */
export function toBoundedJson(value: unknown, maxChars: number): BoundedJson {
  const builder = new Builder(maxChars)
  const text = builder.write(value, 0) ?? 'null'
  return { text, isCut: builder.isCut }
}

class Builder {
  isCut = false
  #left: number
  readonly #parents = new Set<object>()

  constructor(maxChars: number) {
    this.#left = maxChars
  }

  /** @returns undefined for what JSON leaves out */
  write(value: unknown, depth: number): string | undefined {
    switch (typeof value) {
      case 'string':
        return this.#text(value)
      case 'number':
        return this.#spend(Number.isFinite(value) ? String(value) : JSON.stringify(String(value)))
      case 'boolean':
        return this.#spend(String(value))
      case 'bigint':
        return this.#text(String(value))
      case 'object':
        return value === null ? this.#spend('null') : this.#object(value, depth)
      case 'undefined':
      case 'function':
      case 'symbol':
        return undefined
    }
  }

  #text(value: string): string {
    const room = Math.max(0, this.#left)
    if (value.length <= room) return this.#spend(JSON.stringify(value))
    this.isCut = true
    const kept = value.slice(0, room)
    return this.#spend(JSON.stringify(`${kept}… (${value.length} characters)`))
  }

  #object(value: object, depth: number): string {
    const name = nameInstead(value)
    if (name !== undefined) return this.#spend(JSON.stringify(name))
    if (this.#parents.has(value)) return this.#cut('[Circular]')
    if (depth >= MAX_DEPTH || this.#left <= 0) return this.#cut(Array.isArray(value) ? '[Array]' : '[Object]')
    this.#parents.add(value)
    try {
      return this.#members(value, depth)
    } catch (error) {
      return this.#cut(`[Unreadable: ${error instanceof Error ? error.message.slice(0, 100) : 'it throws'}]`)
    } finally {
      this.#parents.delete(value)
    }
  }

  #members(value: object, depth: number): string {
    const toJson: unknown = (value as { toJSON?: unknown }).toJSON
    if (typeof toJson === 'function') {
      const plain: unknown = (toJson as (key: string) => unknown).call(value, '')
      if (plain !== value) return this.write(plain, depth + 1) ?? 'null'
    }
    if (Array.isArray(value)) return this.#list(value, depth)
    if (value instanceof Set) return this.#list([...take(value)], depth)
    if (value instanceof Map)
      return this.#entries(
        [...take(value)].map(([key, item]) => [String(key), item]),
        value.size,
        depth,
      )
    if (value instanceof Error) return this.#entries(errorEntries(value), 2, depth)
    const keys = Object.keys(value)
    return this.#entries(lazyEntries(value, keys), keys.length, depth)
  }

  #list(items: readonly unknown[], depth: number): string {
    const parts: string[] = []
    for (const item of items) {
      if (parts.length >= MAX_ITEMS || this.#left <= 0) {
        parts.push(this.#cut(`… ${items.length - parts.length} more`))
        break
      }
      this.#left -= 1
      parts.push(this.write(item, depth + 1) ?? 'null')
    }
    return `[${parts.join(',')}]`
  }

  #entries(entries: Iterable<readonly [string, unknown]>, total: number, depth: number): string {
    const parts: string[] = []
    for (const [key, item] of entries) {
      if (parts.length >= MAX_ITEMS || this.#left <= 0) {
        parts.push(`"…":${this.#cut(`${total - parts.length} more`)}`)
        break
      }
      const name = JSON.stringify(key.length > 1000 ? `${key.slice(0, 1000)}…` : key)
      const text = this.write(item, depth + 1)
      if (text === undefined) continue
      this.#left -= name.length + 2
      parts.push(`${name}:${text}`)
    }
    return `{${parts.join(',')}}`
  }

  #cut(name: string): string {
    this.isCut = true
    return this.#spend(JSON.stringify(name))
  }

  #spend(text: string): string {
    this.#left -= text.length
    return text
  }
}

function* lazyEntries(value: object, keys: readonly string[]): Iterable<readonly [string, unknown]> {
  for (const key of keys) yield [key, (value as Record<string, unknown>)[key]]
}

function* take<T>(items: Iterable<T>): Iterable<T> {
  let count = 0
  for (const item of items) {
    yield item
    if (++count > MAX_ITEMS) return
  }
}

function errorEntries(error: Error): [string, unknown][] {
  return [
    ['name', error.name],
    ['message', error.message],
  ]
}

/** What is named in place of its content: bytes say nothing to a reader, and what has no content of its own is not walked. */
function nameInstead(value: object): string | undefined {
  if (ArrayBuffer.isView(value)) {
    const { length = 0 } = value as { length?: number }
    return `[${value.constructor.name} of ${length}]`
  }
  if (value instanceof ArrayBuffer) return `[ArrayBuffer of ${value.byteLength} bytes]`
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet)
    return `[${value.constructor.name}]`
  if (value instanceof RegExp) return String(value)
  // Streams, sockets and requests hold half of the process.
  if (typeof (value as { pipe?: unknown }).pipe === 'function' || value instanceof AbortSignal)
    return `[${value.constructor?.name ?? 'Object'}]`
  return undefined
}
