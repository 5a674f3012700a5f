/** Points of one curve of one class. */
export interface Curve {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

interface Ranking {
  /** True and false positives when everything down to each distinct score is called positive. */
  readonly truePositives: readonly number[]
  readonly falsePositives: readonly number[]
}

/**
 * False and true positive rates over all thresholds, from (0, 0) to (1, 1); points on a straight line between their neighbours are
 * left out, as scikit-learn does. O(n log n).
 * @param scores of being positive, higher is surer; same length as `isPositive`
 */
export function rocPoints(isPositive: readonly boolean[], scores: ArrayLike<number>): Curve {
  const { truePositives, falsePositives } = dropCollinear(rank(isPositive, scores))
  const positives = truePositives.at(-1) ?? 0
  const negatives = falsePositives.at(-1) ?? 0
  return {
    x: [0, ...falsePositives.map((count) => (negatives === 0 ? 0 : count / negatives))],
    y: [0, ...truePositives.map((count) => (positives === 0 ? 0 : count / positives))],
  }
}

/**
 * Precision at `pointCount` evenly spaced recalls from 1 down to 0: the best precision that any threshold with at least that recall
 * has. O(n log n).
 */
export function precisionRecallPoints(
  isPositive: readonly boolean[],
  scores: ArrayLike<number>,
  pointCount: number,
): Curve {
  const { truePositives, falsePositives } = rank(isPositive, scores)
  const positives = truePositives.at(-1) ?? 0
  // Ascending in recall, with the point (recall 0, precision 1) that scikit-learn puts at the end of its curve.
  const recalls = [0, ...truePositives.map((count) => (positives === 0 ? 1 : count / positives))]
  const precisions = [1, ...truePositives.map((count, i) => count / (count + falsePositives[i]))]
  for (let i = precisions.length - 2; i >= 0; i--) precisions[i] = Math.max(precisions[i], precisions[i + 1])
  const x = unitGrid(pointCount).toReversed()
  const y = x.map((recall) => precisions[Math.min(firstAtLeast(recalls, recall), precisions.length - 1)])
  return { x, y }
}

/** Counts `[actual][predicted]`. @param classCount both lists hold numbers of classes below it */
export function confusionCounts(
  actual: readonly number[],
  predicted: readonly number[],
  classCount: number,
): readonly (readonly number[])[] {
  const counts = Array.from({ length: classCount }, () => zeros(classCount))
  for (const [i, row] of actual.entries()) counts[row][predicted[i]]++
  return counts
}

/** From 0 to 1 as numpy's `linspace` has it: 0.6000000000000001 is more than a recall of 0.6, and gets the next precision. */
function unitGrid(count: number): number[] {
  const step = 1 / Math.max(1, count - 1)
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? 1 : i * step))
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0)
}

function rank(isPositive: readonly boolean[], scores: ArrayLike<number>): Ranking {
  const order = Array.from(isPositive.keys()).toSorted((a, b) => scores[b] - scores[a])
  const truePositives: number[] = []
  const falsePositives: number[] = []
  let hits = 0
  let misses = 0
  for (const [place, i] of order.entries()) {
    if (isPositive[i]) hits++
    else misses++
    const next = order[place + 1]
    if (next !== undefined && scores[next] === scores[i]) continue
    truePositives.push(hits)
    falsePositives.push(misses)
  }
  return { truePositives, falsePositives }
}

/** Drops what lies between two points of equal steps in both directions. */
function dropCollinear({ truePositives, falsePositives }: Ranking): Ranking {
  const last = truePositives.length - 1
  const isCorner = (i: number): boolean => {
    if (i === 0 || i === last) return true
    const second = (values: readonly number[]): number => values[i + 1] - 2 * values[i] + values[i - 1]
    return second(truePositives) !== 0 || second(falsePositives) !== 0
  }
  return {
    truePositives: truePositives.filter((_, i) => isCorner(i)),
    falsePositives: falsePositives.filter((_, i) => isCorner(i)),
  }
}

function firstAtLeast(ascending: readonly number[], value: number): number {
  let first = 0
  let end = ascending.length
  while (first < end) {
    const middle = (first + end) >> 1
    if (ascending[middle] < value) first = middle + 1
    else end = middle
  }
  return first
}
