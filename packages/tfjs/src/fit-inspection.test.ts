import { Table, Text } from '@kymo/core'
import * as tf from '@tensorflow/tfjs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createArtifactRun } from '../test/artifact-run.ts'
import { useBackend } from '../test/backend.ts'
import { collectWarnings } from '../test/collect-warnings.ts'
import { rowsWith } from '../test/recording-run.ts'
import { createTinyModel, fitTiny } from '../test/tiny-training.ts'
import { kymoCallback } from './index.ts'
import { LEAK_EPOCHS } from './leak-watch.ts'

const warnings = collectWarnings()
beforeAll(() => useBackend(tf))
afterEach(() => warnings.clear())

describe('the graph of a model', () => {
  it('is in the run once, as table and as summary, however often the model is trained', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)

    await fitTiny(tf, model, { epochs: 1, callbacks: kymoCallback(tf, { run, model }) })
    await fitTiny(tf, model, { epochs: 1, callbacks: kymoCallback(tf, { run, model }) })

    const rows = rowsWith(run, 'model/layers')
    expect(rows).toHaveLength(1)
    const table = rows[0]?.metrics['model/layers'] as Table
    expect(table).toBeInstanceOf(Table)
    expect(table.rows.map((row) => [row[0], row[1], row[3], row[5]])).toEqual([
      ['first', 'Dense', 10, 'first_input'],
      ['last', 'Dense', 3, 'first'],
    ])
    expect(rows[0]?.metrics['model/summary']).toBeInstanceOf(Text)
  })

  it('shows which layers a layer gets its input from', async () => {
    const run = createArtifactRun()
    const input = tf.input({ shape: [4], name: 'in' })
    const left = tf.layers.dense({ units: 2, name: 'left' }).apply(input) as tf.SymbolicTensor
    const right = tf.layers.dense({ units: 2, name: 'right' }).apply(input) as tf.SymbolicTensor
    const sum = tf.layers.add({ name: 'sum' }).apply([left, right]) as tf.SymbolicTensor
    const out = tf.layers.dense({ units: 1, name: 'out' }).apply(sum) as tf.SymbolicTensor
    const model = tf.model({ inputs: input, outputs: out, name: 'forked' })
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })

    await fitTiny(tf, model, { epochs: 1, callbacks: kymoCallback(tf, { run, model }) })

    const table = rowsWith(run, 'model/layers')[0]?.metrics['model/layers'] as Table
    expect(Object.fromEntries(table.rows.map((row) => [row[0], row[5]]))).toEqual({
      in: '',
      left: 'in',
      right: 'in',
      sum: 'left, right',
      out: 'sum',
    })
  })

  it('is left out where it is not wanted', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)

    await fitTiny(tf, model, { epochs: 1, callbacks: kymoCallback(tf, { run, model, graph: false }) })

    expect(rowsWith(run, 'model/layers')).toEqual([])
  })
})

describe('a tensor leak', () => {
  it('is told once, with the counts, in a warning and as an alert', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const kept: tf.Tensor[] = []
    const leaking = new tf.CustomCallback({ onEpochEnd: () => void kept.push(tf.zeros([4])) })

    await fitTiny(tf, model, {
      epochs: LEAK_EPOCHS + 4,
      callbacks: [leaking, kymoCallback(tf, { run, model })],
    })

    expect(await warnings.next()).toContain(`grew in each of the last ${LEAK_EPOCHS} epochs`)
    expect(warnings.messages).toHaveLength(1)
    expect(run.alerts).toMatchObject([{ title: 'Tensor leak' }])
    tf.dispose(kept)
  })

  it('is told of batches in one long epoch', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const kept: tf.Tensor[] = []
    const leaking = new tf.CustomCallback({ onBatchEnd: () => void kept.push(tf.zeros([4])) })
    const [xs, ys] = [tf.ones([128, 4]), tf.zeros([128, 1])]

    await model.fit(xs, ys, {
      epochs: 1,
      batchSize: 2,
      verbose: 0,
      callbacks: [leaking, kymoCallback(tf, { run, model })],
    })

    expect(await warnings.next()).toMatch(/grew in each of the last 50 batches, from \d+ to \d+\./)
    tf.dispose([...kept, xs, ys])
  })

  it('is not told of a training without one, in many batches and epochs', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const [xs, ys] = [tf.ones([128, 4]), tf.zeros([128, 1])]

    await model.fit(xs, ys, {
      epochs: LEAK_EPOCHS * 3,
      batchSize: 2,
      verbose: 0,
      validationData: [xs, ys],
      callbacks: [kymoCallback(tf, { run, model })],
    })

    expect(await warnings.next()).toBeUndefined()
    expect(run.alerts).toEqual([])
    tf.dispose([xs, ys])
  })
})
