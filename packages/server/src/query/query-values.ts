import type { ValueItem, ValueKeyInfo, ValuePage } from '../api/value-types.ts'
import type { Entry, Value } from '../api/types.ts'
import { toRecord } from '../domain/api-value.ts'
import { LogValues, VALUE_KIND } from '../projector/log-values.ts'
import type { SampleKeyRow, SampleRange, Store } from '../store/store.ts'
import { logsByWriter, type VisibleLog } from './visible-logs.ts'

export const MAX_VALUES_PER_PAGE = 1_000

export interface ValueQuery {
  readonly key: string
  /** Half-open. */
  readonly from: number
  readonly to: number
  readonly limit: number
  readonly order: 'asc' | 'desc'
}

/** Keys of a run that have values other than numbers, by key (code units). */
export function listValueKeys(store: Store, logs: readonly VisibleLog[]): ValueKeyInfo[] {
  const merged = new Map<string, SampleKeyRow[]>()
  for (const { log, upToStep } of logs) {
    for (const row of store.listSampleKeys(log.id, upToStep)) {
      const known = merged.get(row.name)
      if (known === undefined) merged.set(row.name, [row])
      else known.push(row)
    }
  }
  return Array.from(merged, ([key, rows]): ValueKeyInfo => {
    const last = rows.map((row) => row.last).reduce((a, b) => (b.step >= a.step ? b : a))
    return {
      key,
      type: typeOf(JSON.parse(last.json) as Value),
      count: rows.reduce((sum, { count }) => sum + count, 0),
      firstStep: Math.min(...rows.map(({ firstStep }) => firstStep)),
      lastStep: last.step,
      lastTimeMs: Math.round(last.time * 1000),
    }
  }).toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}

/** How the values want to be shown, by name; of two sessions with one member the later wins. */
export function listDisplay(store: Store, logs: readonly VisibleLog[]): Entry[] {
  const merged = new Map<string, Map<string, Value>>()
  for (const { log } of logs) {
    for (const [name, value] of LogValues.load(store.listValues(log.id)).entries(VALUE_KIND.display)) {
      const members = merged.get(name) ?? new Map<string, Value>()
      merged.set(name, members)
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
      for (const [key, member] of Object.entries(value)) members.set(key, member)
    }
  }
  return Array.from(merged, ([name, members]): Entry => [name, toRecord(members)])
}

/** One page of the values of a key. Sessions of one writer overwrite each other by step; writers do not. */
export function queryValues(store: Store, logs: readonly VisibleLog[], query: ValueQuery): ValuePage {
  const { key, limit, order } = query
  // One more than asked for tells whether there is a next page.
  const range: SampleRange = { from: query.from, to: query.to, limit: limit + 1, order }
  const items: ValueItem[] = []
  for (const [writer, sessions] of logsByWriter(logs)) {
    const bySteps = new Map<number, ValueItem>()
    for (const { log, upToStep } of sessions) {
      for (const { step, time, json } of store.listSamples(log.id, key, upTo(range, upToStep))) {
        const value = JSON.parse(json) as Value
        bySteps.set(step, { step, timeMs: Math.round(time * 1000), writer, value })
      }
    }
    items.push(...bySteps.values())
  }
  const sign = order === 'asc' ? 1 : -1
  const inOrder = items.toSorted(
    (a, b) => sign * (a.step - b.step) || (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : 0),
  )
  const page = wholeSteps(inOrder, limit)
  const isCut = page.length < inOrder.length
  const next = !isCut ? null : order === 'asc' ? inOrder[page.length].step : page.at(-1)!.step
  return { key, items: page, next }
}

/** The range without the steps above one. */
export function upTo(range: SampleRange, step: number): SampleRange {
  return step === Infinity ? range : { ...range, to: Math.min(range.to, nextAfter(step)) }
}

/** Steps are whole numbers but for those of foreign logs. */
export function nextAfter(step: number): number {
  return step + Math.max(Number.MIN_VALUE, Math.abs(step) * Number.EPSILON)
}

/** At most `limit`, but never a part of what one step has: a page ends between steps. */
function wholeSteps(items: readonly ValueItem[], limit: number): ValueItem[] {
  if (items.length <= limit) return [...items]
  let end = limit
  while (end > 0 && items[end - 1].step === items[end].step) end--
  if (end > 0) return items.slice(0, end)
  end = limit
  while (end < items.length && items[end].step === items[0].step) end++
  return items.slice(0, end)
}

/** What a page shows a value as: the `_type` of media, else the kind of JSON. */
export function typeOf(value: Value): string {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return 'boolean'
  if (Array.isArray(value)) return 'list'
  if (typeof value !== 'object' || value === null) return 'other'
  const type = Object.hasOwn(value, '_type')
    ? (value as { readonly [key: string]: Value })['_type']
    : 'object'
  return typeof type === 'string' ? type : 'object'
}
