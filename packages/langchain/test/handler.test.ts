import type * as Messages from '@langchain/core/messages'
import type * as ChatModels from '@langchain/core/language_models/chat_models'
import type * as Outputs from '@langchain/core/outputs'
import type * as Prompts from '@langchain/core/prompts'
import type * as Runnables from '@langchain/core/runnables'
import type * as Dispatch from '@langchain/core/callbacks/dispatch'
import type * as Manager from '@langchain/core/callbacks/manager'
import type * as Testing from '@langchain/core/utils/testing'
import type * as Tools from '@langchain/core/tools'
import { Api, type ApiRun, type Run } from '@kymo/core'
import { autolog, KymoCallbackHandler } from '@kymo/langchain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { importFrom, requireFrom } from './frameworks.ts'
import { flat, outline, startRun, treesOf, type TreeSpan } from './recorded-run.ts'

const { AIMessage, AIMessageChunk, HumanMessage, SystemMessage } =
  await importFrom<typeof Messages>('@langchain/core/messages')
const { ChatPromptTemplate } = await importFrom<typeof Prompts>('@langchain/core/prompts')
const { RunnableLambda } = await importFrom<typeof Runnables>('@langchain/core/runnables')
const { dispatchCustomEvent } = await importFrom<typeof Dispatch>('@langchain/core/callbacks/dispatch')
const manager = await importFrom<typeof Manager>('@langchain/core/callbacks/manager')
const { FakeListChatModel, FakeLLM, FakeRetriever, FakeStreamingChatModel } = await importFrom<
  typeof Testing
>('@langchain/core/utils/testing')
const { ChatGenerationChunk } = await importFrom<typeof Outputs>('@langchain/core/outputs')
const { tool } = await importFrom<typeof Tools>('@langchain/core/tools')

let run: Run
beforeEach(async () => {
  run = await startRun()
})
afterEach(() => run.finish())

async function trees(): Promise<TreeSpan[]> {
  await run.finish()
  return treesOf(run.dir as string)
}

async function storedRun(): Promise<ApiRun> {
  for await (const stored of new Api({ dir: run.dir as string }).runs('langchain')) return stored
  throw new Error('the run is not there')
}

/** A model that answers with one message. */
function modelOf(message: InstanceType<typeof AIMessage>): InstanceType<typeof FakeStreamingChatModel> {
  return new FakeStreamingChatModel({ responses: [message] })
}

test('a chain is a tree of retriever, prompt, model, parser and lambda, without content unless asked', async () => {
  const kymo = new KymoCallbackHandler({ run })
  const retriever = new FakeRetriever()
  const chain = RunnableLambda.from(async (question: string, config) => {
    const documents = await retriever.invoke(question, config)
    return { documents: documents.length, question }
  })
    .pipe(ChatPromptTemplate.fromMessages([['human', '{question} with {documents}']]))
    .pipe(new FakeListChatModel({ responses: ['the answer'] }))
    .pipe(RunnableLambda.from((message: { content: unknown }) => message.content))
  await chain.invoke('why?', {
    callbacks: [kymo],
    runName: 'rag',
    metadata: { thread_id: 't1' },
    tags: ['mine'],
  })
  const found = await trees()

  expect(outline(found)).toBe(
    'rag > [RunnableLambda > [retrieval FakeRetriever], ChatPromptTemplate, chat FakeListChatModel, RunnableLambda]',
  )
  expect(found[0]?.attributes.get('gen_ai.operation.name')).toBe('invoke_workflow')
  expect(flat(found).map((span) => span.attributes.get('gen_ai.conversation.id'))).toEqual(
    flat(found).map(() => 't1'),
  )
  expect(found[0]?.attributes.get('langchain.tags')).toEqual(['mine'])
  const text = JSON.stringify(flat(found).map(({ attributes }) => [...attributes]))
  expect(text).not.toContain('why?')
  expect(text).not.toContain('the answer')
  expect(kymo.openCount).toBe(0)
})

