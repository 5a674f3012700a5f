// Question: what does the handler cost a call, and does memory stay flat over 10,000 requests of two agents at once?
// Two graphs of LangGraph with two nodes each are invoked in turn with the handler, with a handler that does nothing, and without one.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Annotation, END, START, StateGraph } from '@langchain/langgraph'
import { init } from '@kymo/core'
import { KymoCallbackHandler } from '@kymo/langchain'
import { interleave, median } from './lib/stats.mjs'

const ROUND_COUNT = 9
const REQUESTS_PER_ROUND = 100
const REQUEST_COUNT = 10_000
/** What a call of a model takes at least. */
const CALL_MS = 50

/** @param {{ log: (line: string) => void }} options */
export async function run({ log }) {
  const folder = mkdtempSync(join(tmpdir(), 'kymo-langchain-'))
  try {
    const kymoRun = await init({
      project: 'bench',
      mode: 'offline',
      quiet: true,
      dir: folder,
      console: false,
    })
    const kymo = new KymoCallbackHandler({ run: kymoRun })
    const nothing = { handleChainStart() {}, handleChainEnd() {}, awaitHandlers: true, name: 'nothing' }
    const agents = [makeAgent('left'), makeAgent('right')]
    const times = await interleave(
      {
        kymo: () => perRequest(agents, [kymo]),
        nothing: () => perRequest(agents, [nothing]),
        none: () => perRequest(agents, []),
      },
      ROUND_COUNT,
    )
    const addedMs = median(times.kymo) - median(times.none)
    const own = timeHandler(kymoRun)
    log('cost: done')
    const rows = [
      {
        case: 'request',
        metric: 'with',
        unit: 'us',
        value: median(times.kymo) * 1000,
        floor: median(times.none) * 1000,
      },
      { case: 'request', metric: 'empty-handler', unit: 'us', value: median(times.nothing) * 1000 },
      { case: 'request', metric: 'added', unit: 'us', value: addedMs * 1000 },
      { case: 'call', metric: 'handler', unit: 'us', value: own * 1000 },
      { case: 'call', metric: `of-${CALL_MS}-ms`, unit: '%', value: (own / CALL_MS) * 100 },
    ]
    await many(agents, kymo, REQUEST_COUNT / 5)
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    await many(agents, kymo, REQUEST_COUNT)
    globalThis.gc?.()
    rows.push({
      case: '10000-requests',
      metric: 'memory-growth',
      unit: 'MB',
      value: (process.memoryUsage().rss - before) / 1e6,
    })
    rows.push({ case: '10000-requests', metric: 'left-open', unit: 'calls', value: kymo.openCount })
    await kymoRun.finish()
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function makeAgent(name) {
  const State = Annotation.Root({ value: Annotation() })
  return new StateGraph(State)
    .addNode('think', ({ value }) => ({ value: value + 1 }))
    .addNode('act', ({ value }) => ({ value: value * 2 }))
    .addEdge(START, 'think')
    .addEdge('think', 'act')
    .addEdge('act', END)
    .compile({ name })
}

async function perRequest(agents, callbacks) {
  const startMs = performance.now()
  for (let i = 0; i < REQUESTS_PER_ROUND; i += 1) await agents[i % 2].invoke({ value: i }, { callbacks })
  return (performance.now() - startMs) / REQUESTS_PER_ROUND
}

async function many(agents, kymo, count) {
  for (let done = 0; done < count; done += 100)
    await Promise.all(
      Array.from({ length: 100 }, (_, i) => agents[i % 2].invoke({ value: i }, { callbacks: [kymo] })),
    )
}

/** The handler alone: start and end of a call of a model with content, in milliseconds. */
function timeHandler(kymoRun) {
  const kymo = new KymoCallbackHandler({ run: kymoRun, captureContent: true })
  const messages = [[{ type: 'human', content: 'What is the weather in Rome? '.repeat(20) }]]
  const message = {
    type: 'ai',
    content: 'It is sunny. '.repeat(20),
    usage_metadata: { input_tokens: 200, output_tokens: 50 },
    response_metadata: { model_name: 'gpt-4o' },
  }
  const times = []
  for (let i = 0; i < 3000; i += 1) {
    const startMs = performance.now()
    kymo.handleChatModelStart({}, messages, `run ${i}`, undefined, { invocation_params: { model: 'gpt-4o' } })
    kymo.handleLLMEnd({ generations: [[{ text: '', message }]] }, `run ${i}`)
    times.push(performance.now() - startMs)
  }
  return median(times.slice(1000))
}
