import type { Folds } from '../state/trace-shape.ts'
import type { SpanTree } from './span-tree.ts'

/** A trace of more roots than this has lost its tree; the address must not name them all. */
const MOST_ROOTS = 20

export function isFolded({ kind, ids }: Folds, spanId: string): boolean {
  return ids.has(spanId) === (kind === 'only')
}

export function setFolded(folds: Folds, spanId: string, isWanted: boolean): Folds {
  if (isFolded(folds, spanId) === isWanted) return folds
  const ids = new Set(folds.ids)
  if (!ids.delete(spanId)) ids.add(spanId)
  return { kind: folds.kind, ids }
}

/** All branches closed but the roots': their children stay in sight. */
export function closeBelowRoots(tree: SpanTree): Folds {
  const roots = tree.spans.filter((_span, place) => tree.parent[place] < 0)
  return { kind: 'except', ids: new Set(roots.slice(0, MOST_ROOTS).map(({ spanId }) => spanId)) }
}

/** Opens everything above a span, so that its row is there. */
export function reveal(folds: Folds, tree: SpanTree, place: number): Folds {
  let opened = folds
  for (let above = tree.parent[place] ?? -1; above >= 0; above = tree.parent[above])
    opened = setFolded(opened, tree.spans[above].spanId, false)
  return opened
}

/** Places of the rows that are shown, in order. `found` lists only what matches a search, with what is above it. */
export function visibleRows(tree: SpanTree, folds: Folds, found?: FoundSpans): readonly number[] {
  const rows: number[] = []
  const count = tree.spans.length
  for (let place = 0; place < count;) {
    const isShown = found === undefined || found.isShown[place] === 1
    if (isShown) rows.push(place)
    // A search looks into closed branches too: it would be no search otherwise.
    const isSkipped = found === undefined ? isFolded(folds, tree.spans[place].spanId) : !isShown
    place = isSkipped ? tree.end[place] : place + 1
  }
  return rows
}

export interface FoundSpans {
  /** Places that match, ascending. */
  readonly matches: readonly number[]
  readonly isMatch: Uint8Array
  /** Matches and all their ancestors. */
  readonly isShown: Uint8Array
}

/** Spans whose name, model, kind of work, status or writer matches. */
export function findSpans(tree: SpanTree, matches: (text: string) => boolean): FoundSpans {
  const count = tree.spans.length
  const [isMatch, isShown] = [new Uint8Array(count), new Uint8Array(count)]
  const places: number[] = []
  tree.spans.forEach(({ name, model, provider, operation, status, writer, spanId }, place) => {
    if (
      ![name, model, provider, operation, status, writer, spanId].some(
        (text) => text !== undefined && matches(text),
      )
    )
      return
    places.push(place)
    isMatch[place] = 1
    for (let above = place; above >= 0 && isShown[above] === 0; above = tree.parent[above]) isShown[above] = 1
  })
  return { matches: places, isMatch, isShown }
}

/** The match after or before a place, around the end; undefined where nothing matches. */
export function nextMatch({ matches }: FoundSpans, place: number, direction: 1 | -1): number | undefined {
  if (direction === 1) return matches.find((match) => match > place) ?? matches[0]
  return matches.findLast((match) => match < place) ?? matches.at(-1)
}
