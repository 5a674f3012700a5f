// Question: what does watching a pipeline cost a call?
// A tiny model that embeds a word, and one that generates ten tokens, are called in turn watched and not watched.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, pipeline } from '@huggingface/transformers'
import { init } from '@kymo/core'
import { unwatchPipeline, watchPipeline } from '@kymo/transformers'
import { writeTinyModels } from '../packages/transformers/test/tiny-models.mjs'
import { interleave, median } from './lib/stats.mjs'

const ROUND_COUNT = 15
const CALLS = { embed: 200, generate: 40 }

/** @param {{ log: (line: string) => void }} options */
export async function run({ log }) {
  const folder = mkdtempSync(join(tmpdir(), 'kymo-transformers-'))
  try {
    writeTinyModels(folder)
    Object.assign(env, { allowRemoteModels: false, localModelPath: folder })
    const kymoRun = await init({
      project: 'bench',
      mode: 'offline',
      quiet: true,
      dir: folder,
      console: false,
    })
    const load = (task, model) => pipeline(task, model, { dtype: 'fp32', local_files_only: true })
    const embed = await load('feature-extraction', 'tiny-embed')
    const generate = await load('text-generation', 'tiny-generate')
    const cases = {
      embed: [embed, () => embed('w3', { pooling: 'mean' })],
      generate: [generate, () => generate('w3', { max_new_tokens: 10 })],
    }
    const rows = []
    for (const [name, [pipe, call]] of Object.entries(cases)) {
      const times = await interleave(
        {
          none: () => perCall(call, CALLS[name]),
          watched: async () => {
            watchPipeline(pipe, { run: kymoRun })
            const ms = await perCall(call, CALLS[name])
            unwatchPipeline(pipe)
            return ms
          },
          metrics: async () => {
            watchPipeline(pipe, { run: kymoRun, spans: false })
            const ms = await perCall(call, CALLS[name])
            unwatchPipeline(pipe)
            return ms
          },
        },
        ROUND_COUNT,
      )
      const floor = median(times.none) * 1000
      rows.push({ case: name, metric: 'with-spans', unit: 'us', value: median(times.watched) * 1000, floor })
      rows.push({
        case: name,
        metric: 'metrics-only',
        unit: 'us',
        value: median(times.metrics) * 1000,
        floor,
      })
      rows.push({
        case: name,
        metric: 'added',
        unit: 'us',
        value: (median(times.watched) - median(times.none)) * 1000,
      })
      log(`${name}: done`)
    }
    await kymoRun.finish()
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function perCall(call, count) {
  const startMs = performance.now()
  for (let i = 0; i < count; i += 1) await call()
  return (performance.now() - startMs) / count
}
