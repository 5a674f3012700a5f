import type { Entry, Value } from '../api/types.ts'
import type { HistoryPage, HistoryRowInfo } from '../api/value-types.ts'
import { toNum } from '../domain/api-value.ts'
import { isSystemSeries } from '../domain/system-name.ts'
import { TimeSlice } from '../domain/time-slice.ts'
import type { RankedSeries } from '../series/ranked-series.ts'
import type { Store } from '../store/store.ts'
import { nextAfter, queryValues, upTo } from './query-values.ts'
import type { RunSeries } from './run-series.ts'
import { spreadSteps, unionOfSteps } from './spread-steps.ts'
import { logsByWriter, type VisibleLog } from './visible-logs.ts'

export const HISTORY_LIMITS = { rows: 10_000, keys: 1_000, samples: 10_000 } as const

export interface HistoryQuery {
  /** Empty: all keys. */
  readonly keys: readonly string[]
  /** Steps, half-open. */
  readonly from: number
  readonly to: number
  readonly limit: number
  /** At most so many rows, evenly spread; `limit` does not count then. */
  readonly samples?: number
}

export interface HistorySources {
  readonly store: Store
  readonly series: RunSeries
}

/**
 * Rows of a run: what was logged at one step by one writer, numbers and other values, ascending by step, then writer.
 * Cost: the points of one page, per key.
 */
export async function queryHistory(
  logs: readonly VisibleLog[],
  query: HistoryQuery,
  sources: HistorySources,
): Promise<HistoryPage> {
  const writers = [...logsByWriter(logs)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const slice = new TimeSlice()
  const pages: WriterRows[] = []
  for (const [writer, sessions] of writers) {
    const part = new WriterHistory(sessions, query.keys, sources)
    pages.push({ writer, ...(await part.read(query, slice)) })
  }
  sources.series.trim()
  // Beyond the earliest place where a writer was cut, rows of that writer are missing.
  const end = Math.min(...pages.map(({ next }) => next ?? Infinity))
  const rows = pages
    .flatMap((page) => page.rows.map((row): HistoryRowInfo => ({ ...row, writer: page.writer })))
    .filter(({ step }) => step < end)
    .toSorted((a, b) => a.step - b.step || (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : 0))
  return { rows, next: Number.isFinite(end) ? end : null }
}

type Row = Omit<HistoryRowInfo, 'writer'>
interface Rows {
  readonly rows: readonly Row[]
  /** The first step that is not among the rows, when there are more. */
  readonly next: number | null
}
type WriterRows = Rows & { readonly writer: string }

/** The rows of one writer over its sessions. */
class WriterHistory {
  readonly #logs: readonly VisibleLog[]
  readonly #sources: HistorySources
  readonly #series: readonly (readonly [key: string, series: RankedSeries])[]
  readonly #valueKeys: readonly string[]

  constructor(logs: readonly VisibleLog[], keys: readonly string[], sources: HistorySources) {
    this.#logs = logs
    this.#sources = sources
    const { store, series } = sources
    const namesOf = (list: (folderId: number) => readonly { readonly name: string }[]): string[] =>
      [...new Set(logs.flatMap(({ log }) => list(log.id).map(({ name }) => name)))].toSorted()
    const all = keys.length === 0
    const metrics = (
      all
        ? namesOf((id) => store.listSeries(id).filter(({ name }) => !isSystemSeries(name)))
        : [...new Set(keys)]
    ).slice(0, HISTORY_LIMITS.keys)
    const named = namesOf((id) => store.listSampleKeys(id))
    const wanted = new Set(keys)
    this.#valueKeys = all ? named : named.filter((name) => wanted.has(name))
    this.#series = metrics.flatMap((key) => {
      const found = series.find(logs, key, 'step')
      return found === undefined ? [] : [[key, found] as const]
    })
  }

  async read(query: HistoryQuery, slice: TimeSlice): Promise<Rows> {
    return query.samples === undefined ? this.#readPage(query, slice) : this.#readSamples(query, slice)
  }

  async #readPage({ from, to, limit }: HistoryQuery, slice: TimeSlice): Promise<Rows> {
    const builder = new RowBuilder()
    // Every part may be cut at its own place; the page ends where the first of them does.
    let end = to
    for (const [key, series] of this.#series) {
      const first = series.lowerBound(from)
      const last = Math.min(series.lowerBound(to), first + limit)
      const { step, value, time } = series.points({ from: first, to: last })
      for (let i = 0; i < step.length; i++) builder.add(step[i], time[i], [key, toNum(value[i])])
      if (last < series.count) end = Math.min(end, series.points({ from: last, to: last + 1 }).step[0])
      await slice.restIfOver()
    }
    for (const key of this.#valueKeys) {
      const page = queryValues(this.#sources.store, this.#logs, { key, from, to, limit, order: 'asc' })
      for (const item of page.items) builder.add(item.step, item.timeMs / 1000, [key, item.value])
      if (page.next !== null) end = Math.min(end, page.next)
      await slice.restIfOver()
    }
    const rows = builder.rows().filter(({ step }) => step < end)
    if (rows.length > limit) return { rows: rows.slice(0, limit), next: rows[limit].step }
    return { rows, next: end < to ? end : null }
  }

  async #readSamples({ from, to, samples = 0 }: HistoryQuery, slice: TimeSlice): Promise<Rows> {
    const columns: Float64Array[] = []
    for (const [, series] of this.#series) {
      columns.push(series.points({ from: series.lowerBound(from), to: series.lowerBound(to) }).step)
      await slice.restIfOver()
    }
    const { store } = this.#sources
    for (const key of this.#valueKeys) columns.push(this.#stepsOfValues(key, from, to))
    const steps = spreadSteps(unionOfSteps(columns), samples)
    const builder = new RowBuilder()
    for (const step of steps) {
      for (const [key, series] of this.#series) {
        const rank = series.lowerBound(step)
        if (rank === series.count) continue
        const point = series.points({ from: rank, to: rank + 1 })
        if (point.step[0] === step) builder.add(step, point.time[0], [key, toNum(point.value[0])])
      }
      for (const key of this.#valueKeys) {
        for (const { log, upToStep } of this.#logs) {
          const range = { from: step, to: nextAfter(step), limit: 1, order: 'asc' } as const
          for (const { time, json } of store.listSamples(log.id, key, upTo(range, upToStep))) {
            builder.add(step, time, [key, JSON.parse(json) as Value])
          }
        }
      }
      await slice.restIfOver()
    }
    return { rows: builder.rows(), next: null }
  }

  #stepsOfValues(key: string, from: number, to: number): Float64Array {
    const range = { from, to, limit: 1_000_000, order: 'asc' } as const
    const steps = this.#logs.flatMap(({ log, upToStep }) =>
      this.#sources.store.listSamples(log.id, key, upTo(range, upToStep)).map(({ step }) => step),
    )
    return Float64Array.from(steps).toSorted()
  }
}

/** Cells that arrive key by key, put together by step. */
class RowBuilder {
  readonly #rows = new Map<number, { time: number; values: Map<string, Entry[1]> }>()

  /** @param time Unix seconds */
  add(step: number, time: number, [key, value]: Entry): void {
    let row = this.#rows.get(step)
    if (row === undefined) {
      row = { time, values: new Map() }
      this.#rows.set(step, row)
    }
    row.time = Math.max(row.time, time)
    row.values.set(key, value)
  }

  /** Ascending by step. */
  rows(): Row[] {
    return [...this.#rows]
      .toSorted(([a], [b]) => a - b)
      .map(([step, { time, values }]) => ({ step, timeMs: Math.round(time * 1000), values: [...values] }))
  }
}
