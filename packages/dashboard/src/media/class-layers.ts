import type { Entry, Value } from '@kymo/server/api'
import { fieldsOf, listOf, textOf } from './media-value.ts'

/** Names of classes by id. */
export type ClassLabels = ReadonlyMap<number, string>

/** Colours of classes that differ from their neighbours in the list, for both themes: red, green, blue from 0 to 255. */
export function classColour(id: number): readonly [red: number, green: number, blue: number] {
  // The golden angle puts neighbours far apart and never repeats.
  const hue = (id * 137.508 + 18) % 360
  const lightness = [0.58, 0.44, 0.7][Math.floor(id / 8) % 3]
  return hslToRgb(hue, 0.78, lightness)
}

export function cssColour([red, green, blue]: readonly [number, number, number], opacity = 1): string {
  return `rgb(${red} ${green} ${blue} / ${opacity})`
}

/** Black or white, whichever is easier to read on a colour: its contrast is 4.58 at the least (WCAG 2.2, relative luminance). */
export function textColourOn(colour: readonly [red: number, green: number, blue: number]): '#000' | '#fff' {
  const [red, green, blue] = colour.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff'
}

function hslToRgb(hue: number, saturation: number, lightness: number): [number, number, number] {
  const chroma = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number): number => {
    const position = (offset + hue / 30) % 12
    const value = lightness - chroma * Math.max(-1, Math.min(position - 3, 9 - position, 1))
    return Math.round(value * 255)
  }
  return [channel(0), channel(8), channel(4)]
}

export interface PaintMaskOptions {
  /** Class ids whose pixels stay clear. Class 0 is background by custom. */
  readonly hidden: ReadonlySet<number>
  /** From 0 to 1. */
  readonly opacity: number
}

/**
 * Turns the pixels of a mask file (class id in every channel) into colours, in place.
 * @returns ids that occur, ascending
 */
export function paintMask(pixels: Uint8ClampedArray, { hidden, opacity }: PaintMaskOptions): number[] {
  const seen = new Set<number>()
  const alpha = Math.round(opacity * 255)
  const palette = Array.from({ length: 256 }, (_each, id) => classColour(id))
  for (let offset = 0; offset < pixels.length; offset += 4) {
    const id = pixels[offset]
    seen.add(id)
    const [red, green, blue] = palette[id]
    pixels[offset] = red
    pixels[offset + 1] = green
    pixels[offset + 2] = blue
    pixels[offset + 3] = hidden.has(id) ? 0 : alpha
  }
  return [...seen].toSorted((left, right) => left - right)
}

/** A box in fractions of the image. */
export interface ImageBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly classId: number
  readonly caption: string
  readonly scores: readonly (readonly [name: string, score: number])[]
}

export interface BoxLayer {
  readonly boxes: readonly ImageBox[]
  readonly labels: ClassLabels
}

/** Reads a boxes2D file. Boxes that make no sense are left out. */
export function parseBoxes(
  file: Value,
  image: { readonly width: number; readonly height: number },
): BoxLayer {
  const fields = fieldsOf(file)
  const boxes = listOf(fields.get('box_data')).flatMap((value): ImageBox[] => {
    const box = fieldsOf(value)
    const place = placeOf(fieldsOf(box.get('position')))
    if (place === undefined) return []
    const isPixels = box.get('domain') === 'pixel' && image.width > 0 && image.height > 0
    const [x, y] = isPixels ? [image.width, image.height] : [1, 1]
    const [left, top, width, height] = [place[0] / x, place[1] / y, place[2] / x, place[3] / y]
    const scores = [...fieldsOf(box.get('scores'))].flatMap(([name, score]): [string, number][] =>
      typeof score === 'number' ? [[name, score]] : [],
    )
    const classId = Number(box.get('class_id') ?? 0)
    return [{ left, top, width, height, classId, caption: textOf(box, 'box_caption'), scores }]
  })
  return { boxes, labels: parseLabels(fields.get('class_labels')) }
}

function placeOf(position: ReadonlyMap<string, Value>): readonly number[] | undefined {
  const number = (name: string): number => Number(position.get(name) ?? Number.NaN)
  const middle = listOf(position.get('middle')).map(Number)
  const place =
    middle.length === 2
      ? [middle[0] - number('width') / 2, middle[1] - number('height') / 2, number('width'), number('height')]
      : [number('minX'), number('minY'), number('maxX') - number('minX'), number('maxY') - number('minY')]
  return place.every(Number.isFinite) ? place : undefined
}

export function parseLabels(value: Value | undefined): ClassLabels {
  return new Map(
    [...fieldsOf(value)].flatMap(([id, name]): [number, string][] =>
      typeof name === 'string' ? [[Number(id), name]] : [],
    ),
  )
}

/** Names of the classes of a layer, as W&B's clients leave them in the config. */
export function labelsOf(
  display: readonly Entry[],
  member: 'mask/class_labels' | 'bounding_box/class_labels',
  { key, layer }: { readonly key: string; readonly layer: string },
): ClassLabels {
  const all = fieldsOf(display.find(([name]) => name === member)?.[1])
  // The misspelling is W&B's and part of the format.
  const entry = fieldsOf(all.get(`${key}_wandb_delimeter_${layer}`))
  return parseLabels(entry.get('value'))
}
