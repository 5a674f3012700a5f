import {
  boxesFileText,
  boxesJson,
  labelsOf,
  MAX_IMAGE_SIDE,
  type BoxLayer,
  type MediaFolder,
} from '@kymo/protocol'
import type { MediaFiles } from '../platform/media-files.ts'
import type { Pixels } from './encode-png.ts'
import type { FileContent, FileKind, MaskContent, Payload } from './media-content.ts'
import type { Encoding, FilePlan, FileSource, ItemFacts, ItemPlan, LayerPlan } from './media-plan.ts'
import { readImageHeader } from './read-image-header.ts'

/** Bytes of one media file. Larger things are artifacts. */
export const MAX_MEDIA_BYTES: number = 2 * 1024 * 1024 * 1024
/** The size of an image stands behind its EXIF data, which may hold a preview. */
const MAX_HEADER_BYTES: number = 1024 * 1024

const FOLDERS: Readonly<Record<FileKind, MediaFolder>> = {
  image: 'images',
  audio: 'audio',
  video: 'videos',
  html: 'html',
  object3D: 'object3D',
  molecule: 'molecule',
  plotly: 'plotly',
}

/** Labels of the classes of one layer: they go to the config. */
export interface LayerLabels {
  readonly kind: 'mask' | 'bounding_box'
  readonly layer: string
  readonly labels: ReadonlyMap<number, string>
}

export interface PlannedItem {
  readonly item: ItemPlan
  readonly labels: readonly LayerLabels[]
}

/** What is to be done for one media object. Looks at files, but changes none. @returns why it cannot be logged, else */
export function planItem(
  content: FileContent,
  files: MediaFiles,
): PlannedItem | { readonly problem: string } {
  const source = sourceOf(content.payload, files)
  if ('problem' in source) return source
  const shown =
    content.kind === 'image' ? imageFacts(content, source, files) : { extension: content.extension }
  if ('problem' in shown) return shown
  const layers = planLayers(content)
  if ('problem' in layers) return layers
  const { extension, ...facts } = shown
  const file: FilePlan = {
    folder: FOLDERS[content.kind],
    extension,
    source,
    encoding: encodingOf(content.payload),
  }
  const { masks, boxes, labels } = layers
  return {
    item: { kind: content.kind, file, facts: { ...factsOf(content), ...facts }, masks, boxes },
    labels,
  }
}

function sourceOf(payload: Payload, files: MediaFiles): FileSource | { readonly problem: string } {
  switch (payload.kind) {
    case 'bytes':
      return withinLimit({ kind: 'bytes', bytes: payload.bytes }, payload.bytes.byteLength)
    case 'pixels':
      return { kind: 'bytes', bytes: payload.pixels.bytes }
    case 'points': {
      const { buffer, byteOffset, byteLength } = payload.points.values
      return { kind: 'bytes', bytes: new Uint8Array(buffer, byteOffset, byteLength) }
    }
    case 'file': {
      const size = files.sizeOf(payload.path)
      if (size === undefined) return { problem: `there is no file ${payload.path}` }
      return withinLimit({ kind: 'file', path: payload.path, size }, size)
    }
  }
}

function withinLimit(source: FileSource, byteCount: number): FileSource | { readonly problem: string } {
  if (byteCount <= MAX_MEDIA_BYTES) return source
  return { problem: `${byteCount} bytes exceed the limit of ${MAX_MEDIA_BYTES}; log it as an artifact` }
}

function encodingOf(payload: Payload): Encoding {
  if (payload.kind === 'pixels') return pngEncoding(payload.pixels)
  return payload.kind === 'points' ? { kind: 'points', columns: payload.points.columns } : { kind: 'none' }
}

function pngEncoding({ width, height, channels }: Pixels): Encoding {
  return { kind: 'png', width, height, channels }
}

function factsOf({ caption, grouping, sampleRateHz, durationS }: FileContent): ItemFacts {
  return {
    ...(caption === undefined ? {} : { caption }),
    ...(grouping === undefined ? {} : { grouping }),
    ...(sampleRateHz === undefined ? {} : { sampleRate: sampleRateHz }),
    ...(durationS === undefined ? {} : { duration: durationS }),
  }
}

interface ImageShown {
  readonly extension: string
  readonly format: string
  readonly width: number
  readonly height: number
}

function imageFacts(
  { payload }: FileContent,
  source: FileSource,
  files: MediaFiles,
): ImageShown | { readonly problem: string } {
  if (payload.kind === 'pixels') {
    const { width, height } = payload.pixels
    return { extension: '.png', format: 'png', width, height }
  }
  const bytes = source.kind === 'bytes' ? source.bytes : firstBytes(source, files)
  const header = readImageHeader(bytes)
  if (header === undefined) return { problem: 'it is no PNG, JPEG, GIF, BMP or WebP image' }
  const { format, width, height } = header
  const side = Math.max(width, height)
  if (side > MAX_IMAGE_SIDE)
    return { problem: `a side of ${side} pixels exceeds the limit of ${MAX_IMAGE_SIDE}` }
  return { extension: `.${format}`, format, width, height }
}

function firstBytes(source: FileSource, files: MediaFiles): Uint8Array {
  return source.kind === 'file' ? files.readStart(source.path, MAX_HEADER_BYTES) : new Uint8Array(0)
}

type Layers = {
  readonly masks: readonly LayerPlan[]
  readonly boxes: readonly LayerPlan[]
  readonly labels: readonly LayerLabels[]
}

function planLayers({ masks, boxes }: FileContent): Layers | { readonly problem: string } {
  const labels: LayerLabels[] = []
  const plans: { masks: LayerPlan[]; boxes: LayerPlan[] } = { masks: [], boxes: [] }
  for (const [layer, given] of boxes ?? []) {
    const planned = planBoxes(layer, given)
    if ('problem' in planned) return { problem: `boxes ${layer}: ${planned.problem}` }
    plans.boxes.push(planned.plan)
    labels.push(planned.labels)
  }
  for (const [layer, mask] of masks ?? []) {
    plans.masks.push({ layer, file: maskFile(mask.pixels) })
    labels.push({ kind: 'mask', layer, labels: maskLabels(mask) })
  }
  return { ...plans, labels }
}

function planBoxes(
  layer: string,
  given: BoxLayer,
): { readonly plan: LayerPlan; readonly labels: LayerLabels } | { readonly problem: string } {
  const json = boxesJson(given)
  if ('problem' in json) return json
  const file: FilePlan = {
    folder: 'metadata/boxes2D',
    extension: '.boxes2D.json',
    source: { kind: 'bytes', bytes: Buffer.from(boxesFileText(json)) },
    encoding: { kind: 'none' },
  }
  return { plan: { layer, file }, labels: { kind: 'bounding_box', layer, labels: json.labels } }
}

function maskFile(pixels: Pixels): FilePlan {
  return {
    folder: 'images/mask',
    extension: '.mask.png',
    source: { kind: 'bytes', bytes: pixels.bytes },
    encoding: pngEncoding(pixels),
  }
}

/** Of a mask without labels the classes that occur. */
export function maskLabels({ pixels, classLabels }: MaskContent): ReadonlyMap<number, string> {
  return labelsOf(classLabels, classLabels === undefined ? new Set(pixels.bytes) : [])
}
