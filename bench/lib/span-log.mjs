import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { encodeTraceRequest, LogFramer } from '../../packages/protocol/dist/index.js'
import { STARTED_MS, writeLog } from './metric-log.mjs'

/** Whose traces they are: the log of metrics is one of {@link writeLog}. */
export const SPAN_RUN = { entity: 'bench', project: 'ingest', run: 'bench' }
/** What OpenTelemetry's batches hold. */
const SPANS_PER_REQUEST = 512
const QUESTION =
  'What does the paper say about the learning rate of the second stage, and why was it chosen? '

/**
 * Writes a finished run with traces.
 * @param {string} runsDir
 * @param {Iterable<object>} spans
 * @returns {number} bytes of the log of spans
 */
export function writeSpanRun(runsDir, spans) {
  const folder = join(runsDir, 'run-20261123_100000-bench')
  writeLog(join(folder, 'run-bench.wandb'), 0)
  const file = openSync(join(folder, 'run-bench.spans'), 'w')
  const framer = new LogFramer(0)
  for (const request of requestsOf(spans)) writeSync(file, framer.frame(request))
  closeSync(file)
  return framer.offset
}

/** @param {Iterable<object>} spans @param {readonly (readonly [string, string])[]} [resource] @returns {Generator<Uint8Array>} */
export function* requestsOf(spans, resource = []) {
  let batch = []
  const encode = () => {
    const scopes = [{ name: 'bench', version: '1', attributes: [], spans: batch, schemaUrl: '' }]
    batch = []
    return encodeTraceRequest([{ resource, scopes, schemaUrl: '' }])
  }
  for (const span of spans) {
    batch.push(span)
    if (batch.length === SPANS_PER_REQUEST) yield encode()
  }
  if (batch.length > 0) yield encode()
}

/**
 * Agents that answer questions: in each trace a root, and below it calls of models and of tools in turn.
 * @param {number} traceCount
 * @param {number} spansPerTrace
 * @returns {Generator<object>}
 */
export function* agentSpans(traceCount, spansPerTrace) {
  for (let trace = 0; trace < traceCount; trace++) {
    for (let index = 0; index < spansPerTrace; index++) {
      const at = { trace, index, spansPerTrace }
      yield toSpan(at, index === 0 ? agent(trace) : index % 2 === 1 ? call(trace + index) : tool(index))
    }
  }
}

function agent(trace) {
  return [
    ['gen_ai.operation.name', 'invoke_agent'],
    ['gen_ai.agent.name', `agent ${trace % 7}`],
    ['gen_ai.conversation.id', `thread-${trace % 5000}`],
    ['kymo.step', BigInt(trace)],
    ['kymo.input.value', JSON.stringify({ question: `${QUESTION}${trace}` })],
    // One in ten thousand.
    [
      'kymo.output.value',
      JSON.stringify(trace % 10_000 === 77 ? 'found the needle' : `It was ${trace % 97}.`),
    ],
  ]
}

function call(number) {
  const message = (role, content) => JSON.stringify([{ role, parts: [{ type: 'text', content }] }])
  return [
    ['gen_ai.operation.name', 'chat'],
    ['gen_ai.provider.name', 'openai'],
    ['gen_ai.request.model', `model-${number % 5}`],
    ['gen_ai.usage.input_tokens', BigInt(200 + (number % 800))],
    ['gen_ai.usage.output_tokens', BigInt(20 + (number % 80))],
    ['kymo.cost_usd', 0.0001 * (1 + (number % 50))],
    ['gen_ai.input.messages', message('user', QUESTION + number)],
    ['gen_ai.output.messages', message('assistant', `It was ${number % 97}.`)],
  ]
}

function tool(number) {
  return [
    ['gen_ai.operation.name', 'execute_tool'],
    ['gen_ai.tool.name', `search ${number % 9}`],
    ['gen_ai.tool.call.arguments', JSON.stringify({ query: `learning rate ${number}` })],
    ['gen_ai.tool.call.result', JSON.stringify([{ id: number, score: 0.5 }])],
  ]
}

function toSpan({ trace, index, spansPerTrace }, attributes) {
  const startMs = STARTED_MS + trace * 1000 + index * 3
  const forMs = index === 0 ? 3 * spansPerTrace + ((trace * 7919) % 9973) : 2
  const id = trace * spansPerTrace + index + 1
  const parentId = index === 0 ? 0 : trace * spansPerTrace + (index < 100 ? 0 : Math.floor(index / 10)) + 1
  return {
    traceId: (trace + 1).toString(16).padStart(32, '0'),
    spanId: id.toString(16).padStart(16, '0'),
    parentSpanId: parentId === 0 ? '' : parentId.toString(16).padStart(16, '0'),
    traceState: '',
    flags: 0,
    name: attributes[0][1] === 'execute_tool' ? `execute_tool ${attributes[1][1]}` : attributes[0][1],
    kind: 1,
    startNs: BigInt(startMs) * 1_000_000n,
    endNs: BigInt(startMs + forMs) * 1_000_000n,
    attributes,
    droppedAttributes: 0,
    events: [],
    droppedEvents: 0,
    links: [],
    droppedLinks: 0,
    status: { code: trace % 50 === 3 && index === 0 ? 2 : 1, message: '' },
  }
}
