import { againstMetric } from '../series/against-metric.ts'
import { JoinedSeries } from '../series/joined-series.ts'
import { MemorySeries } from '../series/memory-series.ts'
import { mergeByStep } from '../series/merge-points.ts'
import { concatPoints, PointBuffer, type Points } from '../series/points.ts'
import type { RankedSeries, SeriesAxis } from '../series/ranked-series.ts'
import { decodeHead } from '../series/series-head.ts'
import type { SeriesView } from '../series/series-view.ts'
import { ViewCache } from '../series/view-cache.ts'
import { ViewSeries } from '../series/view-series.ts'
import type { Store } from '../store/store.ts'
import type { RunEntry } from '../projector/run-registry.ts'

/** Points that are kept in memory for series that cannot be answered as they are stored: 32 bytes each. */
const MAX_KEPT_POINTS = 2_000_000

interface Kept {
  /** Versions of the parts that it was made of. */
  readonly signature: string
  readonly series: MemorySeries
}

/** Metrics of runs, whatever sessions they were logged in. */
export class RunSeries {
  readonly #store: Store
  readonly #views: ViewCache
  readonly #kept = new Map<string, Kept>()

  constructor(store: Store) {
    this.#store = store
    this.#views = new ViewCache(store)
  }

  /** @returns undefined when the run has no such metric */
  find(entry: RunEntry, metric: string, axis: SeriesAxis): RankedSeries | undefined {
    const views = this.#viewsOf(entry, metric)
    if (views.length === 0) return undefined
    const inOrder = views.toSorted((a, b) => a.head.firstStep - b.head.firstStep)
    const isDisjoint = inOrder.every(
      (view, i) => i === 0 || inOrder[i - 1].head.lastStep < view.head.firstStep,
    )
    if (isDisjoint && (axis === 'step' || isTimeAscending(inOrder))) {
      const parts = inOrder.map((view) => new ViewSeries(view, axis))
      return parts.length === 1 ? parts[0] : new JoinedSeries(parts)
    }
    return this.#inMemory(isDisjoint ? inOrder : views, axis)
  }

  /** The metric along another one, in place of steps. @returns undefined when the run does not have both */
  findAgainst(entry: RunEntry, metric: string, xMetric: string): RankedSeries | undefined {
    const [views, xViews] = [this.#viewsOf(entry, metric), this.#viewsOf(entry, xMetric)]
    if (views.length === 0 || xViews.length === 0) return undefined
    const idsOf = (list: readonly SeriesView[]): string => list.map(({ id }) => id).join(' ')
    const versionsOf = (list: readonly SeriesView[]): string => list.map(({ head }) => head.version).join(' ')
    const series = this.#keep(`${idsOf(views)} against ${idsOf(xViews)}`, {
      signature: `${versionsOf(views)} against ${versionsOf(xViews)}`,
      make: () => againstMetric(mergedPoints(views), mergedPoints(xViews)),
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

  #viewsOf(entry: RunEntry, metric: string): SeriesView[] {
    const views: SeriesView[] = []
    for (const log of entry.logs) {
      const row = this.#store.findSeries(log.id, metric)
      if (row === undefined) continue
      const head = decodeHead(row.head)
      if (head.count > 0) views.push(this.#views.view(row.id, head))
    }
    return views
  }

  /** @param views in the order in which they overwrite each other */
  #inMemory(views: readonly SeriesView[], axis: SeriesAxis): MemorySeries {
    const key = `${axis} ${views.map(({ id }) => id).join(' ')}`
    const signature = views.map(({ head }) => head.version).join(' ')
    return this.#keep(key, { signature, make: () => new MemorySeries(mergedPoints(views), axis) })
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

function isTimeAscending(views: readonly SeriesView[]): boolean {
  return views.every((view, i) => {
    if (!view.isTimeAscending()) return false
    return i === 0 || timeExtent(views[i - 1])[1] <= timeExtent(view)[0]
  })
}

function timeExtent(view: SeriesView): readonly [number, number] {
  return new ViewSeries(view, 'time').extent()
}

/** Ascending by step; where several have a step, the last of the list wins. */
function mergedPoints(views: readonly SeriesView[]): Points {
  return views.map(allPoints).reduce((older, newer) => {
    const merged = new PointBuffer(older.count + newer.count)
    mergeByStep([older], newer, (step, value, time) => merged.push(step, value, time))
    return merged.view()
  })
}

function allPoints(view: SeriesView): Points {
  const chunks = Array.from({ length: view.chunkCount }, (_, chunk) => view.chunkPoints(chunk))
  return concatPoints([...chunks, view.tail()])
}
