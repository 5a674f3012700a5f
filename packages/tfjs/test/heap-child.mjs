// Trains with one order of callbacks, in a process whose heap a runaway recursion fills within seconds.
// Usage: node --max-old-space-size=128 heap-child.mjs <item,item,…> [--helped]
import { callbacks, kymoCallback } from '@kymo/tfjs'
import * as tf from '@tensorflow/tfjs'

const rows = []
const run = { log: (metrics) => rows.push(metrics), config: { update: () => {} } }
const build = {
  ours: () => kymoCallback(tf, { run }),
  plain: () => ({ onBatchEnd: () => {} }),
  custom: () => new tf.CustomCallback({ onBatchEnd: () => {} }),
}
const list = process.argv[2].split(',').map((item) => build[item]())

await tf.setBackend('cpu')
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] })
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
await model.fit(tf.ones([32, 4]), tf.zeros([32, 1]), {
  batchSize: 8,
  epochs: 2,
  verbose: 0,
  callbacks: process.argv.includes('--helped') ? callbacks(tf, list) : list,
})
console.log(`rows: ${rows.length}`)
