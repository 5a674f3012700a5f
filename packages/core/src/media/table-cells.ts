import { boxesJson, ColumnTyper, encodeRows, isMixed, type ColumnType, type TableText } from '@kymo/protocol'
import { isMedia, type FileContent } from './media-content.ts'
import { maskLabels } from './plan-item.ts'
import type { Table } from './table.ts'

/** Levels of lists and objects in one cell. */
const MAX_DEPTH = 32

/** Names of W&B's classes: what stands in a table beside the run instead of media. */
const CLASS_NAMES: Readonly<Record<string, string>> = {
  image: 'Image',
  audio: 'Audio',
  video: 'Video',
  html: 'Html',
  object3D: 'Object3D',
  molecule: 'Molecule',
  plotly: 'Plotly',
}

export interface TypedColumns {
  readonly types: readonly ColumnType[]
  /** Columns with cells that are not simply texts, numbers or booleans. */
  readonly special: readonly number[]
  readonly mixed: readonly number[]
  readonly infiniteCount: number
}

/** Looks at every cell once. */
export function typeColumns(table: Table, endRow: number): TypedColumns {
  const typers = table.columns.map(() => new ColumnTyper(mediaType))
  const { rows } = table
  for (let i = 0; i < endRow; i++) {
    const row = rows[i]
    for (let column = 0; column < typers.length; column++) typers[column].add(row[column])
  }
  const types = typers.map((typer) => typer.type())
  const places = types.map((_, column) => column)
  return {
    types,
    special: places.filter((column) => typers[column].isSpecial),
    mixed: places.filter((column) => isMixed(types[column])),
    infiniteCount: typers.reduce((sum, { infiniteCount }) => sum + infiniteCount, 0),
  }
}

export interface RowRange {
  readonly firstRow: number
  readonly endRow: number
}

/** Rows as they stand in the run's own file: dates as text, media as the name of their class. */
export function runRows(table: Table, columns: TypedColumns, range: RowRange): TableText {
  const toCell = (value: unknown): unknown =>
    plain(value, { date: (date) => date.toISOString(), media: className })
  return encodeRows({
    columns: table.columns,
    rows: table.rows,
    specialColumns: columns.special,
    toCell,
    ...range,
  })
}

/** Rows as they stand in the artifact: dates in milliseconds, media as what `media` makes of them. */
export function artifactRows(
  table: Table,
  columns: TypedColumns,
  range: RowRange & { readonly media: (content: FileContent) => unknown },
): TableText {
  const { media, firstRow, endRow } = range
  const toCell = (value: unknown): unknown =>
    plain(value, { date: (date) => date.getTime(), media: (cell) => cellOf(cell, media) })
  const options = { columns: table.columns, rows: table.rows, specialColumns: columns.special, toCell }
  return encodeRows({ ...options, firstRow, endRow })
}

/** True when some column has media in it. */
export function hasMediaCells({ types }: TypedColumns): boolean {
  return types.some((type) => optionsOf(type).some(({ kind }) => kind === 'image' || kind === 'media'))
}

interface Rules {
  readonly date: (date: Date) => unknown
  readonly media: (value: object) => unknown
}

function plain(value: unknown, rules: Rules, depth = 0): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : rules.date(value)
  if (isMedia(value)) return rules.media(value)
  if (ArrayBuffer.isView(value))
    return value instanceof DataView
      ? null
      : Array.from(value as unknown as ArrayLike<unknown>, toPlainNumber)
  if (depth >= MAX_DEPTH) return null
  if (Array.isArray(value)) return value.map((item) => plain(item, rules, depth + 1))
  if (value instanceof Set) return [...value].map((item) => plain(item, rules, depth + 1))
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, item]) => [String(key), plain(item, rules, depth + 1)] as const),
  )
}

function toPlainNumber(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

function className(value: object): unknown {
  const content = isMedia(value) ? value.kymoMedia : undefined
  if (content === undefined) return null
  if (content.kind === 'inline') return content.json
  return CLASS_NAMES[content.kind] ?? null
}

function cellOf(value: object, media: (content: FileContent) => unknown): unknown {
  const content = isMedia(value) ? value.kymoMedia : undefined
  if (
    content === undefined ||
    content.kind === 'invalid' ||
    content.kind === 'table' ||
    content.kind === 'chart'
  )
    return null
  return content.kind === 'inline' ? content.json : media(content)
}

function mediaType(value: object): ColumnType | undefined {
  if (!isMedia(value)) return undefined
  const content = value.kymoMedia
  if (content.kind === 'inline')
    return content.name === 'text' ? { kind: 'string' } : { kind: 'media', name: content.name }
  if (!('payload' in content)) return { kind: 'none' }
  if (content.kind === 'image') return { kind: 'image', layers: imageLayers(content) }
  return { kind: 'media', name: `${content.kind}-file` }
}

function imageLayers(content: FileContent): Extract<ColumnType, { kind: 'image' }>['layers'] {
  const masks = new Map([...(content.masks ?? [])].map(([layer, mask]) => [layer, maskLabels(mask)] as const))
  const boxes = new Map<string, ReadonlyMap<number, string>>()
  const boxScoreKeys = new Set<string>()
  for (const [layer, given] of content.boxes ?? []) {
    const json = boxesJson(given)
    if ('problem' in json) continue
    boxes.set(layer, json.labels)
    for (const key of json.scoreKeys) boxScoreKeys.add(key)
  }
  return { masks, boxes, boxScoreKeys, classes: classesOf(content, [...boxes.values(), ...masks.values()]) }
}

/** Names of all classes of an image: its own win. */
export function classesOf(
  { classes }: FileContent,
  layers: Iterable<ReadonlyMap<number, string>>,
): ReadonlyMap<number, string> {
  const all = new Map<number, string>()
  for (const labels of layers) for (const [id, name] of labels) all.set(id, name)
  for (const [id, name] of Object.entries(classes ?? {})) all.set(Number(id), name)
  return all
}

function optionsOf(type: ColumnType): readonly ColumnType[] {
  return type.kind === 'union' ? type.options : [type]
}
