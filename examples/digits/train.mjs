// Trains a classifier of handwritten digits and keeps every metric of it. Run it: node train.mjs
import { init } from '@kymo/core'
import { kymoCallback } from '@kymo/tfjs'
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { CLASS_COUNT, loadDigits, PIXEL_COUNT } from './load-digits.mjs'

const config = {
  hiddenUnits: [128, 64],
  learningRate: 0.002,
  batchSize: 16,
  epochs: 20,
  heldOutRatio: 0.2,
  seed: 42,
}

await tf.setBackend('wasm')
const run = await init({ project: 'digits', config })

const { training, heldOut } = await loadDigits(config)
const model = createModel(config)
const [images, labels] = toTensors(training)
await model.fit(images, labels, {
  epochs: config.epochs,
  batchSize: config.batchSize,
  validationSplit: 0.1,
  shuffle: false, // They are in random order, and the same one every time.
  verbose: 0,
  callbacks: kymoCallback(tf, { run, model, logFreq: 'batch' }),
})

const [, accuracy] = model.evaluate(...toTensors(heldOut))
const [testAccuracy] = await accuracy.data()
run.summary.update({ testAccuracy })
await run.finish()

const result = { runId: run.id, runDir: run.dir, testAccuracy }
if (process.argv.includes('--json')) console.log(JSON.stringify(result))
else console.log(`Accuracy on ${heldOut.length} held-out digits: ${(testAccuracy * 100).toFixed(1)} %`)

function createModel({ hiddenUnits, learningRate, seed }) {
  const kernelInitializer = tf.initializers.glorotUniform({ seed })
  const [first, ...others] = hiddenUnits
  const classifier = tf.sequential({ name: 'digits' })
  classifier.add(
    tf.layers.dense({ inputShape: [PIXEL_COUNT], units: first, activation: 'relu', kernelInitializer }),
  )
  for (const units of others) {
    classifier.add(tf.layers.dense({ units, activation: 'relu', kernelInitializer }))
  }
  classifier.add(tf.layers.dense({ units: CLASS_COUNT, activation: 'softmax', kernelInitializer }))
  classifier.compile({
    optimizer: tf.train.adam(learningRate),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  })
  return classifier
}

/** Images `[count, 64]` with values in [0, 1] and labels `[count, 10]`, one-hot. */
function toTensors(digits) {
  const classes = digits.map((digit) => digit.label)
  const pixels = digits.map((digit) => digit.pixels)
  return [tf.tensor2d(pixels), tf.oneHot(tf.tensor1d(classes, 'int32'), CLASS_COUNT)]
}
