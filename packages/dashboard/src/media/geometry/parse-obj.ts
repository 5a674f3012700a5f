import { VertexList, sceneOf } from './scene3d.ts'
import type { Scene3d } from './scene3d.ts'

const GREY = [0.66, 0.68, 0.7]

/** Reads Wavefront OBJ: vertices (with colours where given), faces of any number of corners, lines. No materials. */
export function parseObj(text: string): Scene3d {
  const vertices: (readonly number[])[] = []
  const colours: (readonly number[])[] = []
  const triangles = new VertexList()
  const lines = new VertexList()
  let hasMaterials = false
  for (const line of text.split('\n')) {
    const [kind, ...fields] = line.trim().split(/\s+/)
    if (kind === 'v') {
      const numbers = fields.map(Number)
      vertices.push(numbers.slice(0, 3))
      colours.push(numbers.length >= 6 ? numbers.slice(3, 6) : GREY)
    } else if (kind === 'f' || kind === 'l') {
      const corners = fields.map((field) => indexOf(field, vertices.length))
      if (corners.some((corner) => vertices[corner] === undefined)) continue
      const order = kind === 'f' ? fan(corners) : corners.slice(1).flatMap((to, i) => [corners[i], to])
      for (const corner of order) (kind === 'f' ? triangles : lines).add(vertices[corner], colours[corner])
    } else if (kind === 'usemtl') hasMaterials = true
  }
  const hasFaces = triangles.count + lines.count > 0
  const points = new VertexList()
  if (!hasFaces) for (const [index, vertex] of vertices.entries()) points.add(vertex, colours[index])
  return sceneOf({
    triangles: triangles.toVertices(),
    lines: lines.toVertices(),
    points: points.toVertices(),
    omitted: hasMaterials ? ['materials'] : [],
  })
}

/** `7`, `7/1`, `7/1/2`; negative numbers count from the newest vertex. */
function indexOf(field: string, count: number): number {
  const index = Number.parseInt(field, 10)
  return index < 0 ? count + index : index - 1
}

/** A face as triangles around its first corner. */
function fan(corners: readonly number[]): number[] {
  return corners.slice(2).flatMap((corner, index) => [corners[0], corners[index + 1], corner])
}
