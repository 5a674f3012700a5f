import { fileURLToPath } from 'node:url'
import type * as LangChain from 'langchain'
import type * as LangGraph from '@langchain/langgraph'
import type * as Messages from '@langchain/core/messages'
import { startChild } from '@kymo/testkit'
import { Html, type Run } from '@kymo/core'
import { KymoCallbackHandler, logGraph } from '@kymo/langchain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { importFrom, requireFrom } from './frameworks.ts'
import { flat, outline, readSpans, startRun, treesOf, type TreeSpan } from './recorded-run.ts'
import { ScriptedModel } from './scripted-model.ts'

const { createAgent, tool } = await importFrom<typeof LangChain>('langchain')
const { Annotation, Command, END, interrupt, MemorySaver, START, StateGraph } =
  await importFrom<typeof LangGraph>('@langchain/langgraph')
const { version: langchainVersion } = requireFrom('langchain/package.json') as { version: string }
const { AIMessage, HumanMessage } = await importFrom<typeof Messages>('@langchain/core/messages')

let run: Run
let kymo: KymoCallbackHandler
beforeEach(async () => {
  run = await startRun()
  kymo = new KymoCallbackHandler({ run, captureContent: true })
})
afterEach(() => run.finish())

async function trees(): Promise<TreeSpan[]> {
  await run.finish()
  return treesOf(run.dir as string)
}

const city = z.object({ city: z.string() })
const weather = tool((input: z.infer<typeof city>) => `sunny in ${input.city}`, {
  name: 'weather',
  description: 'tells the weather',
  schema: city,
})

test('an agent is a tree of nodes, models and tools', async () => {
  const model = new ScriptedModel([
    new AIMessage({ content: '', tool_calls: [{ name: 'weather', args: { city: 'Rome' }, id: 'call_1' }] }),
    new AIMessage('It is sunny'),
  ])
  const agent = createAgent({
    model,
    tools: [weather],
    name: 'forecaster',
    checkpointer: new MemorySaver(),
  })
  await agent.invoke(
    { messages: [new HumanMessage('weather in Rome?')] },
    { callbacks: [kymo], configurable: { thread_id: 'talk' } },
  )
  const found = await trees()

  // The first versions neither mark an agent nor call its model directly: there it is a graph like others.
  const marksAgents = !langchainVersion.startsWith('1.0.')
  expect(outline(found)).toBe(
    marksAgents
      ? 'invoke_agent forecaster > [' +
          'model_request > [chat ScriptedModel, RunnableLambda], tools > [execute_tool weather], ' +
          'model_request > [chat ScriptedModel, RunnableLambda]]'
      : 'forecaster > [' +
          'model_request > [RunnableSequence > [prompt, chat ScriptedModel], Branch<model_request,tools,__end__>], ' +
          'tools > [execute_tool weather], ' +
          'model_request > [RunnableSequence > [prompt, chat ScriptedModel], Branch<model_request,tools,__end__>]]',
  )
  const [agentSpan] = found
  const output = marksAgents ? 'gen_ai.output.messages' : 'kymo.output.value'
  expect(agentSpan?.attributes.get('gen_ai.agent.name')).toBe(marksAgents ? 'forecaster' : undefined)
  expect(agentSpan?.attributes.get('gen_ai.conversation.id')).toBe('talk')
  expect(agentSpan?.attributes.get(output)).toContain('It is sunny')
  const toolSpan = flat(found).find(({ name }) => name === 'execute_tool weather')
  expect(toolSpan?.attributes.get('gen_ai.tool.call.id')).toBe('call_1')
  expect(toolSpan?.attributes.get('gen_ai.tool.call.result')).toBe('sunny in Rome')
  expect(flat(found).every(({ outcome }) => outcome === 'ok')).toBe(true)
})

test('a tool whose arguments do not fit fires no event, and is counted all the same', async () => {
  const model = new ScriptedModel([
    new AIMessage({ content: '', tool_calls: [{ name: 'weather', args: { town: 7 }, id: 'call_bad' }] }),
    new AIMessage('sorry'),
  ])
  await createAgent({ model, tools: [weather] }).invoke(
    { messages: [new HumanMessage('weather?')] },
    { callbacks: [kymo] },
  )
  const found = await trees()

  expect(flat(found).some(({ name }) => name === 'execute_tool weather')).toBe(false)
  expect(flat(found).find(({ name }) => name === 'tools')?.events).toEqual(['tool.refused'])
})

const State = Annotation.Root({ value: Annotation<string>() })

