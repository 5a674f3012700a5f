/** A file of a run as every media value names it. */
export interface MediaFile {
  /** Relative to `files/`. */
  readonly path: string
  readonly sha256: string
  readonly size: number
}

/** Facts of one image beside its file. */
export interface ImageFacts {
  /** `png`, `jpg`, `gif`, `bmp`, `webp`. */
  readonly format: string
  readonly width: number
  readonly height: number
  readonly caption?: string
  readonly grouping?: number
}

/** JSON objects of masks and boxes by the name of their layer; user-given names, so no prototype. */
export type Layers = Readonly<Record<string, Readonly<Record<string, unknown>>>>

export interface ImageJsonParts extends ImageFacts {
  readonly file: MediaFile
  readonly masks?: Layers
  readonly boxes?: Layers
}

export type MediaJson = Readonly<Record<string, unknown>> & { readonly _type: string }

/** Most images, audio clips … that one key takes at one step; W&B's limit for images. */
export const MAX_LIST_ITEMS = 108
/** Longest side of an image, in pixels; W&B's limit. */
export const MAX_IMAGE_SIDE = 65_500

/** `{caption?, _type, sha256, size, path}`: what every value with a file has. */
export function fileJson(type: string, file: MediaFile, caption?: string): MediaJson {
  return {
    ...(caption === undefined ? {} : { caption }),
    _type: type,
    sha256: file.sha256,
    size: file.size,
    path: file.path,
  }
}

export function imageJson(image: ImageJsonParts): MediaJson {
  const { format, width, height, caption, grouping, masks, boxes } = image
  return {
    ...fileJson('image-file', image.file, caption),
    format,
    width,
    height,
    ...(grouping === undefined ? {} : { grouping }),
    ...(boxes === undefined ? {} : { boxes }),
    ...(masks === undefined ? {} : { masks }),
  }
}

/** Several images under one key. Size and format are the first one's, as W&B has it. */
export function imageListJson(images: readonly ImageJsonParts[]): MediaJson {
  const [first] = images
  const json: Record<string, unknown> & { _type: string } = {
    _type: 'images/separated',
    width: first.width,
    height: first.height,
    format: first.format,
    count: images.length,
    filenames: images.map(({ file }) => file.path),
  }
  if (images.some(({ caption }) => caption !== undefined))
    json['captions'] = images.map(({ caption }) => caption ?? null)
  if (images.some(({ grouping }) => grouping !== undefined)) json['grouping'] = first.grouping ?? null
  if (images.some(({ masks }) => masks !== undefined))
    json['all_masks'] = images.map(({ masks }) => masks ?? null)
  if (images.some(({ boxes }) => boxes !== undefined))
    json['all_boxes'] = images.map(({ boxes }) => boxes ?? null)
  return json
}

export interface ClipJsonParts {
  readonly file: MediaFile
  readonly caption?: string
  readonly width?: number
  readonly height?: number
  /** Hertz; only in lists of audio. */
  readonly sampleRate?: number
  /** Seconds; only in lists of audio. */
  readonly duration?: number
}

export function audioJson({ file, caption }: ClipJsonParts): MediaJson {
  return fileJson('audio-file', file, caption)
}

export function audioListJson(clips: readonly ClipJsonParts[]): MediaJson {
  return {
    _type: 'audio',
    count: clips.length,
    audio: clips.map((clip) => audioJson(clip)),
    sampleRates: clips.map(({ sampleRate }) => sampleRate ?? null),
    durations: clips.map(({ duration }) => duration ?? null),
    ...(clips.some(({ caption }) => caption !== undefined)
      ? { captions: clips.map(({ caption }) => caption ?? '') }
      : {}),
  }
}

export function videoJson({ file, caption, width, height }: ClipJsonParts): MediaJson {
  return {
    ...fileJson('video-file', file, caption),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
  }
}

export function videoListJson(clips: readonly ClipJsonParts[]): MediaJson {
  return {
    _type: 'videos',
    count: clips.length,
    videos: clips.map((clip) => videoJson(clip)),
    captions: captionsOf(clips),
  }
}

export function htmlListJson(files: readonly MediaFile[]): MediaJson {
  return { _type: 'html', count: files.length, html: files.map((file) => fileJson('html-file', file)) }
}

export function object3dListJson(objects: readonly ClipJsonParts[]): MediaJson {
  return {
    _type: 'object3D',
    filenames: objects.map(({ file }) => file.path.replace(/^media\/object3D\//, '')),
    count: objects.length,
    objects: objects.map(({ file, caption }) => fileJson('object3D-file', file, caption)),
  }
}

export function moleculeListJson(molecules: readonly ClipJsonParts[]): MediaJson {
  return {
    _type: 'molecule',
    filenames: molecules.map(({ file }) => file.path),
    count: molecules.length,
    captions: captionsOf(molecules),
  }
}

/** W&B looks at the first one only; a caption of a later one would be lost. */
function captionsOf(items: readonly ClipJsonParts[]): readonly (string | null)[] | false {
  if (items.every(({ caption }) => caption === undefined)) return false
  return items.map(({ caption }) => caption ?? null)
}
