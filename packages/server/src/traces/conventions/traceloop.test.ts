import type { SpanRecord } from '@kymo/protocol'
import { buildSpan } from '@kymo/testkit'
import { describe, expect, test } from 'vitest'
import { mapSpan } from '../map-span.ts'
import type { SpanFacts } from '../span-facts.ts'

type Bag = Readonly<Record<string, unknown>>
type Attributes = SpanRecord['attributes']

/** What is read of a span with these attributes, and of its events. */
function facts(
  bag: Bag,
  events: readonly { readonly name: string; readonly attributes: Bag }[] = [],
): SpanFacts {
  const attributes = Object.entries(bag) as unknown as Attributes
  const read = events.map((event) => ({
    timeNs: 1_250_000_000n,
    name: event.name,
    attributes: Object.entries(event.attributes) as unknown as Attributes,
    droppedAttributes: 0,
  }))
  return mapSpan(buildSpan({ attributes, events: read }))
}

const json = (value: unknown): string => JSON.stringify(value)
const said = (role: string, text: string) => ({ role, parts: [{ type: 'text', text }] })

describe('mapSpan() reads Traceloop', () => {
  test('with flattened prompts, completions and functions', () => {
    const llm = facts({
      'llm.request.type': 'chat',
      'gen_ai.system': 'OpenAI',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.prompt.0.role': 'system',
      'gen_ai.prompt.0.content': 'You count',
      'gen_ai.prompt.1.role': 'user',
      'gen_ai.prompt.1.content': json([{ type: 'text', text: 'How many?' }]),
      'gen_ai.completion.0.role': 'assistant',
      'gen_ai.completion.0.finish_reason': 'tool_calls',
      'gen_ai.completion.0.tool_calls.0.id': 'c1',
      'gen_ai.completion.0.tool_calls.0.name': 'count',
      'gen_ai.completion.0.tool_calls.0.arguments': '{"n":1}',
      'llm.request.functions.0.name': 'count',
      'llm.request.functions.0.parameters': '{"type":"object"}',
      'gen_ai.usage.prompt_tokens': 20,
      'gen_ai.usage.completion_tokens': 7,
      'llm.usage.total_tokens': 27,
      'traceloop.association.properties.session_id': 'chat-7',
    })

    expect(llm).toMatchObject({
      operation: 'llm',
      model: 'gpt-4o',
      thread: 'chat-7',
      usage: { input: 20, output: 7, total: 27 },
      toolDefinitions: [{ name: 'count', parameters: { type: 'object' } }],
    })
    expect(llm.inputMessages).toEqual([said('system', 'You count'), said('user', 'How many?')])
    expect(llm.outputMessages).toEqual([
      {
        role: 'assistant',
        finishReason: 'tool_calls',
        parts: [{ type: 'tool-call', id: 'c1', name: 'count', arguments: { n: 1 } }],
      },
    ])
  })

  test('with its own spans for workflows, tasks, tools and nodes of a graph', () => {
    const workflow = facts({
      'traceloop.span.kind': 'workflow',
      'traceloop.entity.name': 'RunnableSequence',
      'traceloop.entity.input': json({ inputs: { question: 'why?' }, kwargs: {} }),
      'traceloop.entity.output': json({ outputs: 'because' }),
    })
    const node = facts({
      'traceloop.span.kind': 'task',
      'traceloop.entity.name': 'plan',
      'traceloop.association.properties.langgraph_node': 'plan',
    })

    expect(workflow).toMatchObject({
      operation: 'chain',
      input: { inputs: { question: 'why?' }, kwargs: {} },
      output: { outputs: 'because' },
    })
    expect(node.operation).toBe('node')
    expect(facts({ 'traceloop.span.kind': 'tool' }).operation).toBe('tool')
  })
})
