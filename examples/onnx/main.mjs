// Serves a small model with ONNX Runtime under load and logs how that went, offline: `node main.mjs`, then `npx kymo ui`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { Api, init } from '@kymo/core'
import { watchSession } from '@kymo/onnx'
import * as ort from 'onnxruntime-node'
import { buildModel } from './build-model.mjs'

/** One caller, then four, then sixteen at once: each waits while the others compute. */
const PHASES = [1, 4, 16]
const REQUESTS_PER_PHASE = 600

mkdirSync('models', { recursive: true })
writeFileSync('models/digits.onnx', buildModel())

const run = await init({ project: 'onnx', dir: process.env.KYMO_DIR ?? 'kymo' })
const options = { intraOpNumThreads: 1, enableProfiling: true, profileFilePrefix: 'models/digits' }
const session = await ort.InferenceSession.create('models/digits.onnx', options)
watchSession(session, { run, model: 'models/digits.onnx', options, windowMs: 50 })

async function call(requestCount) {
  for (let i = 0; i < requestCount; i++) {
    const batch = i % 3 === 0 ? 16 : 1
    const pixels = Float32Array.from({ length: batch * 64 }, Math.random)
    await session.run({ pixels: new ort.Tensor('float32', pixels, [batch, 64]) })
  }
}

for (const callers of PHASES)
  await Promise.all(
    Array.from({ length: callers }, (_, i) => call(Math.ceil((REQUESTS_PER_PHASE - i) / callers))),
  )
// A request that is wrong reaches its caller as it would without Kymo, and is counted.
await session.run({ pixels: new ort.Tensor('float32', new Float32Array(63), [1, 63]) }).catch((error) => {
  console.log(`refused: ${error.message.split('\n')[0]}`)
})
await run.finish()

const { config, summary } = await new Api({ dir: process.env.KYMO_DIR ?? 'kymo' }).run(`onnx/${run.id}`)
const { model } = config['onnx/digits']
console.log(`model: ${model.nodeCount} nodes, ${model.parameterCount} parameters, opset ${model.opset}`)
for (const name of ['runs', 'errors']) console.log(`${name}: ${Number(summary[`onnx/digits/${name}`])}`)
for (const name of ['runs_per_s', 'queue_ms_p50', 'compute_ms_p50', 'compute_ms_p99'])
  console.log(`${name}: ${Number(summary[`onnx/digits/${name}`].toPrecision(3))}`)
for (const { shape, runs, errors = 0 } of summary['onnx/digits/input_shapes'])
  console.log(`${shape}: ${runs} runs, ${errors} errors`)