test('usage with its details, cost, model and reason come from the message, and add up in the run', async () => {
  const kymo = new KymoCallbackHandler({
    run,
    captureContent: true,
    prices: { 'my-model*': { input: 2, output: 10, cacheRead: 1 } },
    metricsIntervalMs: 0,
  })
  const message = new AIMessage({
    content: '42',
    id: 'resp_1',
    usage_metadata: {
      input_tokens: 1000,
      output_tokens: 100,
      total_tokens: 1100,
      input_token_details: { cache_read: 400 },
      output_token_details: { reasoning: 60 },
    },
    response_metadata: { model_name: 'my-model-2', finish_reason: 'stop' },
  })
  const { SimpleChatModel } = await importFrom<typeof ChatModels>(
    '@langchain/core/language_models/chat_models',
  )
  class Model extends SimpleChatModel {
    _llmType(): string {
      return 'model'
    }
    _call(): Promise<string> {
      return Promise.resolve('')
    }
    override async _generate(): ReturnType<InstanceType<typeof SimpleChatModel>['_generate']> {
      return { generations: [{ text: '42', message }] }
    }
    override invocationParams(): Record<string, unknown> {
      return { model: 'my-model', temperature: 0.5, max_tokens: 10, stop: ['\n'] }
    }
  }
  await new Model({}).invoke([new SystemMessage('be brief'), new HumanMessage('what?')], {
    callbacks: [kymo],
  })
  const [span] = await trees()

  expect(span?.name).toBe('chat my-model')
  expect(Object.fromEntries(span?.attributes ?? [])).toMatchObject({
    'gen_ai.request.model': 'my-model',
    'gen_ai.request.temperature': 0.5,
    'gen_ai.request.max_tokens': 10,
    'gen_ai.request.stop_sequences': ['\n'],
    'gen_ai.response.model': 'my-model-2',
    'gen_ai.response.id': 'resp_1',
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.input_tokens': 1000,
    'gen_ai.usage.output_tokens': 100,
    'gen_ai.usage.cache_read.input_tokens': 400,
    'gen_ai.usage.reasoning.output_tokens': 60,
    'kymo.cost_usd': (600 * 2 + 400 * 1 + 100 * 10) / 1e6,
  })
  expect(JSON.parse(span?.attributes.get('gen_ai.input.messages') as string)).toEqual([
    { role: 'system', parts: [{ type: 'text', content: 'be brief' }] },
    { role: 'user', parts: [{ type: 'text', content: 'what?' }] },
  ])
  expect(JSON.parse(span?.attributes.get('gen_ai.output.messages') as string)).toEqual([
    { role: 'assistant', parts: [{ type: 'text', content: '42' }], finish_reason: 'stop' },
  ])
  const stored = await storedRun()
  expect(stored?.summary).toMatchObject({
    'llm/calls': 1,
    'llm/input_tokens': 1000,
    'llm/output_tokens': 100,
    'llm/reasoning_tokens': 60,
    'llm/cost_usd': 0.0026,
  })
})

test('a stream has its time to first token, as a stopwatch beside it, and the time between tokens', async () => {
  const kymo = new KymoCallbackHandler({ run })
  const startMs = performance.now()
  let firstMs: number | undefined
  let text = ''
  const model = new FakeListChatModel({ responses: ['abcd'], sleep: 30 })
  for await (const chunk of await model.stream('hi', { callbacks: [kymo] })) {
    firstMs ??= performance.now() - startMs
    text += chunk.text
  }
  const [span] = await trees()

  expect(text).toBe('abcd')
  const seconds = span?.attributes.get('gen_ai.response.time_to_first_chunk') as number
  expect(seconds * 1000).toBeGreaterThan(20)
  // This model tells the handler of a chunk when the next one is asked for, which is after the program has seen it.
  expect(Math.abs(seconds * 1000 - (firstMs ?? 0))).toBeLessThan(10)
  expect(span?.attributes.get('kymo.inter_token_latency_ms')).toBeGreaterThan(20)
})

