import { createHash } from 'node:crypto'
import { join } from 'node:path/posix'
import { boxesJson, type MediaFolder } from '@kymo/protocol'
import type { MediaFiles } from '../platform/media-files.ts'
import { encodeBytes } from './encode-bytes.ts'
import type { FileContent } from './media-content.ts'
import type { CellPlan, FilePlan, LayerPlan } from './media-plan.ts'
import { planItem } from './plan-item.ts'
import { classesOf } from './table-cells.ts'

/** A file of an artifact in the making. */
export interface ArtifactFile {
  /** Inside the artifact. */
  readonly path: string
  readonly content: ArtifactContent
}

export type ArtifactContent = { readonly parts: readonly Uint8Array[] } | { readonly file: string }

const ID_DIGITS = 20

/** What is left to do for one media object in a cell. @throws {Error} why it cannot be logged */
export function planCell(content: FileContent, files: MediaFiles): CellPlan {
  const planned = planItem(content, files)
  if ('problem' in planned) throw new Error(planned.problem)
  const { item, labels } = planned
  const classes = classesOf(
    content,
    labels.map((layer) => layer.labels),
  )
  return { item, classes: [...classes], ...(content.boxes === undefined ? {} : { boxes: boxesOf(content) }) }
}

/** The media of one table: files in its artifact, each content once. */
export class TableMedia {
  readonly #files: MediaFiles
  readonly #onFile: (file: ArtifactFile) => void
  readonly #made = new Set<string>()

  /** @param onFile called once for each path */
  constructor(files: MediaFiles, onFile: (file: ArtifactFile) => void) {
    this.#files = files
    this.#onFile = onFile
  }

  /** Makes the files of a cell. @returns what stands in the cell @throws what the disk throws */
  add({ item, classes, boxes }: CellPlan): unknown {
    const { caption, grouping, format, width, height } = item.facts
    const file = this.#keep(item.file)
    return {
      _type: `${item.kind}-file`,
      ...(boxes === undefined ? {} : { boxes }),
      ...(caption === undefined ? {} : { caption }),
      ...(classes.length === 0 ? {} : { classes: this.#keepClasses(classes) }),
      ...(format === undefined ? {} : { format, height, width }),
      ...(grouping === undefined ? {} : { grouping }),
      ...(item.masks.length === 0 ? {} : { masks: this.#keepMasks(item.masks) }),
      ...file,
    }
  }

  #keepMasks(masks: readonly LayerPlan[]): unknown {
    return Object.fromEntries(masks.map(({ layer, file }) => [layer, { _type: 'mask', ...this.#keep(file) }]))
  }

  #keep(plan: FilePlan): { readonly path: string; readonly sha256: string } {
    const { source, encoding, folder, extension } = plan
    if (source.kind === 'bytes')
      return this.#keepBytes(encodeBytes(source.bytes, encoding), folder, extension)
    const sha256 = createHash('sha256')
    const md5 = createHash('md5')
    this.#files.readChunks(source.path, (chunk) => {
      sha256.update(chunk)
      md5.update(chunk)
    })
    const path = join('media', folder, `${md5.digest('hex').slice(0, ID_DIGITS)}${extension}`)
    this.#put({ path, content: { file: source.path } })
    return { path, sha256: sha256.digest('hex') }
  }

  #keepBytes(bytes: Uint8Array, folder: MediaFolder, extension: string): { path: string; sha256: string } {
    const md5 = createHash('md5').update(bytes).digest('hex')
    const path = join('media', folder, `${md5.slice(0, ID_DIGITS)}${extension}`)
    this.#put({ path, content: { parts: [bytes] } })
    return { path, sha256: createHash('sha256').update(bytes).digest('hex') }
  }

  #keepClasses(classes: CellPlan['classes']): unknown {
    const set = classes.map(([id, name]) => ({ id, name }))
    const bytes = Buffer.from(JSON.stringify({ _type: 'classes', class_set: set }))
    const digest = createHash('md5').update(bytes).digest()
    const path = `media/classes/${digest.toString('hex')}_cls.classes.json`
    this.#put({ path, content: { parts: [bytes] } })
    return { type: 'classes-file', path, digest: digest.toString('base64') }
  }

  #put(file: ArtifactFile): void {
    if (this.#made.has(file.path)) return
    this.#made.add(file.path)
    this.#onFile(file)
  }
}

function boxesOf({ boxes }: FileContent): unknown {
  return Object.fromEntries(
    [...(boxes ?? [])].map(([layer, given]) => {
      const json = boxesJson(given)
      return [layer, 'problem' in json ? [] : json.boxData] as const
    }),
  )
}
