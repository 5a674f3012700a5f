import { createHash } from 'node:crypto'
import { join } from 'node:path/posix'
import { boxesJson, type MediaFolder } from '@kymo/protocol'
import type { MediaFiles } from '../platform/media-files.ts'
import { encodeBytes } from './execute-plan.ts'
import type { FileContent } from './media-content.ts'
import type { FilePlan, LayerPlan } from './media-plan.ts'
import { planItem } from './plan-item.ts'
import { classesOf } from './table-cells.ts'

/** A file of an artifact in the making. */
export interface ArtifactFile {
  /** Inside the artifact. */
  readonly path: string
  readonly content: { readonly parts: readonly Uint8Array[] } | { readonly file: string }
}

const ID_DIGITS = 20

/** The media of one table: files in its artifact, each content once. */
export class TableMedia {
  readonly #files: MediaFiles
  readonly #onProblem: (problem: string) => void
  readonly #made = new Map<string, ArtifactFile>()

  constructor(files: MediaFiles, onProblem: (problem: string) => void) {
    this.#files = files
    this.#onProblem = onProblem
  }

  get files(): readonly ArtifactFile[] {
    return [...this.#made.values()]
  }

  /** What stands in the cell; null when the media object cannot be logged. */
  add(content: FileContent): unknown {
    try {
      return this.#add(content)
    } catch (error) {
      this.#onProblem(error instanceof Error ? error.message : String(error))
      return null
    }
  }

  #add(content: FileContent): unknown {
    const planned = planItem(content, this.#files)
    if ('problem' in planned) throw new Error(planned.problem)
    const { item, labels } = planned
    const { caption, grouping, format, width, height } = item.facts
    const file = this.#keep(item.file)
    const classes = classesOf(
      content,
      labels.map((layer) => layer.labels),
    )
    return {
      _type: `${item.kind}-file`,
      ...(content.boxes === undefined ? {} : { boxes: boxesOf(content) }),
      ...(caption === undefined ? {} : { caption }),
      ...(classes.size === 0 ? {} : { classes: this.#keepClasses(classes) }),
      ...(format === undefined ? {} : { format, height, width }),
      ...(grouping === undefined ? {} : { grouping }),
      ...(item.masks.length === 0 ? {} : { masks: this.#keepMasks(item.masks) }),
      ...file,
    }
  }

  #keepMasks(masks: readonly LayerPlan[]): unknown {
    return Object.fromEntries(masks.map(({ layer, file }) => [layer, { _type: 'mask', ...this.#keep(file) }]))
  }

  #keep({ source, encoding, folder, extension }: FilePlan): {
    readonly path: string
    readonly sha256: string
  } {
    if (source.kind === 'bytes')
      return this.#keepBytes(encodeBytes(source.bytes, encoding), folder, extension)
    if (source.kind === 'spooled') throw new Error('a spooled file is in no table')
    const sha256 = createHash('sha256')
    const md5 = createHash('md5')
    this.#files.readChunks(source.path, (chunk) => {
      sha256.update(chunk)
      md5.update(chunk)
    })
    const path = join('media', folder, `${md5.digest('hex').slice(0, ID_DIGITS)}${extension}`)
    this.#made.set(path, { path, content: { file: source.path } })
    return { path, sha256: sha256.digest('hex') }
  }

  #keepBytes(bytes: Uint8Array, folder: MediaFolder, extension: string): { path: string; sha256: string } {
    const md5 = createHash('md5').update(bytes).digest('hex')
    const path = join('media', folder, `${md5.slice(0, ID_DIGITS)}${extension}`)
    this.#made.set(path, { path, content: { parts: [bytes] } })
    return { path, sha256: createHash('sha256').update(bytes).digest('hex') }
  }

  #keepClasses(classes: ReadonlyMap<number, string>): unknown {
    const set = [...classes].map(([id, name]) => ({ id, name }))
    const bytes = Buffer.from(JSON.stringify({ _type: 'classes', class_set: set }))
    const digest = createHash('md5').update(bytes).digest()
    const path = `media/classes/${digest.toString('hex')}_cls.classes.json`
    this.#made.set(path, { path, content: { parts: [bytes] } })
    return { type: 'classes-file', path, digest: digest.toString('base64') }
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
