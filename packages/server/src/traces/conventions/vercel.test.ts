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

describe('mapSpan() reads the Vercel AI SDK', () => {
  const SHARED = { 'ai.model.id': 'gpt-4o', 'ai.model.provider': 'openai.chat', 'ai.settings.maxRetries': 2 }

  test('with one call of a model inside of an agent that has the sums', () => {
    const outer = facts({
      ...SHARED,
      'operation.name': 'ai.streamText my-function',
      'ai.operationId': 'ai.streamText',
      'ai.prompt': json({ system: 'Be brief', prompt: 'Weather?' }),
      'ai.response.text': 'Rain.',
      'ai.usage.promptTokens': 30,
      'ai.usage.completionTokens': 4,
    })
    const inner = facts(
      {
        ...SHARED,
        'ai.operationId': 'ai.streamText.doStream',
        'gen_ai.system': 'openai.chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.input_tokens': 30,
        'gen_ai.usage.output_tokens': 4,
        'ai.usage.cachedInputTokens': 16,
        'ai.prompt.messages': json([
          { role: 'system', content: 'Be brief' },
          { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
          {
            role: 'assistant',
            content: [{ type: 'tool-call', toolCallId: 't1', toolName: 'weather', input: { at: 'Paris' } }],
          },
          {
            role: 'tool',
            content: [
              {
                type: 'tool-result',
                toolCallId: 't1',
                toolName: 'weather',
                output: { type: 'json', value: { c: 9 } },
              },
            ],
          },
        ]),
        'ai.prompt.tools': [json({ type: 'function', name: 'weather' })],
        'ai.response.text': 'Rain.',
        'ai.response.toolCalls': json([{ toolCallId: 't2', toolName: 'umbrella', args: '{"size":1}' }]),
        'ai.response.finishReason': 'tool-calls',
      },
      [{ name: 'ai.stream.firstChunk', attributes: { 'ai.response.msToFirstChunk': 120.5 } }],
    )

    expect(outer).toMatchObject({ operation: 'agent', usage: { input: 30, output: 4, total: 34 } })
    expect(outer.inputMessages).toEqual([said('system', 'Be brief'), said('user', 'Weather?')])
    expect(inner).toMatchObject({
      operation: 'llm',
      model: 'gpt-4o',
      usage: { input: 30, output: 4, cacheRead: 16 },
      timeToFirstTokenMs: 120.5,
      toolDefinitions: [{ type: 'function', name: 'weather' }],
    })
    expect(inner.inputMessages?.slice(2)).toEqual([
      {
        role: 'assistant',
        parts: [{ type: 'tool-call', id: 't1', name: 'weather', arguments: { at: 'Paris' } }],
      },
      { role: 'tool', parts: [{ type: 'tool-result', id: 't1', result: { c: 9 } }] },
    ])
    expect(inner.outputMessages).toEqual([
      {
        role: 'assistant',
        finishReason: 'tool-calls',
        parts: [
          { type: 'text', text: 'Rain.' },
          { type: 'tool-call', id: 't2', name: 'umbrella', arguments: { size: 1 } },
        ],
      },
    ])
  })

  test('with tools, embeddings and objects', () => {
    const tool = facts({
      'ai.operationId': 'ai.toolCall',
      'ai.toolCall.name': 'weather',
      'ai.toolCall.args': '{"at":"Paris"}',
      'ai.toolCall.result': '{"c":9}',
    })
    const embedding = facts({
      'ai.operationId': 'ai.embedMany.doEmbed',
      'ai.values': ['"a"', '"b"'],
      'ai.usage.tokens': 8,
    })
    const object = facts({
      'ai.operationId': 'ai.generateObject.doGenerate',
      'ai.response.object': '{"n":1}',
    })

    expect(tool).toMatchObject({ operation: 'tool', input: { at: 'Paris' }, output: { c: 9 } })
    expect(embedding).toMatchObject({
      operation: 'embedding',
      input: ['a', 'b'],
      usage: { input: 8, total: 8 },
    })
    expect(object).toMatchObject({ operation: 'llm', output: { n: 1 } })
  })
})
