import type { MediaJson } from './media-json.ts'

/** Most bins of one histogram; W&B's limit. */
export const MAX_BINS = 512
export const DEFAULT_BINS = 64

/** Counts of values between edges; one more edge than counts, ascending. */
export interface Bins {
  readonly counts: readonly number[]
  readonly edges: readonly number[]
  /** NaN and ±Infinity: in no bin. */
  readonly skippedCount: number
}

export function histogramJson({ counts, edges }: Pick<Bins, 'counts' | 'edges'>): MediaJson {
  return { _type: 'histogram', values: counts, bins: edges }
}

/** @returns what is wrong with counts and edges, if anything */
export function binsProblem(counts: readonly unknown[], edges: readonly unknown[]): string | undefined {
  if (counts.length === 0 || counts.length > MAX_BINS)
    return `${counts.length} bins; 1 to ${MAX_BINS} are possible`
  if (edges.length !== counts.length + 1)
    return `${edges.length} edges for ${counts.length} bins; expected ${counts.length + 1}`
  if (!counts.every((count) => typeof count === 'number' && count >= 0 && Number.isFinite(count)))
    return 'counts must be numbers from 0'
  for (const [i, edge] of edges.entries()) {
    if (typeof edge !== 'number' || !Number.isFinite(edge)) return 'edges must be finite numbers'
    if (i > 0 && edge < (edges[i - 1] as number)) return 'edges must ascend'
  }
  return undefined
}

/**
 * Equal bins from the least to the greatest value, as numpy's `histogram` makes them: each is `[left, right)`, the last one
 * `[left, right]`; when all values are the same, from a half below to a half above. Values that are not finite are skipped.
 *
 * Two passes, O(n).
 */
export function computeBins(values: ArrayLike<number>, binCount: number): Bins {
  const { low, high, finiteCount } = rangeOf(values)
  const edges = linearEdges(low, high, binCount)
  const counts = zeros(binCount)
  // Halved, because the width of all doubles is not a double.
  const scale = binCount / (high / 2 - low / 2)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!(value >= low && value <= high)) continue
    let bin = Math.floor((value / 2 - low / 2) * scale)
    if (!(bin < binCount)) bin = binCount - 1
    // Rounding may have put it into a neighbour, or with numbers next to zero further away: the edges decide.
    while (bin > 0 && value < edges[bin]) bin--
    while (bin < binCount - 1 && value >= edges[bin + 1]) bin++
    counts[bin]++
  }
  return { counts, edges, skippedCount: values.length - finiteCount }
}

/** Bins between given edges, ascending; the last one includes its right edge. Values outside of them are not counted. O(n log bins). */
export function computeBinsBetween(values: ArrayLike<number>, edges: readonly number[]): Bins {
  const binCount = edges.length - 1
  const counts = zeros(binCount)
  let skippedCount = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!Number.isFinite(value)) skippedCount++
    else if (value >= edges[0] && value <= edges[binCount]) counts[findBin(value, edges)]++
  }
  return { counts, edges: [...edges], skippedCount }
}

/** Number of bins by the rule `auto` of numpy: the greater of Sturges' and of Freedman and Diaconis'. Sorts a copy, O(n log n). */
export function autoBinCount(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).filter(Number.isFinite).toSorted()
  const count = sorted.length
  if (count === 0) return 1
  const span = sorted[count - 1] - sorted[0]
  const sturges = Math.log2(count) + 1
  const width = (2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / Math.cbrt(count)
  const byWidth = width > 0 ? span / width : 0
  return Math.min(MAX_BINS, Math.max(1, Math.ceil(Math.max(sturges, byWidth))))
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0)
}

function quantile(sorted: Float64Array, ratio: number): number {
  const at = (sorted.length - 1) * ratio
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below)
}

function rangeOf(values: ArrayLike<number>): { low: number; high: number; finiteCount: number } {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  let finiteCount = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    // False for NaN and both infinities.
    if (!(value - value === 0)) continue
    finiteCount++
    if (value < low) low = value
    if (value > high) high = value
  }
  if (finiteCount === 0) return { low: 0, high: 1, finiteCount }
  if (low < high) return { low, high, finiteCount }
  const half = Math.max(0.5, Math.abs(low) * 2 ** -51)
  // Beside the greatest double there is no room on one side.
  return {
    low: Math.max(low - half, -Number.MAX_VALUE),
    high: Math.min(high + half, Number.MAX_VALUE),
    finiteCount,
  }
}

function linearEdges(low: number, high: number, binCount: number): number[] {
  const step = (high - low) / binCount
  const edges: number[] = []
  for (let i = 0; i < binCount; i++)
    edges.push(Number.isFinite(step) ? i * step + low : low * (1 - i / binCount) + high * (i / binCount))
  edges.push(high)
  return edges
}

function findBin(value: number, edges: readonly number[]): number {
  let first = 0
  let last = edges.length - 2
  while (first < last) {
    const middle = (first + last + 1) >> 1
    if (edges[middle] <= value) first = middle
    else last = middle - 1
  }
  return first
}
