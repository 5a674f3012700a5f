import { mkdirSync, writeFileSync } from 'node:fs'
import { env, pipeline } from '@huggingface/transformers'
import { autolog } from '@kymo/onnx'
import { createTempDir, type TempDir } from '@kymo/testkit'
import * as ort from 'onnxruntime-node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { initializer, model, node, valueInfo } from './onnx-writer.mjs'
import { configOf, createRecordingRun, valuesOf } from './recording-run.ts'

const INT64 = 7
const WORDS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'hello', 'world']

let dir: TempDir
beforeAll(() => {
  dir = createTempDir()
  mkdirSync(dir.join('tiny', 'onnx'), { recursive: true })
  const json = (name: string, content: object): void =>
    writeFileSync(dir.join('tiny', name), JSON.stringify(content))
  json('config.json', { model_type: 'bert', architectures: ['BertModel'], hidden_size: 4 })
  json('tokenizer_config.json', {
    tokenizer_class: 'BertTokenizer',
    model_max_length: 16,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
  })
  json('tokenizer.json', {
    version: '1.0',
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: null,
    model: {
      type: 'WordLevel',
      unk_token: '[UNK]',
      vocab: Object.fromEntries(WORDS.map((word, i) => [word, i])),
    },
  })
  writeFileSync(dir.join('tiny', 'onnx', 'model.onnx'), embeddingModel())
})
afterAll(() => dir.remove())

it('autolog() watches the sessions that Transformers.js makes', async () => {
  const run = createRecordingRun()
  const stop = autolog(ort, { run, warmupRuns: 0 })
  env.allowRemoteModels = false
  env.localModelPath = `${dir.path}/`

  const extract = await pipeline('feature-extraction', 'tiny', { dtype: 'fp32', device: 'cpu' })
  const features = await extract(['hello world', 'world'])
  await extract('hello')
  await run.finish()
  stop()

  expect(features.dims).toEqual([2, 2, 4])
  expect(valuesOf(run, 'onnx/model/runs')).toEqual([2])
  expect(configOf(run, 'model')).toMatchObject({ model: { operators: { Gather: 1 }, parameterCount: 24 } })
  const shapes = run.summaries.at(-1)?.['onnx/model/input_shapes']
  expect(shapes).toEqual([
    { shape: expect.stringContaining('input_ids int64[2,2]'), runs: 1 },
    { shape: expect.stringContaining('input_ids int64[1,1]'), runs: 1 },
  ])
})

/** One vector for each word. */
function embeddingModel(): Uint8Array {
  const ids = ['batch', 'length']
  return model({
    graph: [
      node({ name: 'embed', op: 'Gather', inputs: ['words', 'input_ids'], outputs: ['last_hidden_state'] }),
      initializer({ name: 'words', dims: [WORDS.length, 4], values: WORDS.flatMap((_, i) => [i, i, i, 1]) }),
      valueInfo(11, { name: 'input_ids', dims: ids, type: INT64 }),
      valueInfo(11, { name: 'attention_mask', dims: ids, type: INT64 }),
      valueInfo(12, { name: 'last_hidden_state', dims: [...ids, 4] }),
    ],
  })
}
