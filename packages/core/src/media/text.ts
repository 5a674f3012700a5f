import { MAX_VALUE_CHARS } from '@kymo/protocol'
import { contentOf, type MediaContent } from './media-content.ts'

/** JSON writes most characters as they are and a few as six. */
const MAX_TEXT_CHARS: number = MAX_VALUE_CHARS / 8

/**
 * A text to log, for example what a model wrote. Plain strings do as well; a longer one than a value may be is cut here, with a
 * warning, instead of being left out.
 *
 * @example
 * ```js
 * import { init, Text } from '@kymo/core'
 *
 * const run = await init({ project: 'poems' })
 * run.log({ sample: new Text('Roses are red') })
 * await run.finish()
 * ```
 */
export class Text {
  /** @internal */
  readonly kymoMedia: MediaContent

  constructor(text: string) {
    const given: unknown = text
    this.kymoMedia = contentOf('text', () => {
      const all = String(given)
      if (all.length <= MAX_TEXT_CHARS) return { kind: 'inline', name: 'text', json: all }
      const note = `its ${all.length} characters exceed the limit of ${MAX_TEXT_CHARS}; it is cut there`
      return { kind: 'inline', name: 'text', json: `${all.slice(0, MAX_TEXT_CHARS)}…`, note }
    })
  }
}
