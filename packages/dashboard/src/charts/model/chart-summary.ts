import type { SceneLine } from './chart-scene.ts'

export interface LineSummary {
  readonly run: string
  readonly min: number
  readonly max: number
  /** Newest value in view, non-finite ones included. */
  readonly last: number
  readonly pointCount: number
}

/** One line of text per run of a chart: what a screen reader gets, and the table of the enlarged chart. */
export function summariseLine({ run, series }: SceneLine): LineSummary {
  let [min, max, pointCount] = [Infinity, -Infinity, 0]
  for (let index = 0; index < series.x.length; index += 1) {
    const [low, high] = [series.low[index], series.high[index]]
    if (low < min) min = low
    if (high > max) max = high
    pointCount += series.count[index]
  }
  const isEmpty = min > max
  return {
    run: run.name,
    min: isEmpty ? Number.NaN : min,
    max: isEmpty ? Number.NaN : max,
    last: series.last.at(-1) ?? Number.NaN,
    pointCount,
  }
}
