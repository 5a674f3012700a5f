import type { BoxLayer, ChartSpec, ClassLabels, MediaJson } from '@kymo/protocol'
import type { Pixels } from './encode-png.ts'
import type { Table } from './table.ts'

/** Kinds of media that are files. */
export type FileKind = 'image' | 'audio' | 'video' | 'html' | 'object3D' | 'molecule' | 'plotly'

/** What becomes the content of a file. */
export type Payload =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'pixels'; readonly pixels: Pixels }
  | { readonly kind: 'points'; readonly points: Points }

/** A point cloud, `[count, columns]`, row-major. */
export interface Points {
  readonly columns: 3 | 4 | 6
  readonly values: Float64Array
}

export interface MaskContent {
  readonly pixels: Pixels
  readonly classLabels: ClassLabels | undefined
}

export interface FileContent {
  readonly kind: FileKind
  readonly payload: Payload
  /** With its dot. Of images that come encoded their header says it. */
  readonly extension: string
  readonly caption?: string
  readonly grouping?: number
  readonly masks?: ReadonlyMap<string, MaskContent>
  readonly boxes?: ReadonlyMap<string, BoxLayer>
  readonly classes?: ClassLabels
  readonly sampleRateHz?: number
  readonly durationS?: number
}

export type MediaContent =
  | FileContent
  /** A value without a file. */
  | {
      readonly kind: 'inline'
      readonly name: string
      readonly json: MediaJson | string
      readonly note?: string
    }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'chart'; readonly spec: ChartSpec; readonly table: Table }
  /** What the constructor was given cannot be logged: `log()` says so, with the name that it was logged under. */
  | { readonly kind: 'invalid'; readonly name: string; readonly reason: string }

/** An object that `run.log()` takes as media: known by a member of this name, across copies of this package. */
export interface Media {
  readonly kymoMedia: MediaContent
}

export function isMedia(value: object): value is Media {
  return 'kymoMedia' in value
}

/** What a constructor makes of its arguments. A mistake must not end a training of three days, so it is told when the value is logged. */
export function contentOf(
  name: string,
  make: () => MediaContent | { readonly problem: string },
): MediaContent {
  try {
    const made = make()
    return 'problem' in made ? { kind: 'invalid', name, reason: made.problem } : made
  } catch (error) {
    return { kind: 'invalid', name, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** A text as a caption, anything else as what it says; undefined when there is none. */
export function captionOf(caption: unknown): string | undefined {
  if (caption === undefined || caption === null) return undefined
  return typeof caption === 'string' ? caption : JSON.stringify(caption)
}
