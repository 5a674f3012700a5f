import { artifactFiles, type MediaPart } from './artifact-files.ts'
import { contentOf, type FileContent, type MediaContent } from './media-content.ts'
import { extensionOf, fileOrBytes, textBytes } from './payload-of.ts'

/**
 * A page of HTML to log: its text, or the path of a `.html` file. It is shown in a sandbox without access to anything else. Never
 * throws: what cannot be logged is a warning when it is logged.
 *
 * @example
 * ```js
 * import { Html, init } from '@kymo/core'
 *
 * const run = await init({ project: 'digits' })
 * run.log({ report: new Html('<h1>All well</h1>') })
 * await run.finish()
 * ```
 */
export class Html {
  /** @internal */
  readonly kymoMedia: MediaContent

  constructor(data: string | URL) {
    this.kymoMedia = contentOf('html', () => contentOfHtml(data))
  }

  /** Its files in an artifact; `artifact.add()` calls it. @throws {TypeError} when it cannot be kept */
  toArtifactFiles(name: string): Iterable<MediaPart> {
    return artifactFiles(this.kymoMedia, name)
  }
}

function contentOfHtml(data: unknown): FileContent | { readonly problem: string } {
  const isFile = data instanceof URL || (typeof data === 'string' && isHtmlPath(data))
  const payload = isFile ? fileOrBytes(data) : typeof data === 'string' ? textBytes(data) : undefined
  if (payload === undefined) return { problem: 'it is neither a text nor the path of a .html file' }
  return 'problem' in payload ? payload : { kind: 'html', payload, extension: '.html' }
}

function isHtmlPath(text: string): boolean {
  return text.length < 4096 && !/[<\n]/.test(text) && ['.html', '.htm'].includes(extensionOf(text))
}
