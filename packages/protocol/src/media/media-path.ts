/** Sub-folders of `media/` by what is in them. */
export type MediaFolder =
  | 'images'
  | 'images/mask'
  | 'metadata/boxes2D'
  | 'audio'
  | 'videos'
  | 'html'
  | 'object3D'
  | 'molecule'
  | 'plotly'
  | 'table'

export interface MediaPathParts {
  readonly folder: MediaFolder
  /** The name that was logged; of a nested value its last part. Chosen by the user. */
  readonly key: string
  readonly step: number
  /** Of the file's content, hex. */
  readonly sha256: string
  /** With its dot: `.png`, `.table.json`. */
  readonly extension: string
}

/** File systems allow 255 bytes in a name; step, digest and extension need at most 60. */
const MAX_SEGMENT_BYTES = 190
/** A key may be as long as it likes, a path may not: Windows and some network file systems stop at 260 characters. */
const MAX_KEY_PATH_BYTES = 760
const ID_DIGITS = 20

/**
 * Where a media file lies below `files/`, as W&B names it: `media/<folder>/<key>_<step>_<20 digits of the SHA-256><extension>`.
 *
 * A `/` in the key makes folders. Different keys may be given the same path only for the same content.
 */
export function mediaPath({ folder, key, step, sha256, extension }: MediaPathParts): string {
  return `media/${folder}/${safeKey(key)}_${step}_${sha256.slice(0, ID_DIGITS)}${extension}`
}

/** The key as a relative path that stays where it is put, on every operating system. */
export function safeKey(key: string): string {
  const segments = key.split('/').filter((segment) => segment !== '')
  let left = MAX_KEY_PATH_BYTES
  const safe: string[] = []
  for (const segment of segments) {
    const name = cut(clean(segment), Math.min(MAX_SEGMENT_BYTES, left))
    left -= Buffer.byteLength(name) + 1
    safe.push(name)
    if (left < 1) break
  }
  return safe.join('/')
}

function clean(segment: string): string {
  if (segment === '.' || segment === '..') return '_'.repeat(segment.length)
  // What Windows refuses is replaced everywhere: a run folder is made here and read there.
  // oxlint-disable-next-line no-control-regex -- names of files must not have them
  return segment.replaceAll(/[\u0000-\u001f\u007f\\:*?"<>|]/g, '_').replaceAll(/\p{Surrogate}/gu, '\uFFFD')
}

/** At most so many bytes of UTF-8, whole characters only. */
function cut(text: string, maxBytes: number): string {
  let result = text
  while (Buffer.byteLength(result) > maxBytes) {
    const over = Buffer.byteLength(result) - maxBytes
    // Half of a character would be no text.
    result = Array.from(result)
      .slice(0, -Math.max(1, Math.ceil(over / 4)))
      .join('')
  }
  return result
}
