import { Image, type Table } from '@kymo/core'
import * as tf from '@tensorflow/tfjs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../../test/backend.ts'
import { collectWarnings } from '../../test/collect-warnings.ts'
import { createRecordingRun, type RecordingRun, rowsWith } from '../../test/recording-run.ts'
import { evalTable, kymoCallback } from '../index.ts'

const warnings = collectWarnings()
beforeAll(() => useBackend(tf))
afterEach(() => warnings.clear())

/** A model that says for `[a, b]` that it is class 0 as much as a is greater than b. */
function createComparer(): tf.Sequential {
  const model = tf.sequential({ name: 'comparer' })
  model.add(tf.layers.dense({ units: 2, inputShape: [2], activation: 'softmax', useBias: false }))
  model.layers[0]?.setWeights([
    tf.tensor2d([
      [1, 0],
      [0, 1],
    ]),
  ])
  // Nothing is learned, so that the predictions are known.
  model.compile({ optimizer: tf.train.sgd(0), loss: 'categoricalCrossentropy' })
  return model
}

const INPUTS = [
  [3, 1],
  [1, 3],
  [2, 0],
  [5, 1],
]
/** The last one is wrong on purpose. */
const CLASSES = [0, 1, 0, 1]

async function train(model: tf.Sequential, callbacks: unknown, epochs: number): Promise<void> {
  const xs = tf.tensor2d(INPUTS)
  const ys = tf.tidy(() => tf.oneHot(tf.tensor1d(CLASSES, 'int32'), 2))
  await model.fit(xs, ys, { epochs, batchSize: 2, verbose: 0, callbacks: callbacks as never })
  tf.dispose([xs, ys])
}

function tableAt(run: RecordingRun, index: number): Table {
  return rowsWith(run, 'eval/predictions')[index]?.metrics['eval/predictions'] as Table
}

describe('evalTable() logs', () => {
  it('what was right, what was predicted and how sure the model was, at the step of the run', async () => {
    const run = createRecordingRun()
    const model = createComparer()
    const xs = tf.tensor2d(INPUTS)
    const ys = tf.oneHot(tf.tensor1d(CLASSES, 'int32'), 2)
    const table = evalTable(tf, { run, model, xs, ys, classNames: ['more', 'less'] })

    await train(model, [kymoCallback(tf, { run, model }), table], 2)

    const rows = rowsWith(run, 'eval/predictions')
    expect(rows.map(({ step }) => step)).toEqual([1, 3])
    expect(rows[0]?.metrics['eval/accuracy']).toBe(0.75)
    const { columns, rows: data } = tableAt(run, 0)
    expect(columns).toEqual([
      'id',
      'input',
      'truth',
      'prediction',
      'correct',
      'confidence',
      'score more',
      'score less',
    ])
    const odds = Math.exp(4) / (Math.exp(4) + 1)
    expect(data.map((row) => row.slice(0, 5))).toEqual([
      [0, [3, 1], 'more', 'more', true],
      [1, [1, 3], 'less', 'less', true],
      [2, [2, 0], 'more', 'more', true],
      [3, [5, 1], 'less', 'more', false],
    ])
    expect(data[3]?.[5]).toBeCloseTo(odds, 5)
    expect(rows[0]?.metrics).toHaveProperty(['eval/confusion_matrix'])
  })

  it('every n-th epoch and after the last one, or after the last one only', async () => {
    const countTables = async (every: number): Promise<number> => {
      const run = createRecordingRun()
      const model = createComparer()
      const ys = tf.tensor1d(CLASSES)
      await train(model, evalTable(tf, { run, model, xs: tf.tensor2d(INPUTS), ys, every }), 3)
      return rowsWith(run, 'eval/predictions').length
    }

    expect(await countTables(2)).toBe(2)
    expect(await countTables(0)).toBe(1)
  })

  it('pictures as pictures, and no more rows than were asked for', async () => {
    const run = createRecordingRun()
    const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [8, 8, 1] })] })
    model.add(tf.layers.dense({ units: 3, activation: 'softmax' }))
    model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' })
    const xs = tf.randomUniform([10, 8, 8, 1])
    const ys = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1, 2, 0], 'int32'), 3)

    await model.fit(xs, ys, {
      epochs: 1,
      verbose: 0,
      callbacks: evalTable(tf, { run, model, xs, ys, maxRows: 4, prefix: 'val/' }),
    })

    const table = rowsWith(run, 'val/predictions')[0]?.metrics['val/predictions'] as Table
    expect(table.rows).toHaveLength(4)
    expect(table.rows[0]?.[1]).toBeInstanceOf(Image)
    expect(table.columns).toContain('score 2')
  })

  it('values and their error where the model says how much', async () => {
    const run = createRecordingRun()
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false })] })
    model.layers[0]?.setWeights([tf.tensor2d([[2]])])
    model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' })
    const xs = tf.tensor2d([[1], [2], [3]])
    const ys = tf.tensor2d([[2], [5], [6]])

    await model.fit(xs, ys, { epochs: 1, verbose: 0, callbacks: evalTable(tf, { run, model, xs, ys }) })

    const { columns, rows: data } = tableAt(run, 0)
    expect(columns).toEqual(['id', 'input', 'truth', 'prediction', 'error'])
    expect(data).toEqual([
      [0, 1, 2, 2, 0],
      [1, 2, 5, 4, -1],
      [2, 3, 6, 6, 0],
    ])
    expect(rowsWith(run, 'eval/mean_absolute_error')[0]?.metrics['eval/mean_absolute_error']).toBeCloseTo(
      1 / 3,
      6,
    )
  })

  it('rows and predictions of the program', async () => {
    const run = createRecordingRun()
    const model = createComparer()
    const xs = tf.tensor2d(INPUTS)
    const table = evalTable(tf, {
      run,
      model,
      xs,
      ys: tf.tensor1d(CLASSES),
      task: 'classification',
      predict: async () =>
        tf.tensor2d([
          [0, 1],
          [0, 1],
          [0, 1],
          [0, 1],
        ]),
      row: ({ index, prediction }) => ({ which: index, said: prediction }),
    })

    await train(model, table, 1)

    expect(tableAt(run, 0).columns).toEqual(['which', 'said'])
    expect(tableAt(run, 0).rows.map(([, said]) => said)).toEqual([1, 1, 1, 1])
    expect(rowsWith(run, 'eval/accuracy')[0]?.metrics['eval/accuracy']).toBe(0.5)
  })
})

