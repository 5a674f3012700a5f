import type { RunEntry } from '../projector/run-registry.ts'
import { addPoints, emptyHead, type SeriesHead } from '../series/series-head.ts'
import type { RunSeries } from './run-series.ts'
import type { Session } from './summarize-run.ts'

export type MetricStatistics = { readonly name: string } & Pick<
  SeriesHead,
  'count' | 'firstStep' | 'lastStep' | 'last' | 'min' | 'max' | 'nonFiniteCount'
>

export interface MetricSources {
  readonly sessions: readonly Session[]
  readonly series: RunSeries
}

/** Statistics of every metric over all sessions, each step counted once. Sorted by name (code units). */
export function mergeMetrics(entry: RunEntry, { sessions, series }: MetricSources): MetricStatistics[] {
  const heads = new Map<string, Readonly<SeriesHead>[]>()
  for (const session of sessions) {
    for (const [name, head] of session.series) {
      const known = heads.get(name)
      if (known === undefined) heads.set(name, [head])
      else known.push(head)
    }
  }
  const merged = Array.from(heads, ([name, parts]): MetricStatistics => {
    const whole = parts.length === 1 ? parts[0] : (joinHeads(parts) ?? readWhole(entry, name, series))
    return { ...whole, name }
  })
  return merged.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** @returns undefined when the parts overlap, so that their points must be looked at */
function joinHeads(parts: readonly Readonly<SeriesHead>[]): SeriesHead | undefined {
  const inOrder = parts.toSorted((a, b) => a.firstStep - b.firstStep)
  const joined = { ...inOrder[0] }
  for (const next of inOrder.slice(1)) {
    if (next.firstStep <= joined.lastStep) return undefined
    joined.count += next.count
    joined.nonFiniteCount += next.nonFiniteCount
    if (next.min < joined.min) joined.min = next.min
    if (next.max > joined.max) joined.max = next.max
    joined.lastStep = next.lastStep
    joined.last = next.last
  }
  return joined
}

function readWhole(entry: RunEntry, name: string, series: RunSeries): SeriesHead {
  const whole = emptyHead()
  const points = series.find(entry, name, 'step')
  if (points === undefined) return whole
  addPoints(whole, { count: points.count, ...points.points({ from: 0, to: points.count }) })
  whole.count = points.count
  return whole
}
