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

describe('mapSpan() reads the names of OpenTelemetry', () => {
  test('of version 1.41: model, provider, tokens with details, conversation, parameters', () => {
    const chat = facts({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5-mini',
      'gen_ai.response.model': 'gpt-5-mini-2025-08-07',
      'gen_ai.request.temperature': 0.2,
      'gen_ai.request.max_tokens': 256n,
      'gen_ai.usage.input_tokens': 1200n,
      'gen_ai.usage.output_tokens': 340n,
      'gen_ai.usage.cache_read.input_tokens': 1024n,
      'gen_ai.usage.reasoning.output_tokens': 192n,
      'gen_ai.response.time_to_first_chunk': 0.412,
      'gen_ai.conversation.id': 'conv_5j66',
      'kymo.step': 42n,
      'kymo.cost_usd': 0.00123,
    })

    expect(chat).toMatchObject({
      operation: 'llm',
      status: 'unset',
      model: 'gpt-5-mini-2025-08-07',
      provider: 'openai',
      usage: { input: 1200, output: 340, total: 1540, cacheRead: 1024, reasoning: 192 },
      timeToFirstTokenMs: 412,
      thread: 'conv_5j66',
      step: 42,
      costUsd: 0.00123,
      parameters: [
        ['temperature', 0.2],
        ['max_tokens', 256],
      ],
    })
  })

  test('of messages with calls of tools and what they answered', () => {
    const chat = facts({
      'gen_ai.operation.name': 'chat',
      'gen_ai.system_instructions': json([{ type: 'text', content: 'Be brief' }]),
      'gen_ai.input.messages': json([
        { role: 'user', parts: [{ type: 'text', content: 'Weather in Paris?' }] },
        {
          role: 'assistant',
          parts: [{ type: 'tool_call', id: 'call_1', name: 'get_weather', arguments: { location: 'Paris' } }],
        },
        { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: 'rainy, 57°F' }] },
      ]),
      'gen_ai.output.messages': json([
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', content: 'It rains.' },
            { type: 'text', content: 'Rain.' },
          ],
          finish_reason: 'stop',
        },
      ]),
      'gen_ai.tool.definitions': json([
        { type: 'function', name: 'get_weather', parameters: { type: 'object' } },
      ]),
    })

    expect(chat.inputMessages).toEqual([
      said('system', 'Be brief'),
      said('user', 'Weather in Paris?'),
      {
        role: 'assistant',
        parts: [{ type: 'tool-call', id: 'call_1', name: 'get_weather', arguments: { location: 'Paris' } }],
      },
      { role: 'tool', parts: [{ type: 'tool-result', id: 'call_1', result: 'rainy, 57°F' }] },
    ])
    expect(chat.outputMessages).toEqual([
      {
        role: 'assistant',
        finishReason: 'stop',
        parts: [
          { type: 'reasoning', text: 'It rains.' },
          { type: 'text', text: 'Rain.' },
        ],
      },
    ])
    expect(chat.toolDefinitions).toEqual([
      { type: 'function', name: 'get_weather', parameters: { type: 'object' } },
    ])
  })

  test('of media in messages: inline, by address, and what is neither', () => {
    const { inputMessages } = facts({
      'gen_ai.operation.name': 'chat',
      'gen_ai.input.messages': json([
        {
          role: 'user',
          parts: [
            { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'aGk=' },
            { type: 'uri', modality: 'image', uri: 'gs://bucket/cat.png' },
            { type: 'file', modality: 'image', file_id: 'file-abc' },
            { type: 'telepathy', content: { level: 9 } },
          ],
        },
      ]),
    })

    expect(inputMessages?.[0]?.parts).toEqual([
      { type: 'media', mediaType: 'image/png', data: 'aGk=' },
      { type: 'media', mediaType: 'image', url: 'gs://bucket/cat.png' },
      { type: 'other', value: { type: 'file', modality: 'image', file_id: 'file-abc' } },
      { type: 'other', value: { type: 'telepathy', content: { level: 9 } } },
    ])
  })

  test('of tools, retrieval, agents and workflows', () => {
    const tool = facts({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'add',
      'gen_ai.tool.call.arguments': json({ a: 1, b: 2 }),
      'gen_ai.tool.call.result': '3',
    })
    const retrieval = facts({
      'gen_ai.operation.name': 'retrieval',
      'gen_ai.retrieval.query.text': 'cats',
      'gen_ai.retrieval.documents': json([{ id: 'd1', score: 0.9 }]),
    })

    expect(tool).toMatchObject({ operation: 'tool', input: { a: 1, b: 2 }, output: '3' })
    expect(retrieval).toMatchObject({
      operation: 'retriever',
      input: 'cats',
      output: [{ id: 'd1', score: 0.9 }],
    })
    expect(facts({ 'gen_ai.operation.name': 'invoke_agent' }).operation).toBe('agent')
    expect(facts({ 'gen_ai.operation.name': 'invoke_workflow' }).operation).toBe('chain')
    expect(facts({ 'gen_ai.operation.name': 'embeddings' }).operation).toBe('embedding')
  })

  test('that are older: an event per message, and gen_ai.system', () => {
    const chat = facts(
      {
        'gen_ai.system': 'anthropic',
        'gen_ai.request.model': 'claude-3-haiku',
        'gen_ai.usage.prompt_tokens': 10,
        'gen_ai.usage.completion_tokens': 5,
      },
      [
        { name: 'gen_ai.system.message', attributes: { content: 'Be kind' } },
        { name: 'gen_ai.user.message', attributes: { 'gen_ai.event.content': json({ content: 'Hello' }) } },
        {
          name: 'gen_ai.choice',
          attributes: {
            index: 0,
            finish_reason: 'tool_calls',
            message: json({
              role: 'assistant',
              tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }],
            }),
          },
        },
      ],
    )

    expect(chat).toMatchObject({
      operation: 'llm',
      provider: 'anthropic',
      usage: { input: 10, output: 5, total: 15 },
    })
    expect(chat.inputMessages).toEqual([said('system', 'Be kind'), said('user', 'Hello')])
    expect(chat.outputMessages).toEqual([
      {
        role: 'assistant',
        finishReason: 'tool_calls',
        parts: [{ type: 'tool-call', id: 'c1', name: 'f', arguments: { x: 1 } }],
      },
    ])
  })

  test('in the event of the details of an operation', () => {
    const chat = facts({ 'gen_ai.operation.name': 'chat' }, [
      {
        name: 'gen_ai.client.inference.operation.details',
        attributes: {
          'gen_ai.input.messages': json([{ role: 'user', parts: [{ type: 'text', content: 'Hi' }] }]),
          'gen_ai.output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'Ho' }] }],
        },
      },
    ])

    expect(chat.inputMessages).toEqual([said('user', 'Hi')])
    expect(chat.outputMessages).toEqual([said('assistant', 'Ho')])
  })

  test('of an input that Anthropic counts without its cache: totals include their details', () => {
    const { usage } = facts({
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.output_tokens': 100,
      'gen_ai.usage.cache_read.input_tokens': 4000,
      'gen_ai.usage.cache_creation.input_tokens': 500,
    })

    expect(usage).toEqual({ input: 4512, output: 100, total: 4612, cacheRead: 4000, cacheWrite: 500 })
  })

  test.each([
    ['invoke_agent', 'agent'],
    ['agent_step', 'chain'],
    ['chat', 'llm'],
    ['decide', 'llm'],
    ['rerank', 'retriever'],
    ['execute_tool', 'tool'],
  ])('of the Vercel AI SDK from version 7 on: %s', (name, operation) => {
    const read = facts({
      'gen_ai.operation.name': name,
      'gen_ai.request.model': 'gpt-5-mini',
      'gen_ai.client.operation.time_to_first_chunk': 0.25,
    })

    expect(read).toMatchObject({ operation, timeToFirstTokenMs: 250 })
  })
})
