/** @param {ArrayLike<number>} samples @param {number} ratio in [0, 1] @returns {number} nearest-rank quantile */
export function quantile(samples, ratio) {
  const sorted = Float64Array.from(samples).toSorted()
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(ratio * sorted.length) - 1))]
}

/** @param {ArrayLike<number>} samples */
export function median(samples) {
  return quantile(samples, 0.5)
}

/**
 * Runs the named subjects in turn, A B C, B C A, …, so that drift of the machine meets all of them alike.
 * @template T
 * @param {Record<string, () => T | Promise<T>>} subjects
 * @param {number} roundCount
 * @returns {Promise<Record<string, T[]>>} results by subject, one per round
 */
export async function interleave(subjects, roundCount) {
  const names = Object.keys(subjects)
  const results = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < roundCount; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length]
      results[name].push(await subjects[name]())
    }
  }
  return results
}
