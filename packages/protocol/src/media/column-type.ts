/** Types of table columns as W&B names them. Immutable. */
export type ColumnType =
  | { readonly kind: 'unknown' | 'none' | 'string' | 'number' | 'boolean' | 'timestamp' | 'any' }
  | { readonly kind: 'object'; readonly className: string }
  | { readonly kind: 'list'; readonly element: ColumnType; readonly length: number }
  | { readonly kind: 'dict'; readonly members: ReadonlyMap<string, ColumnType> }
  | { readonly kind: 'union'; readonly options: readonly ColumnType[] }
  | { readonly kind: 'media'; readonly name: string }
  | { readonly kind: 'image'; readonly layers: ImageLayers }

/** What the images of a column have in common: their layers of boxes and masks, and all classes. */
export interface ImageLayers {
  readonly boxes: ReadonlyMap<string, ReadonlyMap<number, string>>
  readonly boxScoreKeys: ReadonlySet<string>
  readonly masks: ReadonlyMap<string, ReadonlyMap<number, string>>
  readonly classes: ReadonlyMap<number, string>
}

const UNKNOWN: ColumnType = { kind: 'unknown' }
const NONE: ColumnType = { kind: 'none' }
const STRING: ColumnType = { kind: 'string' }
const NUMBER: ColumnType = { kind: 'number' }
const BOOLEAN: ColumnType = { kind: 'boolean' }
const TIMESTAMP: ColumnType = { kind: 'timestamp' }

/** Levels of lists and objects in one cell that are looked at. */
const MAX_DEPTH = 8
/** Elements of a long list that its type is made of: the rest is taken to be like them. */
const MAX_LIST_SAMPLE = 1000

/** Type of one value; NaN counts as none. @param mediaType of a value that is a media object, else undefined */
export function typeOfValue(
  value: unknown,
  mediaType: (value: object) => ColumnType | undefined,
  depth = 0,
): ColumnType {
  if (typeof value === 'string') return STRING
  if (typeof value === 'number') return Number.isNaN(value) ? NONE : NUMBER
  if (typeof value === 'bigint') return NUMBER
  if (typeof value === 'boolean') return BOOLEAN
  return typeof value === 'object' && value !== null ? typeOfObject(value, mediaType, depth) : NONE
}

function typeOfObject(
  value: object,
  mediaType: (value: object) => ColumnType | undefined,
  depth: number,
): ColumnType {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? NONE : TIMESTAMP
  const media = mediaType(value)
  if (media !== undefined) return media
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return { kind: 'list', element: NUMBER, length: (value as unknown as { length: number }).length }
  if (depth >= MAX_DEPTH) return { kind: 'object', className: 'object' }
  if (Array.isArray(value) || value instanceof Set) {
    const items: unknown[] = [...(value as Iterable<unknown>)]
    const types = items.slice(0, MAX_LIST_SAMPLE).map((item) => typeOfValue(item, mediaType, depth + 1))
    return { kind: 'list', element: types.reduce(mergeTypes, UNKNOWN), length: items.length }
  }
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return {
    kind: 'dict',
    members: new Map(
      entries.map(([name, inner]) => [String(name), typeOfValue(inner, mediaType, depth + 1)] as const),
    ),
  }
}

/** The type of a column that has values of both. */
export function mergeTypes(a: ColumnType, b: ColumnType): ColumnType {
  if (a === b || b.kind === 'unknown') return a
  if (a.kind === 'unknown') return b
  if (a.kind === 'union' || b.kind === 'union') return mergeUnions(optionsOf(a), optionsOf(b))
  return mergePlain(a, b) ?? { kind: 'union', options: [a, b] }
}

/** A column as W&B types it: nothing is always allowed, and more than one kind of value is `any`. */
export function optionalType(type: ColumnType): ColumnType {
  const options = optionsOf(type).filter(({ kind }) => kind !== 'none')
  const value: ColumnType = options.length > 1 ? { kind: 'any' } : (options[0] ?? UNKNOWN)
  return { kind: 'union', options: [value, NONE] }
}

/** True when a column has values of several kinds, which W&B's tables refuse unless told otherwise. */
export function isMixed(type: ColumnType): boolean {
  return optionsOf(type).filter(({ kind }) => kind !== 'none').length > 1
}

