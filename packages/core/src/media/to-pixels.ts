import { MAX_IMAGE_SIDE } from '@kymo/protocol'
import type { Pixels } from './encode-png.ts'

/** Numbers of an image in a row. */
export type PixelArray =
  | Uint8Array
  | Uint8ClampedArray
  | Int8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array

/** A tensor of TensorFlow.js, or anything that looks like one. */
export interface TensorLike {
  readonly shape: readonly number[]
  readonly dtype?: string
  dataSync(): unknown
}

/** `ImageData` of a canvas, a raw image of Transformers.js, or anything with pixels and their size. */
export interface ImageDataLike {
  readonly data: PixelArray
  readonly width: number
  readonly height: number
  readonly channels?: number
}

export interface PixelOptions {
  /** `[height, width]` or `[height, width, channels]`, for numbers that do not say it. */
  readonly shape?: readonly number[]
  /**
   * What is black and what is white. Default: `[0, 255]` for whole numbers; for floats `[0, 1]`, or `[0, 255]` when one of
   * them exceeds 1. Numbers outside are clipped.
   */
  readonly range?: readonly [black: number, white: number]
}

export type PixelsResult = Pixels | { readonly problem: string }

/** Bytes of pixels of one image; what is larger belongs into a file or an artifact. */
const MAX_PIXEL_BYTES: number = 256 * 1024 * 1024

/** Pixels as 8-bit samples in memory of their own, from whatever has them; or why not. Never throws for a value, only with it. */
export function toPixels(value: unknown, options: PixelOptions = {}): PixelsResult {
  const found = findNumbers(value, options)
  if ('problem' in found) return found
  const size = sizeOf(found.shape)
  if ('problem' in size) return size
  const { width, height, channels } = size
  const expected = width * height * channels
  if (found.values.length !== expected)
    return {
      problem: `shape [${found.shape.join(', ')}] needs ${expected} numbers, there are ${found.values.length}`,
    }
  if (expected > MAX_PIXEL_BYTES)
    return { problem: `${width}×${height}×${channels} pixels exceed the limit of ${MAX_PIXEL_BYTES} bytes` }
  return { width, height, channels, bytes: toBytes(found, options.range) }
}

interface Numbers {
  readonly values: ArrayLike<number>
  readonly shape: readonly number[]
  readonly isFloat: boolean
  readonly isBoolean: boolean
}

function findNumbers(value: unknown, { shape }: PixelOptions): Numbers | { readonly problem: string } {
  if (typeof value !== 'object' || value === null) return { problem: `${describe(value)} has no pixels` }
  if (isTensor(value)) return ofTensor(value)
  if (isNumbers(value)) {
    if (shape === undefined)
      return { problem: 'a list of numbers needs the option shape: [height, width, channels]' }
    return { values: value, shape, isFloat: isFloats(value), isBoolean: false }
  }
  if (Array.isArray(value)) return shape === undefined ? ofNested(value) : ofFlat(value, shape)
  const { data, width, height, channels } = value as Partial<ImageDataLike>
  if (!isNumbers(data) || typeof width !== 'number' || typeof height !== 'number')
    return { problem: 'it is neither an encoded image nor pixels, a tensor or ImageData' }
  const channelCount = channels ?? data.length / (width * height)
  return { values: data, shape: [height, width, channelCount], isFloat: isFloats(data), isBoolean: false }
}

function ofTensor(tensor: TensorLike): Numbers | { readonly problem: string } {
  const values = tensor.dataSync()
  if (!isNumbers(values)) return { problem: 'the tensor has no numbers' }
  const dtype = tensor.dtype ?? ''
  const shape = [...tensor.shape]
  // A batch of one is what a model takes.
  while (shape.length > 3 && shape[0] === 1) shape.shift()
  return { values, shape, isFloat: dtype.startsWith('float'), isBoolean: dtype === 'bool' }
}

function ofFlat(values: unknown[], shape: readonly number[]): Numbers | { readonly problem: string } {
  if (!values.every((value) => typeof value === 'number')) return { problem: 'pixels must be numbers' }
  return { values, shape, isFloat: !values.every(Number.isInteger), isBoolean: false }
}

function ofNested(rows: unknown[]): Numbers | { readonly problem: string } {
  const [row] = rows
  const pixel: unknown = isList(row) ? row[0] : undefined
  if (!isList(row) || row.length === 0)
    return { problem: 'nested pixels must be [height][width] or [height][width][channels]' }
  const shape = isList(pixel) ? [rows.length, row.length, pixel.length] : [rows.length, row.length]
  const values = rows.flat(2).flatMap((item) => (isNumbers(item) ? [...item] : [item]))
  return ofFlat(values, shape)
}

function sizeOf(
  shape: readonly number[],
): Pick<Pixels, 'width' | 'height' | 'channels'> | { readonly problem: string } {
  const [height, width, channels = 1] = shape
  const text = `shape [${shape.join(', ')}]`
  if (shape.length === 4)
    return {
      problem: `${text} is a batch of ${shape[0]} images: make one Image of each and log the list of them`,
    }
  if (shape.length < 2 || shape.length > 3) return { problem: `${text} is not [height, width, channels]` }
  if (channels !== 1 && channels !== 2 && channels !== 3 && channels !== 4)
    return { problem: `${text} has ${channels} channels; 1, 3 and 4 are possible, and they come last` }
  for (const side of [height, width]) {
    if (!Number.isInteger(side) || side < 1) return { problem: `${text} is empty` }
    if (side > MAX_IMAGE_SIDE)
      return { problem: `a side of ${side} pixels exceeds the limit of ${MAX_IMAGE_SIDE}` }
  }
  return { width, height, channels }
}

function toBytes({ values, isFloat, isBoolean }: Numbers, range: PixelOptions['range']): Uint8Array {
  if (range === undefined && !isFloat && !isBoolean) {
    // The clamped array rounds and clips; an ordinary one would wrap around.
    return new Uint8Array(Uint8ClampedArray.from(values).buffer)
  }
  const [black, white] = range ?? [0, isBoolean || !exceedsOne(values) ? 1 : 255]
  const factor = 255 / (white - black)
  const bytes = new Uint8ClampedArray(values.length)
  for (let i = 0; i < values.length; i++) bytes[i] = (values[i] - black) * factor
  return new Uint8Array(bytes.buffer)
}

/** Results of interpolation exceed 1 by a little. */
function exceedsOne(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] > 1.01) return true
  return false
}

function isTensor(value: object): value is TensorLike {
  const { shape, dataSync } = value as Partial<TensorLike>
  return Array.isArray(shape) && typeof dataSync === 'function'
}

function isNumbers(value: unknown): value is PixelArray {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false
  return !(value instanceof BigInt64Array || value instanceof BigUint64Array)
}

function isFloats(values: PixelArray): boolean {
  return values instanceof Float32Array || values instanceof Float64Array
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || isNumbers(value)
}

function describe(value: unknown): string {
  return value === null ? 'null' : `a ${typeof value}`
}
