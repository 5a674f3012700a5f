import type { PointPage } from '../api/types.ts'
import { toNum } from '../domain/api-value.ts'
import type { RankedSeries } from '../series/ranked-series.ts'

export const MAX_POINTS_PER_PAGE = 100_000

export interface PointQuery {
  readonly metric: string
  readonly after?: number | undefined
  readonly limit: number
}

/** @param series along its steps; undefined when there is no such metric @throws {RangeError} when the limit is out of bounds */
export function queryPoints(
  series: RankedSeries | undefined,
  { metric, after, limit }: PointQuery,
): PointPage {
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= MAX_POINTS_PER_PAGE)) {
    throw new RangeError(
      `Cannot list points: limit is ${limit}, and must be an integer from 1 to ${MAX_POINTS_PER_PAGE}`,
    )
  }
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

function firstAfter(series: RankedSeries, after: number | undefined): number {
  if (after === undefined) return 0
  const rank = series.lowerBound(after)
  if (rank === series.count) return rank
  return series.points({ from: rank, to: rank + 1 }).x[0] === after ? rank + 1 : rank
}
