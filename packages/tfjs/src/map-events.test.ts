import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstStep, isBatchDue, MetricNames, stepsPerEpoch, toBatchRow, toEpochRow } from './map-events.ts'

const names = new MetricNames('batch/')
const timing = { batchCount: 4, sampleCount: 100, busyMs: 20 }

describe('toBatchRow()', () => {
  it('averages the time over the batches since the row before', () => {
    const row = toBatchRow({ values: new Map([['loss', 2]]), learningRate: 0.1, timing }, names)

    expect(row).toEqual({
      'batch/ms': 5,
      'batch/samples_per_s': 5000,
      'batch/learning_rate': 0.1,
      'batch/loss': 2,
    })
  })

  it('leaves out what is not known', () => {
    const untimed = { batchCount: 0, sampleCount: 0, busyMs: 0 }

    expect(toBatchRow({ values: new Map(), learningRate: undefined, timing: untimed }, names)).toEqual({})
  })

  it('leaves out batch number and size, which are not measurements', () => {
    const values = new Map([
      ['batch', 3],
      ['size', 32],
      ['acc', 1],
    ])

    const row = toBatchRow(
      { values, learningRate: undefined, timing: { ...timing, batchCount: 0, busyMs: 0 } },
      names,
    )

    expect(row).toEqual({ 'batch/acc': 1 })
  })

  it('keeps every metric name under its prefix, __proto__ too', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant('__proto__')), fc.string(), (name, prefix) => {
        fc.pre(!['batch', 'size', 'num_steps'].includes(name))

        const row = toBatchRow(
          { values: new Map([[name, 7]]), learningRate: undefined, timing },
          new MetricNames(`${prefix}batch/`),
        )

        expect(Object.hasOwn(row, `${prefix}batch/${name}`)).toBe(true)
        expect(row[`${prefix}batch/${name}`]).toBe(7)
      }),
    )
  })

  it('lets a metric of the model keep a name that is also one of ours', () => {
    const row = toBatchRow({ values: new Map([['ms', 1]]), learningRate: undefined, timing }, names)

    expect(row['batch/ms']).toBe(1)
  })
})

describe('toEpochRow()', () => {
  it('counts samples over the whole epoch, validation included', () => {
    const values = new Map([['val_loss', 3]])
    const row = toEpochRow(
      { epoch: 2, values, learningRate: undefined, wallMs: 500, sampleCount: 1000, tensorCount: 12 },
      new MetricNames('a/epoch/'),
    )

    expect(row).toEqual({
      'a/epoch/seconds': 0.5,
      'a/epoch/num_tensors': 12,
      'a/epoch/samples_per_s': 2000,
      'a/epoch/val_loss': 3,
      'a/epoch/epoch': 2,
    })
  })

  it('keeps the epoch number when a metric is called epoch', () => {
    const values = new Map([['epoch', 99]])
    const row = toEpochRow(
      { epoch: 2, values, learningRate: undefined, wallMs: 0, sampleCount: 0, tensorCount: 0 },
      new MetricNames('epoch/'),
    )

    expect(row['epoch/epoch']).toBe(2)
  })
})

describe('isBatchDue()', () => {
  it('is true once in any n consecutive batches, whatever the length of an epoch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(1_000_000), (frequency, start) => {
        const steps = Array.from({ length: frequency }, (_, i) => start + i)

        expect(steps.filter((step) => isBatchDue(step, frequency))).toHaveLength(1)
      }),
    )
  })
})

describe('firstStep()', () => {
  it.each([
    [{ initialEpoch: 3, samples: 100, batchSize: 32, steps: null }, 4, 12],
    [{ initialEpoch: 3, samples: null, batchSize: null, steps: 10 }, 10, 30],
    [{ initialEpoch: 3, samples: null, batchSize: null, steps: null }, undefined, 0],
    [undefined, undefined, 0],
  ])('of %j is epochs × batches, or 0 when TensorFlow.js does not know', (params, steps, first) => {
    expect(stepsPerEpoch(params)).toBe(steps)
    expect(firstStep(params)).toBe(first)
  })
})
