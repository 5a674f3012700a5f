import * as tf from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { BACKEND, useBackend } from '../test/backend.ts'
import { createRecordingRun } from '../test/recording-run.ts'
import { createTinyModel, fitTiny } from '../test/tiny-training.ts'
import { describeFit } from './describe-fit.ts'
import { describeModel, MAX_LISTED_LAYERS, readLearningRate } from './describe-model.ts'
import { kymoCallback } from './index.ts'

describe('the configuration of a run', () => {
  it('tells version, back-end, fit parameters, optimizer and model', async () => {
    await useBackend(tf)
    const run = createRecordingRun()
    const model = createTinyModel(tf)

    await fitTiny(tf, model, { callbacks: kymoCallback(tf, { run, model }) })

    expect(run.configs).toEqual([
      {
        tfjs: {
          version: tf.version['tfjs'],
          backend: BACKEND,
          ...(BACKEND === 'tensorflow' ? { gpu: false } : {}),
          fit: { epochs: 2, initialEpoch: 0, batchSize: 8, samples: 32, doValidation: false },
          model: {
            name: 'tiny',
            className: 'Sequential',
            parameterCount: 13,
            trainableParameterCount: 13,
            optimizer: { className: 'Adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
            loss: 'meanSquaredError',
            metrics: ['mae'],
            layerCount: 2,
            layers: [
              {
                name: 'first',
                className: 'Dense',
                outputShape: [null, 2],
                parameterCount: 10,
                inputs: ['first_input'],
              },
              {
                name: 'last',
                className: 'Dense',
                outputShape: [null, 1],
                parameterCount: 3,
                inputs: ['first'],
              },
            ],
          },
        },
      },
    ])
  })

  it('names the model that TensorFlow.js shows when no other is given', async () => {
    const run = createRecordingRun()

    await fitTiny(tf, createTinyModel(tf), { callbacks: kymoCallback(tf, { run, prefix: 'b/' }) })

    expect(run.configs[0]).toHaveProperty(['b/tfjs', 'model', 'name'], 'tiny_model')
  })
})

describe('describeModel()', () => {
  it('counts frozen parameters in the total only', () => {
    const model = createTinyModel(tf)
    model.layers[0].trainable = false

    expect(describeModel(model)).toMatchObject({ parameterCount: 13, trainableParameterCount: 3 })
  })

  it('names functions, by output where losses are given by output', () => {
    const loss = { a: 'meanSquaredError', b: tf.metrics.meanAbsoluteError, c: [() => 0] }

    expect(describeModel({ loss })).toEqual({
      loss: { a: 'meanSquaredError', b: 'meanAbsoluteError', c: ['custom'] },
    })
  })

  it('lists a bounded number of layers and counts them all', () => {
    const layers = Array.from({ length: 250 }, (_, i) => ({ name: `layer_${i}` }))

    const description = describeModel({ layers })

    expect(description.layers).toHaveLength(MAX_LISTED_LAYERS)
    expect(description.layerCount).toBe(250)
  })

  it('leaves out the parts that throw and keeps the others', () => {
    const broken = {
      name: 'broken',
      countParams: (): number => {
        throw new Error('not built')
      },
      optimizer: {
        getClassName: () => 'Mine',
        getConfig: (): never => {
          throw new Error('not implemented')
        },
      },
    }

    expect(describeModel(broken)).toEqual({ name: 'broken', optimizer: { className: 'Mine' } })
  })
})

describe('readLearningRate()', () => {
  it.each(['sgd', 'momentum', 'adagrad', 'adadelta', 'rmsprop', 'adam', 'adamax'] as const)(
    'knows %s',
    (name) => {
      const optimizer = name === 'momentum' ? tf.train.momentum(0.25, 0.9) : tf.train[name](0.25)

      expect(readLearningRate({ optimizer })).toBe(0.25)
    },
  )

  it('is undefined where there is none', () => {
    expect(readLearningRate(undefined)).toBeUndefined()
    expect(readLearningRate({ optimizer: { learningRate: () => 1 } })).toBeUndefined()
  })
})

describe('describeFit()', () => {
  it('understands a version that is a string, and none at all', () => {
    const [named, unnamed] = [{ getBackend, version: '4.0.0' }, { getBackend }]

    expect(describeFit(named, undefined, undefined)).toEqual({ version: '4.0.0', backend: 'cpu' })
    expect(describeFit(unnamed, undefined, undefined)).toEqual({ backend: 'cpu' })
  })
})

function getBackend(): string {
  return 'cpu'
}