test('the usage of a stream is that of its last chunk', async () => {
  const kymo = new KymoCallbackHandler({ run })
  class Model extends FakeStreamingChatModel {
    override async *_streamResponseChunks(): ReturnType<
      InstanceType<typeof FakeStreamingChatModel>['_streamResponseChunks']
    > {
      const usage = { input_tokens: 5, output_tokens: 3, total_tokens: 8 }
      yield new ChatGenerationChunk({ text: 'a', message: new AIMessageChunk('a') })
      yield new ChatGenerationChunk({
        text: '',
        message: new AIMessageChunk({ content: '', usage_metadata: usage }),
      })
    }
  }
  for await (const _ of await new Model({}).stream('hi', { callbacks: [kymo] })) continue

  expect((await trees())[0]?.attributes.get('gen_ai.usage.output_tokens')).toBe(3)
})

test('a stream that is broken off is cancelled: below a root at its end, alone at the end of the run', async () => {
  const kymo = new KymoCallbackHandler({ run })
  const stream = (): Promise<AsyncIterable<unknown>> =>
    new FakeStreamingChatModel({
      chunks: ['a', 'b', 'c'].map((content) => new AIMessageChunk({ content })),
    }).stream('x', { callbacks: [kymo] })
  for await (const _ of await stream()) break
  const outer = RunnableLambda.from(async (_input: string, config) => {
    const inner = new FakeStreamingChatModel({
      chunks: [new AIMessageChunk({ content: 'a' }), new AIMessageChunk('b')],
    })
    for await (const _ of await inner.stream('x', config)) break
    return 'done'
  })
  await outer.invoke('x', { callbacks: [kymo] })
  const found = await trees()

  expect(found.map(({ outcome }) => outcome)).toEqual(['cancelled', 'ok'])
  expect(found[1]?.children.map(({ outcome }) => outcome)).toEqual(['cancelled'])
  expect(kymo.openCount).toBe(0)
})

test('errors of models and tools are errors, and reach the program unchanged', async () => {
  const kymo = new KymoCallbackHandler({ run })
  const failure = new RangeError('quota')
  const failing = RunnableLambda.from(() => {
    throw failure
  })
  await expect(failing.invoke('x', { callbacks: [kymo] })).rejects.toBe(failure)
  const broken = tool(
    () => {
      throw failure
    },
    { name: 'broken', description: 'fails', schema: { type: 'object', properties: {} } },
  )
  await expect(broken.invoke({}, { callbacks: [kymo] })).rejects.toThrow('quota')
  const found = await trees()

  expect(found.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['RunnableLambda', 'error'],
    ['execute_tool broken', 'error'],
  ])
  expect(found[1]?.attributes.get('error.type')).toBe('RangeError')
})

test('one start per prompt: each of a batch is a span of its own', async () => {
  const kymo = new KymoCallbackHandler({ run })
  await new FakeLLM({ response: 'r' }).generate(['a', 'b', 'c'], { callbacks: [kymo] })
  await new FakeListChatModel({ responses: ['x', 'y'] }).batch(['1', '2'], { callbacks: [kymo] })
  const found = await trees()

  expect(found.map(({ name }) => name)).toEqual([
    ...Array.from({ length: 3 }, () => 'text_completion FakeLLM'),
    ...Array.from({ length: 2 }, () => 'chat FakeListChatModel'),
  ])
  expect(found.every(({ outcome }) => outcome === 'ok')).toBe(true)
})

