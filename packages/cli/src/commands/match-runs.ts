import { basename } from 'node:path'
import { parseRunFolderName } from '@kymo/protocol'

export type RunMatch =
  | { readonly kind: 'one'; readonly folders: readonly string[] }
  | { readonly kind: 'several'; readonly ids: readonly string[] }
  | { readonly kind: 'none' }

/** Finds a run by id, by the name of its folder, or by the beginning of its id: whichever fits exactly comes first. */
export function matchRuns(wanted: string, folders: readonly string[]): RunMatch {
  const named = folders.filter((folder) => basename(folder) === wanted)
  if (named.length > 0) return { kind: 'one', folders: named }
  const byId = new Map<string, string[]>()
  for (const folder of folders) {
    const id = parseRunFolderName(basename(folder))?.id
    if (id !== undefined) byId.set(id, [...(byId.get(id) ?? []), folder])
  }
  const exact = byId.get(wanted)
  if (exact !== undefined) return { kind: 'one', folders: exact }
  const ids = [...byId.keys()].filter((id) => id.startsWith(wanted))
  if (ids.length === 1) return { kind: 'one', folders: byId.get(ids[0] ?? '') ?? [] }
  return ids.length === 0 ? { kind: 'none' } : { kind: 'several', ids }
}

const MAX_SUGGESTIONS = 3
/** Longer input is a mistake of another kind, and the distance takes quadratic time. */
const MAX_COMPARED = 64

interface NamedRun {
  readonly id: string
  readonly name: string
}

/** @returns ids, with the name when that is what is near, best first */
export function nearestRuns(wanted: string, runs: readonly NamedRun[]): string[] {
  const candidates = new Map<string, number>()
  for (const run of runs) {
    consider(candidates, run.id, editDistance(wanted, run.id) / Math.max(1, run.id.length))
    if (run.name !== run.id && run.name !== '') {
      consider(
        candidates,
        `${run.id} (${run.name})`,
        editDistance(wanted, run.name) / Math.max(1, run.name.length),
      )
    }
  }
  return [...candidates]
    .filter(([, ratio]) => ratio <= 0.4)
    .toSorted((a, b) => a[1] - b[1])
    .slice(0, MAX_SUGGESTIONS)
    .map(([label]) => label)
}

function consider(candidates: Map<string, number>, label: string, ratio: number): void {
  candidates.set(label, Math.min(ratio, candidates.get(label) ?? Number.POSITIVE_INFINITY))
}

/** Levenshtein's distance, upper and lower case alike. */
function editDistance(left: string, right: string): number {
  const a = left.slice(0, MAX_COMPARED).toLowerCase()
  const b = right.slice(0, MAX_COMPARED).toLowerCase()
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
