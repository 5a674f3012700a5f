import { expect, test } from 'vitest'
import { orbit, pan, startCamera, viewMatrix } from './camera.ts'
import { project } from './matrix.ts'
import { parseGlb } from './parse-glb.ts'
import { parseMolecule } from './parse-molecule.ts'
import { parseObj } from './parse-obj.ts'
import { parsePointCloud } from './parse-point-cloud.ts'
import { parseStl } from './parse-stl.ts'
import { boundsOf } from './scene3d.ts'

test('point clouds have plain points, categories or colours', () => {
  const { points } = parsePointCloud([[1, 2, 3], [0, 0, 0, 4], [9, 9, 9, 255, 0, 51], 'nonsense', [1]])
  expect([...points.positions]).toEqual([1, 2, 3, 0, 0, 0, 9, 9, 9])
  expect(Array.from(points.colours.slice(6))).toEqual([1, 0, Math.fround(0.2)])
})

test('the boxes of a lidar scene have twelve edges in any order of corners', () => {
  const corners = [0, 1].flatMap((x) => [0, 2].flatMap((y) => [0, 3].map((z) => [x, y, z])))
  for (const order of [corners, corners.toReversed(), [0, 1, 3, 2, 4, 5, 7, 6].map((i) => corners[i])]) {
    const boxes = [{ corners: order, label: 'car', color: [255, 0, 0], score: 0.5 }]
    const { lines, labels } = parsePointCloud({ type: 'lidar/beta', points: [], boxes })
    const lengths = Array.from({ length: 12 }, (_each, index) => {
      const at = lines.positions.subarray(index * 6, index * 6 + 6)
      return Math.hypot(at[3] - at[0], at[4] - at[1], at[5] - at[2])
    })
    expect(lengths.toSorted((left, right) => left - right)).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3])
    expect(labels[0]).toMatchObject({ text: 'car 0.50' })
  }
})

test('an OBJ face of four corners is two triangles; negative indices count from the newest vertex', () => {
  const text = 'v 0 0 0\nv 1 0 0\r\nv 1 1 0\nv 0 1 0 1 0 0\nf 1/1 2/2 3//3 -1\nf 9 1 2\n'
  const { triangles, points } = parseObj(text)
  expect([...triangles.positions]).toEqual([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0])
  expect(Array.from(triangles.colours.slice(-3))).toEqual([1, 0, 0])
  expect(points.positions).toHaveLength(0)
  expect(parseObj('v 1 2 3').points.positions).toHaveLength(3)
})

test('both forms of STL give the same triangles', () => {
  const bytes = new ArrayBuffer(84 + 50)
  const view = new DataView(bytes)
  view.setUint32(80, 1, true)
  const corners = [0, 0, 0, 1, 0, 0, 0, 1, 0]
  for (const [index, value] of corners.entries()) view.setFloat32(96 + index * 4, value, true)
  const text = `solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet`
  expect([...parseStl(bytes).triangles.positions]).toEqual(corners)
  expect([...parseStl(new TextEncoder().encode(text).buffer).triangles.positions]).toEqual(corners)
})

test('a glTF mesh stands where its nodes put it', () => {
  const positions = new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0])
  const indices = new Uint16Array([0, 1, 2])
  const data = Buffer.concat([Buffer.from(positions.buffer), Buffer.from(indices.buffer)])
  const file = {
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [
      { translation: [10, 0, 0], children: [1] },
      { scale: [2, 2, 2], mesh: 0 },
    ],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1, material: 0 }] }],
    materials: [{ pbrMetallicRoughness: { baseColorFactor: [1, 0, 0, 1] } }],
    textures: [{}],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3' },
      { bufferView: 1, componentType: 5123, count: 3, type: 'SCALAR' },
    ],
    bufferViews: [{ byteOffset: 0 }, { byteOffset: 36 }],
    buffers: [{ uri: `data:application/octet-stream;base64,${data.toString('base64')}` }],
  }
  const scene = parseGlb(new TextEncoder().encode(JSON.stringify(file)).buffer)
  expect([...scene.triangles.positions]).toEqual([10, 0, 0, 12, 0, 0, 10, 2, 0])
  expect(Array.from(scene.triangles.colours.slice(0, 3))).toEqual([1, 0, 0])
  expect(scene.omitted).toEqual(['textures'])
})

test('atoms that stand near each other are joined', () => {
  const pdb = [
    'ATOM      1  C   ALA A   1       0.000   0.000   0.000  1.00  0.00           C',
    'ATOM      2  O   ALA A   1       1.200   0.000   0.000  1.00  0.00           O',
    'ATOM      3  N   ALA A   1       9.000   0.000   0.000  1.00  0.00           N',
    'ENDMDL',
    'ATOM      4  N   ALA A   1       0.500   0.000   0.000  1.00  0.00           N',
  ].join('\n')
  const scene = parseMolecule(pdb, 'a.pdb')
  expect(scene.points.positions).toHaveLength(9)
  expect(scene.lines.positions).toHaveLength(2 * 2 * 3)
})

test('the camera keeps its target in the middle, and everything in view at the start', () => {
  const scene = parsePointCloud([
    [5, 5, 5],
    [6, 9, 5],
    [Number.NaN, 0, 0],
  ])
  const bounds = boundsOf(scene)
  let camera = orbit(startCamera(bounds), { dx: 0.3, dy: 5 })
  const clip = (point: readonly number[]): number[] => {
    const [x, y, z, w] = project(viewMatrix(camera, bounds, 1.5), point)
    return [x / w, y / w, z / w]
  }
  const middle = clip(bounds.centre)
  expect(middle[0]).toBeCloseTo(0)
  expect(middle[1]).toBeCloseTo(0)
  for (const part of clip([5, 5, 5])) expect(Math.abs(part)).toBeLessThan(1)
  camera = pan(camera, { dx: 0.25, dy: 0 }, bounds)
  // A quarter of the height is half of the unit from −1 to 1, narrowed by the aspect.
  expect(clip(bounds.centre)[0]).toBeCloseTo(0.5 / 1.5)
})
