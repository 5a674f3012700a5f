/**
 * JSON text of anything a run may hold. NaN and ±Infinity, which JSON lacks, become the strings `"NaN"`,
 * `"Infinity"` and `"-Infinity"`, as in the HTTP API. Control characters arrive escaped, so a terminal is safe too.
 */
export function toJson(value: unknown, indent?: number): string {
  // JSON leaves C1 controls and text-reordering marks as they are; a terminal would obey them.
  return JSON.stringify(value, replaceNonFinite, indent).replace(
    /[\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function replaceNonFinite(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (typeof value === 'bigint') return String(value)
  return value
}

/** An object for JSON out of keys that users chose; `__proto__` is a key like any other. */
export function toJsonObject(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const object: Record<string, unknown> = Object.create(null)
  for (const [key, value] of entries) object[key] = value
  return object
}
