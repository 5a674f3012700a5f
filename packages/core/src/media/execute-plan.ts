import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  audioJson,
  audioListJson,
  fileJson,
  htmlListJson,
  imageJson,
  imageListJson,
  mediaPath,
  moleculeListJson,
  object3dListJson,
  tableValueJson,
  videoJson,
  videoListJson,
  type ClipJsonParts,
  type ImageJsonParts,
  type Layers,
  type MediaFile,
  type MediaJson,
} from '@kymo/protocol'
import type { MediaFiles } from '../platform/media-files.ts'
import { stageTable } from './stage-table.ts'
import { encodeBytes } from './encode-bytes.ts'
import type { FilePlan, ItemPlan, LayerPlan, MediaOutcome, MediaPlan } from './media-plan.ts'

export interface PlanTools {
  readonly files: MediaFiles
  /** The run's folder. */
  readonly folder: string
}

/** Where what waits to be encoded lies in a run's folder. */
export const SPOOL_FOLDER = 'spool'

/**
 * Makes the files of a plan and the JSON that names them. Doing it twice makes the same.
 * @throws what the disk throws
 */
export function executePlan(plan: MediaPlan, tools: PlanTools): MediaOutcome {
  const files: MediaFile[] = []
  const make = (file: FilePlan): MediaFile => {
    const made = makeFile(file, plan, tools)
    files.push(made)
    return made
  }
  const items = plan.items.map((item) => ({
    item,
    file: make(item.file),
    boxes: layersJson('boxes2D', item.boxes, make),
    masks: layersJson('mask', item.masks, make),
  }))
  const json = plan.isList ? listJson(items) : itemJson(items[0])
  return {
    files,
    json,
    ...(plan.artifact === undefined ? {} : { artifact: stageTable(plan.artifact, tools) }),
  }
}

interface MadeItem {
  readonly item: ItemPlan
  readonly file: MediaFile
  readonly boxes: Layers | undefined
  readonly masks: Layers | undefined
}

function layersJson(
  type: string,
  layers: readonly LayerPlan[],
  make: (file: FilePlan) => MediaFile,
): Layers | undefined {
  if (layers.length === 0) return undefined
  return Object.fromEntries(layers.map(({ layer, file }) => [layer, fileJson(type, make(file))]))
}

function makeFile(plan: FilePlan, { names, step }: MediaPlan, { files, folder }: PlanTools): MediaFile {
  const { source, encoding, extension } = plan
  const place = (sha256: string): string =>
    mediaPath({ folder: plan.folder, key: names.at(-1) ?? '', step, sha256, extension })
  const target = (path: string): string => join(folder, 'files', path)
  if (source.kind === 'bytes') {
    const bytes = encodeBytes(source.bytes, encoding)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const path = place(sha256)
    files.write(target(path), [bytes])
    return { path, sha256, size: bytes.byteLength }
  }
  const from = source.path
  const hash = createHash('sha256')
  let size = 0
  files.readChunks(from, (chunk) => {
    hash.update(chunk)
    size += chunk.byteLength
  })
  const sha256 = hash.digest('hex')
  const path = place(sha256)
  // A copy, though it is ours: when this is cut short, it is done again from the start.
  files.copy(from, target(path))
  return { path, sha256, size }
}

function itemJson(made: MadeItem): MediaJson {
  const { item, file } = made
  const { facts } = item
  switch (item.kind) {
    case 'image':
      return imageJson(imageParts(made))
    case 'audio':
      return audioJson({ file, ...facts })
    case 'video':
      return videoJson({ file, ...facts })
    case 'html':
    case 'plotly':
      return fileJson(`${item.kind}-file`, file)
    case 'object3D':
    case 'molecule':
      return fileJson(`${item.kind}-file`, file, facts.caption)
    case 'table':
      return tableValueJson({
        file,
        columnCount: 0,
        rowCount: 0,
        logMode: 'IMMUTABLE',
        ...facts.table,
      }) as MediaJson
  }
}

function listJson(made: readonly MadeItem[]): unknown {
  const clips: ClipJsonParts[] = made.map(({ item, file }) => ({ file, ...item.facts }))
  const kinds = new Set(made.map(({ item }) => item.kind))
  const kind = kinds.size === 1 ? made[0].item.kind : undefined
  switch (kind) {
    case 'image':
      return imageListJson(made.map(imageParts))
    case 'audio':
      return audioListJson(clips)
    case 'video':
      return videoListJson(clips)
    case 'html':
      return htmlListJson(made.map(({ file }) => file))
    case 'object3D':
      return object3dListJson(clips)
    case 'molecule':
      return moleculeListJson(clips)
    case 'plotly':
    case 'table':
    case undefined:
      return made.map(itemJson)
  }
}

function imageParts({ item, file, boxes, masks }: MadeItem): ImageJsonParts {
  const { format = 'png', width = 0, height = 0, caption, grouping } = item.facts
  return {
    file,
    format,
    width,
    height,
    ...(caption === undefined ? {} : { caption }),
    ...(grouping === undefined ? {} : { grouping }),
    ...(boxes === undefined ? {} : { boxes }),
    ...(masks === undefined ? {} : { masks }),
  }
}
