// How much slower is a `fit` on wasm with the callback, at about 100 logged batches per second, and does the program's own
// timer still fire meanwhile?
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { init } from '@kymo/core'
import { kymoCallback } from '@kymo/tfjs'
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { interleave, median, quantile } from './lib/stats.mjs'

const BATCH_GOAL_MS = 9 // With the time between batches: about 100 a second.
const BATCHES_PER_FIT = 60
const ROUND_COUNT = 24
const FEATURE_COUNT = 256
const HOOK_FIT_COUNT = 5

/** @param {{ log: (line: string) => void }} options @returns {Promise<import('./lib/report.mjs').Row[]>} */
export async function run({ log }) {
  await tf.setBackend('wasm')
  const dir = await mkdtemp(join(tmpdir(), 'kymo-bench-'))
  const kymoRun = await init({ project: 'bench', mode: 'offline', dir, quiet: true })
  try {
    const training = await calibrate(log)
    return [
      ...(await measureOverhead(training, kymoRun, log)),
      ...(await measureTimerGap(training, kymoRun, log)),
      ...(await measureHook(training, kymoRun, log)),
    ]
  } finally {
    await kymoRun.finish()
    await rm(dir, { recursive: true, force: true })
  }
}

/** A dense model, and the batch size at which a batch of it takes {@link BATCH_GOAL_MS} on this machine. */
async function calibrate(log) {
  const model = tf.sequential({ name: 'bench' })
  model.add(tf.layers.dense({ inputShape: [FEATURE_COUNT], units: 256, activation: 'relu' }))
  model.add(tf.layers.dense({ units: 10, activation: 'softmax' }))
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  let batchSize = 64
  for (let attempt = 0; attempt < 6; attempt++) {
    const training = createTraining(model, batchSize)
    await training.fit(undefined)
    // The best of three: what another program takes of the machine is no property of the batch.
    const fitMs = [
      await training.fit(undefined),
      await training.fit(undefined),
      await training.fit(undefined),
    ]
    const batchMs = Math.min(...fitMs) / BATCHES_PER_FIT
    log(`batch of ${batchSize}: ${batchMs.toFixed(1)} ms`)
    if (Math.abs(batchMs - BATCH_GOAL_MS) < 1) return training
    batchSize = Math.max(8, Math.round(batchSize * Math.min(4, BATCH_GOAL_MS / batchMs)))
    training.dispose()
  }
  return createTraining(model, batchSize)
}

/** @param {tf.LayersModel} model @param {number} batchSize */
function createTraining(model, batchSize) {
  const count = batchSize * BATCHES_PER_FIT
  const xs = tf.randomUniform([count, FEATURE_COUNT])
  const ys = tf.oneHot(tf.randomUniform([count], 0, 10, 'int32'), 10)
  return {
    model,
    batchSize,
    dispose: () => tf.dispose([xs, ys]),
    /** One epoch. @returns {Promise<number>} its wall time in milliseconds */
    fit: async (callbacks) => {
      const beganMs = performance.now()
      await model.fit(xs, ys, { epochs: 1, batchSize, verbose: 0, shuffle: false, callbacks })
      return performance.now() - beganMs
    },
  }
}

/**
 * Median over rounds of the time with the callback against the mean of two fits without. `noise` compares those two with
 * each other: what the machine adds or takes by itself.
 */
