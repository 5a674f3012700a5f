import { artifactFiles, type MediaPart } from './artifact-files.ts'
import { captionOf, contentOf, type FileContent, type MediaContent, type Points } from './media-content.ts'
import { extensionOf, fileOrBytes, textBytes } from './payload-of.ts'
import type { TensorLike } from './to-pixels.ts'

type Point3d = readonly [x: number, y: number, z: number]

export interface Box3d {
  readonly corners: readonly Point3d[]
  readonly label?: string
  /** 0 to 255 each. */
  readonly color: readonly [red: number, green: number, blue: number]
  readonly score?: number
}

/** A scene of points, boxes around them, and arrows. */
export interface LidarScene {
  readonly type: 'lidar/beta'
  readonly points?: readonly (readonly number[])[]
  readonly boxes?: readonly Box3d[]
  readonly vectors?: readonly {
    readonly start: Point3d
    readonly end: Point3d
    readonly color?: readonly number[]
  }[]
}

export interface Object3DOptions {
  readonly caption?: string
  /** `[count, 3 | 4 | 6]`, for a typed array that does not say it. */
  readonly shape?: readonly number[]
  /** Of bytes. */
  readonly fileType?: 'obj' | 'gltf' | 'glb' | 'babylon' | 'stl' | 'pts.json'
}

export type Object3DSource =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | Float32Array
  | Float64Array
  | TensorLike
  | LidarScene
  | readonly (readonly number[])[]

const FILE_TYPES: readonly string[] = ['obj', 'gltf', 'glb', 'babylon', 'stl', 'pts.json']
/** Points of one cloud: 100 MB of JSON. */
const MAX_POINTS = 2_000_000

/**
 * Something in three dimensions to log: the path of a glTF, glb, obj, stl or babylon file, the bytes of one, a point cloud (rows of
 * `x y z`, `x y z category` or `x y z red green blue`; nested arrays, a tensor, or a typed array with `shape`), or a scene with boxes
 * and vectors. Never throws: an object that cannot be logged is a warning when it is logged.
 *
 * @example
 * ```js
 * import { init, Object3D } from '@kymo/core'
 *
 * const run = await init({ project: 'lidar' })
 * run.log({ cloud: new Object3D([[0, 0, 0], [1, 0, 0], [0, 1, 0]]) })
 * await run.finish()
 * ```
 */
export class Object3D {
  /** @internal */
  readonly kymoMedia: MediaContent

  constructor(data: Object3DSource, options: Object3DOptions = {}) {
    this.kymoMedia = contentOf('3D object', () => contentOfObject(data, options ?? {}))
  }

  /** Its files in an artifact; `artifact.add()` calls it. @throws {TypeError} when it cannot be kept */
  toArtifactFiles(name: string): Iterable<MediaPart> {
    return artifactFiles(this.kymoMedia, name)
  }
}

function contentOfObject(
  data: unknown,
  options: Object3DOptions,
): FileContent | { readonly problem: string } {
  const caption = captionOf(options.caption)
  const made = ofFile(data, options) ?? ofScene(data) ?? ofPoints(data, options)
  return 'problem' in made ? made : { ...made, ...(caption === undefined ? {} : { caption }) }
}

type Made = FileContent | { readonly problem: string }

function ofFile(data: unknown, { fileType }: Object3DOptions): Made | undefined {
  const payload = fileOrBytes(data)
  if (payload === undefined || 'problem' in payload) return payload
  const found = payload.kind === 'file' ? fileTypeOf(payload.path) : fileType
  if (found === undefined || !FILE_TYPES.includes(found))
    return { problem: `the file type ${found ?? '(none)'} is not one of ${FILE_TYPES.join(', ')}` }
  return { kind: 'object3D', payload, extension: `.${found}` }
}

function fileTypeOf(path: string): string {
  return path.endsWith('.pts.json') ? 'pts.json' : extensionOf(path).slice(1)
}

function ofScene(data: unknown): Made | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || !('type' in data)) return undefined
  const { type, points = [], boxes = [], vectors = [] } = data as LidarScene
  if (type !== 'lidar/beta') return { problem: `the scene type ${String(type)} is not lidar/beta` }
  if (points.length > MAX_POINTS)
    return { problem: `${points.length} points exceed the limit of ${MAX_POINTS}` }
  const text = JSON.stringify({ type, vectors, points, boxes })
  return { kind: 'object3D', payload: textBytes(text), extension: '.pts.json' }
}

function ofPoints(data: unknown, { shape }: Object3DOptions): Made {
  const points = pointsOf(data, shape)
  if ('problem' in points) return points
  return { kind: 'object3D', payload: { kind: 'points', points }, extension: '.pts.json' }
}

function pointsOf(
  data: unknown,
  givenShape: readonly number[] | undefined,
): Points | { readonly problem: string } {
  const found = findPoints(data, givenShape)
  if (found === undefined) return { problem: 'it is neither a file, a point cloud nor a scene' }
  const [count, columns] = found.shape
  if (found.shape.length !== 2 || (columns !== 3 && columns !== 4 && columns !== 6))
    return {
      problem: `a point cloud of shape [${found.shape.join(', ')}] is not [count, 3], [count, 4] or [count, 6]`,
    }
  if (count > MAX_POINTS) return { problem: `${count} points exceed the limit of ${MAX_POINTS}` }
  const values = Float64Array.from(found.values)
  if (values.length !== count * columns)
    return { problem: `${values.length} numbers are not ${count} points of ${columns}` }
  return { columns, values }
}

function findPoints(
  data: unknown,
  shape: readonly number[] | undefined,
): { readonly values: ArrayLike<number>; readonly shape: readonly number[] } | undefined {
  if (data instanceof Float32Array || data instanceof Float64Array)
    return { values: data, shape: shape ?? [data.length / 3, 3] }
  if (Array.isArray(data))
    return { values: data.flat() as number[], shape: [data.length, (data[0] as unknown[]).length] }
  if (typeof data !== 'object' || data === null || !('dataSync' in data)) return undefined
  const tensor = data as TensorLike
  return { values: tensor.dataSync() as ArrayLike<number>, shape: tensor.shape }
}
