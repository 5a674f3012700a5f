import { firstStepOf, lastStepOf, rankAfter, rankAt, type SeriesCut } from './series-cut.ts'

/** A place between two points: before those of a step, or after them. */
interface Edge {
  readonly step: number
  readonly isAfter: boolean
}

/**
 * Takes cuts that overlap apart into stretches of steps, ascending. Each is a list of the cuts that have points there, in the
 * order given; most often one, of which nothing but its buckets need be read.
 */
export function stretchesOf(cuts: readonly SeriesCut[]): SeriesCut[][] {
  const edges = edgesOf(cuts)
  const stretches: SeriesCut[][] = []
  // Of each cut the rank at the last edge.
  const ranks = cuts.map(({ from }) => from)
  for (const edge of edges.slice(1)) {
    const stretch: SeriesCut[] = []
    for (const [i, cut] of cuts.entries()) {
      const rank = rankIn(cut, edge)
      if (rank > ranks[i]) stretch.push({ view: cut.view, from: ranks[i], to: rank })
      ranks[i] = rank
    }
    if (stretch.length > 0) stretches.push(stretch)
  }
  return stretches
}

function edgesOf(cuts: readonly SeriesCut[]): Edge[] {
  const all = cuts.flatMap((cut): Edge[] => [
    { step: firstStepOf(cut), isAfter: false },
    { step: lastStepOf(cut), isAfter: true },
  ])
  const inOrder = all.toSorted((a, b) => a.step - b.step || Number(a.isAfter) - Number(b.isAfter))
  return inOrder.filter(({ step, isAfter }, i) => {
    const before = inOrder[i - 1]
    return before === undefined || before.step !== step || before.isAfter !== isAfter
  })
}

function rankIn({ view, from, to }: SeriesCut, { step, isAfter }: Edge): number {
  const rank = isAfter ? rankAfter(view, step) : rankAt(view, step)
  return Math.max(from, Math.min(to, rank))
}
