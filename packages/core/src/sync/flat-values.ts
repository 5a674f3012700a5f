import { isPlainObject } from '@kymo/protocol'

/** Sets a value, and a nested object as one value per path, joined with dots. What stood below the name is gone. */
export function setFlattened(target: Map<string, unknown>, name: string, value: unknown): void {
  removeValue(target, name)
  setLeaves(target, name, value)
}

/** Removes a value and everything below it. */
export function removeValue(target: Map<string, unknown>, name: string): void {
  target.delete(name)
  for (const key of target.keys()) if (key.startsWith(`${name}.`)) target.delete(key)
}

/** An empty object is a value: there is no path to stand for it. */
function setLeaves(target: Map<string, unknown>, name: string, value: unknown): void {
  const entries = isNested(value) ? Object.entries(value) : []
  if (entries.length === 0) target.set(name, value)
  for (const [key, inner] of entries) setLeaves(target, `${name}.${key}`, inner)
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null && isPlainObject(value)
}
