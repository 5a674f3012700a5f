import { loose, numberOf, textOf } from './framework-types.ts'
import { dimsOf } from './token-counts.ts'

/** Deeper parts, and items beyond these, are left to whoever cuts contents to their size. */
const MAX_DEPTH = 4
const MAX_ITEMS = 1000

/** What answers with nothing but a text call it. */
const TEXTS: ReadonlySet<string> = new Set(['generated_text', 'translation_text', 'summary_text', 'text'])

/**
 * What goes in and comes out of a pipeline as somebody reads it: the text of `[{ generated_text }]`, and what tensors, pictures and
 * sounds are instead of their numbers.
 */
export function readableValue(value: unknown, depth: number = MAX_DEPTH): unknown {
  if (typeof value !== 'object' || value === null) return value
  const dims = dimsOf(value)
  if (dims !== undefined)
    return `${textOf(loose(value)['type']) ?? ''} tensor [${dims.join(', ')}]`.trimStart()
  if (ArrayBuffer.isView(value)) return binaryText(value)
  if (depth === 0) return value
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item) => readableValue(item, depth - 1))
    return items.length === 1 && value.length === 1 && typeof items[0] === 'string' ? items[0] : items
  }
  return imageText(value) ?? readableObject(value, depth)
}

function readableObject(value: object, depth: number): unknown {
  const entries = Object.entries(value)
  const [first] = entries
  if (first !== undefined && entries.length === 1 && TEXTS.has(first[0]) && typeof first[1] === 'string')
    return first[1]
  return Object.fromEntries(entries.map(([key, part]) => [key, readableValue(part, depth - 1)]))
}

function imageText(value: object): string | undefined {
  const { width, height, channels, data } = loose(value)
  const [columns, rows] = [numberOf(width), numberOf(height)]
  if (columns === undefined || rows === undefined || !ArrayBuffer.isView(data)) return undefined
  return `image ${columns} × ${rows}, channels: ${String(numberOf(channels) ?? 'unknown')}`
}

function binaryText(value: ArrayBufferView): string {
  const count = 'length' in value ? Number(value.length) : value.byteLength
  return `${value.constructor.name} of ${count}`
}
