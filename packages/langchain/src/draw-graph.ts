import { Graph, layout } from '@dagrejs/dagre'
import { escapeHtml } from './escape-html.ts'

/** Nodes and edges of a graph, as `getGraph()` of LangChain gives them. */
export interface GraphParts {
  readonly nodes: Readonly<Record<string, { readonly name?: string }>>
  readonly edges: readonly {
    readonly source: string | number
    readonly target: string | number
    /** What a condition has to answer for this edge. */
    readonly data?: unknown
    readonly conditional?: boolean
  }[]
}

/** Beyond this nobody sees anything in a picture, and laying it out takes seconds. */
const MAX_NODES = 300
const MAX_EDGES = 1000

/** What LangGraph calls the two nodes that every graph has. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ['__start__', 'start'],
  ['__end__', 'end'],
])

const MAX_LABEL_LENGTH = 40
const CHARACTER_WIDTH = 7.3
const NODE_HEIGHT = 34
const NODE_PADDING = 16
const LINE_HEIGHT = 16

const STYLE =
  'text{font:13px ui-sans-serif,system-ui,sans-serif;text-anchor:middle;dominant-baseline:central;fill:#1b2333}' +
  '.label{font-size:11px;fill:#5a6478;paint-order:stroke;stroke:#fff;stroke-width:4px}' +
  'rect{fill:#eef3fb;stroke:#7d94bd}.end rect{fill:#fff;stroke:#9aa4b5;stroke-dasharray:3 3}.end text{fill:#5a6478}' +
  'path{fill:none;stroke:#7d879a;stroke-width:1.5}.maybe{stroke-dasharray:5 4}#tip path{fill:#7d879a;stroke:none}'

const TIP =
  '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto" ' +
  'markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z"/></marker>'

interface Point {
  readonly x: number
  readonly y: number
}

interface PlacedNode extends Point {
  readonly width: number
  readonly height: number
}

interface PlacedEdge extends PlacedNode {
  readonly points: readonly Point[]
  readonly labelpos: 'c'
}

/**
 * Draws a graph from top to bottom; edges that depend on a condition are dashed and bear its answer.
 * @returns SVG text; undefined for a graph without nodes, or one that is too large for a picture
 */
export function drawGraph({ nodes, edges }: GraphParts): string | undefined {
  // Names are the user's: inside of the layout they are no keys.
  const boxes = new Map(
    Object.entries(nodes).map(([id, { name }], i) => [
      id,
      { key: `n${i}`, name: shorten(ENDS.get(id) ?? name ?? id) },
    ]),
  )
  if (boxes.size === 0 || boxes.size > MAX_NODES || edges.length > MAX_EDGES) return undefined
  const lines = edges.flatMap(({ source, target, data, conditional }, i) => {
    const from = boxes.get(String(source))?.key
    const to = boxes.get(String(target))?.key
    const label = typeof data === 'string' ? shorten(data) : ''
    return from === undefined || to === undefined
      ? []
      : [{ from, to, key: `e${i}`, label, isConditional: conditional === true }]
  })
  const graph = new Graph<object, PlacedNode, PlacedEdge>({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: 32, ranksep: 36, edgesep: 16, marginx: 12, marginy: 12 })
  for (const { key, name } of boxes.values())
    graph.setNode(key, { width: widthOf(name) + 2 * NODE_PADDING, height: NODE_HEIGHT, x: 0, y: 0 })
  for (const { from, to, key, label } of lines) {
    const height = label === '' ? 0 : LINE_HEIGHT
    graph.setEdge(from, to, { width: widthOf(label), height, labelpos: 'c', points: [], x: 0, y: 0 }, key)
  }
  layout(graph)
  const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number }
  const size = { width: Math.ceil(width), height: Math.ceil(height) }
  const drawnLines = lines.map((line) => drawEdge(graph.edge(line.from, line.to, line.key), line))
  const drawnBoxes = [...boxes].map(([id, { key, name }]) => drawNode(graph.node(key), id, name))
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}">` +
    `<style>${STYLE}</style><defs>${TIP}</defs>${drawnLines.join('')}${drawnBoxes.join('')}</svg>`
  )
}

function drawNode({ x, y, width, height }: PlacedNode, id: string, name: string): string {
  const kind = ENDS.has(id) ? ' class="end"' : ''
  const corner = `x="${round(x - width / 2)}" y="${round(y - height / 2)}"`
  return (
    `<g${kind}><rect ${corner} width="${round(width)}" height="${height}" rx="7"/>` +
    `<text x="${round(x)}" y="${round(y)}">${escapeHtml(name)}</text></g>`
  )
}

function drawEdge(
  { points, x, y }: PlacedEdge,
  { label, isConditional }: { readonly label: string; readonly isConditional: boolean },
): string {
  const path = `<path${isConditional ? ' class="maybe"' : ''} d="${curve(points)}" marker-end="url(#tip)"/>`
  if (label === '') return path
  return `${path}<text class="label" x="${round(x)}" y="${round(y)}">${escapeHtml(label)}</text>`
}

/** Through the middles of the points between, each of which bends the line towards itself. */
function curve(points: readonly Point[]): string {
  const text = ({ x, y }: Point): string => `${round(x)} ${round(y)}`
  const [first, ...rest] = points
  const last = rest.pop()
  if (first === undefined || last === undefined) return ''
  const bends = rest.map((point, i) => {
    const next = rest[i + 1]
    const to = next === undefined ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 }
    return `Q${text(point)} ${text(to)}`
  })
  return `M${text(first)} ${bends.length > 0 ? bends.join(' ') : `L${text(last)}`}`
}

function shorten(text: string): string {
  return text.length > MAX_LABEL_LENGTH ? `${text.slice(0, MAX_LABEL_LENGTH - 1)}…` : text
}

function widthOf(text: string): number {
  return text.length * CHARACTER_WIDTH
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
