import type { Value } from '@kymo/server/api'

/** One image with what is drawn over it. Paths are below the files of the run, or of the artifact. */
export interface ImageItem {
  readonly path: string
  readonly caption: string
  /** Pixels; 0 where the writer did not say. */
  readonly width: number
  readonly height: number
  readonly masks: readonly LayerFile[]
  readonly boxes: readonly LayerFile[]
}

export interface LayerFile {
  readonly layer: string
  readonly path: string
}

export interface FileItem {
  readonly path: string
  readonly caption: string
  readonly sizeBytes: number
}

/** What one key has at one step, as a page shows it. */
export type MediaValue =
  | { readonly kind: 'images'; readonly items: readonly ImageItem[] }
  | {
      readonly kind: 'audio' | 'video' | 'html' | 'object3d' | 'molecule' | 'plotly' | 'file'
      readonly items: readonly FileItem[]
    }
  | { readonly kind: 'histogram'; readonly counts: readonly number[]; readonly edges: readonly number[] }
  | { readonly kind: 'table'; readonly rowCount: number; readonly columnCount: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly value: Value }

export type MediaKind = MediaValue['kind']

const KINDS: ReadonlyMap<string, MediaKind> = new Map<string, MediaKind>([
  ['image-file', 'images'],
  ['images/separated', 'images'],
  ['audio-file', 'audio'],
  ['audio', 'audio'],
  ['video-file', 'video'],
  ['videos', 'video'],
  ['html-file', 'html'],
  ['html', 'html'],
  ['object3D-file', 'object3d'],
  ['object3D', 'object3d'],
  ['molecule-file', 'molecule'],
  ['molecule', 'molecule'],
  ['plotly-file', 'plotly'],
  ['bokeh-file', 'file'],
  ['graph-file', 'file'],
  ['histogram', 'histogram'],
  ['table-file', 'table'],
  ['incremental-table-file', 'table'],
  ['text', 'text'],
])

/** Kind of panel for the `_type` of a value. */
export function kindOfType(type: string): MediaKind {
  return KINDS.get(type) ?? 'value'
}

/** Reads a logged value. Never throws: what is not understood is shown as it is. */
export function parseMedia(value: Value): MediaValue {
  if (typeof value === 'string') return { kind: 'text', text: value }
  const fields = fieldsOf(value)
  const kind = kindOfType(textOf(fields, '_type'))
  switch (kind) {
    case 'images':
      return { kind, items: parseImages(fields) }
    case 'histogram':
      return parseHistogram(fields) ?? { kind: 'value', value }
    case 'table':
      return { kind, rowCount: countOf(fields, 'nrows'), columnCount: countOf(fields, 'ncols') }
    case 'text':
    case 'value':
      return { kind: 'value', value }
    case 'audio':
    case 'video':
    case 'html':
    case 'object3d':
    case 'molecule':
    case 'plotly':
    case 'file': {
      const items = parseFiles(fields)
      return items.length === 0 ? { kind: 'value', value } : { kind, items }
    }
  }
}

type Fields = ReadonlyMap<string, Value>

/** Members of an object as a map: names are the user's, so `__proto__` is one like any other. */
export function fieldsOf(value: Value | undefined): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map()
  return new Map(Object.entries(value))
}

export function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : []
}

export function textOf(fields: Fields, name: string): string {
  const value = fields.get(name)
  return typeof value === 'string' ? value : ''
}

/** A value on one line: texts as they are, objects as JSON. */
export function textOfValue(value: Value | undefined): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function countOf(fields: Fields, name: string): number {
  const value = fields.get(name)
  return typeof value === 'number' && value >= 0 ? value : 0
}

function parseImages(fields: Fields): ImageItem[] {
  const size = { width: countOf(fields, 'width'), height: countOf(fields, 'height') }
  const names = listOf(fields.get('filenames'))
  if (names.length === 0) {
    const path = textOf(fields, 'path')
    if (path === '') return []
    const layers = { masks: layersOf(fields.get('masks')), boxes: layersOf(fields.get('boxes')) }
    return [{ path, caption: textOf(fields, 'caption'), ...size, ...layers }]
  }
  const [captions, masks, boxes] = ['captions', 'all_masks', 'all_boxes'].map((name) =>
    listOf(fields.get(name)),
  )
  return names.flatMap((path, index) =>
    typeof path === 'string'
      ? [
          {
            path,
            caption: captionOf(captions[index]),
            ...size,
            masks: layersOf(masks[index]),
            boxes: layersOf(boxes[index]),
          },
        ]
      : [],
  )
}

function layersOf(value: Value | undefined): LayerFile[] {
  return [...fieldsOf(value)].flatMap(([layer, file]) => {
    const path = textOf(fieldsOf(file), 'path')
    return path === '' ? [] : [{ layer, path }]
  })
}

/** One file, or the list forms: `audio`, `videos`, `html` hold objects, `object3D` and `molecule` names. */
function parseFiles(fields: Fields): FileItem[] {
  const captions = listOf(fields.get('captions'))
  const names = listOf(fields.get('filenames'))
  if (names.length > 0) {
    return names.flatMap((path, index) =>
      typeof path === 'string' ? [{ path, caption: captionOf(captions[index]), sizeBytes: 0 }] : [],
    )
  }
  const list = ['audio', 'videos', 'html'].map((name) => listOf(fields.get(name))).find((each) => each.length)
  const files = list?.map(fieldsOf) ?? [fields]
  return files.flatMap((file, index) => {
    const path = textOf(file, 'path')
    const caption = textOf(file, 'caption') || captionOf(captions[index])
    return path === '' ? [] : [{ path, caption, sizeBytes: countOf(file, 'size') }]
  })
}

function captionOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}

function parseHistogram(fields: Fields): MediaValue | undefined {
  const counts = listOf(fields.get('values')).map(Number)
  const packed = fieldsOf(fields.get('packedBins'))
  const edges =
    packed.size > 0
      ? counts.map((_each, index) => Number(packed.get('min')) + index * Number(packed.get('size')))
      : listOf(fields.get('bins')).map(Number)
  if (packed.size > 0) edges.push(Number(packed.get('min')) + counts.length * Number(packed.get('size')))
  if (counts.length === 0 || edges.length !== counts.length + 1) return undefined
  return { kind: 'histogram', counts, edges }
}
