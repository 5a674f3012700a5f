import type { SpanInfo } from '@kymo/server/api'

/** Spans of one trace in the order in which a tree lists them: a parent, then its children by start, each with its own. */
export interface SpanTree {
  readonly spans: readonly SpanInfo[]
  /** Of each span: 0 for a root. */
  readonly depth: Int32Array
  /** Place of the parent; -1 for a root. */
  readonly parent: Int32Array
  /** Place after the last descendant; the next one for a leaf. */
  readonly end: Int32Array
  /** Roots whose parent is named and not there. */
  readonly orphans: ReadonlySet<number>
  readonly placeOf: ReadonlyMap<string, number>
  /** Start of the first span, Unix ms: times in the page count from it. */
  readonly startMs: number
  /** Length of the whole trace; at least a thousandth of a millisecond. */
  readonly lengthMs: number
}

const LEAST_LENGTH_MS = 0.001

/**
 * Builds the tree in O(n log n), without recursion: chains of ten thousand spans are real.
 * A parent that is missing, the span itself, or a ring of parents makes a root; every span is listed exactly once.
 * @param openEndMs Where open spans reach to, Unix ms.
 */
export function buildSpanTree(spans: readonly SpanInfo[], openEndMs: number): SpanTree {
  const firstById = new Map<string, number>()
  spans.forEach(({ spanId }, index) => {
    if (!firstById.has(spanId)) firstById.set(spanId, index)
  })
  const parents = spans.map(({ parentId }, index) => {
    const parent = parentId === undefined ? undefined : firstById.get(parentId)
    return parent === undefined || parent === index ? -1 : parent
  })
  const children = childrenByStart(spans, parents)
  const order = listDepthFirst(spans, parents, children)
  return toTree(spans, order, openEndMs)
}

interface Listed {
  readonly index: number
  readonly depth: number
  readonly parentPlace: number
}

function childrenByStart(spans: readonly SpanInfo[], parents: readonly number[]): Map<number, number[]> {
  const children = new Map<number, number[]>()
  parents.forEach((parent, index) => {
    const list = children.get(parent)
    if (list === undefined) children.set(parent, [index])
    else list.push(index)
  })
  for (const list of children.values())
    list.sort((left, right) => spans[left].startMs - spans[right].startMs || left - right)
  return children
}

function listDepthFirst(
  spans: readonly SpanInfo[],
  parents: readonly number[],
  children: ReadonlyMap<number, readonly number[]>,
): readonly Listed[] {
  const listed: Listed[] = []
  const isListed = new Uint8Array(spans.length)
  const list = (root: number): void => {
    const stack: Listed[] = [{ index: root, depth: 0, parentPlace: -1 }]
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (isListed[next.index] === 1) continue
      isListed[next.index] = 1
      const parentPlace = listed.push(next) - 1
      const below = children.get(next.index) ?? []
      for (let index = below.length - 1; index >= 0; index -= 1)
        stack.push({ index: below[index], depth: next.depth + 1, parentPlace })
    }
  }
  for (const root of children.get(-1) ?? []) list(root)
  // What is left hangs in rings: each is opened at its first span.
  if (listed.length < spans.length) {
    parents.forEach((_parent, index) => {
      if (isListed[index] === 0) list(index)
    })
  }
  return listed
}

function toTree(spans: readonly SpanInfo[], order: readonly Listed[], openEndMs: number): SpanTree {
  const count = order.length
  const [depth, parent, end] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)]
  const listed: SpanInfo[] = []
  const orphans = new Set<number>()
  const placeOf = new Map<string, number>()
  let [startMs, endMs] = [Infinity, -Infinity]
  order.forEach((item, place) => {
    const span = spans[item.index]
    listed.push(span)
    depth[place] = item.depth
    parent[place] = item.parentPlace
    if (item.parentPlace < 0 && span.parentId !== undefined) orphans.add(place)
    if (!placeOf.has(span.spanId)) placeOf.set(span.spanId, place)
    startMs = Math.min(startMs, span.startMs)
    endMs = Math.max(endMs, span.durationMs === null ? openEndMs : span.startMs + span.durationMs)
  })
  for (let place = count - 1; place >= 0; place -= 1) {
    end[place] = Math.max(end[place], place + 1)
    const above = parent[place]
    if (above >= 0) end[above] = Math.max(end[above], end[place])
  }
  if (count === 0) [startMs, endMs] = [openEndMs, openEndMs]
  const lengthMs = Math.max(LEAST_LENGTH_MS, endMs - startMs)
  return { spans: listed, depth, parent, end, orphans, placeOf, startMs, lengthMs }
}

/** Start and end of a span, in ms since the start of the trace; an open one reaches to the end of the trace. */
export function spanTimes(tree: SpanTree, place: number): readonly [fromMs: number, toMs: number] {
  const { startMs, durationMs } = tree.spans[place]
  const from = startMs - tree.startMs
  return [from, durationMs === null ? Math.max(from, tree.lengthMs) : from + durationMs]
}

/** What is below a span, for a row that hides it. */
export interface Below {
  readonly count: number
  readonly errorCount: number
}

export function countBelow(tree: SpanTree, place: number): Below {
  let errorCount = 0
  for (let below = place + 1; below < tree.end[place]; below += 1)
    if (tree.spans[below].status === 'error') errorCount += 1
  return { count: tree.end[place] - place - 1, errorCount }
}