export function columnTypeJson(type: ColumnType): unknown {
  switch (type.kind) {
    case 'unknown':
    case 'none':
    case 'string':
    case 'number':
    case 'boolean':
    case 'timestamp':
    case 'any':
      return { wb_type: type.kind }
    case 'object':
      return { wb_type: 'pythonObject', params: { class_name: type.className } }
    case 'list':
      return { wb_type: 'list', params: { element_type: columnTypeJson(type.element), length: type.length } }
    case 'dict':
      return typedDictJson(type.members)
    case 'union': {
      const options = type.options.map((option) => ({ option, name: nameOf(option) }))
      options.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      return {
        wb_type: 'union',
        params: { allowed_types: options.map(({ option }) => columnTypeJson(option)) },
      }
    }
    case 'media':
      return { wb_type: type.name }
    case 'image':
      return { wb_type: 'image-file', params: imageParams(type.layers) }
  }
}

/** `column_types` of a table. */
export function typedDictJson(members: Iterable<readonly [string, ColumnType]>): unknown {
  // Not by assignment: a column may be called __proto__.
  const typeMap = Object.fromEntries([...members].map(([name, type]) => [name, columnTypeJson(type)]))
  return { wb_type: 'typedDict', params: { type_map: typeMap } }
}

function mergePlain(a: ColumnType, b: ColumnType): ColumnType | undefined {
  if (a.kind === 'list' && b.kind === 'list')
    return { kind: 'list', element: mergeTypes(a.element, b.element), length: b.length }
  if (a.kind === 'dict' && b.kind === 'dict')
    return { kind: 'dict', members: mergeMembers(a.members, b.members) }
  if (a.kind === 'image' && b.kind === 'image')
    return { kind: 'image', layers: mergeLayers(a.layers, b.layers) }
  if (a.kind === 'media' && b.kind === 'media') return a.name === b.name ? a : undefined
  if (a.kind === 'object' && b.kind === 'object') return a.className === b.className ? a : undefined
  return a.kind === b.kind ? a : undefined
}

function mergeUnions(known: readonly ColumnType[], added: readonly ColumnType[]): ColumnType {
  const options = [...known]
  for (const type of added) {
    const at = options.findIndex((option) => mergePlain(option, type) !== undefined)
    if (at < 0) options.push(type)
    else options[at] = mergePlain(options[at], type) ?? type
  }
  return options.length === 1 ? options[0] : { kind: 'union', options }
}

function mergeMembers(
  a: ReadonlyMap<string, ColumnType>,
  b: ReadonlyMap<string, ColumnType>,
): ReadonlyMap<string, ColumnType> {
  const names = new Set([...a.keys(), ...b.keys()])
  // What only one of them has is nothing in the other.
  return new Map(
    [...names].map((name) => [name, mergeTypes(a.get(name) ?? NONE, b.get(name) ?? NONE)] as const),
  )
}

function mergeLayers(a: ImageLayers, b: ImageLayers): ImageLayers {
  return {
    boxes: mergeLabels(a.boxes, b.boxes),
    boxScoreKeys: new Set([...a.boxScoreKeys, ...b.boxScoreKeys]),
    masks: mergeLabels(a.masks, b.masks),
    classes: new Map([...b.classes, ...a.classes]),
  }
}

function mergeLabels(a: ImageLayers['boxes'], b: ImageLayers['boxes']): ImageLayers['boxes'] {
  const merged = new Map(a)
  for (const [layer, labels] of b) merged.set(layer, new Map([...labels, ...(a.get(layer) ?? [])]))
  return merged
}

function imageParams({ boxes, boxScoreKeys, masks, classes }: ImageLayers): unknown {
  const ids = (layers: ImageLayers['boxes']): unknown =>
    Object.fromEntries([...layers].map(([layer, labels]) => [layer, [...labels.keys()]]))
  const names = (layers: ImageLayers['boxes']): unknown =>
    Object.fromEntries([...layers].map(([layer, labels]) => [layer, Object.fromEntries(labels)]))
  const constant = (val: unknown, isSet: boolean): unknown => ({
    wb_type: 'const',
    params: { val, is_set: isSet },
  })
  return {
    box_layers: constant(ids(boxes), false),
    box_score_keys: constant([...boxScoreKeys], true),
    mask_layers: constant(ids(masks), false),
    box_class_maps: constant(names(boxes), false),
    mask_class_maps: constant(names(masks), false),
    class_map: constant(Object.fromEntries(classes), false),
  }
}

function optionsOf(type: ColumnType): readonly ColumnType[] {
  return type.kind === 'union' ? type.options : [type]
}

/** W&B sorts the options of a union by how Python prints them. */
function nameOf(type: ColumnType): string {
  if (type.kind === 'list') return `${nameOf(type.element)}[]`
  if (type.kind === 'dict') return '{'
  if (type.kind === 'image') return 'Image-file('
  if (type.kind === 'object') return 'Pythonobject('
  return capitalize(type.kind === 'media' ? type.name : type.kind)
}

function capitalize(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
