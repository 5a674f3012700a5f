import type { PointPage } from '../api/types.ts'
import { toNum } from '../domain/api-value.ts'
import type { RankedSeries } from '../series/ranked-series.ts'

export const MAX_POINTS_PER_PAGE = 100_000

export interface PointQuery {
  readonly metric: string
  readonly after?: number | undefined
  readonly limit: number
}

/** A metric of one writer, along its steps. */
export interface WriterSeries {
  readonly writer: string
  readonly series: RankedSeries
}

/** @param series undefined when there is no such metric @throws {RangeError} when the limit is out of bounds */
export function queryPoints(series: RankedSeries | undefined, query: PointQuery): PointPage {
  const { metric, after, limit } = checked(query)
  const from = series === undefined ? 0 : firstAfter(series, after)
  if (series === undefined || from >= series.count)
    return { metric, steps: [], values: [], times: [], next: null }
  const to = Math.min(series.count, from + limit)
  const { step, value, time } = series.points({ from, to })
  return {
    metric,
    steps: [...step],
    values: Array.from(value, toNum),
    times: [...time],
    next: to < series.count ? step[step.length - 1] : null,
  }
}

interface WriterPoint {
  readonly step: number
  readonly value: number
  readonly time: number
  readonly writer: string
}

/** Points of one writer that are looked at for a page of all, at least. */
const MIN_SHARE = 1_000

/**
 * Points of all writers. A page ends between steps: it may be shorter than the limit, and is longer only where one step
 * has more points.
 * @throws {RangeError} when the limit is out of bounds
 */
export function queryPointsOfWriters(writers: readonly WriterSeries[], query: PointQuery): PointPage {
  const { metric, after, limit } = checked(query)
  // What lies beyond the first place where a writer was cut belongs to a later page. At least one point of that writer
  // comes before it, so that every page goes on.
  const share = Math.min(limit + 1, Math.max(MIN_SHARE, Math.ceil((2 * limit) / writers.length)))
  let end = Infinity
  const points: WriterPoint[] = []
  for (const { writer, series } of writers) {
    const from = firstAfter(series, after)
    const to = Math.min(series.count, from + share)
    const { step, value, time } = series.points({ from, to })
    for (let i = 0; i < step.length; i++)
      points.push({ step: step[i], value: value[i], time: time[i], writer })
    if (to < series.count) end = Math.min(end, series.points({ from: to, to: to + 1 }).step[0])
  }
  const inOrder = points
    .filter(({ step }) => step < end)
    .toSorted((a, b) => a.step - b.step || (a.writer < b.writer ? -1 : 1))
  const page = inOrder.slice(0, wholeStepCount(inOrder, limit))
  const isCut = page.length < inOrder.length || end < Infinity
  return {
    metric,
    steps: page.map(({ step }) => step),
    values: page.map(({ value }) => toNum(value)),
    times: page.map(({ time }) => time),
    writers: page.map(({ writer }) => writer),
    next: isCut ? page[page.length - 1].step : null,
  }
}

function wholeStepCount(points: readonly WriterPoint[], limit: number): number {
  if (points.length <= limit) return points.length
  let count = limit
  while (count > 0 && points[count - 1].step === points[count].step) count--
  if (count > 0) return count
  while (count < points.length && points[count].step === points[0].step) count++
  return count
}

function checked(query: PointQuery): PointQuery {
  const { limit } = query
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_POINTS_PER_PAGE) return query
  throw new RangeError(
    `Cannot list points: limit is ${limit}, and must be an integer from 1 to ${MAX_POINTS_PER_PAGE}`,
  )
}

function firstAfter(series: RankedSeries, after: number | undefined): number {
  if (after === undefined) return 0
  const rank = series.lowerBound(after)
  if (rank === series.count) return rank
  return series.points({ from: rank, to: rank + 1 }).x[0] === after ? rank + 1 : rank
}
