export interface GraphNode {
  readonly id: string
}

export interface GraphEdge {
  readonly from: string
  readonly to: string
}

export interface LayoutOptions {
  readonly nodeWidth: number
  readonly nodeHeight: number
  readonly columnGap: number
  readonly rowGap: number
}

export interface PlacedNode<T extends GraphNode> {
  readonly node: T
  readonly x: number
  readonly y: number
}

export interface PlacedEdge {
  readonly from: string
  readonly to: string
  /** SVG path from the right side of one node to the left side of the other; from below to below where it leads back. */
  readonly path: string
}

export interface GraphLayout<T extends GraphNode> {
  readonly nodes: readonly PlacedNode<T>[]
  readonly edges: readonly PlacedEdge[]
  readonly width: number
  readonly height: number
}

const SWEEPS = 6

/**
 * Draws a graph in columns: every node stands right of all that leads to it, and within a column near what it is
 * connected to, so that few edges cross. Cycles (a run that uses what it logs) are cut at the edge that closes them.
 */
export function layOutGraph<T extends GraphNode>(
  nodes: readonly T[],
  edges: readonly GraphEdge[],
  options: LayoutOptions,
): GraphLayout<T> {
  const known = new Map(nodes.map((node) => [node.id, node]))
  const valid = edges.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to)
  const columnOf = assignColumns([...known.keys()], valid)
  const columns: string[][] = []
  for (const id of known.keys()) (columns[columnOf.get(id) ?? 0] ??= []).push(id)
  const ordered = orderColumns(
    Array.from(columns, (column) => column ?? []),
    valid,
  )
  return place(ordered, { known, edges: valid, options })
}

/** Length of the longest way to each node. */
function assignColumns(ids: readonly string[], edges: readonly GraphEdge[]): Map<string, number> {
  const inputs = neighbours(edges, 'to', 'from')
  const columns = new Map<string, number>()
  const open = new Set<string>()
  for (const start of ids) {
    // Depth first with a stack of our own: a chain of versions can be as long as the server allows.
    const stack = [start]
    while (stack.length > 0) {
      const id = stack[stack.length - 1]
      const waiting = (inputs.get(id) ?? []).filter((input) => !columns.has(input) && !open.has(input))
      if (columns.has(id) || (open.has(id) && waiting.length === 0)) {
        const before = (inputs.get(id) ?? []).map((input) => columns.get(input) ?? -1)
        if (!columns.has(id)) columns.set(id, Math.max(-1, ...before) + 1)
        open.delete(id)
        stack.pop()
        continue
      }
      open.add(id)
      stack.push(...waiting)
    }
  }
  pullRight(ids, edges, columns)
  return columns
}

/** What nothing leads to stands directly before what it leads to, and not far to the left. */
function pullRight(ids: readonly string[], edges: readonly GraphEdge[], columns: Map<string, number>): void {
  const [inputs, outputs] = [neighbours(edges, 'to', 'from'), neighbours(edges, 'from', 'to')]
  for (const id of ids) {
    if ((inputs.get(id) ?? []).length > 0) continue
    const after = (outputs.get(id) ?? []).map((output) => columns.get(output) ?? 0)
    if (after.length > 0) columns.set(id, Math.max(0, Math.min(...after) - 1))
  }
}

/** Sorts each column by the mean place of its neighbours, to and fro, until little changes. */
function orderColumns(columns: readonly string[][], edges: readonly GraphEdge[]): string[][] {
  const [inputs, outputs] = [neighbours(edges, 'to', 'from'), neighbours(edges, 'from', 'to')]
  const order = columns.map((column) => [...column])
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const isForward = sweep % 2 === 0
    const indices = order.map((_each, index) => index)
    const rows = new Map(order.flatMap((column) => column.map((id, row): [string, number] => [id, row])))
    for (const index of isForward ? indices : indices.toReversed()) {
      const beside = isForward ? inputs : outputs
      const meanOf = (id: string): number => {
        const places = (beside.get(id) ?? []).map((other) => rows.get(other) ?? 0)
        return places.length === 0
          ? (rows.get(id) ?? 0)
          : places.reduce((sum, row) => sum + row, 0) / places.length
      }
      order[index] = order[index].toSorted((left, right) => meanOf(left) - meanOf(right))
      for (const [row, id] of order[index].entries()) rows.set(id, row)
    }
  }
  return order
}

interface PlaceInput<T extends GraphNode> {
  readonly known: ReadonlyMap<string, T>
  readonly edges: readonly GraphEdge[]
  readonly options: LayoutOptions
}

function place<T extends GraphNode>(
  columns: readonly (readonly string[])[],
  { known, edges, options }: PlaceInput<T>,
): GraphLayout<T> {
  const { nodeWidth, nodeHeight, columnGap, rowGap } = options
  const heightOf = (count: number): number => Math.max(0, count * (nodeHeight + rowGap) - rowGap)
  const height = Math.max(nodeHeight, ...columns.map((column) => heightOf(column.length)))
  const places = new Map<string, PlacedNode<T>>()
  for (const [index, column] of columns.entries()) {
    const top = (height - heightOf(column.length)) / 2
    for (const [row, id] of column.entries()) {
      const node = known.get(id)
      if (node === undefined) continue
      places.set(id, {
        node,
        x: index * (nodeWidth + columnGap),
        y: top + row * (nodeHeight + rowGap),
      })
    }
  }
  return {
    nodes: [...places.values()],
    edges: edges.flatMap(({ from, to }): PlacedEdge[] => {
      const [left, right] = [places.get(from), places.get(to)]
      if (left === undefined || right === undefined) return []
      if (right.x <= left.x) return [{ from, to, path: pathBack(left, right, options) }]
      const [x1, y1] = [left.x + nodeWidth, left.y + nodeHeight / 2]
      const [x2, y2] = [right.x, right.y + nodeHeight / 2]
      const bend = Math.max(columnGap / 2, Math.abs(x2 - x1) / 2)
      return [{ from, to, path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }]
    }),
    width: Math.max(nodeWidth, columns.length * (nodeWidth + columnGap) - columnGap),
    height,
  }
}

/** An edge that closes a cycle: from below one node to below the other, under what stands between them. */
function pathBack(
  left: { readonly x: number; readonly y: number },
  right: { readonly x: number; readonly y: number },
  { nodeWidth, nodeHeight, columnGap }: LayoutOptions,
): string {
  const [x1, x2] = [left.x + nodeWidth / 2, right.x + nodeWidth / 2]
  const [y1, y2] = [left.y + nodeHeight, right.y + nodeHeight]
  const below = Math.max(y1, y2) + columnGap
  return `M${x1} ${y1}C${x1} ${below} ${x2} ${below} ${x2} ${y2}`
}

function neighbours(
  edges: readonly GraphEdge[],
  of: 'from' | 'to',
  other: 'from' | 'to',
): ReadonlyMap<string, string[]> {
  const lists = new Map<string, string[]>()
  for (const edge of edges) {
    const list = lists.get(edge[of])
    if (list === undefined) lists.set(edge[of], [edge[other]])
    else list.push(edge[other])
  }
  return lists
}
