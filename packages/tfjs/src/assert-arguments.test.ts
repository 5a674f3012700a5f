import * as tf from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { createRecordingRun } from '../test/recording-run.ts'
import { kymoCallback } from './index.ts'

const run = createRecordingRun()

describe('kymoCallback() refuses', () => {
  it.each([0, -1, 1.5, Number.NaN])('a logFreq of %s, with the value in the message', (logFreq) => {
    expect(() => kymoCallback(tf, { run, logFreq })).toThrow(RangeError)
    expect(() => kymoCallback(tf, { run, logFreq })).toThrow(
      `logFreq must be 'batch', 'epoch' or a whole number of batches ≥ 1, but it is ${logFreq}`,
    )
  })

  it('a logFreq that is another word', () => {
    expect(() => kymoCallback(tf, { run, logFreq: 'step' as never })).toThrow('but it is "step"')
  })

  it('a run that was not awaited, and none at all', () => {
    const pending = Promise.resolve(run)

    expect(() => kymoCallback(tf, { run: pending as never })).toThrow('is an `await` missing?')
    expect(() => kymoCallback(tf, {} as never)).toThrow(
      'run must be what `await init()` returned, but it is undefined',
    )
    expect(() => kymoCallback(tf, undefined as never)).toThrow(TypeError)
  })

  it('a tf without layers', () => {
    const core = { getBackend: tf.getBackend, memory: tf.memory }

    expect(() => kymoCallback(core as never, { run })).toThrow(
      'tf must be the namespace of TensorFlow.js with its layers',
    )
  })
})
