// A classifier of handwritten digits with everything that @kymo/tfjs keeps: metrics, gradients, checkpoints, the best weights and a table of
// predictions; the best checkpoint is then loaded by its name.
//   node examples/tfjs/main.mjs     then look at it with: npx kymo ui
import { init } from '@kymo/core'
import { artifactRouter, earlyStopping, evalTable, kymoCallback, modelCheckpoint } from '@kymo/tfjs'
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { CLASS_COUNT, loadDigits } from '../digits/load-digits.mjs'

const config = { epochs: 12, batchSize: 64, learningRate: 0.005, seed: 7, heldOutRatio: 0.2 }

await tf.setBackend('wasm')
const mode = process.env.KYMO_BASE_URL ? 'online' : 'offline'
const run = await init({ project: 'tfjs-complete', config, mode })

const { training, heldOut } = await loadDigits(config)
const [xs, ys] = toTensors(training)
const [testXs, testYs] = toTensors(heldOut)
const model = createModel()

const history = await model.fit(xs, ys, {
  epochs: config.epochs,
  batchSize: config.batchSize,
  validationSplit: 0.1,
  verbose: 0,
  callbacks: [
    kymoCallback(tf, { run, model, gradients: 20, weights: 40 }),
    modelCheckpoint(tf, { run, model, monitor: 'val_loss', every: 0 }),
    earlyStopping(tf, { run, model, patience: 3, restoreBestWeights: true }),
    evalTable(tf, { run, model, xs: testXs, ys: testYs, every: 0, maxRows: 40 }),
  ],
})

artifactRouter(tf, { run })
const best = await tf.loadLayersModel(`artifact://run_${run.id}_model:best`)
best.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
const accuracyOf = (trained) => trained.evaluate(testXs, testYs)[1].dataSync()[0]
const accuracy = accuracyOf(model)
console.log(`${history.epoch.length} epochs, the best was ${String(run.summary.get('best_epoch'))}`)
console.log(`accuracy on ${heldOut.length} held-out digits: ${(accuracy * 100).toFixed(1)} %`)
console.log(
  `the best checkpoint, loaded by its name, has ${accuracyOf(best) === accuracy ? 'the same' : 'another'}`,
)
await run.finish()

function createModel() {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: config.seed })
  // The wasm back-end trains no convolutions.
  const layers = [
    tf.layers.flatten({ inputShape: [8, 8, 1] }),
    tf.layers.dense({ units: 96, activation: 'relu', kernelInitializer }),
    tf.layers.dense({ units: CLASS_COUNT, activation: 'softmax', kernelInitializer }),
  ]
  const classifier = tf.sequential({ name: 'digits', layers })
  classifier.compile({
    optimizer: tf.train.adam(config.learningRate),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  })
  return classifier
}

/** Images `[count, 8, 8, 1]` with values in [0, 1] and labels `[count, 10]`, one-hot. */
function toTensors(digits) {
  const classes = tf.tensor1d(
    digits.map(({ label }) => label),
    'int32',
  )
  const pixels = tf.tensor2d(digits.map((digit) => digit.pixels))
  return [pixels.reshape([digits.length, 8, 8, 1]), tf.oneHot(classes, CLASS_COUNT)]
}
