import * as tf from '@tensorflow/tfjs'
import { init } from '@kymo/core'
import { modelCheckpoint, kymoCallback } from '@kymo/tfjs'
process.on('unhandledRejection', (e) => console.log('UNHANDLED', e)); process.on('warning', (w) => console.log('W', w.message.slice(0, 200)))
const run = await init({ project: 'p', mode: 'offline', quiet: false, console: false, environment: false, git: false, systemMetrics: false, dir: '/tmp/kymo/attack4-fs' })
const model = tf.sequential({ layers: [tf.layers.dense({ units: 700, inputShape: [700] }), tf.layers.dense({ units: 1 })] })
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
const x = tf.randomNormal([32, 700]), y = tf.randomNormal([32, 1])
const t0 = Date.now()
try { modelCheckpoint(tf, { run, name: '..' }); console.log('.. is taken') } catch (e) { console.log('.. refused') }
const bad = new Proxy(model, {})
const h = await model.fit(x, y, { epochs: 4, verbose: 0, callbacks: [kymoCallback(tf, { run }), modelCheckpoint(tf, { run, model, name: process.argv[2] })] })
console.log('fit done', h.history.loss.length, Date.now() - t0, 'ms')
for (let i = 0; i < 3000; i++) run.startSpan('s' + i, { attributes: { a: 'x'.repeat(1000) } }).end()
console.log('spans done', Date.now() - t0)
await run.finish(); console.log('finished', Date.now() - t0, 'ms', process.memoryUsage().rss / 1e6 | 0)
