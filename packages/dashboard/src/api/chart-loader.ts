import type { ChartAnswer, ChartRequest, ChartSeries, RunRef, XAxis } from '@kymo/server/api'

/** What one chart needs: one metric of some runs. */
export interface ChartQuery {
  readonly runs: readonly RunRef[]
  readonly metric: string
  /** `system`: a measurement of the machine. */
  readonly kind?: 'history' | 'system'
  readonly x: XAxis
  /** The metric that it is drawn along, in place of `x`. */
  readonly xMetric?: string | undefined
  readonly range: readonly [from: number, to: number] | undefined
  readonly width: number
}

/** Entry i belongs to run i of the query: one series per writer, none where the run has no such metric. */
export type ChartData = readonly (readonly ChartSeries[])[]

export interface ChartLoaderOptions {
  readonly fetchChart: (request: ChartRequest, signal: AbortSignal) => Promise<ChartAnswer>
  /** Runs a callback soon, when all charts of one rendering have asked. */
  readonly soon?: (callback: () => void) => void
}

interface CacheEntry {
  readonly revision: number
  readonly series: readonly ChartSeries[]
  readonly numberCount: number
}

interface Need {
  readonly query: ChartQuery
  readonly runs: readonly RunRef[]
  readonly signal: AbortSignal
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Series in one request; more metrics are spread over several requests, so that the first charts appear early. */
const MAX_SERIES_PER_REQUEST = 240
const NO_SERIES: readonly ChartSeries[] = []
/** About 32 MB of float64. */
const MAX_CACHED_NUMBERS = 4_000_000

/**
 * Loads series for charts: charts that ask at the same time share a request, and a series is asked for again only when
 * its run has a newer revision. So ten charts of one live run among twenty finished ones cost one small request.
 */
export class ChartLoader {
  readonly #fetchChart: ChartLoaderOptions['fetchChart']
  readonly #soon: (callback: () => void) => void
  readonly #revisions = new Map<string, number>()
  readonly #cache = new Map<string, CacheEntry>()
  #cachedNumbers = 0
  #needs: Need[] = []

  constructor(options: ChartLoaderOptions) {
    this.#fetchChart = options.fetchChart
    this.#soon = options.soon ?? ((callback) => void setTimeout(callback, 5))
  }

  /** Says that a run has changed. Older revisions than the known one are ignored. */
  noteRevision(ref: RunRef, revision: number): void {
    const key = runKey(ref)
    if (revision > (this.#revisions.get(key) ?? -1)) this.#revisions.set(key, revision)
  }

  /** Answers from memory where that is current. Rejects when the request fails or `signal` aborts. */
  async load(query: ChartQuery, signal: AbortSignal): Promise<ChartData> {
    signal.throwIfAborted()
    const stale = query.runs.filter((run) => !this.#isCurrent(run, query))
    if (stale.length > 0) await this.#request(query, stale, signal)
    return query.runs.map((run) => this.#cache.get(seriesKey(run, query))?.series ?? NO_SERIES)
  }

  #isCurrent(run: RunRef, query: ChartQuery): boolean {
    const key = seriesKey(run, query)
    const entry = this.#cache.get(key)
    if (entry === undefined || entry.revision < (this.#revisions.get(runKey(run)) ?? -1)) return false
    // Moved to the end: a Map iterates in order of insertion, so its start is what was not used for longest.
    this.#cache.delete(key)
    this.#cache.set(key, entry)
    return true
  }

  #request(query: ChartQuery, runs: readonly RunRef[], signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#needs.length === 0) this.#soon(() => this.#dispatch())
      this.#needs.push({ query, runs, signal, resolve, reject })
    })
  }

  #dispatch(): void {
    const needs = this.#needs.filter((need) => {
      if (need.signal.aborted) need.reject(need.signal.reason)
      return !need.signal.aborted
    })
    this.#needs = []
    for (const batch of toBatches(needs)) void this.#send(batch)
  }

