import type { Value } from '../api/types.ts'
import { toNum, toRecord } from '../domain/api-value.ts'

/** Deeper than any exporter goes; bounds the recursion on hostile data. */
const MAX_DEPTH = 32

/** An attribute as JSON can hold it. Integers beyond 2^53 become text, bytes base64. */
export function toAttributeValue(value: unknown, depth = 0): Value {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  // JSON has no -0.
  if (typeof value === 'number') return toNum(value + 0)
  if (typeof value === 'bigint') return toSafeInteger(value)
  if (typeof value !== 'object' || value === null) return null
  if (depth === MAX_DEPTH) return '…'
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map((inner) => toAttributeValue(inner, depth + 1))
  return toRecord(
    Object.entries(value).map(([key, inner]) => [key, toAttributeValue(inner, depth + 1)] as const),
  )
}

function toSafeInteger(value: bigint): Value {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value.toString()
}

export type ValueRecord = { readonly [key: string]: Value }

export function isRecord(value: Value | undefined): value is ValueRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value)
}

/** An own member of an object; undefined for anything else. */
export function member(value: Value | undefined, key: string): Value | undefined {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** The first of these members that is there and not null. */
export function firstMember(value: Value | undefined, keys: readonly string[]): Value | undefined {
  for (const key of keys) {
    const found = member(value, key)
    if (found !== undefined && found !== null) return found
  }
  return undefined
}

export function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A finite number, also one that was written as text. */
export function numberOf(value: Value | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.length > 40 || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number + 0 : undefined
}
