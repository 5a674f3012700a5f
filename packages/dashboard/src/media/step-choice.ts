/**
 * The step to show for a wanted one: the nearest that has a value; of two that are equally near the earlier, which is
 * what was known at the wanted step.
 * @param steps ascending
 */
export function nearestStep(steps: readonly number[], wanted: number | undefined): number | undefined {
  if (wanted === undefined) return steps.at(-1)
  const after = firstAtOrAfter(steps, wanted)
  const [left, right] = [steps[after - 1], steps[after]]
  if (left === undefined || right === undefined) return left ?? right
  return right - wanted < wanted - left ? right : left
}

/** Index of the first step at or after the wanted one; the length when there is none. */
export function firstAtOrAfter(steps: readonly number[], wanted: number): number {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (steps[middle] < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** Steps of several runs as one ascending list without duplicates. */
export function unionOfSteps(lists: readonly (readonly number[] | undefined)[]): readonly number[] {
  const known = lists.filter((list) => list !== undefined && list.length > 0) as (readonly number[])[]
  if (known.length <= 1) return known[0] ?? []
  return [...new Set(known.flat())].toSorted((left, right) => left - right)
}

/** The step `offset` places further, held within the list. */
export function stepBeside(
  steps: readonly number[],
  current: number | undefined,
  offset: number,
): number | undefined {
  if (steps.length === 0) return undefined
  const shown = nearestStep(steps, current)
  const index = shown === undefined ? steps.length - 1 : firstAtOrAfter(steps, shown)
  return steps[Math.max(0, Math.min(steps.length - 1, index + offset))]
}
