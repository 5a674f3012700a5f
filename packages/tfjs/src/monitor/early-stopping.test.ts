import * as tf from '@tensorflow/tfjs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createArtifactRun } from '../../test/artifact-run.ts'
import { useBackend } from '../../test/backend.ts'
import { collectWarnings } from '../../test/collect-warnings.ts'
import { digestWeights } from '../../test/digest-weights.ts'
import { scripted } from '../../test/scripted.ts'
import { createTinyModel, fitTiny } from '../../test/tiny-training.ts'
import { callbacks, earlyStopping, kymoCallback, restoreBestWeights } from '../index.ts'

const warnings = collectWarnings()
beforeAll(() => useBackend(tf))
afterEach(() => warnings.clear())

/** Notes the weights after every epoch. */
function digests(model: tf.LayersModel, into: string[]): tf.CustomCallback {
  return new tf.CustomCallback({ onEpochEnd: () => void into.push(digestWeights(model)) })
}

async function countEpochs(losses: readonly number[], options: object): Promise<number> {
  const model = createTinyModel(tf)
  const history = await fitTiny(tf, model, {
    epochs: losses.length,
    callbacks: [scripted('val_loss', losses), earlyStopping(tf, { model, ...options })],
  })
  return history.epoch.length
}

describe('earlyStopping() ends a training', () => {
  it('at the first epoch without improvement, or as many later as it has patience', async () => {
    const losses = [3, 2, 2, 2, 2, 2]

    expect(await countEpochs(losses, {})).toBe(3)
    expect(await countEpochs(losses, { patience: 1 })).toBe(3)
    expect(await countEpochs(losses, { patience: 3 })).toBe(5)
  })

  it('not while the metric gets better by more than minDelta', async () => {
    expect(await countEpochs([5, 4, 3, 2], { patience: 1 })).toBe(4)
    expect(await countEpochs([5, 4.9, 4.8, 4.7], { patience: 1, minDelta: 0.5 })).toBe(2)
  })

  it('when a baseline is not surpassed', async () => {
    expect(await countEpochs([5, 4, 3, 2], { patience: 2, baseline: 1 })).toBe(2)
  })

  it('not before startFromEpoch', async () => {
    expect(await countEpochs([1, 2, 3, 4, 5, 6], { patience: 1, startFromEpoch: 3 })).toBe(5)
  })

  it('with more as better for an accuracy, and when a mode says so', async () => {
    const rising = [0.1, 0.2, 0.3, 0.4]

    expect(await countEpochs(rising, { monitor: 'val_loss', mode: 'max' })).toBe(4)
    expect(await countEpochs(rising, { monitor: 'val_loss' })).toBe(2)
  })

  it('when the metric becomes NaN and stays it', async () => {
    expect(await countEpochs([3, Number.NaN, Number.NaN, Number.NaN], { patience: 2 })).toBe(3)
  })

  it('in a list with the callback that logs, in either order and beside a plain object', async () => {
    for (const isFirst of [true, false]) {
      const run = createArtifactRun()
      const model = createTinyModel(tf)
      const logging = kymoCallback(tf, { run, model })
      const stopping = earlyStopping(tf, { run, patience: 1 })
      const list = isFirst ? [stopping, logging] : [logging, stopping]

      await fitTiny(tf, model, {
        epochs: 5,
        callbacks: callbacks(tf, [
          scripted('val_loss', [2, 1, 3, 4, 5]),
          ...list,
          { onEpochEnd: () => undefined },
        ]),
      })

      expect(Object.fromEntries(run.summaries)).toMatchObject({
        best_epoch: 1,
        best_val_loss: 1,
        stopped_epoch: 2,
      })
    }
  })
})

describe('the best weights', () => {
  it('are put back to the bit, and no tensor stays behind', async () => {
    const model = createTinyModel(tf)
    const seen: string[] = []
    const losses = [3, 1, 2, 2]
    const stopping = earlyStopping(tf, { model, patience: 2, restoreBestWeights: true })
    await fitTiny(tf, model, { epochs: 1, callbacks: [] })
    const before = tf.memory().numTensors

    await fitTiny(tf, model, {
      epochs: 4,
      callbacks: [scripted('val_loss', losses), digests(model, seen), stopping],
    })

    expect(digestWeights(model)).toBe(seen[1])
    expect(new Set(seen).size).toBe(4)
    expect(tf.memory().numTensors).toBe(before)
  })

  it("are put back after TensorFlow.js's own early stopping", async () => {
    const model = createTinyModel(tf)
    const seen: string[] = []

    const history = await fitTiny(tf, model, {
      epochs: 9,
      callbacks: [
        scripted('val_loss', [3, 1, 2, 2, 2]),
        digests(model, seen),
        tf.callbacks.earlyStopping({ patience: 1 }),
        restoreBestWeights(tf, { model }),
      ],
    })

    expect(history.epoch).toHaveLength(3)
    expect(digestWeights(model)).toBe(seen[1])
  })

  it('are put back when the run has been finished in the middle', async () => {
    const run = createArtifactRun()
    const model = createTinyModel(tf)
    const seen: string[] = []
    const finishing = new tf.CustomCallback({ onEpochEnd: () => run.finish() })

    await fitTiny(tf, model, {
      epochs: 3,
      callbacks: [
        scripted('val_loss', [1, 2, 3]),
        digests(model, seen),
        finishing,
        restoreBestWeights(tf, { run, model }),
      ],
    })

    expect(digestWeights(model)).toBe(seen[0])
    expect(run.summaries.has('best_epoch')).toBe(false)
  })
})

describe('earlyStopping() explains', () => {
  it('that the metric is not there, once; the training goes on', async () => {
    const model = createTinyModel(tf)

    const history = await fitTiny(tf, model, {
      epochs: 3,
      callbacks: earlyStopping(tf, { monitor: 'val_acc' }),
    })

    expect(history.epoch).toHaveLength(3)
    expect(await warnings.next()).toContain("no metric 'val_acc' (there are: loss, mae)")
    expect(warnings.messages).toHaveLength(1)
  })

  it('which option is wrong', () => {
    expect(() => earlyStopping(tf, { patience: -1 })).toThrow('patience must be a whole number of epochs ≥ 0')
    expect(() => earlyStopping(tf, { mode: 'most' as never })).toThrow(`but it is "most"`)
    expect(() => earlyStopping(tf, { minDelta: Number.NaN })).toThrow('minDelta must be a number ≥ 0')
    expect(() => restoreBestWeights(tf, { monitor: 5 as never })).toThrow(
      'monitor must be the name of a metric',
    )
  })
})