test('custom events are events of their span, and their numbers metrics of the run', async () => {
  const kymo = new KymoCallbackHandler({ run })
  const chain = RunnableLambda.from(async (_input: string, config) => {
    await dispatchCustomEvent('quality', { score: 0.5, note: 'text' }, config)
    return 1
  })
  await chain.invoke('x', { callbacks: [kymo] })
  const [span] = await trees()

  expect(span?.events).toEqual(['quality'])
  const stored = await storedRun()
  expect(stored?.summary).toMatchObject({ 'custom/quality/score': 0.5 })
})

test('rows of calls leave the steps of the program as they are', async () => {
  const kymo = new KymoCallbackHandler({ run, metricsIntervalMs: 0 })
  const model = new FakeListChatModel({ responses: ['a'] })
  for (let i = 0; i < 3; i++) {
    await model.invoke('x', { callbacks: [kymo] })
    run.log({ score: i })
  }
  // Two calls before the program logs again: the second has a row of its own.
  await model.invoke('x', { callbacks: [kymo] })
  await model.invoke('x', { callbacks: [kymo] })

  const stored = await storedRun()
  const steps = async (key: string): Promise<number[]> => {
    const found: number[] = []
    for await (const row of stored.history({ keys: [key] })) found.push(row['_step'])
    return found
  }
  expect(await steps('score')).toEqual([0, 1, 2])
  expect(await steps('llm/calls')).toEqual([0, 1, 2, 3, 4])
})

test('the copy for require and the copy for import both work, with one handler, also when others run in the background', async () => {
  const kymo = new KymoCallbackHandler({ run })
  const cjs = requireFrom('@langchain/core/utils/testing') as typeof Testing
  const seen: string[] = []
  const slow = {
    handleLLMEnd: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      seen.push('end')
    },
  }
  await new cjs.FakeListChatModel({ responses: ['a'] }).invoke('x', { callbacks: [slow, kymo] })
  expect(kymo.openCount).toBe(0)
  await new FakeListChatModel({ responses: ['b'] }).invoke('x', { callbacks: [kymo, slow] })
  expect(kymo.openCount).toBe(0)

  expect((await trees()).map(({ outcome }) => outcome)).toEqual(['ok', 'ok'])
})

test('a root hangs on the span around the call, whatever runs at the same time', async () => {
  const kymo = new KymoCallbackHandler({ run })
  const chain = RunnableLambda.from(async (text: string) => {
    await new Promise((resolve) => setImmediate(resolve))
    return text
  }).pipe(RunnableLambda.from((text: string) => text))
  await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      run.span(name, async () => {
        await new Promise((resolve) => setImmediate(resolve))
        await chain.invoke(name, { callbacks: [kymo], runName: `chain ${name}` })
      }),
    ),
  )

  expect(outline(await trees())).toBe(
    ['a', 'b', 'c'].map((name) => `${name} > [chain ${name} > [RunnableLambda, RunnableLambda]]`).join(', '),
  )
})

test('content goes through redact, and one that throws keeps nothing', async () => {
  const kymo = new KymoCallbackHandler({
    run,
    captureContent: true,
    redact: (value, key) => {
      if (key === 'gen_ai.output.messages') throw new Error('no')
      return typeof value === 'string' ? value.replaceAll('secret', '***') : value
    },
  })
  await modelOf(new AIMessage('secret answer')).invoke('a secret question', { callbacks: [kymo] })
  const [span] = await trees()

  expect(span?.attributes.get('gen_ai.input.messages')).toContain('a *** question')
  expect(span?.attributes.get('gen_ai.output.messages')).toBe('[redaction failed]')
})

test('autolog hears everything until it is taken back, and nothing twice', async () => {
  const kymo = new KymoCallbackHandler({ run })
  const stop = autolog(manager, kymo)
  const chain = RunnableLambda.from((n: number) => n + 1).pipe(RunnableLambda.from((n: number) => n * 2))
  await chain.invoke(1)
  await chain.invoke(1, { callbacks: [kymo] })
  stop()
  await chain.invoke(1)

  expect(outline(await trees())).toBe(
    Array.from({ length: 2 }, () => 'RunnableSequence > [RunnableLambda, RunnableLambda]').join(', '),
  )
})

