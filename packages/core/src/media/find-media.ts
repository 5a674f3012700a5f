import { isPlainObject, MAX_VALUE_DEPTH } from '@kymo/protocol'
import { isMedia, type MediaContent } from './media-content.ts'

/** A media value of a row: one object, or several under one name. */
export interface FoundMedia {
  readonly names: readonly string[]
  readonly isList: boolean
  readonly contents: readonly MediaContent[]
}

export interface MediaSplit {
  /** The row without its media; objects of it that had some are copies without prototype. */
  readonly rest: Record<string, unknown>
  readonly found: readonly FoundMedia[]
}

/** True for a media object, and for a list that begins with one. */
export function isMediaValue(value: object): boolean {
  if (!Array.isArray(value)) return isMedia(value)
  const first: unknown = value[0]
  return typeof first === 'object' && first !== null && isMedia(first)
}

/** @returns undefined when the row has no media, or a value of it that throws when it is read */
export function splitMedia(metrics: Readonly<Record<string, unknown>>): MediaSplit | undefined {
  const found: FoundMedia[] = []
  try {
    const rest = copyWithout(metrics, [], found)
    return found.length === 0 ? undefined : { rest, found }
  } catch {
    return undefined
  }
}

function copyWithout(
  object: Readonly<Record<string, unknown>>,
  names: readonly string[],
  found: FoundMedia[],
): Record<string, unknown> {
  // Without prototype, so that no name is special.
  const copy = Object.create(null) as Record<string, unknown>
  for (const name of Object.keys(object)) {
    const value = object[name]
    const path = [...names, name]
    const contents = contentsOf(value)
    if (contents !== undefined) found.push({ names: path, isList: Array.isArray(value), contents })
    else if (!isBranch(value) || path.length > MAX_VALUE_DEPTH) copy[name] = value
    else {
      const branch = inner(value, path, found)
      if (branch !== undefined) copy[name] = branch
    }
  }
  return copy
}

/** The value itself when there is no media in it; undefined when there is nothing else. */
function inner(
  value: Readonly<Record<string, unknown>>,
  path: readonly string[],
  found: FoundMedia[],
): unknown {
  const before = found.length
  const copy = copyWithout(value, path, found)
  if (found.length === before) return value
  return Object.keys(copy).length === 0 ? undefined : copy
}

function contentsOf(value: unknown): readonly MediaContent[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!isMediaValue(value)) return undefined
  if (!Array.isArray(value)) return isMedia(value) ? [value.kymoMedia] : undefined
  return value.map(contentOfItem)
}

function contentOfItem(item: unknown, index: number): MediaContent {
  if (typeof item === 'object' && item !== null && isMedia(item)) return item.kymoMedia
  return { kind: 'invalid', name: 'list', reason: `item ${index} is no media, unlike the first` }
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return isPlainObject(value) && typeof Reflect.get(value, 'toJSON') !== 'function'
}
