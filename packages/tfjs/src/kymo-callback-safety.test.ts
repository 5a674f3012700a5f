import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BACKENDS, useBackend } from '../test/backend.ts'
import { createRecordingRun, rowsWith } from '../test/recording-run.ts'
import { createTinyModel, fitTiny } from '../test/tiny-training.ts'
import { kymoCallback } from './index.ts'

describe.each(BACKENDS)('kymoCallback() on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend)
  })

  it('leaves as many tensors as a fit without it', async () => {
    const model = createTinyModel(tf)
    await fitTiny(tf, model, { callbacks: [] })
    const before = tf.memory().numTensors

    await fitTiny(tf, model, {
      validationSplit: 0.5,
      callbacks: kymoCallback(tf, { run: createRecordingRun(), model }),
    })

    expect(tf.memory().numTensors).toBe(before)
  })

  it('shows a flat tensor count for a training without a leak, and the leak of one with', async () => {
    const [tight, leaking] = [createRecordingRun(), createRecordingRun()]
    const leaked: tf.Tensor[] = []
    const leak = new tf.CustomCallback({ onEpochBegin: () => void leaked.push(tf.scalar(1)) })

    await fitTiny(tf, createTinyModel(tf), { epochs: 5, callbacks: [kymoCallback(tf, { run: tight })] })
    await fitTiny(tf, createTinyModel(tf), {
      epochs: 5,
      callbacks: [kymoCallback(tf, { run: leaking }), leak],
    })

    expect(countsSinceFirst(tight)).toEqual([0, 0, 0, 0, 0])
    expect(countsSinceFirst(tight, 'epoch/tensor_bytes')).toEqual([0, 0, 0, 0, 0])
    expect(countsSinceFirst(leaking)).toEqual([0, 1, 2, 3, 4])
    expect(countsSinceFirst(leaking, 'epoch/tensor_bytes')).toEqual([0, 4, 8, 12, 16])
    tf.dispose(leaked)
  })

  it('shows the same flat count when a later callback turns the tensors into numbers', async () => {
    const run = createRecordingRun()
    const stopping = tf.callbacks.earlyStopping({ monitor: 'loss', patience: 99 })

    await fitTiny(tf, createTinyModel(tf), { epochs: 5, callbacks: [kymoCallback(tf, { run }), stopping] })

    expect(countsSinceFirst(run)).toEqual([0, 0, 0, 0, 0])
  })

  it('hands the logs on as it got them', async () => {
    const seen: string[] = []
    const probe = new (class extends tf.Callback {
      override async onBatchEnd(
        _batch: number,
        logs: Record<string, number | tf.Scalar> = {},
      ): Promise<void> {
        seen.push(
          Object.entries(logs)
            .map(([name, value]) => `${name}:${typeof value}`)
            .join(' '),
        )
      }
    })()

    await fitTiny(tf, createTinyModel(tf), {
      epochs: 1,
      callbacks: [kymoCallback(tf, { run: createRecordingRun() }), probe],
    })

    expect(new Set(seen)).toEqual(new Set(['batch:number size:number loss:object mae:object']))
  })

  it('lets timers fire while a fit is running', async () => {
    let tickCount = 0
    const timer = setInterval(() => tickCount++, 1)

    await fitTiny(tf, createTinyModel(tf), {
      epochs: 150,
      callbacks: [kymoCallback(tf, { run: createRecordingRun() })],
    })

    clearInterval(timer)
    expect(tickCount).toBeGreaterThan(0)
  })
})

describe('kymoCallback() keeps out of the way', () => {
  const warnings: Error[] = []
  const collect = (warning: Error): void => void (warning.name === 'KymoWarning' && warnings.push(warning))

  beforeAll(async () => {
    await useBackend(tf)
    process.on('warning', collect)
    return () => process.off('warning', collect)
  })
  afterEach(() => void warnings.splice(0))

  it('when log() throws: the fit ends as usual and one warning says why', async () => {
    const run = {
      ...createRecordingRun(),
      log: (): void => {
        throw new Error('disk on fire')
      },
    }

    const history = await fitTiny(tf, createTinyModel(tf), { callbacks: kymoCallback(tf, { run }) })
    await nextTurn() // Node delivers warnings after the current turn.

    expect(history.epoch).toEqual([0, 1])
    expect(warnings.map((warning) => warning.message)).toEqual([expect.stringContaining('disk on fire')])
  })

  it('when the run was finished early: nothing more is logged and the fit goes on', async () => {
    const run = createRecordingRun()
    const finish = new tf.CustomCallback({
      onBatchEnd: (batch) => {
        if (batch === 1) run.isFinished = true
      },
    })

    const history = await fitTiny(tf, createTinyModel(tf), { callbacks: [kymoCallback(tf, { run }), finish] })
    await nextTurn()

    expect(history.epoch).toEqual([0, 1])
    expect(run.rows.map((row) => row.step)).toEqual([0, 1])
    expect(warnings).toEqual([])
  })

  it('after a fit that threw: the next fit with the same callback is logged whole', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)
    const callback = kymoCallback(tf, { run, logFreq: 100 })
    const bomb = new tf.CustomCallback({
      onBatchEnd: (batch) => {
        if (batch === 1) throw new Error('user error')
      },
    })

    await expect(fitTiny(tf, model, { callbacks: [callback, bomb] })).rejects.toThrow('user error')
    await fitTiny(tf, model, { epochs: 1, callbacks: callback })

    expect(run.rows.map((row) => row.step)).toEqual([0, 5, 5])
    expect(run.configs).toHaveLength(2)
  })
})

describe('kymoCallback() used for one fit as an instance and for the next after a plain object', () => {
  beforeAll(async () => {
    await useBackend(tf)
  })

  it('does not take the parameters of the first fit for those of the second', async () => {
    const run = createRecordingRun()
    const callback = kymoCallback(tf, { run, logFreq: 100 })

    await fitTiny(tf, createTinyModel(tf), { batchSize: 16, initialEpoch: 1, callbacks: callback })
    await fitTiny(tf, createTinyModel(tf), {
      epochs: 1,
      batchSize: 4,
      callbacks: [{ onEpochEnd: () => {} }, callback],
    })

    expect(run.rows.map((row) => row.step)).toEqual([3, 3, 11, 11])
  })
})

describe('kymoCallback() stops the training when the run is asked to stop', () => {
  beforeAll(async () => {
    await useBackend(tf)
  })

  it('after the current batch', async () => {
    const run = createRecordingRun()
    const ask = new tf.CustomCallback({ onBatchBegin: (batch) => void (run.stopRequested = batch >= 2) })

    await fitTiny(tf, createTinyModel(tf), { callbacks: [ask, kymoCallback(tf, { run })] })

    expect(rowsWith(run, 'batch/loss').map((row) => row.step)).toEqual([0, 1, 2])
  })

  it('through the model option where TensorFlow.js does not name the model', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf)
    run.stopRequested = true

    await fitTiny(tf, model, { callbacks: [{ onEpochBegin: () => {} }, kymoCallback(tf, { run, model })] })

    expect(rowsWith(run, 'batch/loss').map((row) => row.step)).toEqual([0])
  })
})

function countsSinceFirst(
  run: ReturnType<typeof createRecordingRun>,
  metric = 'epoch/num_tensors',
): number[] {
  const counts = rowsWith(run, metric).map((row) => Number(row.metrics[metric]))
  return counts.map((count) => count - counts[0])
}
