import * as tf from '@tensorflow/tfjs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aliasesOf, createArtifactRun } from '../../test/artifact-run.ts'
import { useBackend } from '../../test/backend.ts'
import { digestWeights } from '../../test/digest-weights.ts'
import { scripted } from '../../test/scripted.ts'
import { createTinyModel, fitTiny } from '../../test/tiny-training.ts'
import { artifactRouter, kymoCallback, modelCheckpoint } from '../index.ts'
import { collectWarnings } from '../../test/collect-warnings.ts'

const warnings = collectWarnings()
beforeAll(() => useBackend(tf))
afterEach(() => warnings.clear())

describe('modelCheckpoint() saves', () => {
  it('every epoch under its name, and the best ones as best', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const callbacks = [scripted('val_loss', [3, 1, 2]), modelCheckpoint(tf, { run, model })]

    await fitTiny(tf, model, { epochs: 3, callbacks })

    expect(aliasesOf(run)).toEqual([['best', 'epoch-0'], ['best', 'epoch-1'], ['epoch-2']])
    expect(run.versions.map(({ name }) => name)).toEqual(Array(3).fill('run_r1_model'))
    expect(run.versions[1].metadata).toMatchObject({ epoch: 1, monitor: 'val_loss', best: 1, step: 7 })
    expect(run.versions[1].metadata['metrics']).toMatchObject({ val_loss: 1 })
  })

  it('the best only, with more as better where the name says so', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const checkpoint = modelCheckpoint(tf, { run, model, monitor: 'val_acc', saveBestOnly: true })

    await fitTiny(tf, model, {
      epochs: 4,
      callbacks: [scripted('val_acc', [0.5, 0.7, 0.6, 0.8]), checkpoint],
    })

    expect(aliasesOf(run)).toEqual([
      ['best', 'epoch-0'],
      ['best', 'epoch-1'],
      ['best', 'epoch-3'],
    ])
  })

  it('every n-th epoch, and the last one', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const checkpoint = modelCheckpoint(tf, { run, model, every: 2 })

    await fitTiny(tf, model, { epochs: 5, callbacks: [scripted('val_loss', [1, 2, 3, 4, 5]), checkpoint] })

    expect(aliasesOf(run)).toEqual([['best', 'epoch-0'], ['epoch-1'], ['epoch-3'], ['epoch-4']])
  })

  it('every n-th batch, with the step of the run', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const callbacks = [
      kymoCallback(tf, { run, model }),
      modelCheckpoint(tf, { run, model, every: 0, everyBatches: 3 }),
    ]

    await fitTiny(tf, model, { epochs: 2, callbacks })

    const steps = aliasesOf(run)
      .flat()
      .filter((alias) => alias.startsWith('step'))
    expect(steps).toEqual(['step-2', 'step-5'])
  })

  it('nothing twice: equal content gets the further names only', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' })
    const checkpoint = modelCheckpoint(tf, { run, model, includeOptimizer: false, keep: 2 })

    await fitTiny(tf, model, { epochs: 4, callbacks: [scripted('val_loss', [4, 4, 3, 3]), checkpoint] })

    expect(aliasesOf(run)).toEqual([['best', 'recent-0']])
  })

  it('with `keep`: names that move on, and a time after which the unnamed go', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const checkpoint = modelCheckpoint(tf, { run, model, keep: 2 })

    await fitTiny(tf, model, { epochs: 4, callbacks: [scripted('val_loss', [2, 1, 3, 4]), checkpoint] })

    expect(aliasesOf(run)).toEqual([['best', 'recent-0'], ['best', 'recent-1'], ['recent-0'], ['recent-1']])
    expect(run.versions.map(({ ttl }) => ttl)).toEqual(['1h', '1h', '1h', '1h'])
  })

  it('once more when the machine is being taken away', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const preempt = new tf.CustomCallback({ onBatchBegin: (batch) => void (batch === 1 && run.preempt()) })

    await fitTiny(tf, model, { epochs: 1, callbacks: [preempt, modelCheckpoint(tf, { run, model })] })

    expect(aliasesOf(run)).toEqual([[], ['best', 'epoch-0']])
  })
})

describe('modelCheckpoint() compares', () => {
  it('with the best of an earlier session of the run', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const options = { run, model, saveBestOnly: true }

    await fitTiny(tf, model, {
      epochs: 1,
      callbacks: [scripted('val_loss', [1]), modelCheckpoint(tf, options)],
    })
    await fitTiny(tf, model, {
      epochs: 2,
      callbacks: [scripted('val_loss', [2, 0.5]), modelCheckpoint(tf, options)],
    })

    expect(run.versions.map(({ metadata }) => metadata['best'])).toEqual([1, 0.5])
  })

  it('NaN with nothing, and says once when the metric is missing', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const callbacks = [
      scripted('val_loss', [Number.NaN, 2]),
      modelCheckpoint(tf, { run, model, saveBestOnly: true }),
      modelCheckpoint(tf, { run: createArtifactRun(), model, monitor: 'nope' }),
    ]

    await fitTiny(tf, model, { epochs: 2, callbacks })

    expect(aliasesOf(run)).toEqual([['best', 'epoch-1']])
    expect(await warnings.next()).toMatch(
      /^Cannot save a checkpoint: the epoch has no metric 'nope' \(there are: /,
    )
  })
})

