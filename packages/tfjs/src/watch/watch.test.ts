import { Histogram } from '@kymo/core'
import * as tf from '@tensorflow/tfjs'
import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createArtifactRun } from '../../test/artifact-run.ts'
import { useBackend } from '../../test/backend.ts'
import { collectWarnings } from '../../test/collect-warnings.ts'
import { createRecordingRun, type RecordingRun, rowsWith } from '../../test/recording-run.ts'
import { createTinyModel, fitTiny, tinyDataset } from '../../test/tiny-training.ts'
import { kymoCallback, watch } from '../index.ts'
import { MAX_SAMPLED_VALUES, sampleValues, strideOf } from './sample-values.ts'

const warnings = collectWarnings()
beforeAll(() => useBackend(tf))
afterEach(() => warnings.clear())

function stepsWith(run: RecordingRun, metric: string): (number | undefined)[] {
  return rowsWith(run, metric).map(({ step }) => step)
}

/** `slope · 2` against 6, by a loop of one's own. */
function createLine(name: string): { slope: tf.Variable; loss: () => tf.Scalar } {
  const slope = tf.variable(tf.scalar(0), true, name)
  return { slope, loss: () => slope.mul(2).sub(6).square().asScalar() }
}

describe('watch() looks at', () => {
  it('the gradients and weights of a fit, at every n-th batch, under the names of the layers', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)
    watch(tf, model, { run, gradients: 2, weights: 4 })

    await fitTiny(tf, model, { epochs: 2, callbacks: kymoCallback(tf, { run, model }) })

    expect(stepsWith(run, 'gradients/first/kernel')).toEqual([0, 2, 4, 6])
    expect(stepsWith(run, 'batch/gradient_norm')).toEqual([0, 2, 4, 6])
    expect(stepsWith(run, 'weights/last/bias')).toEqual([0, 4])
    expect(rowsWith(run, 'weights/last/bias')[0]?.metrics['weights/last/bias']).toBeInstanceOf(Histogram)
    expect(stepsWith(run, 'batch/loss')).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('a fitDataset', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)
    const dataset = tinyDataset(tf, { sampleCount: 8, batchSize: 4 })
    const end = watch(tf, model, { run, gradients: 1, weights: false })

    await model.fitDataset(dataset, { epochs: 1, verbose: 0 })
    end()

    expect(stepsWith(run, 'batch/gradient_norm')).toEqual([0, 1])
  })

  it('minimize, with the norm that the gradient has', () => {
    const run = createRecordingRun()
    const { slope, loss } = createLine('slope_min')
    const optimizer = tf.train.sgd(0.1)
    watch(tf, optimizer, { run, gradients: 1, weights: 1 })

    optimizer.minimize(loss)

    // d/ds (2s - 6)² = 4(2s - 6) = -24 at 0.
    const [row] = run.rows
    expect(row?.metrics['batch/gradient_norm']).toBeCloseTo(24, 4)
    expect(row?.metrics['batch/nonfinite_gradients']).toBe(0)
    expect(row?.metrics['batch/learning_rate']).toBeCloseTo(0.1)
    expect(row?.metrics).toHaveProperty(['gradients/slope_min'])
    expect(row?.metrics).toHaveProperty(['weights/slope_min'])
    slope.dispose()
  })

  it('a loop with variableGrads, counts its steps, and leaves those of run.log() to the program', () => {
    const { slope, loss } = createLine('slope_loop')
    const optimizer = tf.train.adam(0.1)
    const run = { ...createRecordingRun(), step: 0 }
    watch(tf, optimizer, { run, gradients: 2, weights: false })

    for (let i = 0; i < 5; i++) {
      const { value, grads } = tf.variableGrads(loss)
      optimizer.applyGradients(grads as never)
      tf.dispose([value, grads])
      run.log({ loss: i }, { step: run.step++ })
    }

    expect(stepsWith(run, 'batch/gradient_norm')).toEqual([0, 2, 4])
    expect(stepsWith(run, 'batch/learning_rate')).toEqual([0, 1, 2, 3, 4])
    expect(stepsWith(run, 'loss')).toEqual([0, 1, 2, 3, 4])
    slope.dispose()
  })

  it('gradients that are no numbers', () => {
    const run = createRecordingRun()
    const slope = tf.variable(tf.tensor1d([1, 2, 3]), true, 'slope_nan')
    const optimizer = tf.train.sgd(0.1)
    watch(tf, optimizer, { run, gradients: 1, weights: false })

    optimizer.applyGradients({ slope_nan: tf.tensor1d([Number.NaN, Number.POSITIVE_INFINITY, 1]) })

    expect(run.rows[0]?.metrics['batch/nonfinite_gradients']).toBe(2)
    slope.dispose()
  })
})

