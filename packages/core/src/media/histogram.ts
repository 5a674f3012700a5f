import {
  autoBinCount,
  binsProblem,
  computeBins,
  computeBinsBetween,
  DEFAULT_BINS,
  histogramJson,
  MAX_BINS,
  type Bins,
} from '@kymo/protocol'
import { contentOf, type MediaContent } from './media-content.ts'
import type { TensorLike } from './to-pixels.ts'

export interface HistogramOptions {
  /** Bins between the least and the greatest value, 1 to 512; `auto`: chosen by numpy's rule. Default 64. */
  readonly numBins?: number | 'auto'
  /** Edges of the bins, ascending, instead of `numBins`. */
  readonly edges?: readonly number[]
}

/** Counts that somebody else has made: one more edge than counts. */
export interface BinnedValues {
  readonly counts: ArrayLike<number>
  readonly edges: ArrayLike<number>
}

export type HistogramSource = ArrayLike<number> | Iterable<number> | TensorLike | BinnedValues

/**
 * How values are distributed: of numbers (an array, a typed array, a tensor), or of counts that exist already. NaN and infinities
 * are in no bin, and said once. Never throws: what cannot be logged is a warning when it is logged.
 *
 * Made on the calling thread, in a few nanoseconds per value.
 *
 * @example
 * ```js
 * import { Histogram, init } from '@kymo/core'
 *
 * const run = await init({ project: 'digits' })
 * const weights = Float32Array.from({ length: 10_000 }, () => Math.random() - 0.5)
 * run.log({ weights: new Histogram(weights), ages: new Histogram({ counts: [3, 5], edges: [0, 18, 99] }) })
 * await run.finish()
 * ```
 */
export class Histogram {
  /** @internal */
  readonly kymoMedia: MediaContent

  constructor(values: HistogramSource, options: HistogramOptions = {}) {
    this.kymoMedia = contentOf('histogram', () => {
      const bins = binsOf(values, options ?? {})
      if ('problem' in bins) return bins
      const { skippedCount } = bins
      const note = `${skippedCount} of its values are NaN or infinite, and in no bin`
      return {
        kind: 'inline',
        name: 'histogram',
        json: histogramJson(bins),
        ...(skippedCount > 0 ? { note } : {}),
      }
    })
  }
}

function binsOf(
  source: unknown,
  { numBins = DEFAULT_BINS, edges }: HistogramOptions,
): Bins | { readonly problem: string } {
  if (isBinned(source)) return givenBins(source)
  const values = valuesOf(source)
  if (values === undefined) return { problem: 'it is made of numbers, or of counts and edges' }
  if (edges !== undefined) {
    const problem = binsProblem(
      Array.from(edges.slice(1), () => 0),
      edges,
    )
    return problem === undefined ? computeBinsBetween(values, edges) : { problem }
  }
  const binCount = numBins === 'auto' ? autoBinCount(values) : numBins
  if (!Number.isInteger(binCount) || binCount < 1 || binCount > MAX_BINS)
    return { problem: `${binCount} bins; 1 to ${MAX_BINS} are possible` }
  return computeBins(values, binCount)
}

function isBinned(source: unknown): source is BinnedValues {
  return typeof source === 'object' && source !== null && 'counts' in source && 'edges' in source
}

function givenBins(given: BinnedValues): Bins | { readonly problem: string } {
  const counts = Array.from(given.counts)
  const edges = Array.from(given.edges)
  const problem = binsProblem(counts, edges)
  return problem === undefined ? { counts, edges, skippedCount: 0 } : { problem }
}

function valuesOf(source: unknown): ArrayLike<number> | undefined {
  if (source instanceof BigInt64Array || source instanceof BigUint64Array)
    return Float64Array.from(source, Number)
  if (Array.isArray(source)) return Float64Array.from(source.flat(Infinity) as number[], Number)
  if (ArrayBuffer.isView(source))
    return source instanceof DataView ? undefined : (source as unknown as ArrayLike<number>)
  if (typeof source !== 'object' || source === null) return undefined
  if ('dataSync' in source) return (source as TensorLike).dataSync() as ArrayLike<number>
  return Symbol.iterator in source ? Float64Array.from(source as Iterable<number>, Number) : undefined
}