describe('a checkpoint', () => {
  it('is restored by tf.loadLayersModel to the bit, with the optimizer', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    await fitTiny(tf, model, { epochs: 2, callbacks: modelCheckpoint(tf, { run, model, monitor: 'loss' }) })
    const undo = artifactRouter(tf, { run })

    const restored = await tf.loadLayersModel('artifact://run_r1_model:epoch-1')

    undo()
    expect(restored.name).toBe('tiny')
    expect(digestWeights(restored)).toBe(digestWeights(model))
    const state = async (one: tf.LayersModel): Promise<number[][]> => {
      const weights = await (one as unknown as { optimizer: tf.Optimizer }).optimizer.getWeights()
      return weights.map(({ tensor }) => Array.from(tensor.dataSync()))
    }
    expect(await state(restored)).toEqual(await state(model))
  })

  it('is where a training goes on: it ends as one without an interruption', async () => {
    const run = createArtifactRun()
    const whole = createTinyModel(tf)
    const callbacks = modelCheckpoint(tf, { run, model: whole, monitor: 'loss' })
    await fitTiny(tf, whole, { epochs: 6, callbacks })
    const undo = artifactRouter(tf, { run })
    const restored = await tf.loadLayersModel('artifact://run_r1_model:epoch-2')
    undo()

    await fitTiny(tf, restored, { epochs: 6, initialEpoch: 3, callbacks: [] })

    expect(digestWeights(restored)).toBe(digestWeights(whole))
  })

  it('leaves as many tensors as a training without it', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    await fitTiny(tf, model, { callbacks: [] })
    const before = tf.memory().numTensors

    await fitTiny(tf, model, { epochs: 4, callbacks: modelCheckpoint(tf, { run, model, everyBatches: 1 }) })

    expect(run.versions.length).toBeGreaterThan(10)
    expect(tf.memory().numTensors).toBe(before)
    expect(Object.hasOwn(model.optimizer, 'getWeights')).toBe(false)
  })
})

describe('modelCheckpoint() keeps out of the way', () => {
  it('when artifacts cannot be logged: the training ends as usual, and one warning says why', async () => {
    const run = createArtifactRun()
    run.logArtifact = () => {
      throw new Error('disk on fire')
    }
    const model = createTinyModel(tf)

    const history = await fitTiny(tf, model, {
      callbacks: modelCheckpoint(tf, { run, model, monitor: 'loss' }),
    })

    expect(history.epoch).toEqual([0, 1])
    expect(await warnings.next()).toBe(
      'Cannot save a checkpoint: disk on fire. Training goes on; further errors of this callback are not shown',
    )
  })

  it('when staging fails: the same content is tried again', async () => {
    const run = createArtifactRun()
    run.staging = () => Promise.reject(new Error('no space'))
    const model = createTinyModel(tf)
    model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' })
    const checkpoint = modelCheckpoint(tf, { run, model, includeOptimizer: false, keep: 3 })

    await fitTiny(tf, model, { epochs: 2, callbacks: [scripted('val_loss', [1, 1]), checkpoint] })

    expect(aliasesOf(run)).toEqual([['best', 'recent-0'], ['recent-1']])
  })

  it('after the run has finished', async () => {
    const run = createArtifactRun()
    await run.finish()
    const model = createTinyModel(tf)

    await fitTiny(tf, model, { callbacks: modelCheckpoint(tf, { run, model }) })

    expect(run.versions).toEqual([])
  })

  it.each([
    [{ every: -1 }, 'every must be a whole number ≥ 0, but it is -1'],
    [{ keep: 0 }, 'keep must be a whole number ≥ 1, but it is 0'],
    [{ name: 'a/b' }, "name 'a/b' must have 1 to 128 characters"],
    [{ name: '..' }, "name '..' must have"],
    [{ mode: 'least' as never }, "mode must be 'auto', 'min' or 'max', but it is \"least\""],
  ])('refuses %j before the training', (options, message) => {
    expect(() => modelCheckpoint(tf, { run: createArtifactRun(), ...options })).toThrow(message)
  })

  it('refuses a run that was not awaited', () => {
    expect(() => modelCheckpoint(tf, { run: Promise.resolve() as never })).toThrow('await init()')
  })
})