async function measureOverhead(training, kymoRun, log) {
  const callback = kymoCallback(tf, { run: kymoRun, model: training.model })
  const times = await interleave(
    {
      without: () => training.fit(undefined),
      with: () => training.fit([callback]),
      again: () => training.fit(undefined),
    },
    ROUND_COUNT,
  )
  log(`${ROUND_COUNT} rounds of ${BATCHES_PER_FIT} batches`)
  const overheads = times.with.map((ms, i) => (ms / ((times.without[i] + times.again[i]) / 2) - 1) * 100)
  const noises = times.again.map((ms, i) => (ms / times.without[i] - 1) * 100)
  const batchMs = median(times.with) / BATCHES_PER_FIT
  const floorMs = median([...times.without, ...times.again]) / BATCHES_PER_FIT
  return [
    { case: 'fit-wasm', metric: 'rate', unit: 'logs/s', value: 1000 / batchMs },
    { case: 'fit-wasm', metric: 'batch', unit: 'ms', value: batchMs, floor: floorMs },
    { case: 'fit-wasm', metric: 'overhead', unit: '%', value: median(overheads) },
    { case: 'fit-wasm', metric: 'noise', unit: '%', value: median(noises) },
  ]
}

/** Longest time between two calls of a 1 ms timer. Floor: no callback at all; peer: a callback that does nothing. */
async function measureTimerGap(training, kymoRun, log) {
  class IdleCallback extends tf.Callback {}
  const callback = kymoCallback(tf, { run: kymoRun, model: training.model })
  const gaps = await interleave(
    {
      kymo: () => longestGaps(() => training.fit([callback])),
      none: () => longestGaps(() => training.fit(undefined)),
      idle: () => longestGaps(() => training.fit([new IdleCallback()])),
    },
    4,
  )
  log(`${gaps.kymo.flat().length} timer calls with the callback`)
  const worst = (subject) => Math.max(...gaps[subject].flat())
  return [
    { case: 'timer-gap', metric: 'p50', unit: 'ms', value: quantile(gaps.kymo.flat(), 0.5) },
    { case: 'timer-gap', metric: 'p99', unit: 'ms', value: quantile(gaps.kymo.flat(), 0.99) },
    {
      case: 'timer-gap',
      metric: 'max',
      unit: 'ms',
      value: worst('kymo'),
      floor: worst('none'),
      peer: worst('idle'),
    },
  ]
}

/** @returns {Promise<number[]>} milliseconds between the calls of a timer while `work` goes on, the edges included */
async function longestGaps(work) {
  const gaps = []
  let lastMs = performance.now()
  const tick = () => {
    const nowMs = performance.now()
    gaps.push(nowMs - lastMs)
    lastMs = nowMs
  }
  const timer = setInterval(tick, 1)
  await work()
  clearInterval(timer)
  tick()
  return gaps
}

/**
 * What the two hooks of a batch cost inside a fit. Called in a loop of their own they take a tenth of it: between two
 * batches, neither code nor data of theirs is in a cache.
 */
async function measureHook(training, kymoRun, log) {
  const stopwatch = new Stopwatch(kymoCallback(tf, { run: kymoRun, model: training.model }))
  for (let i = 0; i < HOOK_FIT_COUNT; i++) await training.fit([stopwatch])
  const micros = stopwatch.hookMs.map((ms) => ms * 1000)
  log(`${micros.length} batches with their hooks timed`)
  return [
    { case: 'hook', metric: 'p50', unit: 'us', value: median(micros) },
    { case: 'hook', metric: 'p99', unit: 'us', value: quantile(micros, 0.99) },
    {
      case: 'hook',
      metric: 'share',
      unit: '%',
      value: (median(stopwatch.hookMs) / median(stopwatch.batchMs)) * 100,
    },
  ]
}

/** Hands everything to another callback and times it. */
class Stopwatch extends tf.Callback {
  hookMs = []
  batchMs = []
  #beganMs = 0
  #beginHookMs = 0

  constructor(inner) {
    super()
    Object.assign(this, inner, {
      onBatchBegin: async (batch, logs) => {
        this.#beganMs = performance.now()
        await inner.onBatchBegin(batch, logs)
        this.#beginHookMs = performance.now() - this.#beganMs
      },
      onBatchEnd: async (batch, logs) => {
        const endedMs = performance.now()
        await inner.onBatchEnd(batch, logs)
        this.hookMs.push(this.#beginHookMs + performance.now() - endedMs)
        this.batchMs.push(performance.now() - this.#beganMs)
      },
    })
  }
}
