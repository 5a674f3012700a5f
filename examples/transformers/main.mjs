// Three pipelines of Transformers.js, watched. The models are made here, of a few kilobytes each, so that nothing is downloaded:
//   node examples/transformers/main.mjs     then look at it with: npx kymo ui
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, pipeline, TextStreamer } from '@huggingface/transformers'
import { init } from '@kymo/core'
import { loadProgress, watchPipeline } from '@kymo/transformers'
import { writeTinyModels } from '../../packages/transformers/test/tiny-models.mjs'

const models = mkdtempSync(join(tmpdir(), 'tiny-models-'))
writeTinyModels(models)
Object.assign(env, { allowRemoteModels: false, localModelPath: models })

const mode = process.env.KYMO_BASE_URL ? 'online' : 'offline'
const run = await init({ project: 'tiny-models', mode })
const load = async (task, model) => {
  const pipe = await pipeline(task, model, { dtype: 'fp32', progress_callback: loadProgress(run) })
  return watchPipeline(pipe, { run, model, captureContent: true, samples: 10, metricsIntervalMs: 0 })
}

const embed = await load('feature-extraction', 'tiny-embed')
const vectors = await embed(['w3 w4', 'w5'], { pooling: 'mean', normalize: true })
console.log(`embeddings of ${vectors.dims.join(' × ')}`)

const classify = await load('text-classification', 'tiny-classify')
console.log((await classify(['w3 w7', 'w30 w29'])).map(({ label }) => label).join(', '))

const generate = await load('text-generation', 'tiny-generate')
// A streamer of the program goes on to get everything.
const streamer = new TextStreamer(generate.tokenizer, { skip_prompt: true })
for (const start of ['w3', 'w8 w9', 'w25']) await generate(start, { max_new_tokens: 10, streamer })

await run.finish()
for (const key of ['calls', 'output_tokens', 'finish/stop', 'finish/length'])
  console.log(key, String(run.summary.get(`transformers/text-generation/${key}`)))
rmSync(models, { recursive: true })
