import { emptyHead, type SeriesHead } from '../series/series-head.ts'
import type { RunSeries } from './run-series.ts'
import type { Session } from './summarize-run.ts'
import { listWriters } from './visible-logs.ts'

/** Of one writer, where a run has several. */
export type MetricStatistics = { readonly name: string; readonly writer?: string } & Pick<
  SeriesHead,
  'count' | 'firstStep' | 'lastStep' | 'last' | 'min' | 'max' | 'nonFiniteCount'
>

export interface MetricSources {
  readonly sessions: readonly Session[]
  readonly series: RunSeries
}

/** Metrics that are read whole before what was read of them is let go. */
const READS_PER_TRIM = 16

/** Statistics of every metric of every writer over its sessions, each step counted once. Sorted by name, then writer (code units). */
export function mergeMetrics({ sessions, series }: MetricSources): MetricStatistics[] {
  const merged = listWriters(sessions).flatMap(({ writer, logs }) => {
    const metrics = mergeSessions(logs, series)
    return writer === undefined ? metrics : metrics.map((metric) => ({ ...metric, writer }))
  })
  // The sort is stable, and writers are in order.
  return merged.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

function mergeSessions(sessions: readonly Session[], series: RunSeries): MetricStatistics[] {
  if (sessions.length === 1) return Array.from(sessions[0].series, ([name, head]) => ({ ...head, name }))
  const heads = new Map<string, Readonly<SeriesHead>[]>()
  for (const session of sessions) {
    for (const [name, head] of session.series) {
      const known = heads.get(name)
      if (known === undefined) heads.set(name, [head])
      else known.push(head)
    }
  }
  let readCount = 0
  const metrics = Array.from(heads, ([name, parts]): MetricStatistics => {
    const known = parts.length === 1 ? parts[0] : joinHeads(parts)
    if (known !== undefined) return { ...known, name }
    if (++readCount % READS_PER_TRIM === 0) series.trim()
    return { ...(joinHeads(series.headsOf(sessions, name)) ?? emptyHead()), name }
  })
  if (readCount > 0) series.trim()
  return metrics
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
    joined.lastTime = next.lastTime
  }
  return joined
}
