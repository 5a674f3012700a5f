/** @param columns each ascending @returns ascending, each step once */
export function unionOfSteps(columns: readonly Float64Array[]): Float64Array {
  let union = new Float64Array(0)
  for (const column of columns) if (!isSame(union, column)) union = mergeTwo(union, column)
  return union
}

/** At most `count` of the steps, evenly spread by rank, the first and the last among them. */
export function spreadSteps(steps: Float64Array, count: number): Float64Array {
  if (steps.length <= count) return steps
  if (count === 1) return steps.slice(-1)
  return Float64Array.from(
    { length: count },
    (_, i) => steps[Math.round((i * (steps.length - 1)) / (count - 1))],
  )
}

/** Metrics of one row share their steps: comparing is cheaper than merging. */
function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i])
}

function mergeTwo(a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  const merged = new Float64Array(a.length + b.length)
  let [i, j, count] = [0, 0, 0]
  while (i < a.length || j < b.length) {
    const step = j === b.length || (i < a.length && a[i] <= b[j]) ? a[i++] : b[j++]
    if (count === 0 || merged[count - 1] !== step) merged[count++] = step
  }
  return merged.slice(0, count)
}
