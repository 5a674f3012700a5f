/** One histogram of a series over time. */
export interface TimedHistogram {
  readonly step: number
  readonly counts: readonly number[]
  /** One more than counts, ascending. */
  readonly edges: readonly number[]
}

/** Histograms brought onto common bins: a column per step, a row per bin. */
export interface HistogramGrid {
  readonly steps: readonly number[]
  readonly from: number
  readonly to: number
  readonly binCount: number
  /** Share of a step's values in a bin, `densities[column * binCount + bin]`. Each column sums to 1, or to 0 when it has nothing. */
  readonly densities: Float64Array
  /** Greatest share. */
  readonly max: number
}

/**
 * Spreads the counts of every histogram over `binCount` equal bins of the whole range, by overlap: values are thought to
 * be even within a bin, which is all that a histogram says.
 */
export function gridOfHistograms(histograms: readonly TimedHistogram[], binCount: number): HistogramGrid {
  let [from, to] = [Infinity, -Infinity]
  for (const { edges } of histograms) {
    const finite = edges.filter(Number.isFinite)
    from = Math.min(from, finite[0] ?? from)
    to = Math.max(to, finite.at(-1) ?? to)
  }
  if (!(from < to)) [from, to] = Number.isFinite(from) ? [from - 0.5, from + 0.5] : [0, 1]
  const densities = new Float64Array(histograms.length * binCount)
  let max = 0
  for (const [column, histogram] of histograms.entries()) {
    const cells = densities.subarray(column * binCount, (column + 1) * binCount)
    spread(histogram, { from, to }, cells)
    for (const share of cells) max = Math.max(max, share)
  }
  return { steps: histograms.map(({ step }) => step), from, to, binCount, densities, max }
}

function spread(
  { counts, edges }: TimedHistogram,
  range: { readonly from: number; readonly to: number },
  cells: Float64Array,
): void {
  const total = counts.reduce((sum, count) => sum + positive(count), 0)
  if (total === 0) return
  const width = (range.to - range.from) / cells.length
  for (const [index, count] of counts.entries()) {
    const share = positive(count) / total
    const [low, high] = [edges[index], edges[index + 1]]
    if (share === 0 || !Number.isFinite(low) || !Number.isFinite(high)) continue
    const first = clampBin((low - range.from) / width, cells.length)
    const last = clampBin((high - range.from) / width, cells.length)
    for (let cell = first; cell <= last; cell += 1) {
      const left = range.from + cell * width
      const overlap = Math.min(high, left + width) - Math.max(low, left)
      cells[cell] += high > low ? share * Math.max(0, overlap / (high - low)) : cell === first ? share : 0
    }
  }
}

function clampBin(position: number, binCount: number): number {
  return Math.max(0, Math.min(binCount - 1, Math.floor(position)))
}

function positive(count: number): number {
  return count > 0 && Number.isFinite(count) ? count : 0
}

/** At most `most` of a list, evenly spread, both ends among them. */
export function spreadEvenly<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list
  return Array.from(
    { length: most },
    (_each, index) => list[Math.round((index * (list.length - 1)) / (most - 1))],
  )
}
