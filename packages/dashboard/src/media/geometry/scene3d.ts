/** Three numbers per vertex. Colours go from 0 to 1. */
export interface Vertices {
  readonly positions: Float32Array
  readonly colours: Float32Array
}

/** What a file of any 3D format becomes before it is drawn. */
export interface Scene3d {
  readonly points: Vertices
  /** Three vertices per triangle, in order; normals are computed from them. */
  readonly triangles: Vertices
  /** Two vertices per line. */
  readonly lines: Vertices
  readonly labels: readonly {
    readonly at: readonly [number, number, number]
    readonly text: string
    readonly colour: string
  }[]
  /** What the file holds that is not drawn, for people. */
  readonly omitted: readonly string[]
}

export const MAX_VERTICES = 3_000_000

/** Collects vertices without knowing how many there will be. */
export class VertexList {
  #positions = new Float32Array(3 * 1024)
  #colours = new Float32Array(3 * 1024)
  #length = 0

  get count(): number {
    return this.#length / 3
  }

  /** @returns false when the list is full */
  add(position: ArrayLike<number>, colour: ArrayLike<number>): boolean {
    if (this.count >= MAX_VERTICES) return false
    if (this.#length + 3 > this.#positions.length) {
      this.#positions = grown(this.#positions)
      this.#colours = grown(this.#colours)
    }
    for (let axis = 0; axis < 3; axis += 1) {
      this.#positions[this.#length] = position[axis]
      this.#colours[this.#length] = colour[axis]
      this.#length += 1
    }
    return true
  }

  toVertices(): Vertices {
    return {
      positions: this.#positions.slice(0, this.#length),
      colours: this.#colours.slice(0, this.#length),
    }
  }
}

function grown(list: Float32Array): Float32Array<ArrayBuffer> {
  const next = new Float32Array(list.length * 2)
  next.set(list)
  return next
}

export const NO_VERTICES: Vertices = { positions: new Float32Array(), colours: new Float32Array() }

export function sceneOf(parts: Partial<Scene3d>): Scene3d {
  return {
    points: NO_VERTICES,
    triangles: NO_VERTICES,
    lines: NO_VERTICES,
    labels: [],
    omitted: [],
    ...parts,
  }
}

export interface Bounds {
  readonly centre: readonly [number, number, number]
  /** Of the sphere around the centre that holds everything. */
  readonly radius: number
}

/** Middle and radius of what a scene holds; points that are not finite are ignored. */
export function boundsOf(scene: Scene3d): Bounds {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (const { positions } of [scene.points, scene.triangles, scene.lines]) {
    for (let index = 0; index < positions.length; index += 1) {
      const value = positions[index]
      if (!Number.isFinite(value)) continue
      const axis = index % 3
      if (value < low[axis]) low[axis] = value
      if (value > high[axis]) high[axis] = value
    }
  }
  if (low.some((value, axis) => value > high[axis])) return { centre: [0, 0, 0], radius: 1 }
  const [x, y, z] = low.map((value, axis) => (value + high[axis]) / 2)
  const radius = Math.hypot(...low.map((value, axis) => (high[axis] - value) / 2))
  return { centre: [x, y, z], radius: radius > 0 ? radius : 1 }
}
