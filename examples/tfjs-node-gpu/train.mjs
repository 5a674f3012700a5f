// A small convolutional network on tfjs-node-gpu, or on tfjs-node where that is not installed. Pictures are made up: a bright square, and which
// quarter of the picture it is in. The Dockerfile beside this file has the CUDA that tfjs-node-gpu asks for.
import { init } from '@kymo/core'
import { artifactRouter, kymoCallback, modelCheckpoint } from '@kymo/tfjs'

const tf = await loadTensorFlow()
const config = { epochs: 4, batchSize: 64, count: 1024, side: 24 }
const run = await init({ project: 'quarters', config })

const [xs, ys] = makePictures(config)
const model = tf.sequential({ name: 'quarters' })
model.add(
  tf.layers.conv2d({
    inputShape: [config.side, config.side, 1],
    filters: 8,
    kernelSize: 5,
    activation: 'relu',
  }),
)
model.add(tf.layers.maxPooling2d({ poolSize: 4 }))
model.add(tf.layers.flatten())
model.add(tf.layers.dense({ units: 4, activation: 'softmax' }))
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
await model.fit(xs, ys, {
  epochs: config.epochs,
  batchSize: config.batchSize,
  validationSplit: 0.25,
  verbose: 0,
  callbacks: [
    kymoCallback(tf, { run, model, gradients: 8 }),
    modelCheckpoint(tf, { run, model, saveBestOnly: true }),
  ],
})

artifactRouter(tf, { run })
const best = await tf.loadLayersModel(`artifact://run_${run.id}_model:best`)
best.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
const accuracy = best.evaluate(xs, ys)[1].dataSync()[0]
console.log(JSON.stringify({ backend: tf.getBackend(), gpu: tf.engine().backend.isUsingGpuDevice, accuracy }))
await run.finish()

async function loadTensorFlow() {
  try {
    return (await import('@tensorflow/tfjs-node-gpu')).default
  } catch {
    return (await import('@tensorflow/tfjs-node')).default
  }
}

/** Pictures `[count, side, side, 1]` and quarters `[count, 4]`, one-hot. */
function makePictures({ count, side }) {
  const quarters = Array.from({ length: count }, (_, i) => i % 4)
  const pixels = new Float32Array(count * side * side)
  for (const [i, quarter] of quarters.entries()) {
    const half = side / 2
    const left = (quarter % 2) * half + Math.floor(Math.random() * (half - 4))
    const top = Math.floor(quarter / 2) * half + Math.floor(Math.random() * (half - 4))
    for (let y = top; y < top + 4; y++)
      for (let x = left; x < left + 4; x++) pixels[(i * side + y) * side + x] = 1
  }
  return [tf.tensor4d(pixels, [count, side, side, 1]), tf.oneHot(tf.tensor1d(quarters, 'int32'), 4)]
}
