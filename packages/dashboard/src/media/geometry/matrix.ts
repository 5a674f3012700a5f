import type { Value } from '@kymo/server/api'
import { listOf } from '../media-value.ts'

/** Four columns of four, as WebGL and glTF have them. */
export type Matrix = readonly number[]

export const IDENTITY: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]

export function multiply(left: Matrix, right: Matrix): Matrix {
  return IDENTITY.map((_each, index) => {
    const [row, column] = [index % 4, Math.floor(index / 4)]
    let sum = 0
    for (let k = 0; k < 4; k += 1) sum += left[k * 4 + row] * right[column * 4 + k]
    return sum
  })
}

export function transformPoint(matrix: Matrix, [x, y, z]: readonly number[]): number[] {
  return [0, 1, 2].map(
    (row) => matrix[row] * x + matrix[4 + row] * y + matrix[8 + row] * z + matrix[12 + row],
  )
}

/** Position and w of a point in clip space. */
export function project(matrix: Matrix, [x, y, z]: readonly number[]): number[] {
  return [0, 1, 2, 3].map(
    (row) => matrix[row] * x + matrix[4 + row] * y + matrix[8 + row] * z + matrix[12 + row],
  )
}

/** Where a glTF node puts its mesh: a matrix, or translation, rotation (a quaternion) and scale. */
export function nodeMatrix(node: ReadonlyMap<string, Value>): Matrix {
  const numbers = (name: string): number[] => listOf(node.get(name)).map(Number)
  const matrix = numbers('matrix')
  if (matrix.length === 16) return matrix
  const [tx, ty, tz] = orElse(numbers('translation'), [0, 0, 0])
  const [x, y, z, w] = orElse(numbers('rotation'), [0, 0, 0, 1])
  const [sx, sy, sz] = orElse(numbers('scale'), [1, 1, 1])
  return [
    (1 - 2 * (y * y + z * z)) * sx,
    2 * (x * y + z * w) * sx,
    2 * (x * z - y * w) * sx,
    0,
    2 * (x * y - z * w) * sy,
    (1 - 2 * (x * x + z * z)) * sy,
    2 * (y * z + x * w) * sy,
    0,
    2 * (x * z + y * w) * sz,
    2 * (y * z - x * w) * sz,
    (1 - 2 * (x * x + y * y)) * sz,
    0,
    tx,
    ty,
    tz,
    1,
  ]
}

function orElse(list: readonly number[], fallback: readonly number[]): readonly number[] {
  return list.length === fallback.length ? list : fallback
}
