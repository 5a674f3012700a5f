// Writes ONNX models without any library: the fields of onnx.proto that the tests and the example need.
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

/** @typedef {{ name: string, op: string, inputs: string[], outputs: string[], domain?: string, attributes?: Uint8Array[] }} NodeInit */
/** @typedef {{ name: string, dims: readonly (number | string)[], type?: number }} ValueInit */
/** @typedef {{ name: string, dims: readonly number[], values: readonly number[] }} TensorInit */
/** @typedef {{ location: string, offset?: number, length?: number }} ExternalData */

export const FLOAT = 1
const VARINT = 0
const BYTES = 2

/** @param {number | bigint} number @returns {Uint8Array} */
export function varint(number) {
  const encoded = []
  let rest = BigInt.asUintN(64, BigInt(number))
  do {
    const byte = Number(rest & 0x7fn)
    rest >>= 7n
    encoded.push(rest === 0n ? byte : byte | 0x80)
  } while (rest !== 0n)
  return Uint8Array.from(encoded)
}

/** @param {readonly Uint8Array[]} parts @returns {Uint8Array} */
export function concat(parts) {
  return new Uint8Array(Buffer.concat(parts))
}

/** @param {number} field @param {number | bigint} number */
export function int(field, number) {
  return concat([varint((field << 3) | VARINT), varint(number)])
}

/** @param {number} field @param {Uint8Array} content */
export function bytes(field, content) {
  return concat([varint((field << 3) | BYTES), varint(content.length), content])
}

/** @param {number} field @param {string} content */
export function text(field, content) {
  return bytes(field, new TextEncoder().encode(content))
}

/** @param {number} field @param {readonly Uint8Array[]} parts */
export function message(field, ...parts) {
  return bytes(field, concat(parts))
}

/** @param {NodeInit} node NodeProto, as field `node` of a graph or a function */
export function node({ name, op, inputs, outputs, domain, attributes = [] }, field = 1) {
  return message(
    field,
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    text(3, name),
    text(4, op),
    ...attributes.map((attribute) => bytes(5, attribute)),
    ...(domain === undefined ? [] : [text(7, domain)]),
  )
}

/** @param {TensorInit} tensor float32, its content inside of the model @param {number} field */
export function initializer({ name, dims, values }, field = 5) {
  const raw = new Uint8Array(Float32Array.from(values).buffer)
  return message(field, ...dims.map((dim) => int(1, dim)), int(2, FLOAT), text(8, name), bytes(9, raw))
}

/** @param {Omit<TensorInit, 'values'>} tensor float32 @param {ExternalData} data content in a file beside the model */
export function externalInitializer({ name, dims }, { location, offset, length }) {
  const entry = (key, fact) => message(13, text(1, key), text(2, String(fact)))
  return message(
    5,
    ...dims.map((dim) => int(1, dim)),
    int(2, FLOAT),
    text(8, name),
    entry('location', location),
    ...(offset === undefined ? [] : [entry('offset', offset)]),
    ...(length === undefined ? [] : [entry('length', length)]),
    int(14, 1),
  )
}

/** @param {number} field 11: input, 12: output of a graph @param {ValueInit} value a text among the dims is a symbol */
export function valueInfo(field, { name, dims, type = FLOAT }) {
  const shape = dims.map((dim) => message(1, typeof dim === 'string' ? text(2, dim) : int(1, dim)))
  return message(field, text(1, name), message(2, message(1, int(1, type), message(2, ...shape))))
}

/**
 * @param {{ graph: readonly Uint8Array[], opset?: number, irVersion?: number, producer?: string, more?: readonly Uint8Array[] }} init
 * @returns {Uint8Array} ModelProto
 */
export function model({ graph, opset = 17, irVersion = 8, producer = 'kymo tests', more = [] }) {
  return concat([
    int(1, irVersion),
    text(2, producer),
    message(7, ...graph, text(2, 'graph')),
    message(8, text(1, ''), int(2, opset)),
    ...more,
  ])
}

/** `y = relu(x · w + b)`; x is [batch, inputs], weights are inside of the model. */
export function denseModel({ inputs = 8, outputs = 4, layers = 1, scale = 0.1 } = {}) {
  const graph = []
  let width = inputs
  let last = 'x'
  for (let layer = 0; layer < layers; layer++) {
    const [w, b, m, a] = ['w', 'b', 'm', 'a'].map((letter) => `${letter}${layer}`)
    const y = layer === layers - 1 ? 'y' : `h${layer}`
    graph.push(
      node({ name: `matmul${layer}`, op: 'MatMul', inputs: [last, w], outputs: [m] }),
      node({ name: `add${layer}`, op: 'Add', inputs: [m, b], outputs: [a] }),
      node({ name: `relu${layer}`, op: 'Relu', inputs: [a], outputs: [y] }),
      initializer({
        name: w,
        dims: [width, outputs],
        values: Array.from({ length: width * outputs }, (_, i) => Math.sin(i + 1) * scale),
      }),
      initializer({ name: b, dims: [outputs], values: Array.from({ length: outputs }, (_, i) => i / 10) }),
    )
    width = outputs
    last = y
  }
  graph.push(
    valueInfo(11, { name: 'x', dims: ['batch', inputs] }),
    valueInfo(12, { name: 'y', dims: ['batch', outputs] }),
  )
  return model({ graph })
}

/** `y = x · w` with w in a file beside the model. @returns the model, and the content of that file */
export function externalModel({ inputs = 8, outputs = 4, location = 'weights.bin' } = {}) {
  const weights = Float32Array.from({ length: inputs * outputs }, (_, i) => Math.cos(i))
  const graph = [
    node({ name: 'matmul', op: 'MatMul', inputs: ['x', 'w'], outputs: ['y'] }),
    externalInitializer(
      { name: 'w', dims: [inputs, outputs] },
      { location, offset: 0, length: weights.byteLength },
    ),
    valueInfo(11, { name: 'x', dims: ['batch', inputs] }),
    valueInfo(12, { name: 'y', dims: ['batch', outputs] }),
  ]
  return { model: model({ graph }), weights: new Uint8Array(weights.buffer) }
}
