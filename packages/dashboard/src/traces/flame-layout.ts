import { spanTimes } from './span-tree.ts'
import type { SpanTree } from './span-tree.ts'

/** More lanes than pixels cannot be told apart. */
const MAX_LANES = 200
/** Of the trace: spans that overlap by less follow each other, as clocks are rounded. */
const TOLERANCE_RATIO = 1 / 5000

export interface FlameLayout {
  /** Of each span, in the order of the tree. */
  readonly lane: Int32Array
  readonly laneCount: number
}

/**
 * Puts each span below its parent, in the first lane that is free when it starts: what runs at the same time lies side by
 * side instead of hiding each other.
 */
export function layOutFlame(tree: SpanTree): FlameLayout {
  const count = tree.spans.length
  const lane = new Int32Array(count)
  const freeAtMs: number[] = []
  const toleranceMs = tree.lengthMs * TOLERANCE_RATIO
  const byStart = Array.from({ length: count }, (_each, place) => place).toSorted(
    (left, right) => tree.spans[left].startMs - tree.spans[right].startMs || left - right,
  )
  for (const place of byStart) {
    const [fromMs, toMs] = spanTimes(tree, place)
    const above = tree.parent[place]
    let chosen = above < 0 ? 0 : lane[above] + 1
    while (chosen < MAX_LANES - 1 && (freeAtMs[chosen] ?? -Infinity) > fromMs + toleranceMs) chosen += 1
    chosen = Math.min(chosen, MAX_LANES - 1)
    lane[place] = chosen
    freeAtMs[chosen] = Math.max(freeAtMs[chosen] ?? -Infinity, toMs)
  }
  return { lane, laneCount: lane.reduce((most, each) => Math.max(most, each + 1), 1) }
}

/** The span under a position of the overview; the last in its lane that holds it. */
export function spanAt(
  tree: SpanTree,
  layout: FlameLayout,
  { timeMs, lane, nearMs }: { readonly timeMs: number; readonly lane: number; readonly nearMs: number },
): number | undefined {
  let best: number | undefined
  let bestDistance = nearMs
  for (let place = 0; place < tree.spans.length; place += 1) {
    if (layout.lane[place] !== lane) continue
    const [fromMs, toMs] = spanTimes(tree, place)
    const distance = Math.max(0, fromMs - timeMs, timeMs - toMs)
    if (distance <= bestDistance) [best, bestDistance] = [place, distance]
  }
  return best
}
