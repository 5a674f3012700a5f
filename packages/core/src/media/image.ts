import { artifactFiles, type MediaPart } from './artifact-files.ts'
import type { BoxLayer, ClassLabels } from '@kymo/protocol'
import {
  captionOf,
  contentOf,
  type FileContent,
  type MaskContent,
  type MediaContent,
} from './media-content.ts'
import { fileOrBytes } from './payload-of.ts'
import { readImageHeader } from './read-image-header.ts'
import {
  toPixels,
  type ImageDataLike,
  type PixelArray,
  type PixelOptions,
  type TensorLike,
} from './to-pixels.ts'

/** Which class each pixel of an image belongs to. */
export interface MaskLayer {
  /** Numbers of classes, 0 to 255, `[height, width]`: anything that {@link Image} takes as pixels with one channel. */
  readonly maskData: ImageSource
  readonly shape?: readonly number[]
  /** Default: `class_<number>`. */
  readonly classLabels?: ClassLabels
}

/** Pixels, an encoded image or the path of one. */
export type ImageSource =
  | string
  | URL
  | PixelArray
  | ArrayBuffer
  | TensorLike
  | ImageDataLike
  | readonly unknown[]

export interface ImageOptions extends PixelOptions {
  readonly caption?: string
  readonly grouping?: number
  /** By the name of the layer, for example `prediction`. */
  readonly masks?: Readonly<Record<string, MaskLayer>>
  /** By the name of the layer. */
  readonly boxes?: Readonly<Record<string, BoxLayer>>
  /** Names of all classes; in tables. */
  readonly classes?: ClassLabels
}

/**
 * An image to log: the path of a PNG, JPEG, GIF, BMP or WebP file, the bytes of one, or pixels `[height, width, channels]` with 1, 3
 * or 4 channels: a TensorFlow.js tensor, `ImageData`, nested arrays, or a typed array with the option `shape`. Whole numbers are
 * 0 to 255, floats 0 to 1.
 *
 * Pixels are copied, and may be changed or disposed of afterwards. Never throws: an image that cannot be logged is a warning
 * when it is logged. Pixels become a PNG file off the calling thread.
 *
 * @example
 * ```js
 * import { Image, init } from '@kymo/core'
 *
 * const run = await init({ project: 'digits' })
 * const pixels = Float32Array.from({ length: 28 * 28 }, Math.random)
 * run.log({ sample: new Image(pixels, { shape: [28, 28, 1], caption: 'noise' }) })
 * await run.finish()
 * ```
 */
export class Image {
  /** @internal */
  readonly kymoMedia: MediaContent

  constructor(data: ImageSource, options: ImageOptions = {}) {
    this.kymoMedia = contentOf('image', () => contentOfImage(data, options ?? {}))
  }

  /** Its files in an artifact; `artifact.add()` calls it. @throws {TypeError} when it cannot be kept */
  toArtifactFiles(name: string): Iterable<MediaPart> {
    return artifactFiles(this.kymoMedia, name)
  }
}

function contentOfImage(data: unknown, options: ImageOptions): FileContent | { readonly problem: string } {
  const image = encodedImage(data, options) ?? rawImage(data, options)
  if ('problem' in image) return image
  const masks = maskContents(options.masks)
  if ('problem' in masks) return masks
  const { caption, grouping, boxes, classes } = options
  const text = captionOf(caption)
  return {
    ...image,
    ...(text === undefined ? {} : { caption: text }),
    ...(typeof grouping === 'number' ? { grouping } : {}),
    ...(masks.size === 0 ? {} : { masks }),
    ...(boxes === undefined || boxes === null ? {} : { boxes: new Map(Object.entries(boxes)) }),
    ...(classes === undefined || classes === null ? {} : { classes }),
  }
}

type BareImage = Pick<FileContent, 'kind' | 'payload' | 'extension'>

function encodedImage(
  data: unknown,
  { shape }: ImageOptions,
): BareImage | { readonly problem: string } | undefined {
  if (shape !== undefined) return undefined
  const encoded = canvasImage(data) ?? data
  const payload = fileOrBytes(encoded)
  if (payload === undefined || 'problem' in payload) return payload
  if (payload.kind === 'bytes' && readImageHeader(payload.bytes) === undefined)
    return {
      problem: `its ${payload.bytes.length} bytes are no PNG, JPEG, GIF, BMP or WebP image; pixels need the option shape: [height, width, channels]`,
    }
  return { kind: 'image', payload, extension: '' }
}

/** A canvas of the packages `canvas` and `@napi-rs/canvas`. */
function canvasImage(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return undefined
  const { getContext, toBuffer } = data as { getContext?: unknown; toBuffer?: unknown }
  if (typeof getContext !== 'function' || typeof toBuffer !== 'function') return undefined
  return Reflect.apply(toBuffer, data, ['image/png'])
}

function rawImage(data: unknown, options: ImageOptions): BareImage | { readonly problem: string } {
  const pixels = toPixels(data, options)
  return 'problem' in pixels
    ? pixels
    : { kind: 'image', payload: { kind: 'pixels', pixels }, extension: '.png' }
}

function maskContents(masks: ImageOptions['masks']): Map<string, MaskContent> | { readonly problem: string } {
  const contents = new Map<string, MaskContent>()
  for (const [layer, mask] of Object.entries(masks ?? {})) {
    const { maskData, shape, classLabels } = mask
    const pixels = toPixels(maskData, { range: [0, 255], ...(shape === undefined ? {} : { shape }) })
    if ('problem' in pixels) return { problem: `mask ${layer}: ${pixels.problem}` }
    if (pixels.channels !== 1)
      return { problem: `mask ${layer}: it has ${pixels.channels} channels instead of 1` }
    contents.set(layer, { pixels, classLabels })
  }
  return contents
}
