import { loose, numberOf } from './framework-types.ts'

/** Tokens that a model is fed with. */
export interface TokenCounts {
  /** Without padding. */
  readonly tokens: number
  /** Cells of the whole batch, padding included. */
  readonly cells: number
}

/** Reads `input_ids` and `attention_mask` of a model's inputs; undefined for a model that takes no tokens. */
export function countTokens(inputs: unknown): TokenCounts | undefined {
  const { input_ids: ids, inputs: other, attention_mask: mask } = loose(inputs)
  const dims = dimsOf(ids) ?? dimsOf(other)
  if (dims === undefined || dims.length > 2) return undefined
  const cells = dims.reduce((product, size) => product * size, 1)
  return { tokens: sumOf(mask, cells) ?? cells, cells }
}

/** Shape of a tensor. */
export function dimsOf(tensor: unknown): readonly number[] | undefined {
  const { dims } = loose(tensor)
  return Array.isArray(dims) && dims.every((size) => typeof size === 'number') ? dims : undefined
}

/** A mask is small beside what the model computes of it. */
function sumOf(mask: unknown, cells: number): number | undefined {
  const { data } = loose(mask)
  if (!ArrayBuffer.isView(data) || !('length' in data) || data.length !== cells) return undefined
  let sum = 0
  for (const value of data as unknown as Iterable<unknown>) sum += numberOf(value) ?? 0
  return sum
}
