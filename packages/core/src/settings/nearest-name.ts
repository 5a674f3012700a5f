/**
 * The candidate that was most likely meant: equal but for case and separators, else within a third of its length in
 * edits (insert, delete, replace, swap neighbours).
 */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const wanted = simplify(name)
  let best: { candidate: string; distance: number } | undefined
  for (const candidate of candidates) {
    const distance = editDistance(wanted, simplify(candidate))
    if (distance > Math.max(1, Math.floor(candidate.length / 3))) continue
    if (best === undefined || distance < best.distance) best = { candidate, distance }
  }
  return best?.candidate
}

function simplify(name: string): string {
  // Long input is a mistake of another kind; the distance is quadratic.
  return name.slice(0, 64).toLowerCase().replaceAll(/[-_ ]/g, '')
}

/** Optimal string alignment distance (Damerau–Levenshtein without overlapping swaps). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const above = rows[i - 1] ?? []
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let distance = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + cost)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (isSwap) distance = Math.min(distance, (rows[i - 2]?.[j - 2] ?? 0) + 1)
      row.push(distance)
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 0
}
