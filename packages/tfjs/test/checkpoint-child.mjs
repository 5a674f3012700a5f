// `node checkpoint-child.mjs train <folder> <back-end> <TensorFlow.js>` trains with checkpoints until it is killed, and prints the digest of
// the weights of every epoch. `node checkpoint-child.mjs restore <the same> <run id>` prints the digest of the newest checkpoint.
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { init } from '@kymo/core'
import { artifactRouter, callbacks, modelCheckpoint } from '@kymo/tfjs'

const [, , task, dir, backend, tfjs, trainedId] = process.argv
const tf = createRequire(import.meta.url)(tfjs)
await tf.setBackend(backend)

const run = await init({
  project: 'checkpoints',
  dir,
  mode: 'offline',
  quiet: true,
  console: false,
  git: false,
  systemMetrics: false,
})
if (task === 'train') await train()
else await restore()

/** 4 MB of weights and 8 MB of Adam's state: saving takes about as long as an epoch of this. */
async function train() {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 1000, inputShape: [1000] }),
      tf.layers.dense({ units: 1, useBias: false }),
    ],
  })
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' })
  const [xs, ys] = [tf.ones([2, 1000]), tf.zeros([2, 1])]
  console.log(JSON.stringify({ run: run.id }))
  await model.fit(xs, ys, {
    epochs: 1000,
    verbose: 0,
    callbacks: callbacks(tf, [
      { onEpochEnd: async (epoch) => console.log(JSON.stringify({ epoch, digest: await digestOf(model) })) },
      modelCheckpoint(tf, { run, model, monitor: 'loss' }),
    ]),
  })
}

async function restore() {
  artifactRouter(tf, { run })
  const name = `run_${trainedId}_model:latest`
  const { metadata } = await run.useArtifact(name)
  const model = await tf.loadLayersModel(`artifact://${name}`)
  console.log(JSON.stringify({ epoch: metadata.epoch, digest: await digestOf(model) }))
  await run.finish()
}

/** Weights and the state of the optimizer. */
async function digestOf(model) {
  const hash = createHash('sha256')
  const add = (tensor) => hash.update(new Uint8Array(tensor.dataSync().slice().buffer))
  for (const weight of model.weights) add(weight.read())
  const [iterations, ...state] = await model.optimizer.getWeights()
  add(iterations.tensor)
  iterations.tensor.dispose()
  for (const { tensor } of state) add(tensor)
  return hash.digest('hex')
}
