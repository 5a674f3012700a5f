import { VertexList, sceneOf } from './scene3d.ts'
import type { Scene3d } from './scene3d.ts'

const GREY = [0.66, 0.68, 0.7]
const HEADER_BYTES = 84
const TRIANGLE_BYTES = 50

/** Reads STL in either form. Binary files say how many triangles they have, and their length must fit it. */
export function parseStl(bytes: ArrayBuffer): Scene3d {
  const view = new DataView(bytes)
  const count = bytes.byteLength >= HEADER_BYTES ? view.getUint32(80, true) : 0
  const isBinary =
    bytes.byteLength >= HEADER_BYTES && HEADER_BYTES + count * TRIANGLE_BYTES <= bytes.byteLength && count > 0
  return isBinary ? parseBinary(view, count) : parseText(new TextDecoder().decode(bytes))
}

function parseBinary(view: DataView, count: number): Scene3d {
  const triangles = new VertexList()
  for (let index = 0; index < count; index += 1) {
    for (let corner = 0; corner < 3; corner += 1) {
      const at = HEADER_BYTES + index * TRIANGLE_BYTES + 12 + corner * 12
      const position = [0, 4, 8].map((offset) => view.getFloat32(at + offset, true))
      triangles.add(position, GREY)
    }
  }
  return sceneOf({ triangles: triangles.toVertices() })
}

function parseText(text: string): Scene3d {
  const triangles = new VertexList()
  for (const [, ...numbers] of text.matchAll(/\bvertex\s+(\S+)\s+(\S+)\s+(\S+)/g)) {
    triangles.add(numbers.map(Number), GREY)
  }
  return sceneOf({ triangles: triangles.toVertices() })
}
