// Serves, and ends without finishing its run.
import { createRequire } from 'node:module'
import { init } from '@kymo/core'
import { watchSession } from '@kymo/onnx'
import { denseModel } from './onnx-writer.mjs'

const ort = createRequire(import.meta.url)(process.argv[2])
const run = await init({ project: 'threads', dir: process.argv[3], mode: 'offline', quiet: true })
const session = watchSession(await ort.InferenceSession.create(denseModel()), { run, windowMs: 60_000 })
for (let i = 0; i < 11; i++) await session.run({ x: new ort.Tensor('float32', new Float32Array(8), [1, 8]) })
