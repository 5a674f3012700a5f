import { PointBuffer, type Points } from './points.ts'

/** @returns the points sorted by step, one per step: of several at one step the last in the order given. May be `points` itself. */
export function sortedByStep(points: Points): Points {
  if (isStrictlyAscending(points.step)) return points
  const order = Uint32Array.from({ length: points.count }, (_, i) => i)
  // Ties by position, so that the sort is stable and the last of a step is the last that was written.
  order.sort((a, b) => points.step[a] - points.step[b] || a - b)
  const buffer = new PointBuffer(points.count)
  for (let i = 0; i < order.length; i++) {
    const at = order[i]
    const isOverwritten = i + 1 < order.length && points.step[order[i + 1]] === points.step[at]
    if (!isOverwritten) buffer.push(points.step[at], points.value[at], points.time[at])
  }
  return buffer.view()
}

function isStrictlyAscending(step: Float64Array): boolean {
  for (let i = 1; i < step.length; i++) if (!(step[i] > step[i - 1])) return false
  return true
}

/**
 * Merges two lists, each strictly ascending by step; where both have a step, `newer` wins.
 * @param older asked for its parts one after the other, in order
 * @param take receives each merged point
 */
export function mergeByStep(
  older: Iterable<Points>,
  newer: Points,
  take: (step: number, value: number, time: number) => void,
): void {
  let next = 0
  const takeNewer = (): void => {
    take(newer.step[next], newer.value[next], newer.time[next])
    next++
  }
  for (const part of older) {
    for (let i = 0; i < part.count; i++) {
      const step = part.step[i]
      while (next < newer.count && newer.step[next] < step) takeNewer()
      if (next < newer.count && newer.step[next] === step) takeNewer()
      else take(step, part.value[i], part.time[i])
    }
  }
  while (next < newer.count) takeNewer()
}
