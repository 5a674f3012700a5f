import type { MediaFile, MediaFolder } from '@kymo/protocol'
import type { FileKind } from './media-content.ts'

/**
 * What is left to do for one logged media value: which files are to be made from what, and which JSON names them. The training
 * thread decides all of it; carrying it out needs nothing else, on any thread, in any process.
 */
export interface MediaPlan {
  /** Names from the root of the row; the last one is in the names of the files. */
  readonly names: readonly string[]
  readonly step: number
  /** Unix milliseconds of the `log()`. */
  readonly timeMs: number
  /** One value, or a list of them under one name. */
  readonly isList: boolean
  readonly items: readonly ItemPlan[]
  /** Of a table with media in its cells: the artifact that it is kept in. */
  readonly artifact?: ArtifactPlan
}

/** An artifact of a table whose media are still to be encoded. */
export interface ArtifactPlan {
  readonly name: string
  readonly type: 'run_table' | 'wandb-run-incremental-table'
  readonly isIncremental: boolean
  readonly ids: ArtifactIds
  /** Path of the table in the artifact. */
  readonly entry: string
  /** The table's JSON, in which the text `"<mark><n>"` stands for the n-th of `cells`. */
  readonly file: FilePlan
  readonly mark: string
  readonly cells: readonly CellPlan[]
}

/** How the history refers to a logged artifact. */
export interface ArtifactIds {
  readonly clientId: string
  readonly sequenceClientId: string
}

/** A media object in a cell of a table. */
export interface CellPlan {
  readonly item: ItemPlan
  readonly classes: readonly (readonly [id: number, name: string])[]
  /** JSON of its boxes, which stand in the cell itself. */
  readonly boxes?: unknown
}

/** An artifact whose content is in the run's folder: what is left is to say so in the log. */
export interface StagedArtifact {
  readonly name: string
  readonly type: string
  readonly isIncremental: boolean
  readonly ids: ArtifactIds
  readonly entries: readonly {
    readonly path: string
    /** Base64 MD5. */
    readonly digest: string
    readonly sha256: string
    readonly sizeBytes: number
  }[]
}

export interface ItemPlan {
  readonly kind: FileKind | 'table'
  readonly file: FilePlan
  readonly facts: ItemFacts
  readonly masks: readonly LayerPlan[]
  readonly boxes: readonly LayerPlan[]
}

export interface LayerPlan {
  readonly layer: string
  readonly file: FilePlan
}

export interface ItemFacts {
  readonly caption?: string
  readonly grouping?: number
  readonly format?: string
  readonly width?: number
  readonly height?: number
  readonly sampleRate?: number
  readonly duration?: number
  /** Of a table: the rest of its JSON. */
  readonly table?: TableFacts
}

export interface TableFacts {
  readonly columnCount: number
  readonly rowCount: number
  readonly logMode: 'IMMUTABLE' | 'MUTABLE' | 'INCREMENTAL'
  readonly increment?: { readonly number: number; readonly previousPaths: readonly string[] }
  readonly artifact?: { readonly clientId: string; readonly sequenceClientId: string; readonly entry: string }
}

export interface FilePlan {
  readonly folder: MediaFolder
  readonly extension: string
  readonly source: FileSource
  readonly encoding: Encoding
}

export type FileSource =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** The user's file: to be copied. */
  | { readonly kind: 'file'; readonly path: string; readonly size: number }
  /** A file in the spool, which becomes the media file. */
  | { readonly kind: 'spooled'; readonly name: string; readonly path: string; readonly size: number }

/** What is done to the bytes of a source. */
export type Encoding =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'png'
      readonly width: number
      readonly height: number
      readonly channels: 1 | 2 | 3 | 4
    }
  | { readonly kind: 'points'; readonly columns: 3 | 4 | 6 }

export interface MediaOutcome {
  /** In the order in which they were made; one for each file, also when several have the same content. */
  readonly files: readonly MediaFile[]
  readonly json: unknown
  readonly artifact?: StagedArtifact
}

/** Below this the spool costs more than the encoding that it puts off. */
const CHEAP_PIXEL_BYTES: number = 16 * 1024
/** Reading, hashing and writing this takes about a millisecond. */
const CHEAP_BYTES: number = 512 * 1024

export function filesOf({ items, artifact }: MediaPlan): FilePlan[] {
  const all = [...items, ...(artifact?.cells ?? []).map(({ item }) => item)]
  const files = all.flatMap(({ file, masks, boxes }) => [
    file,
    ...masks.map((mask) => mask.file),
    ...boxes.map((box) => box.file),
  ])
  return artifact === undefined ? files : [...files, artifact.file]
}

export function sizeOfSource(source: FileSource): number {
  return source.kind === 'bytes' ? source.bytes.byteLength : source.size
}

/** True when carrying it out would be felt by a training loop. */
export function isCostly(plan: MediaPlan): boolean {
  let pixelBytes = 0
  let plainBytes = 0
  for (const { source, encoding } of filesOf(plan)) {
    if (encoding.kind === 'none') plainBytes += sizeOfSource(source)
    else pixelBytes += sizeOfSource(source)
  }
  return pixelBytes > CHEAP_PIXEL_BYTES || plainBytes > CHEAP_BYTES
}
