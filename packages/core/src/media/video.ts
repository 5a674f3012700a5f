import { artifactFiles, type MediaPart } from './artifact-files.ts'
import { captionOf, contentOf, type FileContent, type MediaContent } from './media-content.ts'
import { extensionOf, fileOrBytes } from './payload-of.ts'

export interface VideoOptions {
  readonly caption?: string
  /** Of bytes; a file's name says it. */
  readonly format?: 'mp4' | 'webm' | 'gif' | 'ogg'
}

const FORMATS: readonly string[] = ['mp4', 'webm', 'gif', 'ogg']

/**
 * A video to log: the path of an mp4, webm, gif or ogg file, or the bytes of one. Never throws: a video that cannot be logged is a
 * warning when it is logged.
 *
 * @example
 * ```js
 * import { init, Video } from '@kymo/core'
 *
 * const run = await init({ project: 'agents' })
 * run.log({ episode: new Video('./episode-1.mp4', { caption: 'first try' }) }) // a warning when there is no such file
 * await run.finish()
 * ```
 */
export class Video {
  /** @internal */
  readonly kymoMedia: MediaContent

  constructor(data: string | URL | Uint8Array | ArrayBuffer, options: VideoOptions = {}) {
    this.kymoMedia = contentOf('video', () => contentOfVideo(data, options ?? {}))
  }

  /** Its files in an artifact; `artifact.add()` calls it. @throws {TypeError} when it cannot be kept */
  toArtifactFiles(name: string): Iterable<MediaPart> {
    return artifactFiles(this.kymoMedia, name)
  }
}

function contentOfVideo(data: unknown, options: VideoOptions): FileContent | { readonly problem: string } {
  const payload = fileOrBytes(data)
  if (payload === undefined) return { problem: 'it is neither a file nor the bytes of one' }
  if ('problem' in payload) return payload
  const format = payload.kind === 'file' ? extensionOf(payload.path).slice(1) : options.format
  if (format === undefined) return { problem: 'bytes need the option format' }
  if (!FORMATS.includes(format))
    return { problem: `the format ${format || '(none)'} is not one of ${FORMATS.join(', ')}` }
  const caption = captionOf(options.caption)
  return { kind: 'video', payload, extension: `.${format}`, ...(caption === undefined ? {} : { caption }) }
}
