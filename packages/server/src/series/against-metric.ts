import { MemorySeries } from './memory-series.ts'
import { PointBuffer, type Points } from './points.ts'

/**
 * Points of a metric along another one: each gets the value that the other had at its step, or last before it. Points
 * before the other began, or where it was not finite, have no place on such an axis. Ties keep the order of steps.
 * @param points ascending by step, as is `axis`
 */
export function againstMetric(points: Points, axis: Points): MemorySeries {
  const xs = new PointBuffer(points.count)
  let at = -1
  for (let i = 0; i < points.count; i++) {
    while (at + 1 < axis.count && axis.step[at + 1] <= points.step[i]) at++
    const x = at < 0 ? Number.NaN : axis.value[at]
    // The buffer's third column, time, is what a series in memory can be ordered by.
    if (Number.isFinite(x)) xs.push(points.step[i], points.value[i], x)
  }
  return new MemorySeries(xs.view(), 'time')
}
