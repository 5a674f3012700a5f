// Writes a small ONNX model without any library: a file in this format is a protocol buffer, which is a few lines to write.
// Your own models come from an exporter, such as torch.onnx.export or tf2onnx.

const FLOAT = 1

/** Fields of onnx.proto: numbers as varints, everything else with its length before it. */
const varint = (number) =>
  number < 128 ? [number] : [(number % 128) + 128, ...varint(Math.floor(number / 128))]
const int = (field, number) => Buffer.from([...varint(field * 8), ...varint(number)])
const bytes = (field, content) =>
  Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(content.length)]), content])
const text = (field, content) => bytes(field, Buffer.from(content))
const message = (field, ...parts) => bytes(field, Buffer.concat(parts))

const node = (op, inputs, output) =>
  message(1, ...inputs.map((name) => text(1, name)), text(2, output), text(3, `${op} ${output}`), text(4, op))

function weights(name, dims) {
  const count = dims.reduce((product, dim) => product * dim, 1)
  const values = Float32Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898) / Math.sqrt(dims[0]))
  return message(
    5,
    ...dims.map((dim) => int(1, dim)),
    int(2, FLOAT),
    text(8, name),
    bytes(9, Buffer.from(values.buffer)),
  )
}

/** @param {number} field 11: an input, 12: an output; a text among the dims is a size that is known only when it runs */
function tensor(field, name, dims) {
  const shape = dims.map((dim) => message(1, typeof dim === 'string' ? text(2, dim) : int(1, dim)))
  return message(field, text(1, name), message(2, message(1, int(1, FLOAT), message(2, ...shape))))
}

/** A classifier of 8×8 images: 64 → 768 → 768 → 10. Its weights are arbitrary. @returns {Buffer} */
export function buildModel() {
  return Buffer.concat([
    int(1, 8),
    text(2, 'build-model.mjs'),
    message(
      7,
      node('MatMul', ['pixels', 'w1'], 'm1'),
      node('Add', ['m1', 'b1'], 'a1'),
      node('Relu', ['a1'], 'h1'),
      node('MatMul', ['h1', 'w2'], 'm2'),
      node('Add', ['m2', 'b2'], 'a2'),
      node('Relu', ['a2'], 'h2'),
      node('MatMul', ['h2', 'w3'], 'm3'),
      node('Add', ['m3', 'b3'], 'logits'),
      node('Softmax', ['logits'], 'probabilities'),
      text(2, 'digits'),
      weights('w1', [64, 768]),
      weights('b1', [768]),
      weights('w2', [768, 768]),
      weights('b2', [768]),
      weights('w3', [768, 10]),
      weights('b3', [10]),
      tensor(11, 'pixels', ['batch', 64]),
      tensor(12, 'probabilities', ['batch', 10]),
    ),
    message(8, text(1, ''), int(2, 17)),
  ])
}
