import type { Matrix } from '../../media/geometry/matrix.ts'
import type { Scene3d, Vertices } from '../../media/geometry/scene3d.ts'

const VERTEX_SHADER = `#version 300 es
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 colour;
layout(location = 2) in vec3 normal;
uniform mat4 matrix;
uniform float pointSize;
out vec3 shade;
void main() {
  gl_Position = matrix * vec4(position, 1.0);
  gl_PointSize = clamp(pointSize / gl_Position.w, 1.5, 48.0);
  float light = length(normal) < 0.5 ? 1.0 : 0.35 + 0.65 * abs(dot(normalize(normal), normalize(vec3(0.4, -0.5, 0.77))));
  shade = colour * light;
}`

const FRAGMENT_SHADER = `#version 300 es
precision mediump float;
in vec3 shade;
uniform bool isRound;
out vec4 result;
void main() {
  vec3 colour = shade;
  if (isRound) {
    vec2 at = gl_PointCoord * 2.0 - 1.0;
    float distance = dot(at, at);
    if (distance > 1.0) discard;
    colour *= 0.55 + 0.45 * sqrt(1.0 - distance);
  }
  result = vec4(colour, 1.0);
}`

interface Batch {
  readonly mode: number
  readonly count: number
  readonly array: WebGLVertexArrayObject
}

export interface PaintOptions {
  readonly matrix: Matrix
  /** Of a point, in units of the scene. */
  readonly pointRadius: number
  /** CSS pixels. */
  readonly size: { readonly width: number; readonly height: number }
}

/** Draws a scene with WebGL 2. Uploads the vertices once; a frame is a few calls. */
export class ScenePainter {
  readonly #gl: WebGL2RenderingContext
  readonly #program: WebGLProgram
  readonly #batches: readonly Batch[]

  /** @throws {Error} when the browser has no WebGL 2 */
  constructor(canvas: HTMLCanvasElement, scene: Scene3d) {
    const gl = canvas.getContext('webgl2', { antialias: true, alpha: true })
    if (gl === null) throw new Error('Cannot draw the scene: this browser has no WebGL 2')
    this.#gl = gl
    this.#program = compile(gl)
    this.#batches = [
      batch(gl, gl.TRIANGLES, scene.triangles),
      batch(gl, gl.LINES, scene.lines),
      batch(gl, gl.POINTS, scene.points),
    ]
  }

  paint({ matrix, pointRadius, size }: PaintOptions): void {
    const gl = this.#gl
    const canvas = gl.canvas as HTMLCanvasElement
    const [width, height] = [size.width, size.height].map((side) => Math.round(side * devicePixelRatio))
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    const pointSize = pointRadius * 2.4 * height
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight)
    gl.clearColor(0, 0, 0, 0)
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT)
    gl.enable(gl.DEPTH_TEST)
    gl.useProgram(this.#program)
    gl.uniformMatrix4fv(gl.getUniformLocation(this.#program, 'matrix'), false, matrix)
    gl.uniform1f(gl.getUniformLocation(this.#program, 'pointSize'), pointSize)
    for (const { mode, count, array } of this.#batches) {
      if (count === 0) continue
      gl.uniform1i(gl.getUniformLocation(this.#program, 'isRound'), Number(mode === gl.POINTS))
      gl.bindVertexArray(array)
      gl.drawArrays(mode, 0, count)
    }
  }

  /** Browsers keep about 16 contexts; one that is not given back takes the place of another. */
  close(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext()
  }
}

function compile(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram()
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX_SHADER],
    [gl.FRAGMENT_SHADER, FRAGMENT_SHADER],
  ] as const) {
    const shader = gl.createShader(kind)
    if (shader === null) throw new Error('Cannot draw the scene: the graphics context is lost')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) {
    throw new Error(`Cannot draw the scene: ${gl.getProgramInfoLog(program) ?? 'the shaders do not link'}`)
  }
  return program
}

function batch(gl: WebGL2RenderingContext, mode: number, { positions, colours }: Vertices): Batch {
  const array = gl.createVertexArray()
  gl.bindVertexArray(array)
  for (const [index, data] of [positions, colours].entries()) {
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW)
    gl.enableVertexAttribArray(index)
    gl.vertexAttribPointer(index, 3, gl.FLOAT, false, 0, 0)
  }
  if (mode === gl.TRIANGLES) {
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
    gl.bufferData(gl.ARRAY_BUFFER, normalsOf(positions), gl.STATIC_DRAW)
    gl.enableVertexAttribArray(2)
    gl.vertexAttribPointer(2, 3, gl.FLOAT, false, 0, 0)
  }
  return { mode, count: positions.length / 3, array }
}

/** One normal per triangle, at each of its corners: flat faces. */
function normalsOf(positions: Float32Array): Float32Array {
  const normals = new Float32Array(positions.length)
  for (let at = 0; at + 8 < positions.length; at += 9) {
    const [ax, ay, az] = [0, 1, 2].map((axis) => positions[at + 3 + axis] - positions[at + axis])
    const [bx, by, bz] = [0, 1, 2].map((axis) => positions[at + 6 + axis] - positions[at + axis])
    const normal = [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx]
    const length = Math.hypot(...normal) || 1
    for (let corner = 0; corner < 9; corner += 1) normals[at + corner] = normal[corner % 3] / length
  }
  return normals
}
