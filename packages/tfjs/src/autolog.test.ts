import * as tf from '@tensorflow/tfjs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createArtifactRun } from '../test/artifact-run.ts'
import { useBackend } from '../test/backend.ts'
import { collectWarnings } from '../test/collect-warnings.ts'
import { createRecordingRun, type RecordingRun, rowsWith } from '../test/recording-run.ts'
import { createTinyModel, fitTiny, tinyDataset } from '../test/tiny-training.ts'
import { autolog, kymoCallback } from './index.ts'

const warnings = collectWarnings()
let stop: () => void = () => undefined
beforeAll(() => useBackend(tf))
afterEach(() => {
  stop()
  warnings.clear()
})

function stepsOf(run: RecordingRun, metric: string): (number | undefined)[] {
  return rowsWith(run, metric).map(({ step }) => step)
}

describe('autolog()', () => {
  it('logs every fit of every model without a callback, one after the other', async () => {
    const run = createRecordingRun()
    stop = autolog(tf, { run })

    await fitTiny(tf, createTinyModel(tf), { callbacks: undefined })
    await fitTiny(tf, createTinyModel(tf), { epochs: 1, callbacks: [] })

    expect(stepsOf(run, 'batch/loss')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(stepsOf(run, 'epoch/loss')).toEqual([3, 7, 11])
    expect(run.configs[0]).toMatchObject({ tfjs: { model: { optimizer: { className: 'Adam' } } } })
  })

  it('logs a fitDataset with validation', async () => {
    const run = createRecordingRun()
    stop = autolog(tf, { run })
    const data = tinyDataset(tf, { sampleCount: 8, batchSize: 4 })

    await createTinyModel(tf).fitDataset(data, {
      epochs: 2,
      verbose: 0,
      validationData: data,
    })

    expect(stepsOf(run, 'batch/loss')).toEqual([0, 1, 2, 3])
    expect(rowsWith(run, 'epoch/val_loss')).toHaveLength(2)
  })

  it('leaves a fit alone that has a callback of the same run', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)
    stop = autolog(tf, { run })

    await fitTiny(tf, model, { callbacks: kymoCallback(tf, { run, model }) })

    expect(stepsOf(run, 'batch/loss')).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(run.configs).toHaveLength(1)
  })

  it('logs a fit whose callback reports to another run', async () => {
    const [run, other] = [createRecordingRun(), createRecordingRun()]
    const model = createTinyModel(tf)
    stop = autolog(tf, { run })

    await fitTiny(tf, model, { callbacks: kymoCallback(tf, { run: other, model }) })

    expect(stepsOf(run, 'epoch/loss')).toEqual([3, 7])
    expect(stepsOf(other, 'epoch/loss')).toEqual([3, 7])
  })

  it('ends the training when the run is asked to stop', async () => {
    const run = createRecordingRun()
    run.stopRequested = true
    stop = autolog(tf, { run })

    const history = await fitTiny(tf, createTinyModel(tf), { epochs: 50, callbacks: undefined })

    expect(history.epoch).toHaveLength(1)
  })

  it('is over when it is switched off, when another takes its place, and when the run has finished', async () => {
    const [first, second] = [createArtifactRun(), createArtifactRun()]
    const stopFirst = autolog(tf, { run: first })
    stop = autolog(tf, { run: second })
    stopFirst()

    await fitTiny(tf, createTinyModel(tf), { epochs: 1, callbacks: undefined })
    await second.finish()
    await fitTiny(tf, createTinyModel(tf), { epochs: 1, callbacks: undefined })

    expect(first.rows).toHaveLength(0)
    expect(stepsOf(second, 'epoch/loss')).toEqual([3])
  })

  it('does nothing without a run', async () => {
    stop = autolog(tf)

    const history = await fitTiny(tf, createTinyModel(tf), { epochs: 1, callbacks: undefined })

    expect(history.epoch).toHaveLength(1)
    expect(warnings.messages).toEqual([])
  })

  it('leaves as many tensors as a fit without it', async () => {
    const model = createTinyModel(tf)
    await fitTiny(tf, model, { callbacks: [] })
    const before = tf.memory().numTensors
    stop = autolog(tf, { run: createRecordingRun(), gradients: 1, weights: 1 })

    await fitTiny(tf, model, { callbacks: undefined })

    expect(tf.memory().numTensors).toBe(before)
  })

  it('refuses what is no TensorFlow.js', () => {
    expect(() => autolog({} as never, { run: createRecordingRun() })).toThrow(TypeError)
  })
})
