// Serves in four threads at once, each with a run of its own, and ends without being told to.
import { createRequire } from 'node:module'
import { isMainThread, parentPort, threadId, Worker } from 'node:worker_threads'
import { init } from '@kymo/core'
import { autolog } from '@kymo/onnx'
import { denseModel } from './onnx-writer.mjs'

const RUNS = 200

if (isMainThread) {
  const threads = Array.from(
    { length: 3 },
    () => new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) }),
  )
  const results = threads.map(
    (thread) => new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject)),
  )
  console.log(JSON.stringify(await Promise.all([serve(), ...results])))
} else {
  parentPort.postMessage(await serve())
}

async function serve() {
  const ort = createRequire(import.meta.url)(process.argv[2])
  const run = await init({ project: 'threads', dir: process.argv[3], mode: 'offline', quiet: true })
  autolog(ort, { run, warmupRuns: 0 })
  const session = await ort.InferenceSession.create(denseModel())
  const x = new ort.Tensor('float32', new Float32Array(8), [1, 8])
  let sum = 0
  for (let i = 0; i < RUNS; i++) sum += (await session.run({ x })).y.data.length
  await run.finish()
  return { id: run.id, thread: threadId, sum, runs: run.summary.get('onnx/session/runs') }
}