describe('watch() leaves', () => {
  it('as many tensors as a training without it, and the same weights', async () => {
    const train = async (isWatched: boolean): Promise<number[][]> => {
      const model = createTinyModel(tf)
      model.setWeights(model.getWeights().map((weight) => tf.fill(weight.shape, 0.1)))
      if (isWatched) watch(tf, model, { run: createRecordingRun(), gradients: 1, weights: 1 })
      await fitTiny(tf, model, { epochs: 1, shuffle: false, callbacks: [] })
      const before = tf.memory().numTensors
      await fitTiny(tf, model, { epochs: 1, shuffle: false, callbacks: [] })
      expect(tf.memory().numTensors).toBe(before)
      return model.getWeights().map((weight) => Array.from(weight.dataSync()))
    }

    expect(await train(true)).toEqual(await train(false))
  })

  it('the optimizer as it was when it ends, and when the run does', async () => {
    const run = createArtifactRun()
    const optimizer = tf.train.sgd(0.1)
    const end = watch(tf, optimizer, { run })
    expect(Object.hasOwn(optimizer, 'applyGradients')).toBe(true)
    end()
    expect(Object.hasOwn(optimizer, 'applyGradients')).toBe(false)

    watch(tf, optimizer, { run })
    await run.finish()
    expect(Object.hasOwn(optimizer, 'applyGradients')).toBe(false)
  })

  it('other optimizers alone, and is one watch when it is called twice', () => {
    const run = createRecordingRun()
    const { slope, loss } = createLine('slope_twice')
    const [optimizer, other] = [tf.train.sgd(0.1), tf.train.sgd(0.1)]
    watch(tf, optimizer, { run, gradients: 1 })
    watch(tf, optimizer, { run, gradients: 1 })

    other.minimize(loss)
    expect(run.rows).toHaveLength(0)
    optimizer.minimize(loss)
    expect(run.rows).toHaveLength(1)
    slope.dispose()
  })

  it('the training alone when the run throws', async () => {
    const run = createRecordingRun()
    run.log = () => {
      throw new Error('log on fire')
    }
    const model = createTinyModel(tf)
    watch(tf, model, { run, gradients: 1, weights: 1 })

    const history = await fitTiny(tf, model, { epochs: 2, callbacks: [] })

    expect(history.epoch).toEqual([0, 1])
    expect(await warnings.next()).toContain('Cannot log what the optimizer does: log on fire')
    expect(warnings.messages).toHaveLength(1)
  })

  it('the steps in place after a fit that threw in the middle of a batch', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)
    watch(tf, model, { run, gradients: 1, weights: false })
    const exploding = new tf.CustomCallback({
      onBatchEnd: (batch) => {
        if (batch === 1) throw new Error('boom')
      },
    })

    await expect(
      fitTiny(tf, model, { epochs: 1, callbacks: [exploding, kymoCallback(tf, { run, model })] }),
    ).rejects.toThrow('boom')
    await fitTiny(tf, model, { epochs: 1, callbacks: [kymoCallback(tf, { run, model })] })

    const steps = stepsWith(run, 'batch/gradient_norm') as number[]
    expect(steps).toHaveLength(6)
    expect(steps).toEqual([...new Set(steps)].toSorted((a, b) => a - b))
  })
})

describe('gradients and weights of kymoCallback()', () => {
  it('are logged for the fit, and the optimizer is released after it', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)

    await fitTiny(tf, model, { callbacks: kymoCallback(tf, { run, model, gradients: 4, weights: 4 }) })

    expect(stepsWith(run, 'gradients/first/kernel')).toEqual([0, 4])
    expect(stepsWith(run, 'weights/first/kernel')).toEqual([0, 4])
    expect(Object.hasOwn(model.optimizer, 'applyGradients')).toBe(false)
  })
})

describe('the sample of a tensor', () => {
  it('is all of a small one and spread over a large one', () => {
    const small = tf.tensor1d([1, 2, 3])
    const large = tf.range(0, MAX_SAMPLED_VALUES * 3)
    const before = tf.memory().numTensors

    const values = sampleValues(tf, large)

    expect(Array.from(sampleValues(tf, small))).toEqual([1, 2, 3])
    expect(values.length).toBeGreaterThan(MAX_SAMPLED_VALUES / 4)
    expect(values.length).toBeLessThanOrEqual(MAX_SAMPLED_VALUES)
    expect(values[values.length - 1]).toBeGreaterThan(MAX_SAMPLED_VALUES * 2.9)
    expect(tf.memory().numTensors).toBe(before)
    tf.dispose([small, large])
  })

  it('looks at every unit of a layer', () => {
    const dimension = fc.integer({ min: 1, max: 600 })
    fc.assert(
      fc.property(dimension, dimension, dimension, (a, b, units) => {
        const stride = strideOf([a, b, units], a * b * units)
        const seen = new Set<number>()
        for (let i = 0; i < a * b * units && seen.size < units; i += stride) seen.add(i % units)
        // Each of them, where there are as many values in the sample at all.
        return seen.size === Math.min(units, Math.ceil((a * b * units) / stride))
      }),
      { numRuns: 200 },
    )
  })
})

describe('watch() refuses', () => {
  it('what is no optimizer, a run that was not awaited, and a wrong rhythm', () => {
    const run = createRecordingRun()
    const optimizer = tf.train.sgd(0.1)
    expect(() => watch(tf, tf.sequential(), { run })).toThrow('is model.compile() missing?')
    expect(() => watch(tf, optimizer, { run: Promise.resolve() as never })).toThrow('await init()')
    expect(() => watch(tf, optimizer, { run, gradients: 0 })).toThrow('gradients')
    expect(() => watch({} as never, optimizer, { run })).toThrow('import * as tf')
  })
})