test('an interrupt is no error, and the resume is found by its thread', async () => {
  const graph = new StateGraph(State)
    .addNode('ask', () => ({ value: String(interrupt('really?')) }))
    .addEdge(START, 'ask')
    .addEdge('ask', END)
    .compile({ checkpointer: new MemorySaver(), name: 'approval' })
  const config = { callbacks: [kymo], configurable: { thread_id: 'case 7' } }
  await graph.invoke({ value: '' }, config)
  const result = await graph.invoke(new Command({ resume: 'yes' }), config)
  const found = await trees()

  expect(result.value).toBe('yes')
  expect(outline(found)).toBe('approval > [ask], approval > [ask]')
  expect(found.map(({ outcome }) => outcome)).toEqual(['ok', 'ok'])
  expect(found.map(({ children }) => children[0]?.outcome)).toEqual(['interrupted', 'ok'])
  expect(found.map(({ attributes }) => attributes.get('gen_ai.conversation.id'))).toEqual([
    'case 7',
    'case 7',
  ])
})

test('a graph in a graph, a node that fails, and a stream that is broken off', async () => {
  const inner = new StateGraph(State)
    .addNode('deep', ({ value }) => ({ value: `${value}!` }))
    .addEdge(START, 'deep')
    .addEdge('deep', END)
    .compile()
  const outer = new StateGraph(State)
    .addNode('sub', inner)
    .addNode('last', ({ value }) => {
      if (value === 'bad!') throw new Error('no')
      return { value }
    })
    .addEdge(START, 'sub')
    .addEdge('sub', 'last')
    .addEdge('last', END)
    .compile({ name: 'outer' })
  await outer.invoke({ value: 'good' }, { callbacks: [kymo] })
  await expect(outer.invoke({ value: 'bad' }, { callbacks: [kymo] })).rejects.toThrow('no')
  for await (const _ of await outer.stream({ value: 'good' }, { callbacks: [kymo] })) break
  const found = await trees()

  expect(outline(found.slice(0, 1))).toMatch(/^outer > \[sub > \[.*deep.*\], last\]$/)
  expect(found.map(({ outcome }) => outcome)).toEqual(['ok', 'error', 'cancelled'])
  expect(flat(found).every(({ outcome }) => outcome !== 'open')).toBe(true)
  expect(kymo.openCount).toBe(0)
})

test('two agents at once: 1,000 requests, every span in the tree of its own request', async () => {
  const make = (name: string): { invoke(id: number): Promise<unknown> } => {
    const graph = new StateGraph(State)
      .addNode('think', async ({ value }) => {
        await new Promise((resolve) => setImmediate(resolve))
        return { value: `${value} thought` }
      })
      .addNode('act', ({ value }) => ({ value: `${value} acted` }))
      .addEdge(START, 'think')
      .addEdge('think', 'act')
      .addEdge('act', END)
      .compile({ name })
    return {
      invoke: (id) =>
        graph.invoke(
          { value: `${name} ${id}` },
          { callbacks: [kymo], configurable: { thread_id: `${name} ${id}` } },
        ),
    }
  }
  const agents = [make('left'), make('right')]
  for (let batch = 0; batch < 20; batch += 1)
    await Promise.all(
      agents.flatMap((agent) => Array.from({ length: 25 }, (_, i) => agent.invoke(batch * 25 + i))),
    )
  expect(kymo.openCount).toBe(0)
  await run.finish()
  const spans = readSpans(run.dir as string)
  const byTrace = new Map<string, typeof spans>()
  for (const span of spans) byTrace.set(span.traceId, [...(byTrace.get(span.traceId) ?? []), span])

  expect(byTrace.size).toBe(1000)
  const threads = new Set<unknown>()
  for (const members of byTrace.values()) {
    const names = members.map(({ name }) => name).toSorted()
    expect(names).toEqual(['act', expect.stringMatching(/left|right/), 'think'])
    const conversations = new Set(
      members.map(({ attributes }) => attributes.find(([key]) => key === 'gen_ai.conversation.id')?.[1]),
    )
    expect(conversations.size).toBe(1)
    threads.add([...conversations][0])
  }
  expect(threads.size).toBe(1000)
})

test('process.exit() right after invoke loses nothing', async () => {
  const child = startChild(fileURLToPath(new URL('exit-after-invoke.mjs', import.meta.url)))
  const { code, stdout } = await child.exited
  const found = treesOf(stdout.trim())

  expect(code).toBe(3)
  expect(outline(found)).toBe('RunnableSequence > [RunnableLambda, chat FakeListChatModel]')
  expect(flat(found).every(({ outcome }) => outcome === 'ok')).toBe(true)
})

test('the picture of a graph is media and an artifact', async () => {
  const graph = new StateGraph(State)
    .addNode('only', ({ value }) => ({ value }))
    .addEdge(START, 'only')
    .addEdge('only', END)
    .compile()
  const logged: unknown[] = []
  await logGraph(
    {
      log: (metrics) => logged.push(...Object.entries(metrics)),
      logArtifact: (artifact) => logged.push([artifact.name, artifact.type, artifact.paths]),
    },
    graph,
    'plan',
  )

  expect(logged).toEqual([
    ['plan', expect.any(Html)],
    ['plan', 'graph', ['graph.mmd', 'graph.json', 'graph.svg']],
  ])
})
