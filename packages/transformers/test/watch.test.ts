import { createRequire } from 'node:module'
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Transformers from '@huggingface/transformers'
import { Api, init, type ApiRun, type Run } from '@kymo/core'
import { decodeTraceRequest, LogReader, type SpanRecord, type SpanValue } from '@kymo/protocol'
import { loadProgress, unwatchPipeline, watchPipeline } from '@kymo/transformers'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { writeTinyModels } from './tiny-models.mjs'

/** The package of the workspace, or of a folder with another version of it. */
const from = process.env['KYMO_TRANSFORMERS_FROM']
const requireFrom = createRequire(
  from === undefined ? import.meta.url : pathToFileURL(join(from, 'package.json')),
)
const { env, InterruptableStoppingCriteria, pipeline, TextStreamer } = (
  from === undefined
    ? await import('@huggingface/transformers')
    : await import(
        pathToFileURL(requireFrom.resolve('@huggingface/transformers').replace(/\.cjs$/, '.mjs')).href
      )
) as typeof Transformers

type Generate = (
  input: unknown,
  options?: Readonly<Record<string, unknown>>,
) => Promise<{ generated_text: unknown }[]>

const root = mkdtempSync(join(tmpdir(), 'kymo-tiny-'))
const options = { dtype: 'fp32', local_files_only: true } as const
beforeAll(() => {
  writeTinyModels(root)
  env.allowRemoteModels = false
  env.localModelPath = root
})

let run: Run
beforeEach(async () => {
  run = await init({
    project: 'transformers',
    mode: 'offline',
    quiet: true,
    console: false,
    environment: false,
    git: false,
    systemMetrics: false,
    dir: mkdtempSync(join(tmpdir(), 'kymo-transformers-')),
    reinit: 'create_new',
  })
})
afterEach(() => run.finish())

async function generator(): Promise<Generate & Transformers.TextGenerationPipeline> {
  return (await pipeline('text-generation', 'tiny-generate', options)) as Generate &
    Transformers.TextGenerationPipeline
}

async function stored(): Promise<ApiRun> {
  await run.finish()
  for await (const found of new Api({ dir: run.dir as string }).runs('transformers')) return found
  throw new Error('the run is not there')
}

/** Spans that have ended. */
async function spans(): Promise<SpanRecord[]> {
  await run.finish()
  const folder = run.dir as string
  const name = readdirSync(folder).find((file) => file.endsWith('.spans'))
  if (name === undefined) return []
  const reader = new LogReader()
  reader.push(readFileSync(join(folder, name)))
  const found: SpanRecord[] = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    for (const { scopes } of decodeTraceRequest(entry.payload))
      found.push(...scopes.flatMap((scope) => scope.spans).filter(({ endNs }) => endNs > 0n))
  return found
}

const attribute = (span: SpanRecord | undefined, key: string): SpanValue | undefined =>
  span?.attributes.find(([name]) => name === key)?.[1]

/** Takes this long, and is not early as a timer may be. */
function busy(ms: number): void {
  const endMs = performance.now() + ms
  while (performance.now() < endMs) continue
}

test('time to first token and tokens per second are those of a stopwatch beside it', async () => {
  const generate = watchPipeline(await generator(), { run, model: 'tiny' })
  await generate('w2', { max_new_tokens: 2 })
  const puts: number[] = []
  const startMs = performance.now()
  const streamer = {
    put: () => {
      puts.push(performance.now())
      busy(puts.length === 1 ? 60 : 20)
    },
    end: () => undefined,
  }
  await generate('w3 w4', { max_new_tokens: 12, streamer })
  const firstMs = (puts[1] ?? 0) - startMs
  const decodePerS = (11 / ((puts[12] ?? 0) - (puts[1] ?? 0))) * 1000
  const [, span] = await spans()

  expect(puts).toHaveLength(13)
  const ours = attribute(span, 'gen_ai.response.time_to_first_chunk') as number
  expect(Math.abs(ours * 1000 - firstMs) / firstMs).toBeLessThan(0.05)
  const perS = 1000 / (attribute(span, 'kymo.inter_token_latency_ms') as number)
  expect(Math.abs(perS - decodePerS) / decodePerS).toBeLessThan(0.05)
  expect(span).toMatchObject({ name: 'text_completion tiny', kind: 3 })
  expect(attribute(span, 'gen_ai.usage.input_tokens')).toBe(2)
  expect(attribute(span, 'gen_ai.usage.output_tokens')).toBe(12)
  expect(attribute(span, 'gen_ai.response.finish_reasons')).toEqual(['length'])
  expect(attribute(span, 'gen_ai.provider.name')).toBe('transformers.js')
})

