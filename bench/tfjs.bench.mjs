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
const BATCHES_PER_FIT = 150
const ROUND_COUNT = 24
const FEATURE_COUNT = 256
const HOOK_CALL_COUNT = 3_000

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
    const batchMs = (await training.fit(undefined)) / BATCHES_PER_FIT
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

/** Median of the ratios within a round; `noise` compares two subjects that are the same. */
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
  const percents = (subject) => times[subject].map((ms, round) => (ms / times.without[round] - 1) * 100)
  log(`${ROUND_COUNT} rounds of ${BATCHES_PER_FIT} batches`)
  return [
    {
      case: 'fit-wasm',
      metric: 'rate',
      unit: 'logs/s',
      value: (BATCHES_PER_FIT / median(times.with)) * 1000,
    },
    {
      case: 'fit-wasm',
      metric: 'batch',
      unit: 'ms',
      value: median(times.with) / BATCHES_PER_FIT,
      floor: median(times.without) / BATCHES_PER_FIT,
    },
    { case: 'fit-wasm', metric: 'overhead', unit: '%', value: median(percents('with')) },
    { case: 'fit-wasm', metric: 'noise', unit: '%', value: median(percents('again')) },
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

/** What the two hooks of one batch cost, without the training around them; yields are in it. */
async function measureHook(training, kymoRun, log) {
  const callback = kymoCallback(tf, { run: kymoRun, model: training.model })
  const [loss, acc] = [tf.scalar(0.25), tf.scalar(0.5)]
  await callback.onTrainBegin()
  await callback.onEpochBegin(0)
  const micros = new Float64Array(HOOK_CALL_COUNT)
  for (let batch = 0; batch < HOOK_CALL_COUNT; batch++) {
    const beganMs = performance.now()
    await callback.onBatchBegin(batch)
    await callback.onBatchEnd(batch, { batch, size: training.batchSize, loss, acc })
    micros[batch] = (performance.now() - beganMs) * 1000
  }
  tf.dispose([loss, acc])
  log(`${HOOK_CALL_COUNT} calls of both hooks`)
  return [
    { case: 'hook', metric: 'p50', unit: 'us', value: median(micros) },
    { case: 'hook', metric: 'p99', unit: 'us', value: quantile(micros, 0.99) },
  ]
}