describe('evalTable() leaves', () => {
  it('as many tensors as a training without it, with a prediction of the program too', async () => {
    const run = createRecordingRun()
    const model = createComparer()
    const [xs, ys] = [tf.tensor2d(INPUTS), tf.tensor1d(CLASSES)]
    const own = evalTable(tf, {
      run,
      xs,
      ys,
      predict: async (m: tf.LayersModel) => m.predict(xs) as tf.Tensor,
    })
    await train(model, [], 1)
    const before = tf.memory().numTensors

    await train(model, [evalTable(tf, { run, model, xs, ys }), own], 3)

    expect(tf.memory().numTensors).toBe(before)
    expect(rowsWith(run, 'eval/predictions')).toHaveLength(6)
  })

  it('the training alone when the examples do not fit the model', async () => {
    const run = createRecordingRun()
    const model = createComparer()
    const table = evalTable(tf, { run, model, xs: tf.zeros([2, 7]), ys: tf.zeros([2]) })

    await train(model, table, 2)

    expect(await warnings.next()).toContain('Cannot log an evaluation table:')
    expect(warnings.messages).toHaveLength(1)
  })

  it('an explanation of labels that are not as many as the examples', async () => {
    const run = createRecordingRun()
    const model = createComparer()

    await train(model, evalTable(tf, { run, model, xs: tf.tensor2d(INPUTS), ys: tf.zeros([3]) }), 1)

    expect(await warnings.next()).toContain('there are 4 predictions for 3 examples')
  })

  it('nothing undone that is wrong from the start', () => {
    const run = createRecordingRun()
    const xs = tf.tensor2d(INPUTS)
    const options = { run, xs, ys: tf.zeros([4]) }
    expect(() => evalTable(tf, { ...options, run: undefined as never })).toThrow('await init()')
    expect(() => evalTable(tf, { ...options, xs: [[1, 2]] as never })).toThrow('xs and ys must be tensors')
    expect(() => evalTable(tf, { ...options, batchSize: 0 })).toThrow('batchSize must be a whole number ≥ 1')
  })
})
