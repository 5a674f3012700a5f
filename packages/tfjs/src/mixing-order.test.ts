import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../test/backend.ts'
import { createRecordingRun, rowsWith } from '../test/recording-run.ts'
import { createTinyModel, fitTiny } from '../test/tiny-training.ts'
import { callbacks, kymoCallback } from './index.ts'

beforeAll(async () => {
  await useBackend(tf)
})

/** What a list may be made of, besides our own callback. */
const others = {
  plain: (called: string[]) => ({ onEpochEnd: () => void called.push('plain') }),
  custom: (called: string[]) => new tf.CustomCallback({ onBatchEnd: () => void called.push('custom') }),
  stopping: () => tf.callbacks.earlyStopping({ monitor: 'loss', patience: 99 }),
}

type Item = keyof typeof others | 'ours'

function buildList(order: readonly Item[], called: string[]) {
  const run = createRecordingRun()
  const model = createTinyModel(tf)
  const list = order.map((item) =>
    item === 'ours' ? kymoCallback(tf, { run, model }) : others[item](called),
  )
  return { run, model, list }
}

const SURVIVABLE: readonly (readonly Item[])[] = [
  ['ours'],
  ['ours', 'stopping'],
  ['stopping', 'ours'],
  ['ours', 'custom'],
  ['custom', 'ours'],
  ['custom', 'ours', 'stopping'],
  ['plain', 'ours'],
  ['plain', 'ours', 'plain'],
]

const HELPED: readonly (readonly Item[])[] = [
  ...SURVIVABLE,
  ['ours', 'plain'],
  ['plain', 'stopping', 'ours'],
  ['plain', 'custom', 'ours'],
  ['ours', 'plain', 'stopping', 'custom', 'plain'],
]

describe('kymoCallback() in a list', () => {
  it.each(SURVIVABLE.map((order) => [order.join(', '), order] as const))(
    '[%s] logs every batch and epoch',
    async (_, order) => {
      const called: string[] = []
      const { run, model, list } = buildList(order, called)

      await fitTiny(tf, model, { callbacks: list })

      expect(rowsWith(run, 'batch/loss').map((row) => row.step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
      expect(rowsWith(run, 'epoch/loss').map((row) => row.step)).toEqual([3, 7])
      expect(rowsWith(run, 'batch/learning_rate')).toHaveLength(8)
      expect(run.configs).toHaveLength(1)
    },
  )

  it('works without a list around it', async () => {
    const { run, model, list } = buildList(['ours'], [])

    await fitTiny(tf, model, { callbacks: list[0] })

    expect(run.rows).toHaveLength(10)
  })

  it('[ours, plain] is refused by TensorFlow.js itself', async () => {
    const { model, list } = buildList(['ours', 'plain'], [])

    await expect(fitTiny(tf, model, { callbacks: list })).rejects.toThrow('setParams is not a function')
  })
})

describe('callbacks()', () => {
  it.each(HELPED.map((order) => [order.join(', '), order] as const))('makes [%s] work', async (_, order) => {
    const called: string[] = []
    const { run, model, list } = buildList(order, called)

    await fitTiny(tf, model, { callbacks: callbacks(tf, list) })

    expect(run.rows).toHaveLength(10)
    expect(called.filter((name) => name === 'plain')).toHaveLength(
      2 * order.filter((item) => item === 'plain').length,
    )
    expect(called.filter((name) => name === 'custom')).toHaveLength(order.includes('custom') ? 8 : 0)
  })

  it('leaves instances as they are and empty items out', () => {
    const stopping = tf.callbacks.earlyStopping()

    expect(callbacks(tf, [null, stopping, undefined, false])).toEqual([stopping])
  })

  it('refuses an instance of another copy of TensorFlow.js, which would run forever', () => {
    class ForeignCallback {
      setParams(): void {}
      async onBatchEnd(): Promise<void> {}
    }

    expect(() => callbacks(tf, [{}, new ForeignCallback()])).toThrow('Cannot use callback 1 of the list')
  })
})
