import { NAN_SEEN, NEGATIVE_INFINITY_SEEN, POSITIVE_INFINITY_SEEN } from './plot-series.ts'
import type { PlotSeries } from './plot-series.ts'

export type NonFiniteKind = 'nan' | 'positive' | 'negative'

export interface RailMark {
  readonly x: number
  readonly kind: NonFiniteKind
}

const KINDS: readonly (readonly [number, NonFiniteKind])[] = [
  [NAN_SEEN, 'nan'],
  [POSITIVE_INFINITY_SEEN, 'positive'],
  [NEGATIVE_INFINITY_SEEN, 'negative'],
]

/** Marks for the rails at the edges of a chart, where values go that have no place on its axis. Ascending in x. */
export function railMarks(series: PlotSeries): RailMark[] {
  const marks: RailMark[] = []
  series.flags.forEach((flags, index) => {
    if (flags === 0) return
    for (const [bit, kind] of KINDS) {
      if ((flags & bit) !== 0) marks.push({ x: series.x[index], kind })
    }
  })
  return marks
}

/** Kinds that occur at all. */
export function railKinds(seriesList: readonly PlotSeries[]): Set<NonFiniteKind> {
  let seen = 0
  for (const { flags } of seriesList) for (const each of flags) seen |= each
  return new Set(KINDS.filter(([bit]) => (seen & bit) !== 0).map(([, kind]) => kind))
}

/** Says what the rails hold: "3 NaN · 1 +∞", or how many buckets hold some. */
export function describeNonFinite(seriesList: readonly PlotSeries[]): string {
  const counts = new Map<NonFiniteKind, number>()
  let hasBuckets = false
  for (const series of seriesList) {
    for (const { kind } of railMarks(series)) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
      hasBuckets ||= series.kind === 'buckets'
    }
  }
  const parts = KINDS.flatMap(([, kind]) => {
    const count = counts.get(kind)
    if (count === undefined) return []
    return [hasBuckets ? `${LABELS[kind]} ${count}×` : `${count} ${LABELS[kind]}`]
  })
  return parts.join(' · ')
}

const LABELS: Readonly<Record<NonFiniteKind, string>> = { nan: 'NaN', positive: '+∞', negative: '−∞' }
