import type { SpanValue } from '@kymo/protocol'
import { toBoundedJson } from './bounded-json.ts'
import { callUserFunction } from './call-user-function.ts'

/** Lists of more items are kept as JSON text, with fewer of them. */
const MAX_LIST_ITEMS = 1000

export interface BoundedValue {
  readonly value: SpanValue
  /** True when something was left out. */
  readonly isCut: boolean
}

/**
 * What is kept of a value: texts, numbers, booleans and lists of one of these as they are, anything else as JSON text, all within
 * `maxChars`.
 * @returns undefined for what there is nothing to keep of: undefined, functions, symbols
 */
export function toSpanValue(value: unknown, maxChars: number): BoundedValue | undefined {
  switch (typeof value) {
    case 'string':
      return cutText(value, maxChars)
    case 'boolean':
    case 'number':
      return { value, isCut: false }
    case 'bigint':
      return { value: BigInt.asIntN(64, value) === value ? value : String(value), isCut: false }
    case 'object':
      return fromObject(value, maxChars)
    case 'undefined':
    case 'function':
    case 'symbol':
      return undefined
  }
}

/** What of the user's every value goes through. */
export interface ValueRules {
  /** Of one value. */
  readonly maxChars: number
  /** The user's. @throws what the user's throws */
  readonly redact: ((value: unknown, key: string) => unknown) | undefined
}

/** {@link toSpanValue} after the user's redaction. Never throws: what a redaction could not judge is not kept. */
export function keepValue(
  { maxChars, redact }: ValueRules,
  key: string,
  value: unknown,
): BoundedValue | undefined {
  try {
    return toSpanValue(redact === undefined ? value : callUserFunction(redact, value, key), maxChars)
  } catch {
    return redact === undefined ? undefined : { value: '[redaction failed]', isCut: false }
  }
}

function cutText(value: string, maxChars: number): BoundedValue {
  if (value.length <= maxChars) return { value, isCut: false }
  return { value: `${value.slice(0, maxChars)}… (${value.length} characters)`, isCut: true }
}

function fromObject(value: object | null, maxChars: number): BoundedValue {
  if (value === null) return { value: null, isCut: false }
  if (isPlainList(value, maxChars)) return { value: [...value], isCut: false }
  const { text, isCut } = toBoundedJson(value, maxChars)
  return { value: text, isCut }
}

function isPlainList(value: object, maxChars: number): value is string[] | number[] | boolean[] {
  if (!Array.isArray(value) || value.length > MAX_LIST_ITEMS) return false
  const [first]: unknown[] = value
  const type = typeof first
  if (value.length > 0 && type !== 'string' && type !== 'number' && type !== 'boolean') return false
  let charCount = 0
  return value.every((item: unknown) => {
    charCount += type === 'string' ? String(item).length : 1
    return typeof item === type && charCount <= maxChars
  })
}
