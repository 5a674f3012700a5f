import { useEffect, useRef } from 'react'
import type { JSX } from 'react'
import type { Entry, Value } from '@kymo/server/api'
import {
  classColour,
  cssColour,
  labelsOf,
  paintMask,
  parseBoxes,
  textColourOn,
  type ImageBox,
} from '../../media/class-layers.ts'
import type { ImageItem, LayerFile } from '../../media/media-value.ts'
import { useFile } from '../../state/media-queries.ts'
import { classKey } from './layer-settings.ts'
import type { FoundLayer, LayerSettings } from './layer-settings.ts'
import type { ResolveFile } from './media-files.ts'

const MAX_MASK_BYTES = 32e6
const MAX_MASK_PIXELS = 4e6
const MAX_BOXES_BYTES = 8e6
const MAX_BOXES = 500

export interface OverlayContext {
  readonly mediaKey: string
  readonly display: readonly Entry[]
  readonly settings: LayerSettings
  readonly resolve: ResolveFile
  readonly onFound: (layer: FoundLayer) => void
}

/** Masks and boxes of an image, over it and of its size. */
export function ImageOverlay({
  image,
  context,
}: {
  readonly image: ImageItem
  readonly context: OverlayContext
}): JSX.Element | null {
  if (image.masks.length + image.boxes.length === 0) return null
  return (
    <>
      {image.masks.map((file) => (
        <MaskLayer key={file.layer} file={file} context={context} />
      ))}
      {image.boxes.map((file) => (
        <BoxLayer key={file.layer} file={file} image={image} context={context} />
      ))}
    </>
  )
}

/** Pixels of a mask with ids as they are in the file: no colour profile, no smoothing. */
async function readMask(bytes: ArrayBuffer): Promise<ImageData> {
  const bitmap = await createImageBitmap(new Blob([bytes]), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  })
  const shrink = Math.min(1, Math.sqrt(MAX_MASK_PIXELS / (bitmap.width * bitmap.height)))
  const [width, height] = [bitmap.width, bitmap.height].map((size) => Math.max(1, Math.round(size * shrink)))
  const canvas = new OffscreenCanvas(width, height)
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  if (drawing === null) throw new Error('Cannot read the mask: the browser has no canvas left')
  drawing.imageSmoothingEnabled = false
  drawing.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  return drawing.getImageData(0, 0, width, height)
}

function MaskLayer({
  file,
  context,
}: {
  readonly file: LayerFile
  readonly context: OverlayContext
}): JSX.Element | null {
  const { settings, display, mediaKey, resolve, onFound } = context
  const canvas = useRef<HTMLCanvasElement>(null)
  const { data: read } = useFile(resolve(file.path), { maxBytes: MAX_MASK_BYTES, parse: readMask })
  const { layer } = file
  useEffect(() => {
    const drawing = canvas.current?.getContext('2d')
    if (read === undefined || drawing === null || drawing === undefined) return
    const pixels = new Uint8ClampedArray(read.data)
    const hidden = new Set(
      Array.from({ length: 256 }, (_each, id) => id).filter((id) =>
        settings.hidden.has(classKey('mask', layer, id)),
      ),
    )
    const ids = paintMask(pixels, { hidden, opacity: settings.opacity })
    drawing.canvas.width = read.width
    drawing.canvas.height = read.height
    drawing.putImageData(new ImageData(pixels, read.width, read.height), 0, 0)
    const labels = labelsOf(display, 'mask/class_labels', { key: mediaKey, layer })
    onFound({ kind: 'mask', layer, ids, labels })
  }, [read, settings.hidden, settings.opacity, layer, display, mediaKey, onFound])
  return <canvas ref={canvas} className="image-mask" aria-hidden="true" />
}

interface BoxLayerProps {
  readonly file: LayerFile
  readonly image: ImageItem
  readonly context: OverlayContext
}

function BoxLayer({ file, image, context }: BoxLayerProps): JSX.Element | null {
  const { settings, display, mediaKey, resolve, onFound } = context
  const { data } = useFile(resolve(file.path), {
    maxBytes: MAX_BOXES_BYTES,
    parse: (bytes) => parseBoxes(JSON.parse(new TextDecoder().decode(bytes)) as Value, image),
  })
  const { layer } = file
  useEffect(() => {
    if (data === undefined) return
    const configured = labelsOf(display, 'bounding_box/class_labels', { key: mediaKey, layer })
    const labels = new Map([...configured, ...data.labels])
    onFound({ kind: 'box', layer, ids: [...new Set(data.boxes.map(({ classId }) => classId))], labels })
  }, [data, layer, display, mediaKey, onFound])
  if (data === undefined) return null
  const shown = data.boxes.filter(
    (box) => !settings.hidden.has(classKey('box', layer, box.classId)) && scoreOf(box) >= settings.minScore,
  )
  return (
    <div className="image-boxes" data-layer={layer}>
      {shown.slice(0, MAX_BOXES).map((box, index) => {
        const rgb = classColour(box.classId)
        const colour = cssColour(rgb)
        const label = box.caption || data.labels.get(box.classId) || String(box.classId)
        return (
          <div
            key={index}
            className="image-box"
            style={{
              left: `${box.left * 100}%`,
              top: `${box.top * 100}%`,
              width: `${box.width * 100}%`,
              height: `${box.height * 100}%`,
              borderColor: colour,
            }}
          >
            <span style={{ background: colour, color: textColourOn(rgb) }}>{label}</span>
          </div>
        )
      })}
    </div>
  )
}

function scoreOf({ scores }: ImageBox): number {
  return scores.length === 0 ? Infinity : Math.max(...scores.map(([, score]) => score))
}