test('a batch counts the tokens of each row up to its end, and the padding of its prompts', async () => {
  const generate = watchPipeline(await generator(), { run })
  const answers = await generate(['w3 w4 w5 w6', 'w28'], { max_new_tokens: 6 })
  const { summary } = await stored()
  const [span] = await spans()

  expect(answers).toHaveLength(2)
  // w28 → w29, w30, [END]
  expect(attribute(span, 'gen_ai.usage.output_tokens')).toBe(6 + 3)
  expect(attribute(span, 'gen_ai.usage.input_tokens')).toBe(5)
  expect(attribute(span, 'transformers.padded_tokens')).toBe(3)
  expect(attribute(span, 'gen_ai.response.finish_reasons')).toEqual(['length', 'stop'])
  expect(summary).toMatchObject({
    'transformers/text-generation/calls': 1,
    'transformers/text-generation/items': 2,
    'transformers/text-generation/input_tokens': 5,
    'transformers/text-generation/output_tokens': 9,
    'transformers/text-generation/padding_ratio': 3 / 8,
    'transformers/text-generation/finish/stop': 1,
    'transformers/text-generation/finish/length': 1,
  })
  expect(summary['transformers/text-generation/decode_tokens_per_s']).toBeGreaterThan(0)
})

test("the program's own streamer gets everything, and stopping early is interrupted", async () => {
  const generate = watchPipeline(await generator(), { run })
  let text = ''
  const streamer = new TextStreamer(generate.tokenizer, {
    skip_prompt: true,
    callback_function: (part: string) => {
      text += part
    },
  })
  await generate('w5', { max_new_tokens: 4, streamer })
  const stopping = new InterruptableStoppingCriteria()
  let putCount = 0
  const counting = {
    put: () => {
      putCount += 1
      if (putCount === 3) stopping.interrupt()
    },
    end: () => undefined,
  }
  await generate('w5', { max_new_tokens: 20, streamer: counting, stopping_criteria: stopping })
  const found = await spans()

  expect(text.trim()).toBe('w6 w7 w8 w9')
  expect(found.map((span) => attribute(span, 'gen_ai.response.finish_reasons'))).toEqual([
    ['length'],
    ['interrupted'],
  ])
})

