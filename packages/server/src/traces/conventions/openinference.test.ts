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

describe('mapSpan() reads OpenInference', () => {
  test('with messages, calls, parts and tools put back together from flattened keys', () => {
    const llm = facts({
      'openinference.span.kind': 'LLM',
      'llm.model_name': 'gpt-4o',
      'llm.provider': 'openai',
      'llm.invocation_parameters': json({ temperature: 0 }),
      'llm.input_messages.0.message.role': 'user',
      'llm.input_messages.0.message.contents.0.message_content.type': 'text',
      'llm.input_messages.0.message.contents.0.message_content.text': 'What is this?',
      'llm.input_messages.0.message.contents.1.message_content.type': 'image',
      'llm.input_messages.0.message.contents.1.message_content.image.image.url': 'data:image/png;base64,aGk=',
      'llm.input_messages.10.message.role': 'tool',
      'llm.input_messages.10.message.tool_call_id': 'call_9',
      'llm.input_messages.10.message.content': '{"cats":2}',
      'llm.input_messages.2.message.role': 'assistant',
      'llm.input_messages.2.message.tool_calls.0.tool_call.id': 'call_9',
      'llm.input_messages.2.message.tool_calls.0.tool_call.function.name': 'count',
      'llm.input_messages.2.message.tool_calls.0.tool_call.function.arguments': '{"of":"cats"}',
      'llm.output_messages.0.message.role': 'assistant',
      'llm.output_messages.0.message.content': 'Two cats.',
      'llm.tools.0.tool.json_schema': json({ type: 'function', function: { name: 'count' } }),
      'llm.token_count.prompt': 900,
      'llm.token_count.completion': 9,
      'llm.token_count.total': 909,
      'llm.token_count.prompt_details.cache_read': 768,
      'llm.cost.total': 0.004,
      'session.id': 's-1',
      'input.value': json({ messages: [] }),
      'input.mime_type': 'application/json',
    })

    expect(llm).toMatchObject({
      operation: 'llm',
      model: 'gpt-4o',
      provider: 'openai',
      thread: 's-1',
      costUsd: 0.004,
      usage: { input: 900, output: 9, total: 909, cacheRead: 768 },
      parameters: [['temperature', 0]],
      toolDefinitions: [{ type: 'function', function: { name: 'count' } }],
    })
    expect(llm.inputMessages).toEqual([
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'What is this?' },
          { type: 'media', mediaType: 'image/png', data: 'aGk=' },
        ],
      },
      {
        role: 'assistant',
        parts: [{ type: 'tool-call', id: 'call_9', name: 'count', arguments: { of: 'cats' } }],
      },
      { role: 'tool', parts: [{ type: 'tool-result', id: 'call_9', result: { cats: 2 } }] },
    ])
    expect(llm.outputMessages).toEqual([said('assistant', 'Two cats.')])
    expect(llm).not.toHaveProperty('input')
  })

  test('with documents of a retriever, texts of an embedding, and kinds of spans', () => {
    const retriever = facts({
      'openinference.span.kind': 'RETRIEVER',
      'input.value': 'cats',
      'retrieval.documents.0.document.id': 'd0',
      'retrieval.documents.0.document.score': 0.8,
      'retrieval.documents.0.document.metadata': '{"page":3}',
    })
    const embedding = facts({
      'openinference.span.kind': 'EMBEDDING',
      'embedding.model_name': 'e5',
      'embedding.embeddings.0.embedding.text': 'a',
      'embedding.embeddings.1.embedding.text': 'b',
    })

    expect(retriever).toMatchObject({
      operation: 'retriever',
      input: 'cats',
      output: [{ id: 'd0', score: 0.8, metadata: { page: 3 } }],
    })
    expect(embedding).toMatchObject({ operation: 'embedding', model: 'e5', input: ['a', 'b'] })
    expect(facts({ 'openinference.span.kind': 'GUARDRAIL' }).operation).toBe('evaluation')
    expect(facts({ 'openinference.span.kind': 'CHAIN', 'graph.node.id': 'plan' }).operation).toBe('node')
  })

  test('with the time of the first token in an event', () => {
    const llm = facts({ 'openinference.span.kind': 'LLM' }, [
      { name: 'First Token Stream Event', attributes: {} },
    ])

    expect(llm.timeToFirstTokenMs).toBe(250)
  })
})
