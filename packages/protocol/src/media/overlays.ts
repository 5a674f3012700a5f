/** Names of classes by their number, as pixels of a mask and boxes have it. */
export type ClassLabels = Readonly<Record<number, string>>

/** A box on an image: in fractions of its sides `[0, 1]`, or in pixels when `domain` says so. */
export interface BoundingBox {
  readonly position:
    | { readonly minX: number; readonly maxX: number; readonly minY: number; readonly maxY: number }
    | { readonly middle: readonly [x: number, y: number]; readonly width: number; readonly height: number }
  readonly domain?: 'pixel'
  readonly classId?: number
  readonly boxCaption?: string
  readonly scores?: Readonly<Record<string, number>>
}

/** One layer of boxes, for example predictions or the truth. */
export interface BoxLayer {
  readonly boxData: readonly BoundingBox[]
  /** Default: `class_<number>`. */
  readonly classLabels?: ClassLabels
}

/** Boxes that one image may have; what comes after is left out. */
export const MAX_BOXES = 100_000

/** Boxes as W&B writes them, or what is wrong with them. */
export type BoxesJson =
  | {
      readonly boxData: readonly unknown[]
      readonly labels: ReadonlyMap<number, string>
      readonly scoreKeys: readonly string[]
    }
  | { readonly problem: string }

export function boxesJson(layer: BoxLayer): BoxesJson {
  if (!Array.isArray(layer?.boxData)) return { problem: 'boxData must be an array' }
  if (layer.boxData.length > MAX_BOXES)
    return { problem: `${layer.boxData.length} boxes exceed the limit of ${MAX_BOXES}` }
  const boxData: unknown[] = []
  const scoreKeys = new Set<string>()
  for (const [index, box] of (layer.boxData as readonly BoundingBox[]).entries()) {
    const problem = boxProblem(box)
    if (problem !== undefined) return { problem: `box ${index}: ${problem}` }
    for (const key of Object.keys(box.scores ?? {})) scoreKeys.add(key)
    boxData.push(boxJson(box))
  }
  return { boxData, labels: boxLabels(layer), scoreKeys: [...scoreKeys] }
}

/** The content of a `.boxes2D.json` file. */
export function boxesFileText(json: Exclude<BoxesJson, { problem: string }>): string {
  return JSON.stringify({ box_data: json.boxData, class_labels: labelsJson(json.labels) })
}

/** Labels with the numbers as names, ascending. */
export function labelsJson(labels: ReadonlyMap<number, string>): Readonly<Record<string, string>> {
  return Object.fromEntries([...labels].map(([id, name]) => [String(id), name]))
}

/** Labels that were given, else one per class that occurs. */
export function labelsOf(given: ClassLabels | undefined, occurring: Iterable<number>): Map<number, string> {
  if (given !== undefined && given !== null)
    return new Map(Object.entries(given).map(([id, name]: [string, unknown]) => [Number(id), String(name)]))
  const ids = [...new Set(occurring)].toSorted((a, b) => a - b)
  return new Map(ids.map((id) => [id, `class_${id}`]))
}

export type OverlayKind = 'mask' | 'bounding_box'

/**
 * Labels go to the config once, not into every row: path below the config's root and JSON value.
 * (The misspelling is part of W&B's format.)
 */
export function classLabelsConfig(
  kind: OverlayKind,
  names: { readonly key: string; readonly layer: string },
  labels: ReadonlyMap<number, string>,
): { readonly path: readonly string[]; readonly json: string } {
  const type = `${kind}/class_labels`
  const key = `${names.key}_wandb_delimeter_${names.layer}`
  return { path: ['_wandb', type, key], json: JSON.stringify({ type, key, value: labelsJson(labels) }) }
}

function boxLabels({ boxData, classLabels }: BoxLayer): Map<number, string> {
  return labelsOf(
    classLabels,
    boxData.flatMap(({ classId }) => (classId === undefined ? [] : [classId])),
  )
}

function boxJson(box: BoundingBox): Record<string, unknown> {
  const { position, domain, classId, boxCaption, scores } = box
  return {
    position,
    ...(domain === undefined ? {} : { domain }),
    ...(classId === undefined ? {} : { class_id: classId }),
    ...(boxCaption === undefined ? {} : { box_caption: boxCaption }),
    ...(scores === undefined ? {} : { scores }),
  }
}

function boxProblem(box: BoundingBox): string | undefined {
  const position = box?.position as Readonly<Record<string, unknown>> | undefined
  if (typeof position !== 'object' || position === null) return 'it has no position'
  const { middle } = position
  const isMiddle =
    Array.isArray(middle) &&
    middle.length === 2 &&
    middle.every(isNumber) &&
    hasNumbers(position, ['width', 'height'])
  if (!isMiddle && !hasNumbers(position, ['minX', 'maxX', 'minY', 'maxY']))
    return 'its position needs minX, maxX, minY and maxY, or middle, width and height'
  if (box.classId !== undefined && !Number.isInteger(box.classId)) return 'classId must be a whole number'
  if (box.boxCaption !== undefined && typeof box.boxCaption !== 'string') return 'boxCaption must be a text'
  if (!Object.values(box.scores ?? {}).every(isNumber)) return 'scores must be numbers'
  return undefined
}

function hasNumbers(object: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.every((name) => isNumber(object[name]))
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
