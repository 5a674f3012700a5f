// What the README takes for granted: a compiled model and data.
/* oxlint-disable eslint/no-unused-vars -- the README uses them */
import * as tfjs from '@tensorflow/tfjs'

const model = tfjs.sequential({ layers: [tfjs.layers.dense({ units: 1, inputShape: [2] })] })
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
const xs = tfjs.ones([32, 2])
const ys = tfjs.ones([32, 1])