test('a run that fails inside costs the program nothing, and one warning', async () => {
  const warnings: string[] = []
  const listen = (warning: Error): void => void warnings.push(warning.message)
  process.on('warning', listen)
  const kymo = new KymoCallbackHandler({
    run: {
      startSpan: () => {
        throw new Error('broken run')
      },
      log: () => undefined,
    },
  })
  const chain = RunnableLambda.from((n: number) => n + 1)
  expect([
    await chain.invoke(1, { callbacks: [kymo] }),
    await chain.invoke(2, { callbacks: [kymo] }),
  ]).toEqual([2, 3])
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', listen)

  expect(warnings.filter((message) => message.includes('broken run'))).toHaveLength(1)
})

test('wrong options are refused by name', () => {
  const make = (options: unknown): KymoCallbackHandler => new KymoCallbackHandler(options as { run: Run })
  expect(() => make({ run: startRun() })).toThrow(/run must be .*is an `await` missing/)
  expect(() => make(undefined)).toThrow(TypeError)
  expect(() => make({ run, prices: { m: { input: 1 } } })).toThrow(/prices\["m"\]/)
  expect(() => make({ run, prices: { m: { input: 1, output: 1, cacheRead: '1' } } })).toThrow(/prices\["m"\]/)
  expect(() => make({ run, metricsIntervalMs: '1000' })).toThrow(/metricsIntervalMs .* "1000"/)
})

test('a content that cannot be read costs itself only, and its span ends all the same', async () => {
  const kymo = new KymoCallbackHandler({ run, captureContent: true })
  const tools = [{ name: 'count', limit: 10n }]
  const thrower = Object.defineProperty({}, 'content', {
    enumerable: true,
    get: () => {
      throw new Error('no peeking')
    },
  })
  const lists: unknown[] = []
  lists.push(lists)

  kymo.handleChainStart({ id: ['x'] }, { question: 1n }, 'root')
  kymo.handleChatModelStart({ id: ['Chat'] }, [['hi']], 'model', 'root', { invocation_params: { tools } })
  kymo.handleLLMEnd({ generations: [[{ message: thrower }]] }, 'model')
  kymo.handleToolStart({ id: ['count'] }, '1', 'tool', 'root')
  kymo.handleToolEnd(thrower, 'tool')
  kymo.handleChainEnd(lists, 'root')

  expect(kymo.openCount).toBe(0)
  const [root] = await trees()
  expect(root?.children).toHaveLength(2)
  expect(root?.children[0]?.attributes.get('gen_ai.tool.definitions')).toContain('[unreadable: ')
  expect(root?.children[0]?.attributes.get('gen_ai.input.messages')).toContain('hi')
  expect([root, ...(root?.children ?? [])].map((span) => span?.outcome)).toEqual(['ok', 'ok', 'ok'])
})

test('hostile events are survived', async () => {
  const kymo = new KymoCallbackHandler({ run, captureContent: true }) as unknown as Record<
    string,
    (...args: unknown[]) => void
  >
  const hostile = [
    null,
    undefined,
    7,
    'x',
    [],
    {},
    Object.create(null),
    { generations: 3 },
    Symbol('s'),
    () => 1,
  ]
  for (const method of [
    'handleChatModelStart',
    'handleLLMStart',
    'handleLLMNewToken',
    'handleLLMEnd',
    'handleChainStart',
    'handleChainEnd',
    'handleChainError',
    'handleToolStart',
    'handleToolEnd',
    'handleRetrieverStart',
    'handleRetrieverEnd',
    'handleCustomEvent',
  ])
    for (const value of hostile)
      kymo[method]?.(
        value,
        value,
        `id ${String(hostile.indexOf(value))}`,
        undefined,
        value,
        value,
        value,
        value,
      )

  expect((await trees()).length).toBeGreaterThan(0)
})
