import { againstMetric } from '../series/against-metric.ts'
import { JoinedSeries } from '../series/joined-series.ts'
import { MemorySeries } from '../series/memory-series.ts'
import { mergeByStep } from '../series/merge-points.ts'
import { PointBuffer, type Points } from '../series/points.ts'
import type { RankedSeries, SeriesAxis } from '../series/ranked-series.ts'
import { stretchesOf } from '../series/overlaps.ts'
import {
  cutAt,
  firstStepOf,
  headOfCut,
  lastStepOf,
  pointsOfCut,
  seriesOfCut,
  type SeriesCut,
} from '../series/series-cut.ts'
import { addPoints, decodeHead, emptyHead, type SeriesHead } from '../series/series-head.ts'
import { SeriesView } from '../series/series-view.ts'
import { ViewCache } from '../series/view-cache.ts'
import type { SeriesRow, Store } from '../store/store.ts'
import type { VisibleLog } from './visible-logs.ts'

/** Points that are kept in memory for series that cannot be answered as they are stored: 32 bytes each. */
const MAX_KEPT_POINTS = 2_000_000

interface Kept {
  /** Versions of the parts that it was made of. */
  readonly signature: string
  readonly series: MemorySeries
}

/** Metrics of runs, whatever sessions they were logged in. Logs are those of one writer: later ones overwrite earlier ones. */
export class RunSeries {
  readonly #store: Store
  readonly #views: ViewCache
  readonly #kept = new Map<string, Kept>()

  constructor(store: Store) {
    this.#store = store
    this.#views = new ViewCache(store)
  }

  /** @returns undefined when the run has no such metric */
  find(logs: readonly VisibleLog[], metric: string, axis: SeriesAxis): RankedSeries | undefined {
    const cuts = this.#cutsOf(logs, metric)
    if (cuts.length === 0) return undefined
    if (cuts.length === 1 && (axis === 'step' || cuts[0].view.isTimeAscending())) {
      return seriesOfCut(cuts[0], axis)
    }
    const inOrder = cuts.toSorted((a, b) => a.view.head.firstStep - b.view.head.firstStep)
    if (axis === 'time' && !cuts.every(({ view }) => view.isTimeAscending()))
      return this.#inMemory(cuts, axis)
    const parts = areDisjoint(inOrder)
      ? inOrder.map((cut) => seriesOfCut(cut, axis))
      : stretchesOf(cuts).map((stretch) =>
          stretch.length === 1 ? seriesOfCut(stretch[0], axis) : this.#inMemory(stretch, axis),
        )
    if (axis === 'time' && !areAscending(parts)) return this.#inMemory(cuts, axis)
    return new JoinedSeries(parts)
  }

  /** Statistics of a metric, each step counted once. Cost: the points of the steps that several sessions have. */
  headsOf(logs: readonly VisibleLog[], metric: string): Readonly<SeriesHead>[] {
    return stretchesOf(this.#cutsOf(logs, metric)).map((stretch) => {
      if (stretch.length === 1) return headOfCut(stretch[0])
      const points = mergedPoints(stretch)
      const head = emptyHead()
      addPoints(head, points)
      return { ...head, count: points.count }
    })
  }

  /** Statistics of one stored series up to a step. @returns undefined when none of its points is that early */
  headUpTo(row: SeriesRow, upToStep: number): Readonly<SeriesHead> | undefined {
    const head = decodeHead(row.head)
    if (head.count === 0 || head.firstStep > upToStep) return undefined
    if (head.lastStep <= upToStep) return head
    // Not kept: all metrics of a run are asked for, one after the other.
    return headOfCut(cutAt(new SeriesView(this.#store, row.id, head), upToStep)!)
  }

  /** The metric along another one, in place of steps. @returns undefined when the run does not have both */
  findAgainst(logs: readonly VisibleLog[], metric: string, xMetric: string): RankedSeries | undefined {
    const [cuts, xCuts] = [this.#cutsOf(logs, metric), this.#cutsOf(logs, xMetric)]
    if (cuts.length === 0 || xCuts.length === 0) return undefined
    const series = this.#keep(`${idsOf(cuts)} against ${idsOf(xCuts)}`, {
      signature: `${versionsOf(cuts)} against ${versionsOf(xCuts)}`,
      make: () => againstMetric(mergedPoints(cuts), mergedPoints(xCuts)),
    })
    return series.count === 0 ? undefined : series
  }

  /** Call after each answer. */
  trim(): void {
    this.#views.trim()
    let count = 0
    for (const [key, { series }] of [...this.#kept].toReversed()) {
      count += series.count
      if (count > MAX_KEPT_POINTS) this.#kept.delete(key)
    }
  }

  /** After a rollback. */
  clear(): void {
    this.#views.clear()
    this.#kept.clear()
  }

  #cutsOf(logs: readonly VisibleLog[], metric: string): SeriesCut[] {
    const cuts: SeriesCut[] = []
    for (const { log, upToStep } of logs) {
      const row = this.#store.findSeries(log.id, metric)
      if (row === undefined) continue
      const head = decodeHead(row.head)
      const cut = head.count === 0 ? undefined : cutAt(this.#views.view(row.id, head), upToStep)
      if (cut !== undefined) cuts.push(cut)
    }
    return cuts
  }

  /** @param cuts in the order in which they overwrite each other */
  #inMemory(cuts: readonly SeriesCut[], axis: SeriesAxis): MemorySeries {
    const make = (): MemorySeries => new MemorySeries(mergedPoints(cuts), axis)
    return this.#keep(`${axis} ${idsOf(cuts)}`, { signature: versionsOf(cuts), make })
  }

  #keep(
    key: string,
    { signature, make }: { readonly signature: string; readonly make: () => MemorySeries },
  ): MemorySeries {
    let kept = this.#kept.get(key)
    if (kept?.signature !== signature) kept = { signature, series: make() }
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    return kept.series
  }
}

function idsOf(cuts: readonly SeriesCut[]): string {
  return cuts.map(({ view, from }) => `${view.id}:${from}`).join(' ')
}

function versionsOf(cuts: readonly SeriesCut[]): string {
  return cuts.map(({ view, to }) => `${view.head.version}:${to}`).join(' ')
}

function areDisjoint(inOrder: readonly SeriesCut[]): boolean {
  return inOrder.every((cut, i) => i === 0 || lastStepOf(inOrder[i - 1]) < firstStepOf(cut))
}

function areAscending(parts: readonly RankedSeries[]): boolean {
  return parts.every((part, i) => i === 0 || parts[i - 1].extent()[1] <= part.extent()[0])
}

/** Ascending by step; where several have a step, the last of the list wins. */
function mergedPoints(cuts: readonly SeriesCut[]): Points {
  return cuts.map(pointsOfCut).reduce((older, newer) => {
    const merged = new PointBuffer(older.count + newer.count)
    mergeByStep([older], newer, (step, value, time) => merged.push(step, value, time))
    return merged.view()
  })
}
