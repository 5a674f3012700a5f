import type { Value } from '@kymo/server/api'
import { classColour, cssColour } from '../class-layers.ts'
import { fieldsOf, listOf, textOf } from '../media-value.ts'
import { VertexList, sceneOf } from './scene3d.ts'
import type { Scene3d } from './scene3d.ts'

const PLAIN = [0.25, 0.62, 0.6]
/** The corners of a box in W&B's order: two rings of four. */
const BOX_EDGES = [
  [0, 1],
  [1, 3],
  [3, 2],
  [2, 0],
  [4, 5],
  [5, 7],
  [7, 6],
  [6, 4],
  [0, 4],
  [1, 5],
  [2, 6],
  [3, 7],
]

/** Reads a pts.json: a list of points, or `lidar/beta` with boxes and vectors. */
export function parsePointCloud(file: Value): Scene3d {
  const fields = fieldsOf(file)
  const points = Array.isArray(file) ? listOf(file) : listOf(fields.get('points'))
  const cloud = new VertexList()
  let left = 0
  for (const point of points) {
    const numbers = listOf(point).map(Number)
    if (numbers.length >= 3 && !cloud.add(numbers, colourOf(numbers))) left += 1
  }
  const lines = new VertexList()
  const labels: Scene3d['labels'][number][] = []
  for (const box of listOf(fields.get('boxes')).map(fieldsOf)) {
    const corners = listOf(box.get('corners')).map((corner) => listOf(corner).map(Number))
    const colour = listOf(box.get('color')).map((channel) => Number(channel) / 255)
    const shown = colour.length === 3 ? colour : [0.9, 0.5, 0.1]
    if (corners.length !== 8) continue
    for (const [from, to] of edgesOf(corners)) {
      lines.add(corners[from], shown)
      lines.add(corners[to], shown)
    }
    const text = [textOf(box, 'label'), scoreText(box.get('score'))].filter(Boolean).join(' ')
    const [x, y, z] = corners[0]
    if (text !== '') labels.push({ at: [x, y, z], text, colour: cssOf(shown) })
  }
  for (const vector of listOf(fields.get('vectors')).map(fieldsOf)) {
    const colour = listOf(vector.get('color')).map((channel) => Number(channel) / 255)
    for (const end of ['start', 'end']) {
      lines.add(listOf(vector.get(end)).map(Number), colour.length === 3 ? colour : [0.9, 0.2, 0.3])
    }
  }
  return sceneOf({
    points: cloud.toVertices(),
    lines: lines.toVertices(),
    labels,
    omitted: left > 0 ? [`${left} points beyond the first ${cloud.count}`] : [],
  })
}

/** `[x,y,z]`, `[x,y,z,category]` or `[x,y,z,red,green,blue]`. */
function colourOf(point: readonly number[]): readonly number[] {
  if (point.length >= 6) return [point[3] / 255, point[4] / 255, point[5] / 255]
  if (point.length < 4) return PLAIN
  return classColour(Math.max(0, Math.round(point[3]) || 0)).map((channel) => channel / 255)
}

/**
 * Writers order the eight corners differently. Two corners of a box are joined by an edge where every other corner sees
 * them at less than a right angle; where that fails (a crooked box) the usual order is taken.
 */
function edgesOf(corners: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const edges = corners.flatMap((from, i) =>
    corners.flatMap((to, j) => (j > i && isEdge(corners, { from, to }) ? [[i, j]] : [])),
  )
  return edges.length === 12 ? edges : BOX_EDGES
}

function isEdge(
  corners: readonly (readonly number[])[],
  { from, to }: { readonly from: readonly number[]; readonly to: readonly number[] },
): boolean {
  const size = Math.max(...corners[0].map((value, axis) => Math.abs(value - corners[7][axis])), 1e-12)
  return corners.every((other) => {
    if (other === from || other === to) return true
    const dot = other.reduce((sum, value, axis) => sum + (from[axis] - value) * (to[axis] - value), 0)
    return dot > size * size * 1e-5
  })
}

function scoreText(score: Value | undefined): string {
  return typeof score === 'number' ? score.toFixed(2) : ''
}

function cssOf(colour: readonly number[]): string {
  const [red, green, blue] = colour.map((channel) => Math.round(channel * 255))
  return cssColour([red, green, blue])
}