test('conversations are chats, with messages only when asked, and redacted', async () => {
  const quiet = watchPipeline(await generator(), { run })
  await quiet([{ role: 'user', content: 'w2 w9' }], { max_new_tokens: 2 })
  unwatchPipeline(quiet)
  const loud = watchPipeline(quiet, {
    run,
    captureContent: true,
    samples: 1,
    redact: (value) => (typeof value === 'string' ? value.replaceAll('w9', '***') : value),
  })
  await loud([{ role: 'user', content: 'w2 w9' }], { max_new_tokens: 2 })
  const [first, second] = await spans()

  expect(first?.name).toMatch(/^chat /)
  expect(
    JSON.stringify(first?.attributes, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
  ).not.toContain('w9')
  expect(attribute(second, 'gen_ai.input.messages')).toBe(
    '[{"role":"user","parts":[{"type":"text","content":"w2 ***"}]}]',
  )
  expect(attribute(second, 'gen_ai.output.messages')).toContain('w10 w11')
  const { summary } = await stored()
  expect(summary['transformers/text-generation/samples']).toMatchObject({
    _type: 'table-file',
    nrows: 1,
    ncols: 4,
  })
})

test('embeddings are checked, classes counted, and the configuration says what ran where', async () => {
  const embed = watchPipeline(
    await pipeline('feature-extraction', 'tiny-embed', { ...options, progress_callback: loadProgress(run) }),
    { run },
  )
  const classify = watchPipeline(await pipeline('text-classification', 'tiny-classify', options), { run })
  const vectors = await embed(['w3 w4', 'w5'], { pooling: 'mean', normalize: true })
  await classify(['w3 w4', 'w30 w29', 'w20 w21'])
  const { summary, config } = await stored()
  const [embedding, classification] = await spans()

  expect(vectors.dims).toEqual([2, 32])
  expect(attribute(embedding, 'gen_ai.operation.name')).toBe('embeddings')
  expect(attribute(embedding, 'gen_ai.embeddings.dimension.count')).toBe(32)
  expect(attribute(embedding, 'gen_ai.usage.input_tokens')).toBe(3)
  expect(classification?.name).toBe('text-classification bert')
  expect(summary).toMatchObject({
    'transformers/feature-extraction/non_finite_values': 0,
    'transformers/text-classification/labels/high': 2,
    'transformers/text-classification/labels/low': 1,
  })
  expect(summary['transformers/feature-extraction/embedding_norm']).toBeCloseTo(1, 5)
  expect(config).toMatchObject({
    'transformers/feature-extraction': {
      task: 'feature-extraction',
      sessions: { model: { dtype: 'fp32', device: 'cpu' } },
    },
  })
  expect(JSON.stringify(config['transformers/feature-extraction/load'])).toContain('onnx/model.onnx')
})

test('calls at the same time do not mix', async () => {
  const generate = watchPipeline(await generator(), { run, captureContent: true })
  await Promise.all([2, 3, 5, 8].map((count) => generate(`w${count}`, { max_new_tokens: count })))
  const found = await spans()

  const counted = found.map((span) => [
    attribute(span, 'kymo.input.value'),
    attribute(span, 'gen_ai.usage.output_tokens'),
  ])
  expect(counted.toSorted((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
    ['w2', 2],
    ['w3', 3],
    ['w5', 5],
    ['w8', 8],
  ])
})

test('an error of the pipeline or of the streamer is unchanged, counted, and recorded', async () => {
  const generate = watchPipeline(await generator(), { run })
  await expect(generate(7)).rejects.toThrow('Input must be a string')
  const failure = new Error('streamer broke')
  const streamer = {
    put: () => {
      throw failure
    },
    end: () => undefined,
  }
  await expect(generate('w3', { streamer })).rejects.toBe(failure)
  const { summary } = await stored()

  expect(summary).toMatchObject({
    'transformers/text-generation/errors': 2,
    'transformers/text-generation/calls': 2,
  })
  expect((await spans()).map(({ status }) => status)).toEqual([
    { code: 2, message: expect.stringContaining('Input must be') as string },
    { code: 2, message: 'streamer broke' },
  ])
})

test('watching twice is once, and letting go leaves the pipeline as it was', async () => {
  const generate = await generator()
  const before = [Object.keys(generate), Object.keys(generate.model)]
  expect(watchPipeline(watchPipeline(generate, { run }), { run })).toBe(generate)
  await generate('w3', { max_new_tokens: 2 })
  unwatchPipeline(generate)
  expect([Object.keys(generate), Object.keys(generate.model)]).toEqual(before)
  await generate('w3', { max_new_tokens: 2 })
  const again = watchPipeline(generate, { run })
  await run.finish()
  expect([Object.keys(again), Object.keys(again.model)]).toEqual(before)
  await again('w3', { max_new_tokens: 2 })

  expect(await spans()).toHaveLength(1)
})

test('a run holds nothing of a pipeline that was let go', async () => {
  const held = new Set<unknown>()
  const counted = {
    log: () => undefined,
    span: run.span.bind(run),
    config: { update: () => undefined },
    onFinish: (callback: (exitCode: number) => unknown) => {
      held.add(callback)
      return () => void held.delete(callback)
    },
  }
  const generate = watchPipeline(await generator(), { run: counted })
  expect(held.size).toBe(1)
  unwatchPipeline(generate)
  expect(held.size).toBe(0)
})

test('the copy for require works as well', async () => {
  const cjs = requireFrom('@huggingface/transformers') as typeof Transformers
  cjs.env.allowRemoteModels = false
  cjs.env.localModelPath = root
  const generate = watchPipeline(
    (await cjs.pipeline('text-generation', 'tiny-generate', options)) as Generate &
      Transformers.TextGenerationPipeline,
    { run },
  )
  await generate('w3', { max_new_tokens: 3 })

  expect(attribute((await spans())[0], 'gen_ai.usage.output_tokens')).toBe(3)
})

test('wrong arguments are refused by name', async () => {
  const watch = watchPipeline as (...args: unknown[]) => unknown
  expect(() => watch(pipeline('text-generation', 'tiny-generate', options), { run })).toThrow(
    /is an `await` missing/,
  )
  const generate = await generator()
  expect(() => watch(generate, {})).toThrow(/run must be/)
  expect(() => watch(generate, { run, samples: -1 })).toThrow(/samples must be/)
})

test('a pipeline that was watched by a run that let it not go is watched by the next', async () => {
  const pipe = await pipeline('feature-extraction', 'tiny-embed', options)
  const over = { ...fakeRun(), isFinished: false }
  watchPipeline(pipe, { run: over as never })
  over.isFinished = true
  watchPipeline(pipe, { run })
  await pipe('hello')
  expect(await spans()).toHaveLength(1)
})

test('a run that is finished takes no pipeline, and an asynchronous redaction ends no program', async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  const pipe = await pipeline('feature-extraction', 'tiny-embed', options)
  watchPipeline(pipe, { run: { ...fakeRun(), isFinished: true } as never })
  const redact = (): unknown => Promise.reject(new Error('later'))
  watchPipeline(pipe, { run, captureContent: true, redact })
  await pipe('secret')
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
  const [span] = await spans()
  expect(span?.attributes.map(([, value]) => value)).toContain('[redaction failed]')
})

/** As little of a run as the adapter needs. */
function fakeRun(): object {
  return {
    log: () => undefined,
    startSpan: () => undefined,
    span: (_name: string, action: () => unknown) => action(),
  }
}
