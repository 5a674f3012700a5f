import type { Value } from '@kymo/server/api'

/** Longer texts are cut until somebody asks for the rest. */
export const SHOWN_CHARACTERS = 4000

/** A value as people copy it: a text as it is, anything else as JSON. */
export function toPlainText(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}

/** JSON text that stands for an object or a list is shown as what it stands for. */
export function readValue(value: Value): Value {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    const parsed = JSON.parse(value) as Value
    return typeof parsed === 'object' && parsed !== null ? parsed : value
  } catch {
    return value
  }
}

/** Whether a value has members that open and close. */
export function isBranch(value: Value): value is readonly Value[] | { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null
}

/** The start of a text, cut at a character and not in the middle of one. */
export function startOf(text: string, limit: number): string {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 1)
  return text.slice(0, last >= 0xd8_00 && last <= 0xdb_ff ? limit - 1 : limit)
}
