import { artifactFiles, type MediaPart } from './artifact-files.ts'
import { contentOf, type MediaContent } from './media-content.ts'
import { textBytes } from './payload-of.ts'

/** A figure as Plotly has it: traces and their layout. */
export interface PlotlyFigure {
  readonly data: readonly unknown[]
  readonly layout?: object
  readonly config?: object
  readonly frames?: readonly unknown[]
}

/**
 * A Plotly figure to log. Typed arrays in it become lists. Never throws: a figure that cannot be logged is a warning when it is
 * logged.
 *
 * @example
 * ```js
 * import { init, Plotly } from '@kymo/core'
 *
 * const run = await init({ project: 'digits' })
 * run.log({ curve: new Plotly({ data: [{ type: 'scatter', x: [1, 2, 3], y: [2, 4, 8] }], layout: { title: { text: 'growth' } } }) })
 * await run.finish()
 * ```
 */
export class Plotly {
  /** @internal */
  readonly kymoMedia: MediaContent

  constructor(figure: PlotlyFigure) {
    this.kymoMedia = contentOf('Plotly figure', () => {
      if (!Array.isArray(figure?.data)) return { problem: 'it has no list of traces, data' }
      const { data, layout = {}, config, frames } = figure
      const text = JSON.stringify({ data, layout, config, frames }, toPlain)
      return { kind: 'plotly', payload: textBytes(text), extension: '.plotly.json' }
    })
  }

  /** Its files in an artifact; `artifact.add()` calls it. @throws {TypeError} when it cannot be kept */
  toArtifactFiles(name: string): Iterable<MediaPart> {
    return artifactFiles(this.kymoMedia, name)
  }
}

function toPlain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Float64Array) : value
}
