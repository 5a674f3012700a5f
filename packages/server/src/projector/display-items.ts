import type { Value } from '../api/types.ts'
import { parseApiValue } from '../domain/api-value.ts'
import { VALUE_KIND, type LogValues } from './log-values.ts'

/** Members of the config's `_wandb` that say how values are shown: charts made of tables, names of classes. */
const DISPLAY_KEYS: ReadonlySet<string> = new Set([
  'visualize',
  'mask/class_labels',
  'bounding_box/class_labels',
])

export interface ConfigItem {
  readonly key?: string | null
  readonly nestedKey?: readonly string[] | null
  readonly valueJson?: string | null
}

/** Keeps what one item of a config record says of display. Writers set the whole of `_wandb`, or a path inside of it. */
export function applyDisplayItem(values: LogValues, { key, nestedKey, valueJson }: ConfigItem): void {
  const path = nestedKey !== null && nestedKey !== undefined && nestedKey.length > 0 ? nestedKey : [key ?? '']
  if (path[0] !== '_wandb' || path.length > 4) return
  const value = parseApiValue(valueJson ?? '')
  if (value === undefined) return
  if (path.length > 1) {
    if (DISPLAY_KEYS.has(path[1])) values.setPath(VALUE_KIND.display, path.slice(1), value)
    return
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const [name, member] of Object.entries(value as { readonly [key: string]: Value })) {
    if (DISPLAY_KEYS.has(name)) values.set(VALUE_KIND.display, name, member)
  }
}
