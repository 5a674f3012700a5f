import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bytes,
  concat,
  denseModel,
  externalModel,
  initializer,
  int,
  message,
  model,
  node,
  text,
  valueInfo,
  varint,
} from '../../test/onnx-writer.mjs'
import { MAX_TEXT_BYTES } from './proto-cursor.ts'
import { readModel, readModelBytes } from './read-model.ts'

describe('readModel()', () => {
  it('tells what a model says about itself', () => {
    expect(readModelBytes(denseModel({ inputs: 8, outputs: 4, layers: 2 }))).toEqual({
      irVersion: 8,
      producer: 'kymo tests',
      graph: 'graph',
      opset: 17,
      nodeCount: 6,
      operators: { MatMul: 2, Add: 2, Relu: 2 },
      parameterCount: 8 * 4 + 4 + 4 * 4 + 4,
      parameterBytes: 4 * (8 * 4 + 4 + 4 * 4 + 4),
      parametersByType: { float32: 8 * 4 + 4 + 4 * 4 + 4 },
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', 8] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['batch', 4] }],
      externalFiles: [],
    })
  })

  it('counts parameters that lie in another file, and names it', () => {
    expect(readModelBytes(externalModel({ location: 'part/weights.bin' }).model)).toMatchObject({
      parameterCount: 32,
      parameterBytes: 128,
      externalFiles: ['part/weights.bin'],
    })
  })

  it('counts operators and parameters inside of branches, of other domains and in functions apart', () => {
    const branch = concat([
      text(1, 'then_branch'),
      message(
        6,
        node({ name: 'inner', op: 'Mul', inputs: ['a', 'b'], outputs: ['c'] }),
        initializer({ name: 'b', dims: [2], values: [1, 2] }),
        valueInfo(11, { name: 'hidden', dims: [1] }),
      ),
    ])
    const graph = [
      node({ name: 'if', op: 'If', inputs: ['x'], outputs: ['y'], attributes: [branch, branch] }),
      node({ name: 'gelu', op: 'Gelu', domain: 'com.microsoft', inputs: ['y'], outputs: ['z'] }),
      node({ name: 'add', op: 'Add', domain: 'ai.onnx', inputs: ['y'], outputs: ['w'] }),
      // Packed dimensions, and a scalar.
      message(5, bytes(1, concat([varint(3), varint(5)])), int(2, 10), text(8, 'half')),
      message(5, int(2, 7), text(8, 'scalar')),
      // Three values of a sparse tensor of 1000.
      message(15, message(1, int(1, 3), int(2, 1), text(8, 'sparse')), int(3, 1000)),
    ]
    const more = [
      message(8, text(1, 'com.microsoft'), int(2, 1)),
      message(14, text(1, 'author'), text(2, 'ann')),
      message(25, text(1, 'f'), node({ name: 'n', op: 'Neg', inputs: ['a'], outputs: ['b'] }, 7)),
    ]

    expect(readModelBytes(model({ graph, more }))).toMatchObject({
      operators: { Mul: 2, If: 1, 'com_microsoft:Gelu': 1, Add: 1 },
      nodeCount: 5,
      parameterCount: 2 + 2 + 15 + 1 + 3,
      parametersByType: { float32: 7, float16: 15, int64: 1 },
      opset: 17,
      otherOpsets: [{ domain: 'com.microsoft', version: 1 }],
      metadata: [{ key: 'author', value: 'ann' }],
      functionCount: 1,
      inputs: [],
    })
  })

  it('leaves weights out of the inputs, where old models list them too', () => {
    const graph = [
      initializer({ name: 'w', dims: [1], values: [1] }),
      valueInfo(11, { name: 'x', dims: ['n', 3], type: 7 }),
      valueInfo(11, { name: 'w', dims: [1] }),
      valueInfo(12, { name: 'y', dims: [] }),
    ]

    expect(readModelBytes(model({ graph, irVersion: 3 }))).toMatchObject({
      inputs: [{ name: 'x', type: 'int64', shape: ['n', 3] }],
      outputs: [{ name: 'y', type: 'float32', shape: [] }],
    })
  })

  it('does not read the weights: a model of four gigabytes costs some kilobytes', () => {
    const weightBytes = 4 * 1024 ** 3
    const tail = int(2, 1)
    const head = concat([int(1, 1024), int(1, 1024 ** 2), varint((9 << 3) | 2), varint(weightBytes)])
    const tensor = concat([varint((5 << 3) | 2), varint(head.length + weightBytes + tail.length), head])
    const after = node({ name: 'n', op: 'Relu', inputs: ['w'], outputs: ['y'] })
    const graphBytes = tensor.length + weightBytes + tail.length + after.length
    const start = concat([int(1, 8), varint((7 << 3) | 2), varint(graphBytes), tensor])
    const end = concat([tail, after])
    const sizeBytes = start.length + weightBytes + end.length

    const reading = readModel(sizeBytes)
    let readBytes = 0
    let step = reading.next()
    while (step.done !== true) {
      const { offset, length } = step.value
      readBytes += length
      // What is asked for of the weights themselves is read ahead, and never looked at.
      const content = Uint8Array.from({ length }, (_, i) => {
        const at = offset + i
        if (at < start.length) return start[at] ?? 0
        return at < start.length + weightBytes ? 0xff : (end[at - start.length - weightBytes] ?? 0)
      })
      step = reading.next(content)
    }

    expect(step.value).toMatchObject({
      operators: { Relu: 1 },
      parameterCount: 1024 ** 3,
      parameterBytes: weightBytes,
    })
    expect(step.value.problem).toBeUndefined()
    expect(readBytes).toBeLessThan(32_768)
  })

  it('tells what it has read by then, of a file that is cut', () => {
    const whole = denseModel()

    const facts = readModelBytes(whole.subarray(0, whole.length - 40))

    expect(facts).toMatchObject({ irVersion: 8, producer: 'kymo tests' })
    expect(facts.problem).toMatch(/cannot be read as an ONNX model: a field that ends at byte \d+/)
  })

  it.each([
    ['nothing', new Uint8Array(), /it has no graph/],
    ['text', new TextEncoder().encode('version https://git-lfs.github.com/spec/v1'), /wire type 6/],
    ['a number without end', new Uint8Array(64).fill(0xff), /more than 10 bytes/],
    ['graphs in graphs', nested(200), /nested more than 64 deep/],
    ['field 0', Uint8Array.of(0, 0), /field 0/],
  ])('says why it cannot read %s', (_, content, problem) => {
    expect(readModelBytes(content).problem).toMatch(problem)
  })

  it('keeps sizes that no tensor has out of the sum, and texts short', () => {
    const huge = message(5, int(1, 2n ** 62n), int(1, 2n ** 62n), int(2, 1), text(8, 'huge'))
    const negative = message(5, int(1, -5n), int(1, 5), int(2, 1))
    const named = node({ name: 'n', op: 'O'.repeat(5000), inputs: [], outputs: [] })

    const facts = readModelBytes(model({ graph: [huge, negative, named] }))

    expect(facts.parameterCount).toBe(0)
    expect(Object.keys(facts.operators)).toEqual(['O'.repeat(MAX_TEXT_BYTES)])
  })

  it('takes names that are those of Object.prototype as what they are', () => {
    const graph = ['__proto__', 'constructor'].map((op) => node({ name: 'n', op, inputs: [], outputs: [] }))

    expect(Object.entries(readModelBytes(model({ graph })).operators)).toEqual([
      ['__proto__', 1],
      ['constructor', 1],
    ])
  })

  it('ends, throws nothing and counts no more than there is, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), (content) => {
        expect(readModelBytes(content).nodeCount).toBeLessThanOrEqual(content.length)
      }),
      { numRuns: 2000 },
    )
  })

  it('ends and throws nothing for models with bytes changed, cut out and doubled', () => {
    const original = denseModel({ layers: 3 })
    const position = fc.integer({ min: 0, max: original.length - 1 })
    const change = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), at: position, value: fc.integer({ min: 0, max: 255 }) }),
      fc.record({ kind: fc.constant('cut' as const), at: position, value: fc.integer({ min: 1, max: 50 }) }),
      fc.record({
        kind: fc.constant('double' as const),
        at: position,
        value: fc.integer({ min: 1, max: 50 }),
      }),
    )
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        let content = Array.from(original)
        for (const { kind, at, value } of changes) {
          if (kind === 'set') content[at] = value
          else if (kind === 'cut') content.splice(at, value)
          else content = [...content.slice(0, at + value), ...content.slice(at)]
        }
        expect(readModelBytes(Uint8Array.from(content)).nodeCount).toBeLessThanOrEqual(content.length)
      }),
      { numRuns: 3000 },
    )
  })
})

/** A graph with a node with an attribute with a graph … */
function nested(depth: number): Uint8Array {
  let graph = new Uint8Array()
  for (let i = 0; i < depth; i++) graph = new Uint8Array(message(1, message(5, bytes(6, graph))))
  return bytes(7, graph)
}
