import { multiply } from './matrix.ts'
import type { Matrix } from './matrix.ts'
import type { Bounds } from './scene3d.ts'

/** Looks at a point from a direction. Z is up, as point clouds have it. */
export interface Camera {
  /** Radians around the vertical axis. */
  readonly turn: number
  /** Radians above the horizon, from −π/2 to π/2. */
  readonly tilt: number
  /** Distance in radii of the scene. */
  readonly distance: number
  readonly target: readonly [number, number, number]
}

const FIELD_OF_VIEW = Math.PI / 4
const MAX_TILT = Math.PI / 2 - 0.01

export function startCamera({ centre }: Bounds): Camera {
  return { turn: -0.9, tilt: 0.45, distance: 2.7, target: centre }
}

/** Turned by fractions of the view's height. */
export function orbit(camera: Camera, { dx, dy }: { readonly dx: number; readonly dy: number }): Camera {
  const tilt = camera.tilt + dy * Math.PI
  return {
    ...camera,
    turn: camera.turn - dx * Math.PI,
    tilt: Math.max(-MAX_TILT, Math.min(MAX_TILT, tilt)),
  }
}

/** @param factor above 1 goes away */
export function dolly(camera: Camera, factor: number): Camera {
  return { ...camera, distance: Math.max(0.05, Math.min(40, camera.distance * factor)) }
}

/** Moved sideways and upwards by fractions of the view's height. */
export function pan(
  camera: Camera,
  { dx, dy }: { readonly dx: number; readonly dy: number },
  { radius }: Bounds,
): Camera {
  const { right, up } = axesOf(camera)
  const size = camera.distance * radius * 2 * Math.tan(FIELD_OF_VIEW / 2)
  const [x, y, z] = camera.target.map((value, axis) => value - (right[axis] * dx - up[axis] * dy) * size)
  return { ...camera, target: [x, y, z] }
}

/** World to clip space. */
export function viewMatrix(camera: Camera, { radius }: Bounds, aspect: number): Matrix {
  const { right, up, forward } = axesOf(camera)
  const distance = camera.distance * radius
  const eye = camera.target.map((value, axis) => value - forward[axis] * distance)
  const view = [
    ...[0, 1, 2].flatMap((axis) => [right[axis], up[axis], -forward[axis], 0]),
    -dot(right, eye),
    -dot(up, eye),
    dot(forward, eye),
    1,
  ]
  const near = Math.max(distance - radius * 4, radius * 0.002)
  const far = distance + radius * 6
  const scale = 1 / Math.tan(FIELD_OF_VIEW / 2)
  const perspective = [
    scale / aspect,
    0,
    0,
    0,
    0,
    scale,
    0,
    0,
    0,
    0,
    (far + near) / (near - far),
    -1,
    0,
    0,
    (2 * far * near) / (near - far),
    0,
  ]
  return multiply(perspective, view)
}

interface Axes {
  readonly right: readonly number[]
  readonly up: readonly number[]
  readonly forward: readonly number[]
}

function axesOf({ turn, tilt }: Camera): Axes {
  const forward = [-Math.cos(tilt) * Math.cos(turn), -Math.cos(tilt) * Math.sin(turn), -Math.sin(tilt)]
  const right = [-Math.sin(turn), Math.cos(turn), 0]
  return { forward, right, up: cross(right, forward) }
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left[0] * right[0] + left[1] * right[1] + left[2] * right[2]
}

function cross([ax, ay, az]: readonly number[], [bx, by, bz]: readonly number[]): number[] {
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx]
}
