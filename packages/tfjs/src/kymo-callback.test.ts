import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../test/backend.ts'
import { createRecordingRun, rowsWith } from '../test/recording-run.ts'
import { createTinyModel, fitTiny, STEPS_PER_EPOCH } from '../test/tiny-training.ts'
import { kymoCallback } from './index.ts'

beforeAll(async () => {
  await useBackend(tf)
})

describe('kymoCallback() logs', () => {
  it('every batch at its step of the run and every epoch at the step that it reached', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)

    await fitTiny(tf, model, { callbacks: kymoCallback(tf, { run, model }) })

    expect(rowsWith(run, 'batch/loss').map((row) => row.step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    const epochs = rowsWith(run, 'epoch/loss')
    expect(epochs.map((row) => row.step)).toEqual([3, 7])
    expect(epochs.map((row) => row.metrics['epoch/epoch'])).toEqual([0, 1])
    expect(run.rows).toHaveLength(10)
  })

  it('the values that TensorFlow.js itself puts into its history', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)

    const { history } = await fitTiny(tf, model, {
      validationSplit: 0.5,
      callbacks: kymoCallback(tf, { run }),
    })

    for (const name of ['loss', 'mae', 'val_loss', 'val_mae']) {
      const logged = rowsWith(run, 'epoch/epoch').map((row) => row.metrics[`epoch/${name}`])
      expect(logged).toEqual(history[name])
    }
    expect(rowsWith(run, 'batch/mae')).toHaveLength(4)
  })

  it('every batch behind the progress bar that tfjs-node puts first', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)

    await fitTiny(tf, model, { verbose: 1, callbacks: kymoCallback(tf, { run, model }) })

    expect(rowsWith(run, 'batch/loss').map((row) => row.step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('learning rate, times, throughput and tensor count under fixed names', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)

    await fitTiny(tf, model, { epochs: 1, callbacks: kymoCallback(tf, { run }) })

    const batch = ['batch/ms', 'batch/samples_per_s', 'batch/learning_rate', 'batch/loss', 'batch/mae']
    const epoch = [
      'seconds',
      'num_tensors',
      'tensor_bytes',
      'samples_per_s',
      'learning_rate',
      'loss',
      'mae',
      'epoch',
    ]
    expect(Object.keys(run.rows[0].metrics)).toEqual(batch)
    expect(Object.keys(run.rows.at(-1)!.metrics)).toEqual(epoch.map((name) => `epoch/${name}`))
    expect(run.rows[0].metrics['batch/learning_rate']).toBe(0.01)
    expect(run.rows[0].metrics['batch/ms']).toBeGreaterThan(0)
    expect(run.definitions).toEqual([
      { name: 'epoch/epoch', stepMetric: undefined },
      { name: 'epoch/*', stepMetric: 'epoch/epoch' },
    ])
  })

  it('a learning rate that changes while it trains', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)
    const decay = new (class extends tf.Callback {
      override async onEpochEnd(): Promise<void> {
        Object.assign(model.optimizer, { learningRate: 0.005 })
      }
    })()

    await fitTiny(tf, model, { callbacks: [decay, kymoCallback(tf, { run })] })

    const rates = rowsWith(run, 'batch/learning_rate').map((row) => row.metrics['batch/learning_rate'])
    expect(rates).toEqual([0.01, 0.01, 0.01, 0.01, 0.005, 0.005, 0.005, 0.005])
  })

  it('a fitDataset of unknown length, with validation', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)
    const data = tf.data
      .generator(function* samples() {
        for (let i = 0; i < 20; i++) yield { xs: tf.ones([4]), ys: tf.zeros([1]) }
      })
      .batch(8)

    await model.fitDataset(data, {
      epochs: 2,
      verbose: 0,
      validationData: data,
      callbacks: [kymoCallback(tf, { run, logFreq: 2 })],
    })

    expect(rowsWith(run, 'batch/loss').map((row) => row.step)).toEqual([0, 2, 4, 5])
    expect(rowsWith(run, 'epoch/val_loss').map((row) => row.step)).toEqual([2, 5])
  })
})

describe('kymoCallback() logFreq', () => {
  it('n takes every n-th batch of the run and the last of every epoch', async () => {
    const run = createRecordingRun()

    await fitTiny(tf, createTinyModel(tf), { epochs: 3, callbacks: [kymoCallback(tf, { run, logFreq: 3 })] })

    expect(rowsWith(run, 'batch/loss').map((row) => row.step)).toEqual([0, 3, 6, 7, 9, 11])
  })

  it('n logs the batch at which another callback stopped the training', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)
    const stopper = new tf.CustomCallback({
      onBatchEnd: (batch) => {
        if (batch === 2) model.stopTraining = true
      },
    })

    await fitTiny(tf, model, { callbacks: [kymoCallback(tf, { run, logFreq: 100 }), stopper] })

    expect(run.rows.map((row) => row.step)).toEqual([0, 2, 2])
  })

  it("'epoch' logs no batch but counts them", async () => {
    const run = createRecordingRun()

    await fitTiny(tf, createTinyModel(tf), { callbacks: [kymoCallback(tf, { run, logFreq: 'epoch' })] })

    expect(run.rows.map((row) => row.step)).toEqual([3, 7])
  })
})

describe('kymoCallback() steps', () => {
  it('continue over several fits, with the same callback or another', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)
    const callback = kymoCallback(tf, { run, logFreq: 'epoch' })

    await fitTiny(tf, model, { callbacks: callback })
    await fitTiny(tf, model, { callbacks: callback })
    await fitTiny(tf, createTinyModel(tf), { callbacks: kymoCallback(tf, { run, logFreq: 'epoch' }) })

    expect(run.rows.map((row) => row.step)).toEqual([3, 7, 11, 15, 19, 23])
  })

  it('begin at initialEpoch × batches per epoch when a training is continued', async () => {
    const run = createRecordingRun()

    await fitTiny(tf, createTinyModel(tf), {
      initialEpoch: 5,
      epochs: 6,
      callbacks: kymoCallback(tf, { run }),
    })

    expect(rowsWith(run, 'batch/loss')[0]?.step).toBe(5 * STEPS_PER_EPOCH)
    expect(rowsWith(run, 'epoch/epoch')[0]?.metrics['epoch/epoch']).toBe(5)
  })

  it('begin where a resumed run stands', async () => {
    const run = { ...createRecordingRun(), step: 100 }

    await fitTiny(tf, createTinyModel(tf), { epochs: 1, callbacks: kymoCallback(tf, { run }) })

    expect(run.rows[0]?.step).toBe(100)
  })

  it('are counted once when the callback is in the list twice', async () => {
    const run = createRecordingRun()
    const callback = kymoCallback(tf, { run })

    await fitTiny(tf, createTinyModel(tf), { epochs: 1, callbacks: [callback, callback] })

    expect(run.rows.map((row) => row.step)).toEqual([0, 1, 2, 3, 3])
    expect(run.configs).toHaveLength(1)
  })
})
