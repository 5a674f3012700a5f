import type { Value } from '@kymo/server/api'
import { fieldsOf, listOf, textOf } from '../media-value.ts'
import { IDENTITY, multiply, nodeMatrix, transformPoint } from './matrix.ts'
import type { Matrix } from './matrix.ts'
import { VertexList, sceneOf } from './scene3d.ts'
import type { Scene3d } from './scene3d.ts'

const MAGIC = 0x46546c67
const JSON_CHUNK = 0x4e4f534a
const BINARY_CHUNK = 0x004e4942
const MAX_DEPTH = 64
const COMPONENTS: ReadonlyMap<string, number> = new Map([
  ['SCALAR', 1],
  ['VEC2', 2],
  ['VEC3', 3],
  ['VEC4', 4],
])

interface Glb {
  readonly json: ReadonlyMap<string, Value>
  readonly binary: DataView
}

/**
 * Reads the geometry and base colours of a glTF 2.0 file (`.glb`, or `.gltf` with embedded data): triangles in their
 * place. Textures, animations and compressed meshes are left out, and said to be.
 * @throws {Error} when it is not such a file
 */
export function parseGlb(bytes: ArrayBuffer): Scene3d {
  const glb = openGlb(bytes)
  const triangles = new VertexList()
  const omitted = new Set<string>()
  if (listOf(glb.json.get('textures')).length > 0) omitted.add('textures')
  if (listOf(glb.json.get('animations')).length > 0) omitted.add('animations')
  const scenes = listOf(glb.json.get('scenes'))
  const nodes = listOf(glb.json.get('nodes'))
  const roots = listOf(fieldsOf(scenes[Number(glb.json.get('scene') ?? 0)]).get('nodes'))
  const visit = (index: number, parent: Matrix, depth: number): void => {
    const node = fieldsOf(nodes[index])
    const matrix = multiply(parent, nodeMatrix(node))
    const mesh = fieldsOf(listOf(glb.json.get('meshes'))[Number(node.get('mesh') ?? -1)])
    for (const primitive of listOf(mesh.get('primitives')))
      addPrimitive(glb, fieldsOf(primitive), { matrix, triangles, omitted })
    if (depth < MAX_DEPTH)
      for (const child of listOf(node.get('children'))) visit(Number(child), matrix, depth + 1)
  }
  for (const root of roots.length > 0 ? roots : nodes.map((_each, index) => index))
    visit(Number(root), IDENTITY, 0)
  return sceneOf({ triangles: triangles.toVertices(), omitted: [...omitted] })
}

function openGlb(bytes: ArrayBuffer): Glb {
  const view = new DataView(bytes)
  if (bytes.byteLength < 12 || view.getUint32(0, true) !== MAGIC) return openText(bytes)
  let json: Value = null
  let binary = new DataView(new ArrayBuffer(0))
  for (let at = 12; at + 8 <= bytes.byteLength;) {
    const size = Math.min(view.getUint32(at, true), bytes.byteLength - at - 8)
    const kind = view.getUint32(at + 4, true)
    if (kind === JSON_CHUNK)
      json = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, at + 8, size))) as Value
    if (kind === BINARY_CHUNK) binary = new DataView(bytes, at + 8, size)
    at += 8 + size
  }
  return { json: fieldsOf(json), binary }
}

function openText(bytes: ArrayBuffer): Glb {
  const json = fieldsOf(JSON.parse(new TextDecoder().decode(bytes)) as Value)
  const uri = textOf(fieldsOf(listOf(json.get('buffers'))[0]), 'uri')
  const [, encoded] = /^data:[^,]*;base64,(.*)$/s.exec(uri) ?? []
  if (encoded === undefined) throw new Error('Cannot read the glTF file: its data are in another file')
  const decoded = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
  return { json, binary: new DataView(decoded.buffer) }
}

interface PrimitiveTarget {
  readonly matrix: Matrix
  readonly triangles: VertexList
  readonly omitted: Set<string>
}

function addPrimitive(glb: Glb, primitive: ReadonlyMap<string, Value>, target: PrimitiveTarget): void {
  const { matrix, triangles, omitted } = target
  if (Number(primitive.get('mode') ?? 4) !== 4) {
    omitted.add('points, lines and strips')
    return
  }
  if (fieldsOf(primitive.get('extensions')).has('KHR_draco_mesh_compression')) {
    omitted.add('compressed meshes')
    return
  }
  const attributes = fieldsOf(primitive.get('attributes'))
  const positions = readAccessor(glb, attributes.get('POSITION'))
  if (positions === undefined) return
  const indices = readAccessor(glb, primitive.get('indices'))
  const colour = baseColour(glb, primitive.get('material'))
  const count = indices?.length ?? positions.length
  for (let index = 0; index + 2 < count; index += 3) {
    const corners = [0, 1, 2].map((corner) => positions[indices?.[index + corner]?.[0] ?? index + corner])
    if (corners.some((corner) => corner === undefined)) continue
    for (const corner of corners) triangles.add(transformPoint(matrix, corner), colour)
  }
}

function baseColour(glb: Glb, material: Value | undefined): readonly number[] {
  const fields = fieldsOf(listOf(glb.json.get('materials'))[Number(material ?? -1)])
  const factor = listOf(fieldsOf(fields.get('pbrMetallicRoughness')).get('baseColorFactor')).map(Number)
  // The factor is linear light; the screen is not.
  return factor.length >= 3 ? factor.slice(0, 3).map((channel) => channel ** (1 / 2.2)) : [0.72, 0.73, 0.75]
}

/** Elements of an accessor; undefined when it is missing, sparse or reaches out of the file. */
function readAccessor(glb: Glb, index: Value | undefined): number[][] | undefined {
  const accessor = fieldsOf(listOf(glb.json.get('accessors'))[Number(index ?? -1)])
  const view = fieldsOf(listOf(glb.json.get('bufferViews'))[Number(accessor.get('bufferView') ?? -1)])
  const width = COMPONENTS.get(textOf(accessor, 'type'))
  const type = Number(accessor.get('componentType'))
  const reader = READERS.get(type)
  if (width === undefined || reader === undefined || view.size === 0) return undefined
  const [size, read] = reader
  const stride = Number(view.get('byteStride') ?? width * size)
  const start = Number(view.get('byteOffset') ?? 0) + Number(accessor.get('byteOffset') ?? 0)
  const count = Number(accessor.get('count') ?? 0)
  if (!(start >= 0) || start + (count - 1) * stride + width * size > glb.binary.byteLength) return undefined
  return Array.from({ length: count }, (_each, element) =>
    Array.from({ length: width }, (_axis, axis) => read(glb.binary, start + element * stride + axis * size)),
  )
}

const READERS: ReadonlyMap<number, readonly [bytes: number, read: (view: DataView, at: number) => number]> =
  new Map([
    [5121, [1, (view: DataView, at: number) => view.getUint8(at)]],
    [5123, [2, (view: DataView, at: number) => view.getUint16(at, true)]],
    [5125, [4, (view: DataView, at: number) => view.getUint32(at, true)]],
    [5126, [4, (view: DataView, at: number) => view.getFloat32(at, true)]],
  ] as const)