  async #send(needs: readonly Need[]): Promise<void> {
    const { query, runs } = needs[0]
    const metrics = [...new Set(needs.map((need) => need.query.metric))]
    const revisions = runs.map((run) => this.#revisions.get(runKey(run)) ?? -1)
    const { kind, x, xMetric, range, width } = query
    try {
      const request = {
        runs: runs.map(toRunRef),
        metrics,
        x,
        width,
        ...(xMetric === undefined ? {} : { xMetric }),
        ...(range === undefined ? {} : { range }),
        ...(kind === undefined ? {} : { kind }),
      }
      const answer = await this.#fetchChart(request, whenAllAborted(needs))
      this.#store({ query, runs, metrics, revisions }, answer)
      for (const need of needs) need.resolve()
    } catch (error) {
      for (const need of needs) need.reject(need.signal.aborted ? need.signal.reason : error)
    }
  }

  #store(
    asked: {
      query: ChartQuery
      runs: readonly RunRef[]
      metrics: readonly string[]
      revisions: readonly number[]
    },
    answer: ChartAnswer,
  ): void {
    const found = new Map<number, ChartSeries[]>()
    for (const series of answer.series) {
      const place = series.runIndex * asked.metrics.length + series.metricIndex
      const list = found.get(place)
      if (list === undefined) found.set(place, [series])
      else list.push(series)
    }
    asked.runs.forEach((run, runIndex) => {
      asked.metrics.forEach((metric, metricIndex) => {
        const series = found.get(runIndex * asked.metrics.length + metricIndex) ?? NO_SERIES
        const entry = {
          revision: asked.revisions[runIndex],
          series,
          numberCount: 1 + series.reduce((sum, each) => sum + numberCountOf(each), 0),
        }
        this.#put(seriesKey(run, { ...asked.query, metric }), entry)
      })
    })
  }

  #put(key: string, entry: CacheEntry): void {
    this.#cachedNumbers += entry.numberCount - (this.#cache.get(key)?.numberCount ?? 0)
    this.#cache.delete(key)
    this.#cache.set(key, entry)
    for (const [oldKey, old] of this.#cache) {
      if (this.#cachedNumbers <= MAX_CACHED_NUMBERS || oldKey === key) return
      this.#cache.delete(oldKey)
      this.#cachedNumbers -= old.numberCount
    }
  }
}

/** Needs that differ in nothing but the metric go together. */
function toBatches(needs: readonly Need[]): Need[][] {
  const groups = new Map<string, Need[]>()
  for (const need of needs) {
    const { kind, x, xMetric, range, width } = need.query
    const key = JSON.stringify([kind, x, xMetric, range, width, need.runs.map(runKey)])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [need])
    else group.push(need)
  }
  return [...groups.values()].flatMap((group) => {
    const size = Math.max(1, Math.floor(MAX_SERIES_PER_REQUEST / group[0].runs.length))
    const batches: Need[][] = []
    for (let start = 0; start < group.length; start += size) batches.push(group.slice(start, start + size))
    return batches
  })
}

/** A request is given up when nobody waits for it any more. */
function whenAllAborted(needs: readonly Need[]): AbortSignal {
  const controller = new AbortController()
  let waiting = needs.length
  for (const { signal } of needs) {
    const leave = (): void => {
      waiting -= 1
      if (waiting === 0) controller.abort()
    }
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  }
  return controller.signal
}

function numberCountOf(series: ChartSeries): number {
  return series.kind === 'raw' ? series.x.length * 3 : series.xFirst.length * 7
}

function toRunRef({ entity, project, run }: RunRef): RunRef {
  return { entity, project, run }
}

function runKey({ entity, project, run }: RunRef): string {
  return JSON.stringify([entity, project, run])
}

function seriesKey(run: RunRef, { kind, metric, x, xMetric, range, width }: ChartQuery): string {
  return JSON.stringify([
    run.entity,
    run.project,
    run.run,
    kind ?? null,
    metric,
    x,
    xMetric ?? null,
    range,
    width,
  ])
}
