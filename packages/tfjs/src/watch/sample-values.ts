import type { TensorFlowWithOps, TensorLike } from '../framework-types.ts'
import { tidy } from '../tidy.ts'

/** Values of one tensor that a histogram is made of. 64 bins look the same with more, and cost more. */
export const MAX_SAMPLED_VALUES = 65_536

interface Sampleable extends TensorLike {
  flatten(): { stridedSlice(begin: number[], end: number[], strides: number[]): TensorLike }
}

/**
 * Values of a tensor, at most {@link MAX_SAMPLED_VALUES}: all of a small one, every n-th of a large one, where only these are copied out of the
 * back-end. Leaves no tensor behind.
 */
export function sampleValues(tf: TensorFlowWithOps, tensor: TensorLike): ArrayLike<number> {
  const stride = strideOf(tensor.shape, tensor.size)
  if (stride === 1) return tensor.dataSync()
  return tidy(tf, () =>
    (tensor as Sampleable).flatten().stridedSlice([0], [tensor.size], [stride]).dataSync(),
  )
}

/**
 * Distance of the values that are taken. Without a common divisor with any dimension: a stride of as many values as a layer has units
 * would look at a single unit.
 */
export function strideOf(shape: readonly number[], size: number): number {
  let stride = Math.ceil(size / MAX_SAMPLED_VALUES)
  while (stride > 1 && shape.some((dimension) => gcd(dimension, stride) > 1)) stride += 1
  return Math.max(1, stride)
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}
