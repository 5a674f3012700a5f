import { Image } from '@kymo/core'
import type { TensorLike } from '../framework-types.ts'

/** Values of one example that are still shown as a list. */
const MAX_LISTED_VALUES = 64

/** Dimensions below which `[height, width, channels]` is no picture. */
const MIN_SIDE = 4

/** Reads the examples of a batch one by one. */
export interface InputReader {
  /** What a table shows of it: an image, a few numbers, or what it is. */
  cell(index: number): unknown
}

/** @param inputs `[count, …]`; of a model with several inputs, the first */
export function createInputReader(inputs: TensorLike): InputReader {
  const [count = 0, ...shape] = inputs.shape
  const width = count === 0 ? 0 : inputs.size / count
  const values = inputs.dataSync()
  const isPicture = isImageShape(shape)
  const range = isPicture ? rangeOf(values) : undefined
  return {
    cell: (index) => {
      const one = Float32Array.from({ length: width }, (_, i) => values[index * width + i])
      if (isPicture) return new Image(one, range === undefined ? { shape } : { shape, range })
      return width <= MAX_LISTED_VALUES ? (width === 1 ? one[0] : Array.from(one)) : `[${shape.join(', ')}]`
    },
  }
}

function isImageShape(shape: readonly number[]): boolean {
  const [height = 0, width = 0, channels = 0] = shape
  return shape.length === 3 && height >= MIN_SIDE && width >= MIN_SIDE && [1, 3, 4].includes(channels)
}

/** One range for all, so that a dark picture stays dark; pixels that were centred around 0 keep their darker half. */
function rangeOf(values: ArrayLike<number>): readonly [number, number] {
  let least = 0
  let most = 0
  for (let i = 0; i < values.length; i++) {
    if (values[i] < least) least = values[i]
    if (values[i] > most) most = values[i]
  }
  if (least === 0) return [0, most > 1 ? 255 : 1]
  const side = Math.max(-least, most)
  return [-side, side]
}
